"""A team's own rules of states: a file of the case, told where it is none, shown where they hold, and no evidence."""

import json
from pathlib import Path

from running import Report, Run

OWN = """
[[rule]]
state = "contested"
denials = 1
says = "somebody denies it"

[[rule]]
state = "recorded"
independent = 1
says = "whoever says it, we have recorded it"
"""


def built(habeas: Run, report: Report) -> None:
    report("a", "At least 40 people were held in the police station in Balakliia, the regional police said.")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")


def test_a_team_puts_its_own_rules_in_force(habeas: Run, report: Report, tmp_path: Path) -> None:
    built(habeas, report)
    assert "shipped" in habeas("-C", "case", "show", "--rules").stdout
    (tmp_path / "case/states.toml").write_text(OWN, "utf-8")
    assert "run `habeas build`" in habeas("-C", "case", "show", "--rules").stdout
    habeas("-C", "case", "build")
    shown = habeas("-C", "case", "show", "--rules").stdout
    assert "whoever says it, we have recorded it" in shown
    assert "the case's own" in shown
    habeas("-C", "case", "export", "register", "-o", "register.json")
    register = json.loads((tmp_path / "register.json").read_text("utf-8"))
    assert [rule["state"] for rule in register["rules"]] == ["contested", "recorded"]
    assert {finding["rule"] for finding in register["findings"]} == {"02"}
    (finding, *_) = register["findings"]
    assert "by rule 2: whoever says it, we have recorded it" in habeas("-C", "case", "show", finding["id"]).stdout
    habeas("-C", "case", "export", "report", "-o", "report")
    assert "whoever says it, we have recorded it" in (tmp_path / "report/index.html").read_text("utf-8")


def test_a_bad_file_is_one_line_and_leaves_the_register(habeas: Run, report: Report, tmp_path: Path) -> None:
    built(habeas, report)
    before = habeas("-C", "case", "status").stdout
    for bad in ("[[rule]", "rule = 7", '[[rule]]\nstate = "recorded"', "\udcff", "a" * 70_000, "[" * 5_000):
        (tmp_path / "case/states.toml").write_text(bad, "utf-8", errors="surrogateescape")
        told = habeas("-C", "case", "build", code=1).stderr
        assert told.startswith("habeas: states.toml"), told
        assert told.count("\n") == 1, told
    assert habeas("-C", "case", "status").stdout == before


def test_the_rules_are_no_evidence_and_go_with_a_backup(habeas: Run, report: Report, tmp_path: Path) -> None:
    built(habeas, report)
    (tmp_path / "case/states.toml").write_text(OWN, "utf-8")
    assert "states.toml" not in habeas("-C", "case", "add", "case").stdout
    assert "1 item" in habeas("-C", "case", "status").stdout
    habeas("-C", "case", "backup", "copy")
    habeas("restore", "copy", "again")
    assert (tmp_path / "again/states.toml").read_text("utf-8") == OWN


def test_show_without_anything_to_show_says_so(habeas: Run, report: Report) -> None:
    built(habeas, report)
    assert "show what?" in habeas("-C", "case", "show", code=2).stderr
