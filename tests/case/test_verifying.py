"""What a case holds its vault against, and what it says in time."""

from pathlib import Path

import pytest

from habeas.case import Case, verifying
from habeas.model.errors import HabeasError, UsageError
from habeas.vault import Head, Verification
from habeas.vault.stamps import Stamped


def verified(*stamps: Stamped) -> Verification:
    return Verification(entries=0, items=0, head=Head(), problems=[], stamps=list(stamps))


def stamp(at: str | None, ends: str | None = "2030-01-01T00:00:00Z") -> Stamped:
    return Stamped(file="timestamps/x.tsr", checkpoint=1, at=at, ends=ends)


@pytest.mark.parametrize(
    ("stamps", "words"),
    [
        ([], []),
        ([stamp(None, None)], []),
        ([stamp("2026-01-20T00:00:00Z")], []),
        ([stamp("2025-12-01T00:00:00Z"), stamp("2026-01-20T00:00:00Z")], []),
        ([stamp("2025-12-01T00:00:00Z")], ["older than"]),
        ([stamp("2026-01-20T00:00:00Z", "2026-03-01T00:00:00Z")], ["stamp again"]),
        ([stamp("2026-01-20T00:00:00Z", "2026-03-01T00:00:00Z"), stamp("2026-01-20T00:00:00Z")], []),
    ],
)
def test_old_timestamps_and_ending_certificates_raise_an_alarm(stamps: list[Stamped], words: list[str]) -> None:
    lines = list(verifying.alarms(verified(*stamps), "2026-01-31T12:00:00Z"))
    assert len(lines) == len(words)
    assert all(word in line for word, line in zip(words, lines, strict=True))


def test_an_absent_key_is_told_with_every_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_KEYS", str(tmp_path / "keys"))
    with Case.create(tmp_path / "case", "example", "tester"):
        pass
    assert verifying.copy_to_witnesses(tmp_path / "case") == []
    assert verifying.key_state(tmp_path / "case").there
    monkeypatch.setenv("HABEAS_KEYS", str(tmp_path / "elsewhere"))
    (line,) = verifying.copy_to_witnesses(tmp_path / "case")
    assert "signing key" in line
    assert not verifying.key_state(tmp_path / "case").there


def test_what_cannot_be_held_against_a_vault_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(HabeasError, match="cannot be read"):
        verifying.against([tmp_path / "absent"], [], None)
    with pytest.raises(UsageError, match="--key"):
        verifying.against([], ["no key"], None)
