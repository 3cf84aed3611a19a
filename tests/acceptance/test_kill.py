"""Killed at any moment, the program goes on where it was: what it said is kept is kept, and the rest can be done again.

`HABEAS_KILLS=200 pytest tests/acceptance/test_kill.py` kills that often; the suite kills a few times.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from habeas.case import Case, verify
from habeas.model.decision import Decision

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
KILLS = int(os.environ.get("HABEAS_KILLS", "8"))
REPORTS = 25
DECISION = "0" * 16
Step = Callable[[Case], object]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports; some repeat others, and one cannot be read."""
    folder = tmp_path_factory.mktemp("in")
    for n in range(REPORTS):
        town = ("Izium", "Kupiansk", "Vovchansk")[n % 3]
        text = f"{n % 11 + 2} people were held in the school in {town}, Danylo Vyhadko said. They were beaten."
        (folder / f"r{n}.json").write_text(json.dumps({"id": f"r{n}", "lang": "en", "text": text}))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    return folder


def steps(reports: Path) -> list[Step]:
    """What is done to a case: reports come, a register, a decision, and the register again."""
    return [
        lambda case: case.add([reports]),
        lambda case: case.build(),
        lambda case: case.decide([rejection(case)]),
        lambda case: case.build(),
    ]


def rejection(case: Case) -> Decision:
    claim = min(case.register().claims, key=lambda c: c.id)
    return Decision(
        id=DECISION, at="2026-01-01T00:00:00Z", by="tester", verdict="reject", reason="made up", target=case.target(claim.id)
    )  # fmt: skip


def in_child(root: Path, step: Step) -> int:
    """Do a step in a process of its own; returns its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        with Case(root, "tester") as case:
            step(case)
        code = 0
    finally:
        os._exit(code)


def finished(child: int) -> bool:
    """Wait for a process; whether it ended by itself, and well."""
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a step failed after a kill"
    return os.WIFEXITED(status)


def exported(root: Path) -> bytes:
    with Case(root) as case:
        case.export_register(root.parent / f"{root.name}.json")
    return (root.parent / f"{root.name}.json").read_bytes()


def acknowledged(root: Path) -> bytes:
    """The whole lines of the custody log: what they say must never go."""
    log = (root / "vault" / "custody.jsonl").read_bytes()
    return log[: log.rindex(b"\n") + 1]


def undisturbed(root: Path, reports: Path) -> Iterator[float]:
    """Make the case without a kill; how many seconds each step took."""
    Case.create(root, "case", "tester").__exit__(None, None, None)
    for step in steps(reports):
        start = time.perf_counter()
        assert finished(in_child(root, step))
        yield time.perf_counter() - start


def killed_on_the_way(root: Path, reports: Path, seconds: list[float], dice: random.Random) -> int:
    """Make the case, every step killed at random moments until one of its runs is quicker; how many kills there were."""
    Case.create(root, "case", "tester").__exit__(None, None, None)
    kills = 0
    for step, usual in zip(steps(reports), seconds, strict=True):
        for tries in count(1):
            before = acknowledged(root)
            child = in_child(root, step)
            time.sleep(dice.uniform(0, usual * (1 + 0.1 * tries)))
            os.kill(child, signal.SIGKILL)
            done = finished(child)
            assert acknowledged(root).startswith(before), "what was acknowledged is gone"
            if done:
                break
            kills += 1
    return kills


def test_after_any_kill_the_register_is_the_same_and_nothing_is_missing(tmp_path: Path, reports: Path) -> None:
    seconds = list(undisturbed(tmp_path / "calm", reports))
    expected, dice, kills = exported(tmp_path / "calm"), random.Random(KILLS), 0  # noqa: S311  (nothing secret)
    for number in count():
        root = tmp_path / f"case{number}"
        kills += killed_on_the_way(root, reports, seconds, dice)
        assert exported(root) == expected
        assert not verify(root).problems
        with Case(root) as case:
            status = case.status()
        assert (status.items, status.documents, len(status.not_read)) == (REPORTS + 1, REPORTS, 1)
        if kills >= KILLS:
            print(f"{kills} kills in {number + 1} cases")  # shown with -s
            break


def test_the_register_comes_back_from_the_vault_alone_decisions_included(tmp_path: Path, reports: Path) -> None:
    root = tmp_path / "calm"
    list(undisturbed(root, reports))
    expected = exported(root)
    assert b'"rejected"' in expected
    for file in root.glob("case.db*"):
        file.unlink()
    with Case(root, "tester") as case:
        case.build()
    assert exported(root) == expected
