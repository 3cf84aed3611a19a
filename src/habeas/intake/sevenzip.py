"""Members of a 7z archive, by py7zr, which is an extra: unpacked in a thread of its own, piece by piece, never to a path."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from habeas.intake.names import base_name
from habeas.intake.streams import PIECE, Allowance, MemberStream, Part, Refusal
from habeas.model.errors import UnreadableError

WAITING = 8
"""Pieces that wait to be fetched."""
Message = tuple[str, Any]


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each file of the archive, in its order. Raises UnreadableError for what ends the whole archive."""
    archive = _opened(path)
    packed = path.stat().st_size
    wanted: dict[int, str] = {}
    for info in archive.files:
        allowance.take_member()
        if info.is_directory:
            continue
        refusal = _refused(info, allowance)
        if refusal:
            yield refusal
        else:
            wanted[info.id] = base_name(info.filename)
    most = allowance.proportion(packed)
    yield from _unpacked(_Thread(archive, wanted), wanted, allowance, most)


def _opened(path: Path) -> Any:
    try:
        import py7zr  # noqa: PLC0415  # an extra
    except ImportError as e:
        raise UnreadableError(
            "unsupported", "7z needs an extra: pip install 'habeas[archives]', and add it again"
        ) from e
    try:
        archive = py7zr.SevenZipFile(path)
        if archive.needs_password():
            raise UnreadableError("encrypted", "the archive asks for a password: add it unpacked")
    except UnreadableError:
        raise
    except py7zr.exceptions.PasswordRequired as e:
        raise UnreadableError("encrypted", "the archive asks for a password: add it unpacked") from e
    except MemoryError:
        raise
    except Exception as e:  # its list of errors is not complete
        raise UnreadableError("truncated", "the archive is cut off or damaged: its directory cannot be read") from e
    return archive


def _refused(info: Any, allowance: Allowance) -> Refusal | None:
    name = base_name(info.filename)
    if info.is_symlink or info.is_junction or info.is_socket:
        return Refusal(name=name, via="archive", reason="link", detail="a link or device, not a file")
    if (info.uncompressed or 0) > allowance.limits.item:
        detail = f"{info.uncompressed:,} bytes, at most {allowance.limits.item:,} are kept"
        return Refusal(name=name, via="archive", reason="too_large", detail=detail)
    return None


def _unpacked(thread: "_Thread", wanted: dict[int, str], allowance: Allowance, most: int) -> Iterator[Part | Refusal]:
    left = dict(wanted)
    total = _Total(most)
    try:
        while (message := thread.next())[0] == "begin":
            name = left.pop(message[1])
            stream = _Stream(thread, total)
            yield Part(name=name, via="archive", stream=MemberStream(stream, allowance, allowance.limits.item))
            stream.drain()
        if message[0] == "failed":
            raise UnreadableError("broken", "the archive is cut off or damaged: the rest cannot be read")
    finally:
        thread.stop()
    for name in left.values():
        yield Refusal(name=name, via="archive", reason="broken", detail="this member has no bytes")


class _Total:
    """Bytes that all members together may still have."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnreadableError("bomb", "the archive unpacks out of all proportion to its size: the rest is not kept")


class _Stream:
    """The bytes of one member, as the thread gives them."""

    def __init__(self, thread: "_Thread", total: _Total) -> None:
        self._thread = thread
        self._total = total
        self._rest = b""
        self._ended = False

    def read(self, size: int = -1, /) -> bytes:
        while not self._rest and not self._ended:
            kind, value = self._thread.next()
            if kind == "failed":
                self._ended = True
                self._thread.put_back(kind)
                raise UnreadableError("broken", "this member is cut off or damaged")
            self._ended = kind == "end"
            self._rest = value if kind == "piece" else b""
            self._total.take(len(self._rest))
        end = len(self._rest) if size < 0 else size
        piece, self._rest = self._rest[:end], self._rest[end:]
        return piece

    def drain(self) -> None:
        while self.read():
            pass


class _StoppedError(Exception):
    """Nobody wants the rest."""


class _Thread:
    """py7zr pushes; we pull: it unpacks in a thread and waits where we have not fetched what it gave."""

    def __init__(self, archive: Any, wanted: dict[int, str]) -> None:
        self._archive = archive
        self._wanted = wanted
        self._queue: queue.Queue[Message] = queue.Queue(WAITING)
        self._back: list[Message] = []
        self._stopping = False
        threading.Thread(target=self._run, daemon=True).start()

    def next(self) -> Message:
        if self._back:
            return self._back.pop()
        return ("failed", None) if self._stopping else self._queue.get()

    def put_back(self, kind: str) -> None:
        self._back.append((kind, None))

    def stop(self) -> None:
        self._stopping = True
        while not self._queue.empty():
            self._queue.get_nowait()

    def put(self, kind: str, value: Any = None) -> None:
        if self._stopping:
            raise _StoppedError
        self._queue.put((kind, value))

    def _run(self) -> None:
        from py7zr.io import MemIO  # noqa: PLC0415  # an extra

        archive, worker = self._archive, self._archive.worker
        try:
            for info in archive.files:
                inside = None if info.id not in self._wanted else MemIO(str(info.id), _factory(self))
                worker.register_filelike(info.id, inside)
            worker.extract(archive.fp, None, parallel=False)
            self.put("done")
        except _StoppedError:
            pass
        except BaseException:  # noqa: BLE001  # handed to who waits, memory errors included
            if not self._stopping:
                self._queue.put(("failed", None))


def _factory(thread: _Thread) -> Any:
    from py7zr.io import Py7zIO, WriterFactory  # noqa: PLC0415  # an extra

    class Writer(Py7zIO):
        def __init__(self, number: int) -> None:
            thread.put("begin", number)

        def write(self, s: bytes | bytearray) -> int:
            for at in range(0, len(s), PIECE):
                thread.put("piece", bytes(s[at : at + PIECE]))
            return len(s)

        def read(self, size: int | None = None) -> bytes:
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

        def flush(self) -> None:
            pass

        def size(self) -> int:
            return 0

        def close(self) -> None:
            thread.put("end")

    class Factory(WriterFactory):
        def create(self, filename: str) -> Writer:
            return Writer(int(filename))

    return Factory()
