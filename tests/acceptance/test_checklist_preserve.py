"""The conformance checklist of the professional standards, lines 16 to 19 and 21: what is kept, and who answers for it.

Lines 11 to 15, 20 and 22 are in `test_checklist_capture.py`.
"""

import hashlib
import json
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from running import Report, Run
from tools.alterations import Authority

from habeas.case import verify
from habeas.case.verifying import alarms

TEXT = "12 people were held in the school in Izium, Danylo Vyhadko said. They were beaten."


@pytest.fixture
def case(habeas: Run, report: Report, tmp_path: Path) -> Path:
    report("one", TEXT)
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    return tmp_path / "case"


@pytest.fixture
def item(tmp_path: Path, case: Path) -> str:
    assert case.exists()
    return hashlib.sha256((tmp_path / "in" / "one.json").read_bytes()).hexdigest()


def log(case: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (case / "vault" / "custody.jsonl").read_bytes().splitlines()]


def test_line_16_originals_are_never_written_again_and_people_get_copies(
    habeas: Run, case: Path, item: str, tmp_path: Path
) -> None:
    kept = case / "vault" / "objects" / item[:2] / item[2:]
    before = (kept.read_bytes(), kept.stat().st_mtime_ns, kept.stat().st_ino)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    copy = tmp_path / "copy.json"
    habeas("-C", "case", "original", item[:12], "-o", "copy.json", "--reason", "to check a date")
    assert copy.read_bytes() == before[0]
    assert copy.stat().st_ino != before[2]
    copy.write_text("scribbled on")
    for command in (["add", "in"], ["build"], ["export", "report", "-o", "report"], ["verify"]):
        habeas("-C", "case", *command)
    assert (kept.read_bytes(), kept.stat().st_mtime_ns, kept.stat().st_ino) == before
    habeas("-C", "case", "original", item[:12], "-o", "copy.json", code=2)
    assert copy.read_text() == "scribbled on"


def test_line_17_one_changed_byte_is_found_and_its_entry_named(habeas: Run, case: Path) -> None:
    path = case / "vault" / "custody.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if b'"item.arrived"' in line)
    changed = lines[place].replace(b"one.json", b"two.json")
    path.write_bytes(b"".join([*lines[:place], changed, *lines[place + 1 :]]))
    told = habeas("-C", "case", "verify", code=1)
    assert re.search(rf"entry {place + 1}\b.*changed", told.stderr)
    alone = [sys.executable, "-I", str(case / "vault" / "verify.py")]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"WRONG  entry {place + 1}:" in done.stdout


def test_line_18_views_and_exports_are_logged_with_the_items_that_they_show(
    habeas: Run, report: Report, case: Path, item: str
) -> None:
    """There is no command that prints: what is printed is a copy or an export, and those are logged."""
    other = report("two", "A song contest was held in the town hall.")
    habeas("-C", "case", "add", other)
    habeas("-C", "case", "build")
    habeas("-C", "case", "original", item[:12], "-o", "copy.json", "--reason", "to check a date")
    habeas("-C", "case", "export", "register", "-o", "register.json")
    habeas("-C", "case", "export", "report", "-o", "report")
    habeas("-C", "case", "export", "bag", "-o", "bag", "--to", "the court")
    events = {str(entry["event"]) + str(entry["data"].get("what", "")): entry for entry in log(case)}  # type: ignore[attr-defined]
    assert events["viewed"]["data"] == {"item": item, "reason": "to check a date"}
    assert item in events["exportregister"]["data"]["items"]  # type: ignore[index]
    assert events["exportreport"]["data"]["items"] == [item]  # type: ignore[index]
    assert events["viewed"]["by"] == events["transferred_outbag"]["by"] == "tester"
    shown = habeas("-C", "case", "show", item[:12]).stdout
    for what in ("item.arrived", "viewed", "export report", "transferred_out", "read as document"):
        assert what in shown
    assert "export report, inputs" in shown
    unused = hashlib.sha256(other.read_bytes()).hexdigest()
    assert "export report" not in habeas("-C", "case", "show", unused[:12]).stdout


def test_line_19_the_head_is_signed_stamped_or_pending_and_copied_elsewhere(
    habeas: Run, case: Path, tmp_path: Path
) -> None:
    habeas("-C", "case", "witness", "elsewhere.txt")
    habeas("-C", "case", "timestamp", "--request", "q.tsq")
    assert "pending: checkpoint" in habeas("-C", "case", "timestamp").stdout
    found = habeas("-C", "case", "verify", "--witness", "elsewhere.txt")
    assert re.search(r"checkpoints, the last over entry \d+; key habeas/", found.stdout)
    note = (tmp_path / "elsewhere.txt").read_bytes()
    assert note in (case / "vault" / "checkpoints.txt").read_bytes()


def test_line_21_time_tokens_are_checked_offline_and_their_end_raises_an_alarm(
    habeas: Run, case: Path, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    habeas("-C", "case", "timestamp", "--request", "q.tsq")
    (tmp_path / "r.tsr").write_bytes(authority.stamp((tmp_path / "q.tsq").read_bytes()))
    habeas("-C", "case", "timestamp", "--response", "r.tsr", "--roots", "authority/ca.pem")
    assert "signature checked" in habeas("-C", "case", "verify").stdout
    found = verify(case)
    today = datetime.now(UTC)
    assert list(alarms(found, today.strftime("%Y-%m-%dT%H:%M:%SZ"))) == []
    later = (today + timedelta(days=3650 - 100)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert any("stamp again before" in line for line in alarms(found, later))
    token = next((case / "vault" / "timestamps").glob("*.tsr"))
    data = bytearray(token.read_bytes())
    data[-1] ^= 1
    token.chmod(0o600)
    token.write_bytes(data)
    assert token.name in habeas("-C", "case", "verify", code=1).stderr
