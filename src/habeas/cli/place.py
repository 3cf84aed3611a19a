"""The command `place`: which place a name may mean, and why; a team tests the gazetteer and its own places with it."""

from contextlib import suppress
from typing import Annotated

import msgspec
import typer

from habeas.cli.screen import OUT, cell, say, show, table, warn
from habeas.cli.state import State
from habeas.model.errors import UsageError
from habeas.places import Gazetteer, Match
from habeas.places.own import FILE

SHOWN = 10
"""Candidates on a terminal; --json prints all."""


class Candidate(msgspec.Struct, frozen=True):
    """A place as it is printed."""

    settlement: str
    region: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    score: float
    why: str
    id: str


def place(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name as it is written.")],
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Its language, such as uk.")] = "",
    sentence: Annotated[str, typer.Option("--context", metavar="SENTENCE", help="The words around it.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print a list as JSON.")] = False,
) -> None:
    """Print the places that a name may mean, best first; none where it is no place.

    Inside a case its places.csv counts too, and wins.
    """
    from habeas.places.asking import ask  # noqa: PLC0415

    gazetteer = _gazetteer(context.obj)
    found = [_candidate(match) for match in ask(gazetteer, name, language=language, sentence=sentence)]
    if json:
        OUT.file.write(msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n")
        return
    if not found:
        say(f"{name}: no place that is known")
        return
    grid = table(None, "settlement", "region", "country", "position", "precision", "score", "why", right=("score",))
    for row in found[:SHOWN]:
        position = "" if row.lat is None else f"{row.lat:.4f}, {row.lon:.4f}"
        shown = (row.settlement, row.region or "", row.country or "", position, row.precision, row.score, row.why)
        grid.add_row(*map(cell, shown))
    show(grid)
    if len(found) > 1 and found[0].score == found[1].score:
        ties = sum(row.score == found[0].score for row in found)
        say(f"{ties} places fit equally well: --context with the words around the name may decide")
    if len(found) > SHOWN:
        say(f"… and {len(found) - SHOWN} more; --json lists them")


def _gazetteer(state: State) -> Gazetteer:
    """The installed gazetteer, with the places of the case that is named or around us."""
    gazetteer = Gazetteer.load()
    root = state.root() if state.case else None
    if root is None:
        with suppress(UsageError):  # not inside a case: nothing of a team's own
            root = state.root()
    if root is not None:
        gazetteer = gazetteer.with_own(root / FILE)
        for line in gazetteer.own.refused:
            warn(line)
    return gazetteer


def _candidate(match: Match) -> Candidate:
    there = match.place
    return Candidate(
        settlement=there.name,
        region=there.admin1 or None,
        country=there.country or None,
        lat=there.lat,
        lon=there.lon,
        precision="settlement" if there.precision == "point" else there.precision,
        score=match.score,
        why=match.why,
        id=there.id,
    )


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(place)
