"""The store keeps exactly the bytes, once, or nothing at all."""

import hashlib
import io
import os
import stat
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.errors import HabeasError
from habeas.vault import Store
from habeas.vault.store import MARK


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path)
    store.create()
    return store


class Zeros:
    """A stream of `size` zero bytes that nobody holds in memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1, /) -> bytes:
        size = min(self.left, size)
        self.left -= size
        return bytes(size)


class Failing:
    """A stream that breaks after its first piece."""

    def __init__(self, error: Exception) -> None:
        self.pieces = [b"first piece"]
        self.error = error

    def read(self, size: int = -1, /) -> bytes:
        if self.pieces:
            return self.pieces.pop()
        raise self.error


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@settings(max_examples=25, deadline=None)
@given(data=st.binary(max_size=200))
def test_what_was_put_comes_back_under_its_hash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    store = Store(tmp_path_factory.mktemp("vault"))
    store.create()
    item = store.put(io.BytesIO(data))
    assert item.sha256 == hashlib.sha256(data).hexdigest()
    assert item.size == len(data)
    with store.open(item.sha256) as file:
        assert file.read() == data
    assert item.sha512 == hashlib.sha512(data).hexdigest()
    assert [(one.sha256, one.size) for one in store] == [(item.sha256, item.size)]
    assert item.sha256 in store


def test_the_same_bytes_are_kept_once_and_read_only(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"abc")
    first, again = store.put(source), store.put(io.BytesIO(b"abc"))
    assert first == again
    (kept,) = files(store.objects)
    assert kept == store.path(first.sha256)
    assert kept.parts[-2:] == (first.sha256[:2], first.sha256[2:])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444
    assert [path.name for path in files(store.incoming)] == [MARK]


def test_memory_does_not_grow_with_the_file(store: Store) -> None:
    tracemalloc.start()
    item = store.put(Zeros(64 << 20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert item.size == 64 << 20
    assert peak < 8 << 20


def test_too_large_a_source_leaves_nothing(store: Store) -> None:
    with pytest.raises(HabeasError, match="larger than"):
        store.put(Zeros(5 << 20), limit=(5 << 20) - 1)
    assert files(store.objects) + files(store.incoming) == []
    assert store.put(Zeros(5 << 20), limit=5 << 20).size == 5 << 20


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), HabeasError("member is broken")])
def test_a_source_that_breaks_leaves_nothing(store: Store, error: Exception) -> None:
    with pytest.raises(HabeasError):
        store.put(Failing(error))
    assert files(store.objects) + files(store.incoming) == []


def test_folders_pipes_and_absent_files_are_refused_without_waiting(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("", "pipe", "absent", "nul\0name"):
        with pytest.raises(HabeasError):
            store.put(tmp_path / name)
    assert files(store.objects) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_hash_becomes_a_path(store: Store, name: str) -> None:
    with pytest.raises(HabeasError):
        store.path(name)


def test_an_item_that_is_not_there_is_one_clear_line(store: Store) -> None:
    with pytest.raises(HabeasError, match="abababababab"):
        store.open("ab" * 32)


def test_a_damaged_object_is_not_taken_for_the_same_item(store: Store) -> None:
    item = store.put(io.BytesIO(b"abcdef"))
    path = store.path(item.sha256)
    path.chmod(0o600)
    path.write_bytes(b"abc")
    with pytest.raises(HabeasError, match="damaged"):
        store.put(io.BytesIO(b"abcdef"))
