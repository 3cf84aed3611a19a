"""The content-addressed store: `objects/ab/cdef…`, one read-only file an item, named by the SHA-256 of its bytes.

Invariants: an object is whole or absent (temporary file, fsync, atomic rename, fsync of the folder); it is never written
twice; memory does not grow with its size; no path is ever made from anything but a checked hash.
"""

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from habeas.model.errors import HabeasError
from habeas.model.item import Item
from habeas.vault.durable import make_folder, side_by_side, sync_file, sync_folder

SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20
MOST, MOST_BYTES = 500, 1 << 28
"""How many items, and how many bytes, may wait to be flushed."""
MARK = "unlogged"
"""The file in `incoming/` that stands there while objects may be in place of which the log does not tell yet."""


class VaultUnwritableError(HabeasError):
    """The disk is full, gone or write-protected: the same for every input, so the work cannot go on."""


class Stream(Protocol):
    """Anything that hands out its bytes in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Store:
    """The objects of the vault in `root`. Writing expects that the caller holds the vault's lock (see `Vault`)."""

    def __init__(self, root: Path) -> None:
        self.objects = root / "objects"
        self.incoming = root / "incoming"
        self.unlogged: set[str] = set()
        """Objects that got their place since this store was made and of whose arrival the log does not tell yet."""
        self._marked = False
        self._waiting: dict[str, Path] = {}
        """Items that are in `incoming` until the next `flush`."""
        self._bytes = 0

    def create(self) -> None:
        """Make the folders of an empty store; harmless on one that exists."""
        make_folder(self.objects)
        make_folder(self.incoming)

    def put(self, source: Path | Stream, limit: int | None = None, *, later: bool = False) -> Item:
        """Keep all bytes of `source`; when this returns they are in place and on the disk.

        `limit`: the most bytes to keep. `later`: they need be that only after `flush`, which the log calls before it tells
        of anything: many flushed together cost little more than one. Raises HabeasError when the source is larger, is not a
        regular file or cannot be read, or when the vault cannot be written; what the stream's own `read` raises comes
        through. Nothing is kept then.
        """
        if isinstance(source, Path):
            with _open_regular(source) as stream:
                item = self._keep(stream, limit)
        else:
            item = self._keep(source, limit)
        if not later or len(self._waiting) >= MOST or self._bytes >= MOST_BYTES:
            self.flush()
        return item

    def flush(self) -> None:
        """Make everything durable that was put to be so later, then give it its place. Raises VaultUnwritableError.

        After an error nothing of it is kept that has not got its place yet.
        """
        waiting, self._waiting, self._bytes = self._waiting, {}, 0
        if not waiting:
            return
        try:
            side_by_side(sync_file, waiting.values())
            self._mark()
            folders = {self.path(sha256).parent for sha256 in waiting}
            if new := [folder for folder in folders if not folder.is_dir()]:
                for folder in new:
                    folder.mkdir(exist_ok=True)
                sync_folder(self.objects)
            for sha256, temporary in waiting.items():
                self._place(temporary, sha256)
            side_by_side(sync_folder, folders)
        except OSError as e:
            raise _cannot_write(e) from e
        finally:
            for temporary in waiting.values():
                temporary.unlink(missing_ok=True)

    def _keep(self, stream: Stream, limit: int | None) -> Item:
        try:
            descriptor, name = tempfile.mkstemp(dir=self.incoming)
        except OSError as e:
            raise _cannot_write(e) from e
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                item = _copy(stream, file, limit)
            again = self._has(item)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        if again:
            temporary.unlink()
        else:
            self._waiting[item.sha256] = temporary
            self._bytes += item.size
        return item

    def _has(self, item: Item) -> bool:
        target = self.path(item.sha256)
        if target.exists() and target.stat().st_size != item.size:
            raise HabeasError(f"item {item.sha256[:12]} is damaged in the vault: run `habeas verify`")
        return item.sha256 in self._waiting or target.exists()

    def _place(self, temporary: Path, sha256: str) -> None:
        self.unlogged.add(sha256)
        temporary.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        temporary.replace(self.path(sha256))

    def _mark(self) -> None:
        """Say, durably and before the first object comes, that objects may stand here unlogged."""
        if not self._marked:
            (self.incoming / MARK).touch()
            sync_folder(self.incoming)
            self._marked = True

    def logged(self, items: Iterable[str]) -> None:
        """The log tells of the arrival of these, durably."""
        self.unlogged.difference_update(items)

    def settle(self) -> None:
        """Take the mark away again where the log tells of everything."""
        if self._marked and not self.unlogged:
            with suppress(OSError):  # one that stays costs the next opening a look, and nothing else
                (self.incoming / MARK).unlink()
            self._marked = False

    def path(self, sha256: str) -> Path:
        """Where the object of this hash would stand. Raises HabeasError for anything but 64 lower-case hex digits."""
        if not SHA256.fullmatch(sha256):
            raise HabeasError("not the hash of an item: 64 hexadecimal digits are expected")
        return self.objects / sha256[:2] / sha256[2:]

    def open(self, sha256: str) -> BinaryIO:
        """The bytes of an item. Raises HabeasError when the vault does not have it."""
        try:
            return (self._waiting.get(sha256) or self.path(sha256)).open("rb")
        except OSError as e:
            raise HabeasError(f"item {sha256[:12]} cannot be read from the vault: run `habeas verify`") from e

    def examined(self, sha256: str) -> Item | None:
        """The item of this object, its bytes read again and its name made durable; None where they are not its bytes."""
        with self.open(sha256) as file:
            found, second, size = hashes(iter(lambda: file.read(CHUNK), b""))
        sync_folder(self.path(sha256).parent)
        return Item(sha256=sha256, size=size, sha512=second) if found == sha256 else None

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def __iter__(self) -> Iterator[Item]:
        """Every object, sorted by hash; the hash is the one in its name (`verify` checks it)."""
        for folder in sorted(self.objects.iterdir()):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                sha256 = folder.name + path.name
                if SHA256.fullmatch(sha256) and path.is_file():
                    yield Item(sha256=sha256, size=path.stat().st_size)


