"""Kill `add` and `build` at random moments, many times, and check after each kill what must hold; prints figures.

    python tools/kills.py add 1000
    python tools/kills.py build 200

After each kill: every whole line that the log had is still there, the next opening heals what is half done, every byte that
the vault then shows is as its name says, and in the end the case is the one that nobody killed. Batches are smaller than
usual here (BATCH), so that more of the moments lie between two of them. `tests/acceptance/test_kill.py` does it a few times.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import msgspec

from habeas.case import Case, deriving
from habeas.case import case as casework
from habeas.model.errors import HabeasError
from habeas.vault import Vault, read_log, verify

BATCH = 10
PATIENCE = 500
"""Hundredths of a second."""
AT = "2026-01-31T12:00:00Z"
TOWNS = ("Izium", "Kupiansk", "Vovchansk")
Step = Callable[[Case], object]


class Figures(msgspec.Struct, kw_only=True):
    """What was seen."""

    kills: int = 0
    usual: float
    """Seconds that the step takes when nobody kills it."""
    runs: int = 0
    """Cases that were finished in the end."""
    left: Counter[str] = msgspec.field(default_factory=Counter)
    """What the next opening told of: event -> kills after which it did."""


def material(folder: Path, number: int) -> Path:
    """Made-up reports, some alike, some in an archive, one that cannot be read."""
    folder.mkdir()
    packed = folder / "packed"
    packed.mkdir()
    for n in range(number):
        words = f"{n % 11 + 2} people were held in the school in {TOWNS[n % 3]}, an official said. They were beaten."
        report = json.dumps({"id": f"r{n}", "lang": "en", "text": words})
        ((packed if n % 10 == 0 else folder) / f"r{n}.json").write_text(report)
    shutil.make_archive(str(folder / "some"), "zip", packed)
    shutil.rmtree(packed)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    return folder


def child(root: Path, step: Step) -> int:
    """Do a step in a process of its own; returns its id."""
    started = os.fork()
    if started:
        return started
    code = 1
    try:
        with Case(root, "tester") as opened:
            step(opened)
        code = 0
    finally:
        os._exit(code)


def ended(process: int, after: float | None = None) -> bool:
    """Whether a process comes to its end by itself before it is killed `after` so many seconds; None never kills."""
    until = None if after is None else time.monotonic() + after
    while True:
        gone, status = os.waitpid(process, 0 if until is None else os.WNOHANG)
        if gone:
            break
        if until is not None and time.monotonic() >= until:
            os.kill(process, signal.SIGKILL)
            until = None
        time.sleep(0.0005)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise SystemExit("FAILED: a step did not work after a kill")
    return os.WIFEXITED(status)


def whole_lines(root: Path) -> bytes:
    log = (root / "vault" / "custody.jsonl").read_bytes()
    return log[: log.rindex(b"\n") + 1]


def opened_once(vault: Path) -> None:
    """Open for writing. A worker that the killed process was just starting may hold its lock for a moment longer."""
    for tries in count():
        try:
            with Vault(vault, at=AT, by="tester"):
                return
        except HabeasError as e:
            if "another habeas process" not in str(e) or tries > PATIENCE:
                raise
            time.sleep(0.01)


def healed(root: Path, before: bytes) -> set[str]:
    """Open the vault as the next command does; what that told of. Ends the program where something is lost or half done."""
    if not whole_lines(root).startswith(before):
        raise SystemExit("FAILED: what was acknowledged is gone")
    entries = sum(1 for _ in read_log(root / "vault"))
    opened_once(root / "vault")
    if problems := verify(root / "vault").problems:
        raise SystemExit(f"FAILED: {problems[0].line}")
    return {entry.event for entry in read_log(root / "vault") if entry.seq > entries}


def state(root: Path, exported: bool) -> object:
    """What a case ends in: its items with their names, and its register."""
    with Case(root) as opened:
        names = {item: {arrival.name for arrival in came} for item, came in opened.database.arrivals().items()}
        return names, msgspec.json.encode(opened.register()) if exported else b""


def attempts(root: Path, step: Step, figures: Figures, dice: random.Random) -> Iterator[None]:
    """Kill the step until it is quicker than that; yields after each kill."""
    for tries in count(1):
        before, began = whole_lines(root), time.monotonic()
        if ended(child(root, step), dice.uniform(0, figures.usual * (0.9 + 0.02 * tries))):
            figures.usual += (time.monotonic() - began - figures.usual) / 4
            return
        figures.kills += 1
        figures.left.update(healed(root, before) or {"nothing"})
        yield


def tried(start: Path, folder: Path, step: Step, kills: int, built: bool) -> Figures:
    """Do `step` to copies of the case `start`, killed that often in all. Ends the program where something does not hold."""
    calm = folder / "calm"
    shutil.copytree(start, calm)
    began = time.perf_counter()
    ended(child(calm, step))
    figures, expected = Figures(usual=time.perf_counter() - began), state(calm, built)
    dice = random.Random(kills)  # noqa: S311  # nothing secret
    while figures.kills < kills:
        root = folder / f"case{figures.runs}"
        shutil.copytree(start, root)
        for _ in attempts(root, step, figures, dice):
            if figures.kills >= kills:
                ended(child(root, step))
                break
        if state(root, built) != expected or verify(root / "vault").problems:
            raise SystemExit("FAILED: the case did not end as the one that nobody killed")
        figures.runs += 1
        shutil.rmtree(root)
    return figures


def run(what: str, kills: int, folder: Path, number: int = 40) -> Figures:
    """`what`: add or build."""
    os.environ["HABEAS_KEYS"] = str(folder / "keys")
    for module in (casework, deriving):
        vars(module)["BATCH"] = BATCH
    reports = material(folder / "in", number)
    with Case.create(folder / "start", "case", "tester") as made:
        if what == "build":
            made.add([reports])
    steps: dict[str, Step] = {"add": lambda c: c.add([reports]), "build": lambda c: c.build()}
    return tried(folder / "start", folder, steps[what], kills, what == "build")


def main() -> None:
    what, kills = (*sys.argv[1:3], *("add", "1000")[len(sys.argv[1:3]) :])
    with tempfile.TemporaryDirectory() as folder:
        figures = run(what, int(kills), Path(folder))
    print(f"{what}: {figures.kills} kills in {figures.runs} cases; nothing lost, nothing half-written, all ended alike")
    for event, number in sorted(figures.left.items()):
        print(f"  the next opening told of {event}: {number}")


if __name__ == "__main__":
    main()
