"""What the columns of a table mean: by a mapping file, by the marks of a known export, or by their names in seven
languages.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from habeas.model.errors import HabeasError

ROLES = ("title", "published", "url", "publisher", "language")
"""What one column may be; `text` may be several, joined in the order of the mapping."""
BLANKS = re.compile(r"[\s_\-:*.?()/]+")


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column is what. Names are compared without case, blanks and punctuation."""

    text: list[str] = []
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    sheet: str | None = None
    """Of a workbook: the sheet to read; all of them otherwise."""
    markup: bool = False
    """Whether the text is HTML."""


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Where in a row each thing stands."""

    known_as: str
    """mapping | the name of a known export | headers | nothing."""
    text: list[int] = []
    single: dict[str, int] = {}
    """Role -> column."""
    markup: bool = False


def mapping_from_toml(text: str) -> Mapping:
    """A mapping as users write it: a table `[columns]`. Raises HabeasError."""
    try:
        told = tomllib.loads(text)
        columns = told.pop("columns")
        if isinstance(columns.get("text"), str):
            columns["text"] = [columns["text"]]
        if told:
            raise HabeasError(f"it has an unknown table or key {next(iter(told))!r}: there is only [columns]")
        return msgspec.convert(columns, Mapping)
    except KeyError as e:
        raise HabeasError("it has no table [columns]") from e
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, AttributeError) as e:
        raise HabeasError(f"it is no mapping: {e}") from e


def columns_of(headers: Sequence[str], mapping: Mapping | None, *, whole: bool = True) -> Columns:
    """What the columns with these headers mean.

    Raises HabeasError where the mapping names a column that is not there, unless `whole` is false: records may lack some.
    """
    places = {_folded(header): at for at, header in reversed(list(enumerate(headers)))}
    if mapping is not None:
        return _mapped(mapping, places, "mapping", whole)
    for name, (marks, known) in _exports().items():
        if all(_folded(mark) in places for mark in marks):
            return _mapped(known, places, name, False)
    return _by_name(headers)


def _mapped(mapping: Mapping, places: dict[str, int], known_as: str, whole: bool) -> Columns:
    named = {role: getattr(mapping, role) for role in ROLES if getattr(mapping, role)}
    for name in (*mapping.text, *named.values()):
        if whole and _folded(name) not in places:
            raise HabeasError(f"the mapping names a column {name!r} that the table does not have")
    return Columns(
        known_as=known_as,
        text=[places[_folded(name)] for name in mapping.text if _folded(name) in places],
        single={role: places[_folded(name)] for role, name in named.items() if _folded(name) in places},
        markup=mapping.markup,
    )


def _by_name(headers: Sequence[str]) -> Columns:
    """By what columns are usually called: the first that is called so, but of texts all."""
    text: list[int] = []
    single: dict[str, int] = {}
    names = _headers()
    for at, header in enumerate(headers):
        role = names.get(_folded(header))
        if role == "text":
            text.append(at)
        elif role:
            single.setdefault(role, at)
    return Columns(known_as="headers" if text or single else "nothing", text=text, single=single)


def _folded(header: str) -> str:
    return BLANKS.sub(" ", header.casefold()).strip()


@cache
def _headers() -> dict[str, str]:
    told = _data("headers.toml")
    return {_folded(name): role for role, languages in told.items() for names in languages.values() for name in names}


@cache
def _exports() -> dict[str, tuple[list[str], Mapping]]:
    told = _data("exports.toml")
    return {name: (row["marks"], msgspec.convert(row["columns"], Mapping)) for name, row in told.items()}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))
