"""`habeas decide`: decisions are appended, applied by the build, undone by a new one, and come back from the vault alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from running import Report, Run

TEXT = (
    "In Kupiansk, at least 23 people were held in the basement of the police station, ASTRA reported. "
    "They were beaten there, said Serhii Vyhadko, head of the regional police. One man was tortured with electric shocks."
)
SCHOOL = "In Izium, forty people were held in the school for a month, a former detainee said."
OTHER = "In Kupiansk, people were beaten in the basement of the police station, a former detainee said."


@pytest.fixture
def case(habeas: Run, report: Report, tmp_path: Path) -> Path:
    """A built case."""
    habeas("init", "case")
    habeas("-C", "case", "add", report("a", TEXT), report("b", OTHER), report("c", SCHOOL))
    habeas("-C", "case", "build")
    return tmp_path / "case"


def register(habeas: Run, case: Path) -> dict[str, Any]:
    """The register as exported."""
    habeas("-C", case, "export", "register", "-o", "register.json")
    return dict(json.loads((case.parent / "register.json").read_text("utf-8")))


def claim(habeas: Run, case: Path, kind: str, document: str = "a") -> dict[str, Any]:
    return next(c for c in register(habeas, case)["claims"] if c["type"] == kind and c["document"] == document)


def test_a_rejected_claim_leaves_the_finding_and_comes_back(habeas: Run, case: Path) -> None:
    before = register(habeas, case)
    one = next(c for c in before["claims"] if c["type"] == "torture.electric_shock")
    told = habeas(
        "-C", case, "decide", one["id"], "reject", "--reason", "the man spoke of another place", "--by", "Ira"
    )
    decision = told.stdout.split()[0]
    assert register(habeas, case) == before, "a decision counts from the next build on"
    habeas("-C", case, "build")
    after = register(habeas, case)
    assert claim(habeas, case, "torture.electric_shock")["status"] == "rejected"
    assert not [f for f in after["findings"] if one["id"] in f["claims"]]
    assert after["built"]["inputs"] != before["built"]["inputs"]
    assert "another place" in habeas("-C", case, "show", one["id"], "--why").stdout
    habeas("-C", case, "decide", decision, "undo", "--reason", "checked again")
    habeas("-C", case, "build")
    assert register(habeas, case) == before


def test_decisions_come_back_from_the_vault_alone(habeas: Run, case: Path) -> None:
    one = claim(habeas, case, "torture.beating")
    value = json.dumps({"field": "stance", "value": "hedged"})
    habeas("-C", case, "decide", one["id"], "correct", "--value", value, "--by", "Ira")
    habeas("-C", case, "build")
    before = register(habeas, case)
    assert claim(habeas, case, "torture.beating")["stance"] == "hedged"
    assert claim(habeas, case, "torture.beating")["status"] == "corrected"
    for name in ("case.db", "case.db-wal", "case.db-shm"):
        (case / name).unlink(missing_ok=True)
    habeas("-C", case, "build")
    assert register(habeas, case) == before


def test_a_file_of_decisions_is_taken_line_by_line(habeas: Run, case: Path, tmp_path: Path) -> None:
    one = claim(habeas, case, "torture.beating")
    item = next(d["item"] for d in register(habeas, case)["documents"] if d["id"] == "a")
    aim = {"item": item, "passage": one["passage"], "type": one["type"]}
    good = {"verdict": "confirm", "by": "Ira", "at": "2026-01-31T09:00:00Z", "target": aim}
    lines = [json.dumps(good), "{", json.dumps({**good, "verdict": "reject"}), json.dumps(good)]
    (tmp_path / "made.jsonl").write_text("\n".join(lines), "utf-8")
    told = habeas("-C", case, "decide", "made.jsonl", code=1)
    assert "1 decisions recorded, 1 were here already, 2 not" in told.stdout
    assert "made.jsonl line 2" in told.stderr
    assert "made.jsonl line 3: reject needs a reason" in told.stderr
    habeas("-C", case, "build")
    assert claim(habeas, case, "torture.beating")["status"] == "confirmed"


def test_two_sites_are_joined_and_parted_again(habeas: Run, case: Path) -> None:
    sites = [s["id"] for s in register(habeas, case)["sites"]]
    assert len(sites) == 2
    told = habeas("-C", case, "decide", sites[0], "same", "--with", sites[1], "--reason", "one building")
    habeas("-C", case, "build")
    assert len(register(habeas, case)["sites"]) == len(sites) - 1
    habeas("-C", case, "decide", told.stdout.split()[0], "undo", "--reason", "two after all")
    habeas("-C", case, "build")
    assert [s["id"] for s in register(habeas, case)["sites"]] == sites


def test_what_makes_no_sense_is_one_line(habeas: Run, case: Path) -> None:
    one = claim(habeas, case, "torture.beating")["id"]
    assert "no verdict" in habeas("-C", case, "decide", one, "bless", "--reason", "x", code=1).stderr
    assert "has the id" in habeas("-C", case, "decide", "S-0", "confirm", code=1).stderr
    assert "no decision" in habeas("-C", case, "decide", "D-0", "undo", "--reason", "x", code=1).stderr
    assert "needs a reason" in habeas("-C", case, "decide", one, "reject", code=1).stderr
    assert "no such file" in habeas("-C", case, "decide", "nothing.jsonl", code=2).stderr


def test_a_reviewers_reason_does_not_open_a_name(habeas: Run, report: Report, tmp_path: Path) -> None:
    text = "Ostap Hupalenko was held in the basement of the police station in Kupiansk and beaten, his wife said."
    habeas("init", "case")
    habeas("-C", "case", "add", report("n", text))
    habeas("-C", "case", "build")
    case = tmp_path / "case"
    one = next(c for c in register(habeas, case)["claims"])
    habeas("-C", case, "decide", one["id"], "reject", "--reason", "Ostap Hupalenko says otherwise")
    habeas("-C", case, "build")
    assert "Hupalenko" not in habeas("-C", case, "show", one["id"], "--why").stdout
