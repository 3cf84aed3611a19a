"""Every way of tampering that the vault promises to notice is noticed, and named."""

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from habeas.vault import Against, Event, Head, Vault, item_arrived, verify

AT = "2026-01-31T12:00:00Z"
FIRST = 3
"""Entries that the first opening writes: the key, README.txt, verify.py."""
NAME = "Vasylenko statement.txt"  # an invented name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    Vault.create(root)
    with Vault(root, at=AT, by="tester") as vault:
        vault.log.append(Event(event="case.opened", data={"name": "example"}), at=AT, by="tester")
        for number in range(5):
            item = vault.store.put(io.BytesIO(b"report %d" % number))
            vault.log.append(item_arrived(item, f"{number} {NAME}"), at=AT, by="tester")
    return root


def objects(root: Path) -> list[Path]:
    return sorted(path for path in (root / "objects").rglob("*") if path.is_file())


def edit(root: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path = root / "custody.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))


def found(root: Path, witness: Head | None = None) -> dict[str, str]:
    """Kind -> first line of that kind; no line may show an original name."""
    problems = verify(root, against=Against(head=witness)).problems
    for problem in problems:
        assert "Vasylenko" not in problem.line
        assert "\n" not in problem.line
    return {problem.kind: problem.line for problem in reversed(problems)}


def test_a_sound_vault_has_no_problems(root: Path) -> None:
    seen = itertools.count()
    result = verify(root, tick=lambda: next(seen))
    assert (result.problems, result.items, result.entries, result.head.seq) == ([], 5, FIRST + 6, FIRST + 6)
    assert next(seen) == 5


def test_every_flipped_bit_of_every_object_is_found(root: Path) -> None:
    for path in objects(root):
        path.chmod(0o600)
        data = path.read_bytes()
        for position in range(len(data)):
            path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
            assert (path.parent.name + path.name)[:12] in found(root)["item"]
        path.write_bytes(data)
    assert found(root) == {}


def test_every_flipped_byte_of_the_log_is_found_and_its_entry_named(root: Path) -> None:
    path = root / "custody.jsonl"
    data = path.read_bytes()
    for position in range(0, len(data), 3):
        path.write_bytes(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :])
        number = data[:position].count(b"\n") + 1
        assert f"entry {number}" in {p.subject for p in verify(root).problems}, position


def test_a_changed_last_line_is_found_by_its_checkpoint(root: Path) -> None:
    head = verify(root).head
    edit(root, lambda lines: [*lines[:-1], lines[-1].replace(b'"tester"', b'"tested"')])
    assert found(root) == {"chain": "entry 9: changed: checkpoint 9 was signed over another"}
    assert "entry 9" in found(root, head)["witness"]


@pytest.mark.parametrize("dropped", range(8))
def test_a_dropped_line_is_found(root: Path, dropped: int) -> None:
    edit(root, lambda lines: lines[:dropped] + lines[dropped + 1 :])
    assert f"entry {dropped + 1}: missing" in found(root)["sequence"]


def test_a_dropped_last_line_is_found(root: Path) -> None:
    head = verify(root).head
    edit(root, lambda lines: lines[:-1])
    assert set(found(root)) == {"no_arrival", "sequence"}
    assert "entry 9: missing" in found(root)["sequence"]
    assert set(found(root, head)) == {"no_arrival", "sequence", "witness"}


def test_swapped_lines_are_found(root: Path) -> None:
    edit(root, lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])
    subjects = {p.subject for p in verify(root).problems}
    assert {"entry 2", "entry 3"} <= subjects


def test_a_line_that_stands_twice_is_found(root: Path) -> None:
    edit(root, lambda lines: [*lines[:3], lines[2], *lines[3:]])
    assert "entry 3: stands again" in found(root)["sequence"]


def test_an_edited_line_is_found(root: Path) -> None:
    edit(root, lambda lines: [lines[0], lines[1].replace(b"tester", b"nobody"), *lines[2:]])
    assert "entry 2: changed" in found(root)["chain"]


def test_a_line_that_says_the_same_in_other_bytes_is_found(root: Path) -> None:
    edit(root, lambda lines: [*lines[:-1], lines[-1].replace(b":", b": ", 1)])
    assert "entry 9: not in canonical form" in found(root)["entry"]


def test_a_removed_log_is_found(root: Path) -> None:
    (root / "custody.jsonl").unlink()
    assert {"entry", "no_arrival", "sequence"} <= set(found(root))


def test_a_deleted_object_is_found(root: Path) -> None:
    path = objects(root)[0]
    path.unlink()
    assert (path.parent.name + path.name)[:12] in found(root)["missing"]


def test_an_object_that_nobody_added_is_found(root: Path) -> None:
    with Vault(root, at=AT, by=None) as vault:
        item = vault.store.put(io.BytesIO(b"never logged"))
    assert item.sha256[:12] in found(root)["no_arrival"]


@pytest.mark.parametrize("place", ["", "objects", "objects/aa", "incoming", "torn"])
def test_a_stray_file_is_found_and_its_name_not_told(root: Path, place: str) -> None:
    (root / place).mkdir(exist_ok=True)
    (root / place / NAME).write_bytes(b"x")
    assert set(found(root)) == {"stray"}


def test_a_link_in_place_of_an_object_is_found(root: Path) -> None:
    path = objects(root)[0]
    path.rename(root.parent / "elsewhere")
    path.symlink_to(root.parent / "elsewhere")
    assert set(found(root)) == {"stray"}


def test_a_copy_that_cannot_be_written_can_be_verified(root: Path) -> None:
    (root / "lock").unlink()
    before = sorted(path.name for path in root.iterdir())
    assert found(root) == {}
    assert sorted(path.name for path in root.iterdir()) == before


def test_the_log_may_hold_anything_without_stopping_verification(root: Path) -> None:
    rubbish = [b"", b"null", b"[" * 100_000, b'{"seq":1}', b"\xff\xfe", b"0" * 5000]
    edit(root, lambda lines: [*rubbish, *lines])
    assert len([p for p in verify(root).problems if p.kind == "entry"]) == len(rubbish)