def _open_regular(path: Path) -> BinaryIO:
    """Open a file without being held up by a pipe or a device."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise HabeasError("not a regular file: only files are kept")
        return os.fdopen(descriptor, "rb")
    except (OSError, ValueError) as e:
        raise HabeasError(f"cannot be read: {getattr(e, 'strerror', None) or 'not a usable path'}") from e


def _copy(stream: Stream, file: BinaryIO, limit: int | None) -> Item:
    sha256, sha512, size = hashes(_passing(stream, file, limit))
    _write(file, b"", end=True)
    return Item(sha256=sha256, size=size, sha512=sha512)


def _passing(stream: Stream, file: BinaryIO, limit: int | None) -> Iterator[bytes]:
    """The pieces of the stream, each written to the file."""
    size = 0
    while chunk := _read(stream):
        size += len(chunk)
        if limit is not None and size > limit:
            raise HabeasError(f"larger than the {limit:,} bytes that one item may have: not kept")
        _write(file, chunk)
        yield chunk


def hashes(chunks: Iterable[bytes]) -> tuple[str, str, int]:
    """SHA-256 and SHA-512 in hex, and how many bytes there were.

    From the second piece on, the slower digest is computed beside the other and beside whatever yields the pieces.
    """
    first, second, size = hashlib.sha256(), hashlib.sha512(), 0
    with ExitStack() as stack:
        pool: ThreadPoolExecutor | None = None
        behind: Future[None] | None = None
        for chunk in chunks:
            if behind:
                behind.result()
            if size:
                pool = pool or stack.enter_context(ThreadPoolExecutor(1))
                behind = pool.submit(second.update, chunk)
            else:
                second.update(chunk)
            first.update(chunk)
            size += len(chunk)
        if behind:
            behind.result()
    return first.hexdigest(), second.hexdigest(), size


def _read(stream: Stream) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as e:
        raise HabeasError(f"cannot be read to its end: {e.strerror or 'input error'}") from e


def _write(file: BinaryIO, chunk: bytes, *, end: bool = False) -> None:
    try:
        file.write(chunk)
        if end:
            file.flush()
    except OSError as e:
        raise _cannot_write(e) from e


def _cannot_write(error: OSError) -> VaultUnwritableError:
    return VaultUnwritableError(f"the vault cannot be written: {error.strerror or 'output error'}")
