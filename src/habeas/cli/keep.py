"""Commands for copies of the originals: export bag, export wacz, backup, restore."""

from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.export import Out, exports
from habeas.cli.screen import fail, progress, say, warn
from habeas.cli.state import State
from habeas.model.errors import UsageError

To = Annotated[str, typer.Option("--to", metavar="WHOM", help="Who receives the originals; stands in the custody log.")]
Why = Annotated[str | None, typer.Option("--reason", help="Why, for the custody log.")]
LOUD = "this holds ORIGINALS: names of witnesses and victims are not covered in it; encrypt it, hand it over in person"


@exports.command("bag")
def export_bag(context: typer.Context, output: Out, to: To, reason: Why = None) -> None:
    """Hand over every original and the custody log as a bag (BagIt, RO-Crate) that strangers check. Names NOT covered."""
    from habeas.case import packaging  # noqa: PLC0415

    state: State = context.obj
    warn(LOUD)
    with state.open() as case, progress("writing the bag") as tick:
        done, items = count(1), case.status().items
        made = packaging.export_bag(case, output, to, reason, lambda: tick(next(done), items))
    say(f"bag for {to} written to {output}: {len(made.items)} items, {made.entries} log entries")
    say(f"to check it: cd {output} && sha256sum -c manifest-sha256.txt && python3 data/vault/verify.py .")


@exports.command("wacz")
def export_wacz(context: typer.Context, output: Out, to: To, reason: Why = None) -> None:
    """Hand over the captured pages as one web archive (WACZ) that players replay. Names NOT covered."""
    from habeas.case import packaging  # noqa: PLC0415

    state: State = context.obj
    warn(LOUD)
    with state.open() as case:
        pages = packaging.export_wacz(case, output, to, reason)
    say(f"{pages} pages for {to} written to {output}")


def backup(
    context: typer.Context,
    target: Annotated[
        Path, typer.Argument(metavar="PATH", help="A folder on another disk; later backups add what is new.")
    ],
) -> None:
    """Copy the whole case, also while others work on it. Not encrypted: the disk must be."""
    from habeas.case import packaging  # noqa: PLC0415

    state: State = context.obj
    with progress("copying") as tick:
        done = count(1)
        made = packaging.backup(state.root(), target, state.author(), lambda: tick(next(done), 0))
    for line in made.wrong:
        fail(line)
    say(f"{made.items} items, {made.entries} log entries in {target}")
    if made.checkpoint:
        say("the key that signs checkpoints is not in it: keep a copy of that one elsewhere")
    if made.wrong:
        raise typer.Exit(1)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="PATH", help="A backup, or a bag of a case.")],
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the case in; it must be empty.")],
) -> None:
    """Make a case from a backup or a bag, and check every byte of it."""
    from habeas.case import packaging  # noqa: PLC0415

    state: State = context.obj
    if not source.is_dir():
        raise UsageError(f"no folder {source}: name a backup or a bag")
    with progress("restoring") as tick:
        done = count(1)
        found = packaging.restore(source, target, state.author(), lambda: tick(next(done), 0))
    for problem in found.problems:
        fail(problem.line)
    say(f"{found.items} items, {found.entries} log entries restored to {target}: {len(found.problems)} problems")
    say(f"next: habeas -C {target} build")
    if found.problems:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(backup)
    app.command()(restore)
