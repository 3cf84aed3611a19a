"""The `habeas` command: options that hold for every command, and how a command ends.

Exit codes: 0 done, 1 something asked for failed, 2 wrong use. An error is one line: what, which input, what to do.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from habeas import __version__
from habeas.cli import (
    collect,
    compare,
    custody,
    decide,
    demo,
    estimate,
    export,
    keep,
    link,
    look,
    pairs,
    place,
    queue,
    read,
    search,
    train,
)
from habeas.cli.screen import fail, say
from habeas.cli.state import State
from habeas.model.errors import HabeasError, UsageError

app = typer.Typer(
    name="habeas",
    help="From a folder of reports to a register of unlawful detention that can be cross-examined.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="It documents detention and decides no guilt. Names of people are covered in everything that leaves.",
)
for commands in (
    collect,
    queue,
    custody,
    look,
    search,
    compare,
    decide,
    export,
    keep,
    estimate,
    read,
    train,
    demo,
    pairs,
    link,
    place,
):
    commands.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"habeas {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    case: Annotated[Path | None, typer.Option("-C", metavar="DIR", help="The case; else the one around you.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who works, for the custody log.")] = None,
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """What holds for every command."""
    context.obj = State(case=case, by=by or os.environ.get("HABEAS_BY"))


def run() -> None:
    """Run the command line; never shows a traceback for what a user can mend."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # text streams both
    try:
        app()
    except UsageError as e:
        fail(str(e))
        sys.exit(2)
    except HabeasError as e:
        fail(str(e))
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as e:  # a full disk, a folder that may not be written
        fail(f"{e.filename or 'a file'} cannot be read or written: {e.strerror or e}")
        sys.exit(1)
    except KeyboardInterrupt:
        fail("stopped; what was said to be done is done, run the same command again for the rest")
        sys.exit(1)
