"""The queue of a case: stages, failures, progress that others see, and the log of one item."""

import json
import os
import time
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from habeas.case import Case, progress, working
from habeas.case.deriving import workers
from habeas.case.progress import AT_WORK, Work
from habeas.cli.main import app
from habeas.intake import Limits
from habeas.model.errors import UsageError

TEXT = "In Vesele, at least 11 people were held in the cellar of the school, the prosecutor's office said."


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "a case")
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(8):
        (folder / f"report {n}.txt").write_text(f"{TEXT} {n}", "utf-8")
    (folder / "cut off.pdf").write_bytes(b"%PDF-1.4 cut off")
    (folder / "nothing.txt").touch()
    made.add([folder])
    return made


def states(case: Case) -> dict[str, tuple[str, int, int]]:
    return {row.stage: (row.state, row.done, row.total) for row in working.state(case).stages}


def test_each_stage_says_how_far_it_is(case: Case) -> None:
    assert states(case) == {
        "extract": ("waiting", 0, 10),
        "read": ("done", 0, 0),
        "register": ("waiting", 0, 1),
    }
    assert working.work(case, only={"extract"}).derived == 10
    assert states(case)["extract"] == ("done", 10, 10)
    assert states(case)["read"] == ("waiting", 0, 8)
    assert working.work(case, only={"read"}).read == 8
    assert states(case)["register"] == ("waiting", 0, 1)
    case.build()
    assert {state for state, *_ in states(case).values()} == {"done"}
    assert working.state(case).stages[0].failed == 1


def test_stages_one_by_one_give_the_register_of_one_build(case: Case, tmp_path: Path) -> None:
    working.work(case, only={"extract"})
    worked = working.work(case, only={"read"})
    built = case.build(worked=worked)
    with Case.create(tmp_path / "other", "a case") as other:
        other.add([tmp_path / "reports"])
        assert other.build().register == built.register


def test_a_stage_alone_does_nothing_else(case: Case, tmp_path: Path) -> None:
    case.build()
    (tmp_path / "later.txt").write_text(f"{TEXT} later", "utf-8")
    case.add([tmp_path / "later.txt"])
    built = case.build(worked=working.Worked())
    assert len(built.register.documents) == 8
    assert states(case)["extract"] == ("waiting", 10, 11)
    assert states(case)["register"][0] == "waiting"


def test_only_what_failed_is_done_again(case: Case, tmp_path: Path) -> None:
    case.build()
    (tmp_path / "later.txt").write_text(f"{TEXT} later", "utf-8")
    case.add([tmp_path / "later.txt"])
    assert [row.reason for row in case.status().not_read if row.item in working.failures(case)] != []
    worked = working.work(case, failed=True)
    assert (worked.derived, worked.read) == (1, 0)
    assert states(case)["extract"] == ("waiting", 10, 11)


def test_who_asks_meanwhile_sees_rate_and_time_left(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "BEAT", 0.0)
    seen = []

    def look(done: int, _total: int) -> None:
        if done == 5:
            with Case(case.root) as other:
                seen.extend(row for row in working.state(other).stages if row.state == "running")

    working.work(case, look, {"extract"})
    (row,) = seen
    assert row.stage == "extract"
    assert row.rate is not None
    assert row.seconds_left is not None
    assert working.state(case).stages[0].state == "done"


def test_work_that_was_killed_is_called_stopped(case: Case) -> None:
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    now = time.time()
    work = Work(stage="extract", done=3, total=10, started=now - 9, noted=now, process=child)
    case.database.set(AT_WORK, msgspec.json.encode(work).decode())
    assert states(case)["extract"][0] == "stopped"
    case.build()
    assert states(case)["extract"][0] == "done"


def test_a_decision_makes_the_register_old(case: Case) -> None:
    case.build()
    assert states(case)["register"][0] == "done"
    case.database.set(progress.DECIDED, "1")
    assert states(case)["register"][0] == "waiting"


def test_the_log_of_an_item(case: Case) -> None:
    case.build()
    (document, *_) = case.register().documents
    told = working.log(case, document.item[:8].upper())
    assert (told.item, told.document, told.reason) == (document.item, document.id, None)
    assert [one["via"] for one in told.came] == ["folder"]
    assert len(told.readings) == 1
    (failed,) = working.failures(case)
    assert working.log(case, failed).reason in {"broken", "truncated"}
    for wrong in ("", "zz"):
        with pytest.raises(UsageError):
            working.log(case, wrong)


def test_names_are_covered_in_the_status_of_an_item(case: Case, tmp_path: Path) -> None:
    (tmp_path / "Petro Vyhadanyi.txt").write_text(TEXT, "utf-8")
    case.add([tmp_path / "Petro Vyhadanyi.txt"])
    (item,) = [i for i, came in case.database.arrivals().items() if "Petro" in came[0].name]
    assert "Petro" not in repr(working.log(case, item))


def test_the_commands_tell_the_same(case: Case) -> None:
    run = CliRunner()
    at = ["-C", str(case.root)]
    assert run.invoke(app, [*at, "build", "--stage", "extract"]).output.startswith("10 items and 0 documents")
    told = json.loads(run.invoke(app, [*at, "status", "--json"]).output)
    assert {row["stage"]: row["state"] for row in told["stages"]} == {
        "extract": "done", "read": "waiting", "register": "waiting",
    }  # fmt: skip
    assert told["sum"]["items"] == 10
    assert "read: waiting, 0 of 8" in run.invoke(app, [*at, "status"]).output
    assert "register:" in run.invoke(app, [*at, "build"]).output
    assert "waiting" not in run.invoke(app, [*at, "status"]).output
    item = case.register().documents[0].item
    assert "0 passages not read" in run.invoke(app, [*at, "status", item[:12]]).output
    assert isinstance(run.invoke(app, [*at, "build", "--stage", "nothing"]).exception, UsageError)


def test_workers_fit_processors_items_and_memory() -> None:
    memory = Limits().memory
    assert workers(0, memory) == 1
    assert workers(1, memory) == 1
    assert 1 <= workers(10_000, memory) <= (os.cpu_count() or 1)
    assert workers(10_000, 1 << 60) == 1
