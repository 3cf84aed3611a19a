"""Commands that bring material in and work through it: init, add, build."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.screen import progress, say, warn
from habeas.cli.state import State
from habeas.model.errors import UsageError

if TYPE_CHECKING:
    from habeas.case import Added
    from habeas.case.capturing import Page


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the case in.")],
    name: Annotated[str, typer.Option(help="The case's name, kept in case.toml.")] = "case",
) -> None:
    """Make a case: a folder with an empty vault."""
    from habeas.case import Case  # noqa: PLC0415

    state: State = context.obj
    with Case.create(folder, name, state.author()):
        say(f"case {name} made in {folder}; next: habeas -C {folder} add PATH…")


def add(
    context: typer.Context,
    inputs: Annotated[list[str], typer.Argument(metavar="PATH|URL", help="Files, folders, archives, bags, addresses.")],
    reason: Annotated[str | None, typer.Option(help="Why pages are captured, for their record.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also where the host named is of this machine or a private network.")
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="What the columns of tables mean (docs/formats.md)."),
    ] = None,
) -> None:
    """Keep files, folders and archives in the vault, and capture pages by their address. Originals stay untouched."""
    from habeas.case.capturing import Terms, add_pages, is_address  # noqa: PLC0415
    from habeas.case.receiving import is_bag, receive  # noqa: PLC0415

    state: State = context.obj
    urls = [one for one in inputs if is_address(one)]
    bags = [Path(one) for one in inputs if is_bag(Path(one))]
    paths = [path for path in map(Path, inputs) if path not in bags and not is_address(str(path))]
    good = True
    with state.open() as case:
        if paths:
            with progress("adding") as tick:
                good = _told_added(case.add(paths, tick, mapping))
        for bag in bags:
            with progress("taking in") as tick:
                good &= _told_added(receive(case, bag, tick))
        if urls:
            with progress("capturing") as tick:
                good &= _told_pages(add_pages(case, urls, Terms(reason=reason, allow_private=allow_private), tick))
    if not good:
        raise typer.Exit(1)


def _told_added(added: "Added") -> bool:
    """Say what came in; whether all of it did."""
    for line in added.refused:
        warn(f"not kept: {line}")
    again = f", {added.again} were here already" if added.again else ""
    say(f"{added.kept} items kept{again}, {len(added.refused)} not kept; next: habeas build")
    return not added.refused


def _told_pages(pages: "list[Page]") -> bool:
    """Say what became of each address; whether all of them gave what was asked for."""
    for page in pages:
        if page.record is None:
            warn(f"not asked: {page.url}: {page.detail}")
            continue
        ready = "court-ready" if page.court_ready else "not court-ready"
        say(f"{page.url}: {page.outcome}, {page.files} files, record {page.record[:12]}, {ready}")
        if page.outcome != "content":
            warn(f"  kept as what it is, supports no claim: {page.detail}")
        for part, why in page.missing.items():
            say(f"  missing {part}: {why}")
    good = sum(page.outcome == "content" for page in pages)
    say(f"{good} of {len(pages)} pages captured; next: habeas build")
    return good == len(pages)


def build(
    context: typer.Context,
    readings: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also take readings made elsewhere (ID.json).", file_okay=False)
    ] = None,
    only: Annotated[
        str | None, typer.Option("--stage", metavar="STAGE", help="Only this: extract, read, register.")
    ] = None,
    failed: Annotated[bool, typer.Option("--only-failed", help="Only what failed before, then the register.")] = False,
) -> None:
    """Read what is new and compute the register. Interrupted, it goes on where it stopped."""
    from habeas.case.progress import STAGES  # noqa: PLC0415
    from habeas.case.results import Worked  # noqa: PLC0415
    from habeas.case.working import work  # noqa: PLC0415

    if only not in (None, *STAGES):
        raise UsageError(f"no stage {only}: --stage is one of {', '.join(STAGES)}")
    state: State = context.obj
    with state.open() as case, progress("building") as tick:
        worked = Worked() if only == "register" else None
        if only in ("extract", "read"):
            worked = work(case, tick, {only}, failed)
        elif failed:
            worked = work(case, tick, failed=True)
        built = None if only in ("extract", "read") else case.build(readings, tick, worked)
    for note in built.notes if built else []:
        warn(note)
    done = built or worked or Worked()
    say(f"{done.derived} items and {done.read} documents worked through")
    if built:
        figures = ", ".join(f"{built.rows[kind]} {kind}" for kind in ("sites", "claims", "origins", "findings"))
        say(f"register: {figures}")


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (init, add, build):
        app.command()(command)
