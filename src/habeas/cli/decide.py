"""The command `decide`: what a reviewer says of a claim, of two things, or of a person. Appended, never changed."""

import json
from codecs import BOM_UTF8
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from habeas.cli.screen import say, warn
from habeas.cli.state import State
from habeas.model.decision import VERDICTS, Decision
from habeas.model.errors import HabeasError, UsageError

if TYPE_CHECKING:
    from habeas.case import Case

LARGEST = 64 * 1024 * 1024
"""Bytes of a file of decisions."""


def decide(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="ID|FILE.jsonl", help="A claim, thing, origin or decision; or a file.")
    ],
    verdict: Annotated[str | None, typer.Argument(metavar="VERDICT", help=", ".join(VERDICTS))] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; needed for all but confirm, correct, grade.")] = "",
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; else who works.")] = None,
    other: Annotated[str | None, typer.Option("--with", metavar="ID", help="The second of a pair.")] = None,
    value: Annotated[str | None, typer.Option(metavar="JSON", help="What correct and grade set.")] = None,
) -> None:
    """Record what you decide: confirm, reject, correct, same, different … The next build applies it."""
    state: State = context.obj
    author = by or state.author()
    with state.open() as case:
        if verdict is None:
            made, refused = _from_file(Path(what), author)
        else:
            made, refused = [_one(case, what, verdict, (reason, author, other, value))], []
        done = case.decide(made)
    for line in refused:
        warn(f"not recorded: {line}")
    for one in done.recorded if verdict else ():
        say(f"{one} recorded; undo it with: habeas decide {one} undo --reason …")
    again = f", {done.again} were here already" if done.again else ""
    say(f"{len(done.recorded)} decisions recorded{again}, {len(refused)} not; next: habeas build")
    if refused:
        raise typer.Exit(1)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _one(case: "Case", what: str, verdict: str, told: tuple[str, str | None, str | None, str | None]) -> Decision:
    from habeas.model.encoding import builtins  # noqa: PLC0415
    from habeas.review import decision  # noqa: PLC0415

    reason, author, other, value = told
    table: dict[str, Any] = {"verdict": verdict, "reason": reason}
    if verdict == "undo":
        table["value"] = what.strip().upper()
        if table["value"] not in {one.id for one in case.decisions()}:
            raise HabeasError(f"no decision {what}: `habeas show ID --why` lists the decisions on a claim")
    else:
        table["target"] = builtins(case.target(*([what, other] if other else [what])))
    if value is not None:
        try:
            table["value"] = json.loads(value)
        except (ValueError, RecursionError) as e:
            raise UsageError(f"--value is not JSON ({e})") from e
    return decision(table, at=_now(), by=author)


def _from_file(path: Path, author: str | None) -> tuple[list[Decision], list[str]]:
    """The decisions of a file, one a line, and a line for each that cannot be taken."""
    from habeas.review import decision  # noqa: PLC0415

    if not path.is_file():
        raise UsageError(f"{path}: no such file; to decide on one thing, give its id and a verdict")
    if path.stat().st_size > LARGEST:
        raise HabeasError(f"{path}: larger than {LARGEST >> 20} MiB; split it")
    made, refused = [], []
    for number, line in enumerate(path.read_bytes().removeprefix(BOM_UTF8).splitlines(), 1):
        if line.strip():
            try:
                made.append(decision(line, at=_now(), by=author))
            except HabeasError as e:
                refused.append(f"{path.name} line {number}: {e}")
    return made, refused


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(decide)
