"""Commands for what leaves: export register, export report. Names are covered in both."""

from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.screen import say
from habeas.cli.state import State

Out = Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="Where to write.")]
exports = typer.Typer(no_args_is_help=True, help="Write what others may receive; names of people are covered.")


@exports.command("register")
def export_register(context: typer.Context, output: Out) -> None:
    """Write the register as JSON (format habeas-register/1)."""
    state: State = context.obj
    with state.open() as case:
        case.export_register(output)
    say(f"register written to {output}")


@exports.command("report")
def export_report(context: typer.Context, output: Out) -> None:
    """Write the register as pages that open from disk: overview, map, sites, sources."""
    state: State = context.obj
    with state.open() as case:
        pages = case.export_report(output)
    say(f"{len(pages)} files written; open {output / 'index.html'}")


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(exports, name="export")
