"""The command `diff`: what a new batch of reports changed, in words."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from habeas.cli.screen import OUT, say
from habeas.model.encoding import register_from_json
from habeas.model.errors import HabeasError
from habeas.model.register import Register

SHOWN = 40
"""Lines of one sort that are shown unless all are asked for."""


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A register that was exported earlier.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A later one.")],
    everything: Annotated[bool, typer.Option("--all", help="List every change.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the changes as JSON.")] = False,
) -> None:
    """Tell in words what changed between two exported registers."""
    from habeas.register.changes import SORTS, changes  # noqa: PLC0415

    found = changes(_register(old), _register(new))
    if json:
        OUT.file.write(msgspec.json.format(msgspec.json.encode([c._asdict() for c in found]), indent=1).decode() + "\n")
        return
    for sort, heading in SORTS.items():
        rows = [change for change in found if change.sort == sort]
        if rows:
            say(heading, style="bold")
        for change in rows if everything else rows[:SHOWN]:
            say(f"  {change.words}" + (f"  [{change.id}]" if change.id else ""))
        if len(rows) > SHOWN and not everything:
            say(f"  … and {len(rows) - SHOWN} more; --all lists them")
    say(f"{len(found)} changes" if found else "nothing changed")


def _register(path: Path) -> Register:
    try:
        return register_from_json(path.read_bytes())
    except HabeasError as e:
        raise HabeasError(f"{path}: {e}; `habeas export register` writes one") from e


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(diff)
