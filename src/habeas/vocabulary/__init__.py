"""Closed lists as data files: claim types, kinds of site, roles, stances, states.

Each list is `data/NAME.toml`: a table a key, with `label.en`, `label.uk`, `label.ru`, `label.nl`, `definition` and `source`.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a closed list."""

    key: str
    label: dict[str, str]
    """Language code -> label; English is always there."""
    definition: str
    source: str
    method: str | None = None
    """Of a claim type: the method that it stands for where its words name no finer one."""


@cache
def vocabulary(name: str) -> dict[str, Entry]:
    """The closed list `name`, in its file's order. Raises FileNotFoundError for a list that does not exist."""
    rows = tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))
    return {key: msgspec.convert({"key": key, **row}, Entry) for key, row in rows.items()}


def label(name: str, key: str, language: str = "en") -> str:
    """The label of a key in a language, in English where that has none, and the key itself where the list lacks it."""
    entry = vocabulary(name).get(key)
    return key if entry is None else entry.label.get(language, entry.label["en"])
