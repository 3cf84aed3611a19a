"""Making a case: once, whole, and under a name that can be shown."""

from pathlib import Path

import pytest

from habeas.case import Case
from habeas.model.errors import HabeasError, UsageError


def test_what_an_earlier_attempt_left_unfinished_is_completed(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", "first"):
        pass
    (tmp_path / "case/case.toml").unlink()  # as if killed before the last step
    with Case.create(tmp_path / "case", "second") as case:
        assert case.name == "second"
    with pytest.raises(HabeasError, match="already"):
        Case.create(tmp_path / "case", "third")


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "hidden\u202ename", "\x1b[31m"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Case.create(tmp_path / "case", name)
    assert not (tmp_path / "case").exists()


def test_a_name_in_the_case_name_is_covered_where_it_leaves(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", "The case of Petro Vyhadanenko") as case:
        case.build()
        case.export_register(tmp_path / "register.json")
    assert "Vyhadanenko" not in (tmp_path / "register.json").read_text("utf-8")
