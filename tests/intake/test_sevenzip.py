"""7z archives, by an extra that may be missing."""

import sys
from collections import deque
from pathlib import Path

import pytest
from tests.intake import samples
from tests.intake.hostile.archives import seven
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Limits, Reader, Refusal, sevenzip
from habeas.intake.streams import Allowance
from habeas.model.errors import UnreadableError


def test_members_come_in_order_with_their_bytes(reader: Reader, tmp_path: Path) -> None:
    members = {"a/звіт.txt": b"one" * 100_000, "empty": b"", "b.zip": samples.zipped({"c.txt": b"inner"})}
    found = held(reader, tmp_path, "a.7z", seven(members))
    assert dict(found) == {"звіт.txt": members["a/звіт.txt"], "empty": b"", "b.zip": members["b.zip"]}
    assert outcome(made(reader, tmp_path, "a.7z", seven(members))) == "container"


def test_a_password_is_said_to_be_one(reader: Reader, tmp_path: Path) -> None:
    (refusal,) = held(reader, tmp_path, "a.7z", seven({"a": b"secret"}, password="nobody knows"))  # noqa: S106
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "encrypted"


def test_a_damaged_member_is_refused(reader: Reader, tmp_path: Path) -> None:
    data = bytearray(seven({"a.txt": bytes(range(256)) * 400}))
    data[60] ^= 0xFF
    found = held(reader, tmp_path, "a.7z", bytes(data))
    assert all(isinstance(one, Refusal) for one in found)
    assert "broken" in {one.reason for one in found if isinstance(one, Refusal)}


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.7z"
    path.write_bytes(seven({"a": bytes(30 << 20)}))
    limits = Limits(harmless=1 << 20)
    members = sevenzip.members(path, Allowance(limits))
    part = next(members)
    with pytest.raises(UnreadableError) as caught:
        deque(iter(part.stream.read, b""), 0)  # type: ignore[union-attr]
    assert caught.value.reason == "bomb"


def test_without_the_extra_one_line_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.7z"
    path.write_bytes(seven({"a": b"words"}))
    monkeypatch.setitem(sys.modules, "py7zr", None)
    with pytest.raises(UnreadableError, match="pip install"):
        list(sevenzip.members(path, Allowance(Limits())))
