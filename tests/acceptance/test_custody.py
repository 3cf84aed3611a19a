"""Evidence held against what others keep, as its users do it: witness copies, timestamps by file, keys, an item's life."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import Report, Run
from tools.alterations import Authority


@pytest.fixture
def case(habeas: Run, report: Report, tmp_path: Path) -> Path:
    report("one", "The town council said on 3 May 2022 that twelve people were held in the police station of Izium.")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    return tmp_path / "case"


def test_a_case_that_was_set_back_is_found_by_its_witness(habeas: Run, case: Path, tmp_path: Path) -> None:
    (case / "case.toml").write_text((case / "case.toml").read_text() + 'witness = ["../witness.txt"]\n')
    shutil.copytree(case, tmp_path / "older")
    habeas("-C", "case", "build")
    assert "0 problems" in habeas("-C", "case", "verify", "--witness", "witness.txt").stdout
    back = habeas("-C", "older", "verify")
    assert "0 problems" in back.stdout
    assert "was set back or rewritten" in back.stderr
    told = habeas("-C", "older", "verify", "--witness", "witness.txt", code=1)
    assert "witness has" in told.stderr


def test_a_witness_that_is_away_stops_nothing(habeas: Run, case: Path) -> None:
    (case / "case.toml").write_text((case / "case.toml").read_text() + 'witness = ["/no/such/stick/log.txt"]\n')
    done = habeas("-C", "case", "build")
    assert "cannot be written" in done.stderr
    habeas("-C", "case", "witness", "/no/such/stick/log.txt", code=1)


def test_a_timestamp_is_carried_by_file_and_checked(habeas: Run, case: Path, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    habeas("-C", "case", "timestamp", "--request", "q.tsq")
    assert "pending: checkpoint" in habeas("-C", "case", "timestamp").stdout
    (tmp_path / "r.tsr").write_bytes(authority.stamp((tmp_path / "q.tsq").read_bytes()))
    habeas("-C", "case", "timestamp", "--response", "r.tsr", "--roots", "authority/ca.pem")
    assert "signature checked" in habeas("-C", "case", "verify").stdout
    item = hashlib.sha256((tmp_path / "in" / "one.json").read_bytes()).hexdigest()
    shown = habeas("-C", "case", "show", item[:12]).stdout
    assert "item.arrived: arrived as folder" in shown
    assert "by a timestamp" in shown
    assert "one.json" not in shown
    habeas("-C", "case", "timestamp", "--response", "r.tsr", code=1)
    habeas("-C", "case", "timestamp", "--authority", "file:///etc/passwd", code=2)
    failed = habeas("-C", "case", "timestamp", "--authority", "http://127.0.0.1:9/tsr", code=1)
    assert "stays pending" in failed.stderr


def test_the_key_is_shown_and_replaced(habeas: Run, case: Path) -> None:
    first = habeas("-C", "case", "key").stdout.splitlines()[0]
    second = habeas("-C", "case", "key", "--new").stdout.splitlines()[0]
    assert first != second
    assert "0 problems" in habeas("-C", "case", "verify", "--key", first).stdout
    habeas("-C", "case", "verify", "--key", first[:-3], code=2)
    assert case.exists()


@pytest.mark.parametrize("isolated", [[], ["-S"]], ids=["with libraries", "with Python alone"])
def test_a_stranger_checks_the_vault_without_habeas(habeas: Run, case: Path, isolated: list[str]) -> None:
    habeas("-C", "case", "build")

    def alone() -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *isolated, str(case / "vault" / "verify.py")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert alone().stdout.endswith("everything holds\n")
    path = next((case / "vault" / "objects").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    told = alone()
    assert told.returncode == 1
    assert f"item {(path.parent.name + path.name)[:12]}: damaged" in told.stdout
    path.write_bytes(path.read_bytes()[:-1] + b"}")
    notes = case / "vault" / "checkpoints.txt"
    data = notes.read_bytes()
    notes.write_bytes(data[:-10] + (b"A" if data[-10:-9] != b"A" else b"B") + data[-9:])
    assert "checkpoint" in alone().stdout
