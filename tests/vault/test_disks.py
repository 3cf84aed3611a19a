"""Disks that fill up, refuse or are slow, at every flush that adding makes: what was acknowledged stays, the rest is redone.

The fault is put where the vault meets the disk: `os.fsync` fails at one moment after another, until adding needs no more.
"""

import errno
import io
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from habeas.model.errors import HabeasError
from habeas.vault import Vault, VaultUnwritableError, arrivals, item_arrived, read_log, verify

AT = "2026-01-31T12:00:00Z"
BATCHES, ITEMS = 3, 4
FLUSH = os.fsync


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault")
    with Vault(tmp_path / "vault", at=AT, by="tester"):
        pass
    return tmp_path / "vault"


def add(root: Path) -> Iterator[str]:
    """Add items in batches; yields each item that was acknowledged."""
    with Vault(root, at=AT, by="tester") as vault:
        for batch in range(BATCHES):
            items = [vault.store.put(io.BytesIO(b"%d %d" % (batch, n)), later=True) for n in range(ITEMS)]
            vault.log.append(*(item_arrived(item, "report.txt") for item in items), at=AT, by="tester")
            yield from (item.sha256 for item in items)


def acknowledged(root: Path) -> tuple[list[str], bool]:
    """What an attempt acknowledged, and whether it came to its end."""
    found: list[str] = []
    try:
        for item in add(root):
            found.append(item)
    except (HabeasError, OSError):
        return found, False
    return found, True


def logged(root: Path) -> set[str]:
    return {arrival.item for arrival in arrivals(read_log(root))}


def test_whichever_flush_fails_nothing_acknowledged_is_lost_and_the_rerun_converges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 0
    for moment in count():
        root = tmp_path / f"vault{moment}"
        Vault.create(root)
        calls = count()
        for_good = moment % 2 == 1  # half of the disks stay full, half recover at once

        def flush(descriptor: int) -> None:
            number = next(calls)  # noqa: B023
            if number == moment or (for_good and number > moment):  # noqa: B023
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            FLUSH(descriptor)

        monkeypatch.setattr(os, "fsync", flush)
        kept, done = acknowledged(root)
        monkeypatch.setattr(os, "fsync", FLUSH)
        again, finished = acknowledged(root)
        assert finished
        assert set(kept) <= logged(root)
        assert logged(root) == set(again)
        assert len(again) == BATCHES * ITEMS
        assert verify(root).problems == [], moment
        failures += not done
        if next(calls) <= moment:
            break
    assert failures > 10


def limited(root: Path, size: int) -> int:
    """Add in a process whose files may have no more than `size` bytes; returns how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        for _ in add(root):
            pass
        os._exit(0)
    except HabeasError:
        os._exit(3)
    finally:
        os._exit(4)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_disk_that_ends_in_the_middle_of_a_line_leaves_no_half_entry(root: Path) -> None:
    before, ends = (root / "custody.jsonl").stat().st_size, set()
    for extra in range(1, 9000, 997):
        ends.add(limited(root, before + extra))
        lines = (root / "custody.jsonl").read_bytes()
        assert lines.endswith(b"\n")
        assert {p.kind for p in verify(root).problems} <= {"no_arrival", "stray"}
    assert 3 in ends
    assert 4 not in ends
    kept, done = acknowledged(root)
    assert done
    assert logged(root) == set(kept)
    assert verify(root).problems == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_a_disk_that_cannot_be_written_is_told_of_and_changes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(VaultUnwritableError, match="Read-only"):
        next(add(root))
    monkeypatch.undo()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert acknowledged(root)[1]


def test_a_checkpoint_that_cannot_be_written_costs_no_entry(root: Path) -> None:
    """Evidence goes before signatures: entries stand unsigned, and the next opening signs them and says so."""
    checkpoints = root / "checkpoints.txt"
    with Vault(root, at=AT, by="tester") as vault:
        kept = checkpoints.rename(root / "incoming" / "away")
        checkpoints.mkdir()  # nothing can be written to a folder
        item = vault.store.put(io.BytesIO(b"words"))
        vault.log.append(item_arrived(item, "report.txt"), at=AT, by="tester")
        checkpoints.rmdir()
        kept.rename(checkpoints)
    assert logged(root) == {item.sha256}
    assert [p.kind for p in verify(root).problems] == ["unsigned", "edge"][: len(verify(root).problems)]
    with Vault(root, at=AT, by="tester"):
        pass
    assert [entry.event for entry in read_log(root)][-1] == "log.unsigned"
    assert verify(root).problems == []


def slowly(flush: Callable[[int], None], seconds: float) -> Callable[[int], None]:
    def slow(descriptor: int) -> None:
        time.sleep(seconds)
        flush(descriptor)

    return slow


def test_on_a_slow_disk_a_batch_is_acknowledged_after_its_flush_and_not_before(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", slowly(FLUSH, 0.02))
    start = time.perf_counter()
    adding = add(root)
    first = next(adding)
    assert time.perf_counter() - start > 0.06  # objects, their folders, the log, the checkpoint: one after the other
    assert first in logged(root)
    with pytest.raises(HabeasError, match="another habeas process"):
        next(add(root))  # two at once: the second is told, and waits for nobody
    assert len(list(adding)) == BATCHES * ITEMS - 1
    assert verify(root).problems == []
