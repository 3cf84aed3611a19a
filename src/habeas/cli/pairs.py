"""The command `compare`: whether two names mean one person, site or unit; a team tests the matcher on its own names."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from habeas.cli.screen import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from habeas.resolution.matching import Verdict

LONGEST_LINE = 65_536
"""Bytes; a longer line holds no pair of names."""


class Line(msgspec.Struct, frozen=True):
    """What is printed for a pair."""

    judgement: str
    score: float
    why: str


class What(StrEnum):
    """What is compared."""

    person = "person"
    site = "site"
    unit = "unit"


def compare(what: Annotated[What, typer.Argument(help="What the names are names of.")]) -> None:
    """Judge pairs of names: JSON lines on standard input, {"a": {"name": …}, "b": {"name": …}}; one verdict a line.

    People may have "born" and "role", sites "settlement" and "kind". A bad line is named on standard error and counted.
    """
    pair, judge = _matcher(what)
    read = msgspec.json.Decoder(pair).decode
    encode = msgspec.json.Encoder().encode
    out = sys.stdout.buffer
    bad = 0
    for number, line in enumerate(iter(lambda: sys.stdin.buffer.readline(LONGEST_LINE + 1), b""), 1):
        if not line.strip():
            continue
        try:
            names = read(_whole(line))
        except (msgspec.MsgspecError, UnicodeError) as error:
            bad += 1
            warn(f'line {number}: no pair of names ({error}); write {{"a": {{"name": …}}, "b": {{"name": …}}}}')
            continue
        found = judge(names.a, names.b)
        out.write(encode(Line(found.judgement, found.score, "; ".join(found.why))) + b"\n")
        out.flush()
    if bad:
        warn(f"{bad} bad {'line' if bad == 1 else 'lines'}; the others are judged")
        raise typer.Exit(1)


def _whole(line: bytes) -> bytes:
    """The line, of which a too long one has lost its rest."""
    if len(line) <= LONGEST_LINE:
        return line
    while line and not line.endswith(b"\n"):
        line = sys.stdin.buffer.readline(LONGEST_LINE + 1)
    raise msgspec.ValidationError(f"longer than {LONGEST_LINE} bytes")


def _matcher(what: What) -> "tuple[Any, Callable[[Any, Any], Verdict]]":
    """The form of a pair and its judge."""
    from habeas.resolution import matching  # noqa: PLC0415

    forms: dict[What, tuple[Any, Callable[[Any, Any], Verdict]]] = {
        What.person: (matching.PersonName, matching.same_person),
        What.site: (matching.SiteName, matching.same_site),
        What.unit: (matching.UnitName, matching.same_unit),
    }
    form, judge = forms[what]
    return msgspec.defstruct("Pair", [("a", form), ("b", form)]), judge


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(compare)
