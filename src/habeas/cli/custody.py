"""Commands that keep evidence answerable: verify, witness, timestamp, key, original."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.screen import fail, progress, say, warn
from habeas.cli.state import State
from habeas.model.errors import UsageError

if TYPE_CHECKING:
    from habeas.vault import Verification

Roots = Annotated[
    Path | None, typer.Option("--roots", metavar="FILE.pem", help="Certificates of timestamp authorities.")
]


def verify(
    context: typer.Context,
    witness: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A copy of checkpoints that somebody else kept.")
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(metavar="KEY", help="A public key of the log, as it was written down elsewhere.")
    ] = None,
    roots: Roots = None,
) -> None:
    """Check every byte, log entry, checkpoint and timestamp of the vault, also against a witness."""
    from habeas.case import verifying  # noqa: PLC0415
    from habeas.case.layout import now  # noqa: PLC0415

    state: State = context.obj
    held = verifying.against(witness or [], key or [], roots)
    with progress("verifying") as tick:
        done = count(1)
        root = state.root()
        result = verifying.verify(root, state.author(), lambda: tick(next(done), 0), held)
    for problem in result.problems:
        fail(problem.line)
    for note in (*result.notes, *verifying.alarms(result, now())):
        warn(note)
    say(f"{result.items} items, {result.entries} log entries checked: {len(result.problems)} problems")
    _sealed(result)
    state.tell_witnesses(root)
    if result.problems:
        raise typer.Exit(1)


def _sealed(result: "Verification") -> None:
    """What stands behind the log: checkpoints, keys, the newest timestamp."""
    if result.checkpoints:
        say(f"{result.checkpoints} checkpoints, the last over entry {result.sealed}; key {result.keys[-1]}")
    stamps = [stamp for stamp in result.stamps if stamp.at]
    if stamps:
        last = max(stamps, key=lambda stamp: stamp.at or "")
        how = "signature checked" if last.checked else "signature not checked"
        how += (
            " against the certificates kept with it, those of the authority come with --roots" if last.by_kept else ""
        )
        ends = f"; its certificate ends {last.ends[:10]}: stamp again before" if last.ends else ""
        say(f"entries 1 to {last.checkpoint} were there at {last.at} ({how}){ends}")
    elif result.checkpoints:
        say("no timestamp yet: `habeas timestamp` makes others answer for the time")


def witness(
    context: typer.Context,
    place: Annotated[Path, typer.Argument(metavar="PATH", help="A file, or a folder, that others keep.")],
) -> None:
    """Copy the newest checkpoint to a file or folder that others keep. It tells nothing of the case."""
    from habeas.case import verifying  # noqa: PLC0415

    state: State = context.obj
    note = verifying.witness(state.root(), place)
    said = (
        "has the newest checkpoint already" if note is None else f"has the checkpoint of {note.checkpoint.size} entries"
    )
    say(f"{place} {said}; hold the vault against it with: habeas verify --witness FILE")


def timestamp(
    context: typer.Context,
    authority: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Ask this RFC 3161 authority. Only one hash is sent.")
    ] = None,
    request: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a request, to be carried to an authority.")
    ] = None,
    response: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the response to such a request.")] = None,
    roots: Roots = None,
) -> None:
    """Have the newest checkpoint stamped by an authority, now or later; without options tell what is pending."""
    from habeas.case import verifying  # noqa: PLC0415

    state: State = context.obj
    if sum(map(bool, (authority, request, response))) > 1:
        raise UsageError("one of --authority, --request and --response at a time")
    if request:
        size = verifying.request_timestamp(state.root(), state.author(), request)
        say(f"request for checkpoint {size} written to {request}; then: habeas timestamp --response FILE")
    elif response:
        at = verifying.take_timestamp(state.root(), state.author(), response, roots)
        say(f"timestamp kept: {at}")
    else:
        done = verifying.timestamp(state.root(), state.author(), authority or [], roots)
        for line in done.received:
            say(f"stamped: {line}")
        for line in done.waiting:
            say(f"pending: {line}")
        for line in done.failed:
            fail(line)
        if not (done.received or done.waiting or done.failed):
            say("nothing is pending; habeas timestamp --authority URL asks for a timestamp")
        state.tell_witnesses(state.root())
        if done.failed:
            raise typer.Exit(1)


def key(
    context: typer.Context,
    new: Annotated[
        bool, typer.Option("--new", help="Make another key, for one that was lost or may be known.")
    ] = False,
) -> None:
    """Show the public key that signs the log, to be written down elsewhere, and where the private one is."""
    from habeas.case import verifying  # noqa: PLC0415

    state: State = context.obj
    if new:
        verifying.new_key(state.root(), state.author())
    found = verifying.key_state(state.root())
    if found.public is None:
        say("the log is not signed yet: the next command that writes makes a key")
        return
    say(found.public)
    where = f"in {found.file}" if found.there else f"not here (looked for in {found.file or 'no folder'})"
    say(f"the private key is {where}; keep it, and this line, apart from the case")


def original(
    context: typer.Context,
    item: Annotated[str, typer.Argument(metavar="HASH", help="The beginning of an item's hash.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A new file for the working copy.")],
    reason: Annotated[str | None, typer.Option("--reason", help="Why, for the custody log.")] = None,
) -> None:
    """Look at an original: a working copy of it, and an entry in the custody log that says so. Names NOT covered."""
    from habeas.case import originals  # noqa: PLC0415

    state: State = context.obj
    with state.open() as case:
        sha256 = originals.view(case, item, output, reason)
    warn("this is an ORIGINAL: names in it are not covered; delete the copy when you have seen it")
    say(f"item {sha256[:12]} copied to {output}; the custody log says that it was viewed")
    state.tell_witnesses(state.root())


def show_life(root: Path, item: str) -> None:
    """Print all that happened to the item whose hash begins so, and what it stands in now."""
    from habeas.case import Case, originals, verifying  # noqa: PLC0415

    found = verifying.life(root, item)
    say(f"item {found.item}", style="bold")
    for moment in found.moments:
        what = moment.what + (" (the whole case)" if moment.whole_case else "")
        say(
            f"  {moment.at}  entry {moment.entry}  {moment.event}: {what}, {moment.by or 'nobody named'}, {moment.tool}"
        )
    with Case(root) as case:
        for line in originals.standing(case, found.item):
            say(f"  {line}")
    say(
        f"  under a signed checkpoint since entry {found.sealed}"
        if found.sealed
        else "  under no signed checkpoint that a later entry tells of"
    )
    say(f"  was there at {found.stamped}, by a timestamp" if found.stamped else "  no timestamp covers its arrival yet")


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (verify, witness, timestamp, key, original):
        app.command()(command)
