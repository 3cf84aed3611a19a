"""The command `status`: what is in the case, how far the work has come, and what was done with one item."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from habeas.cli.screen import cell, say, show, table, warn
from habeas.cli.state import State as Asked

if TYPE_CHECKING:
    from habeas.case.progress import Stage
    from habeas.case.results import Status
    from habeas.case.working import Log

SHOWN = 20
PARTS = ("capture_part", "custody_paper")
"""Reasons of what is kept beside something else and was never meant to be read."""


def status(
    context: typer.Context,
    item: Annotated[
        str | None, typer.Argument(metavar="[ITEM]", help="What was done with one item: the beginning of its hash.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
) -> None:
    """Say what is in the case, what was read, what was not and why, and how far a build has come."""
    from habeas.case import working  # noqa: PLC0415

    asked: Asked = context.obj
    with asked.open() as case:
        found = working.state(case) if item is None else working.log(case, item)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    elif isinstance(found, working.Log):
        _life(found)
    else:
        _sum(found.sum)
        _stages(found.stages)
        _rest(found.sum)


def _sum(found: "Status") -> None:
    parts = sum(row.reason in PARTS for row in found.not_read)
    say(
        f"{found.name}: {found.items} items in = {found.documents} documents read + {len(found.not_read) - parts} not read"
        + (f" + {parts} parts of captures and hand-overs" if parts else "")
        + (f" + {found.waiting} waiting for build" if found.waiting else "")
    )
    say(f"{found.arrivals} arrivals; register {'built' if found.last else 'not built yet'}")


def _stages(stages: "list[Stage]") -> None:
    """Only what is not done: a finished case has nothing to tell here."""
    for row in stages:
        if row.state == "done":
            continue
        line = f"{row.stage}: {row.state}, {row.done} of {row.total}"
        if row.rate is not None and row.seconds_left is not None:
            line += f", {row.rate:g} a second, {_time(row.seconds_left)} left"
        say(line + ("; `habeas build` goes on" if row.state != "running" else ""))


def _time(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours} h {rest // 60} min" if hours else f"{rest // 60} min {rest % 60} s" if rest >= 60 else f"{rest} s"


def _rest(found: "Status") -> None:
    rows = [row for row in found.not_read if row.reason not in PARTS]
    if rows:
        grid = table("Not read", "item", "came as", "reason", "what it is")
        for row in rows[:SHOWN]:
            grid.add_row(row.item[:12], cell(found.came_as[row.item]), row.reason, cell(row.detail))
        show(grid)
        if len(rows) > SHOWN:
            counts = ", ".join(f"{number} {reason}" for reason, number in Counter(r.reason for r in rows).most_common())
            say(f"… and {len(rows) - SHOWN} more ({counts}); all of them stand in the report and in --json")
    if found.last:
        for reason, passages in found.last.passages_unread.items():
            say(f"{passages} passages not read: {reason}")
        for note in found.last.notes:
            warn(note)


def _life(found: "Log") -> None:
    say(f"item {found.item}, {found.size:,} bytes", style="bold")
    for one in found.came:
        inside = f" inside {str(one['inside'])[:12]}" if one["inside"] else ""
        say(f"  came {one['at']} as {one['as']} ({one['via']}){inside}")
    if found.extracted_by is None:
        say("  text: waits for `habeas build`")
    elif found.reason:
        say(f"  text: none, {found.reason}: {found.detail} ({found.extracted_by})")
    else:
        say(f"  text: document {found.document}, {found.characters or 0:,} characters ({found.extracted_by})")
    for row in found.readings:
        say(f"  read by {row['reader']}: {row['claims']} claims, {row['unread']} passages not read")
    if found.document and not found.readings:
        say("  read: waits for `habeas build`")


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(status)
