"""The command `link`: which rows of one large list of people, or of two, may be one person."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from habeas.cli.screen import warn

if TYPE_CHECKING:
    from habeas.resolution.lists import Row

LIKELY = 10.0
SHOWN = 20
"""So many bad lines of a list are named; the others are counted."""


class Line(msgspec.Struct, frozen=True):
    """What is printed for a pair: ids of rows, never a name."""

    a: str
    b: str
    weight: float
    why: str


def link(
    one: Annotated[Path, typer.Argument(metavar="LIST.csv", help="A list of people: CSV in UTF-8 with a header.")],
    other: Annotated[
        Path | None,
        typer.Argument(metavar="OTHER.csv", help="A second list; without it, rows of the first are linked."),
    ] = None,
    least: Annotated[
        float, typer.Option("--least", metavar="BITS", help="The least weight: 10 is a thousand to one.")
    ] = LIKELY,
) -> None:
    """Link the rows of large lists of people: JSON lines {"a", "b", "weight", "why"}, the likeliest pairs first.

    A list needs a column `name` (or `surname`, `given`, `patronymic`) and may have `id`, `born` and `place`. Names may be in
    any script. A weight is log2 of the odds that two rows are one person. Needs the extra `link`. A bad row is counted.
    """
    from habeas.resolution.lists import link as linked  # noqa: PLC0415

    rows, bad = _rows(one)
    others = None
    if other:
        others, more = _rows(other)
        bad += more
    encode = msgspec.json.Encoder().encode
    for found in linked(rows, others, least=least):
        sys.stdout.buffer.write(encode(Line(found.left, found.right, found.weight, "; ".join(found.why))) + b"\n")
    sys.stdout.buffer.flush()
    if bad:
        warn(f"{bad} bad {'row' if bad == 1 else 'rows'}; the others are linked")
        raise typer.Exit(1)


def _rows(path: Path) -> "tuple[list[Row], int]":
    """The rows of a list, and how many of its lines hold none."""
    from habeas.resolution.lists import Skipped, read_list  # noqa: PLC0415

    rows, bad = [], 0
    for row in read_list(path):
        if isinstance(row, Skipped):
            bad += 1
            if bad <= SHOWN:
                warn(f"{path.name} line {row.line}: {row.why}")
        else:
            rows.append(row)
    return rows, bad


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(link)
