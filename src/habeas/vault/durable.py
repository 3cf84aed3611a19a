"""What it takes for bytes to be on the disk when we say so, and for one writer at a time."""

import os
import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from habeas.model.errors import HabeasError

FLUSHERS = 16
"""How many files are flushed at once."""


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable. Windows has no such call: there the rename itself is journalled."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable, whoever wrote them."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def side_by_side(sync: Callable[[Path], None], paths: Collection[Path]) -> None:
    """Make many durable: a disk that is asked for several at once writes them in one go. Raises the first OSError."""
    if len(paths) < 2:
        for path in paths:
            sync(path)
        return
    with ThreadPoolExecutor(min(FLUSHERS, len(paths))) as pool:
        for _ in pool.map(sync, paths):
            pass


def make_folder(folder: Path) -> None:
    """Create `folder` durably; its parent must exist."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def write_file(path: Path, data: bytes) -> None:
    """Write a small read-only file that did not exist, durably."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o444)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def replace_file(path: Path, data: bytes, beside: Path, *, sync: bool = True) -> None:
    """Put a small read-only file in the place of another, whole or not at all; `beside`: a folder for the unfinished one."""
    partial = beside / f"{path.name}.part"
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o444)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())
    partial.replace(path)
    if sync:
        sync_folder(path.parent)


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock file `path`, alone or (`shared`, for readers) beside other readers; ends with the process at the latest.

    Raises HabeasError at once when another process holds it: waiting would hide that two people write.
    """
    descriptor = os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(descriptor, shared)
        except OSError as e:
            raise HabeasError("the vault is in use by another habeas process: wait until that one is done") from e
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, shared: bool) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # exists on Windows only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  # exists elsewhere only

        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
