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
from habeas.vault.durable import make_folder, sync_folder

SHA256 = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20
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
        """Objects put since this store was made of whose arrival the log does not tell yet; the log takes them out."""
        self._marked = False

    def create(self) -> None:
        """Make the folders of an empty store; harmless on one that exists."""
        make_folder(self.objects)
        make_folder(self.incoming)

    def put(self, source: Path | Stream, limit: int | None = None) -> Item:
        """Keep all bytes of `source`; when this returns they are on the disk.

        `limit`: the most bytes to keep. Raises HabeasError when the source is larger, is not a regular file or cannot be
        read, or when the vault cannot be written; what the stream's own `read` raises comes through. Nothing is kept then.
        """
        if isinstance(source, Path):
            with _open_regular(source) as stream:
                return self._keep(stream, limit)
        return self._keep(source, limit)

    def _keep(self, stream: Stream, limit: int | None) -> Item:
        try:
            descriptor, name = tempfile.mkstemp(dir=self.incoming)
        except OSError as e:
            raise _cannot_write(e) from e
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                item = _copy(stream, file, limit)
            self._place(temporary, item)
        finally:
            temporary.unlink(missing_ok=True)
        return item

    def _place(self, temporary: Path, item: Item) -> None:
        target = self.path(item.sha256)
        if target.exists():
            if target.stat().st_size != item.size:
                raise HabeasError(f"item {item.sha256[:12]} is damaged in the vault: run `habeas verify`")
            return
        try:
            make_folder(target.parent)
            self._mark()
            self.unlogged.add(item.sha256)
            temporary.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
            temporary.replace(target)
            sync_folder(target.parent)
        except OSError as e:
            raise _cannot_write(e) from e

    def _mark(self) -> None:
        """Say, durably and before the first object comes, that objects may stand here unlogged."""
        if not self._marked:
            (self.incoming / MARK).touch()
            sync_folder(self.incoming)
            self._marked = True

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
            return self.path(sha256).open("rb")
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
    _write(file, b"", sync=True)
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


def _write(file: BinaryIO, chunk: bytes, *, sync: bool = False) -> None:
    try:
        file.write(chunk)
        if sync:
            file.flush()
            os.fsync(file.fileno())
    except OSError as e:
        raise _cannot_write(e) from e


def _cannot_write(error: OSError) -> VaultUnwritableError:
    return VaultUnwritableError(f"the vault cannot be written: {error.strerror or 'output error'}")
