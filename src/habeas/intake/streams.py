"""Streams of archive members that cannot be made to give more than was allowed, or to take memory."""

import io
import lzma
import tarfile
import zipfile
import zlib
from typing import BinaryIO, Protocol

import msgspec

from habeas.intake.limits import MIB, Limits
from habeas.model.errors import UnreadableError

PIECE = MIB // 4
"""Bytes asked of a decompressor at once; also the longest header of a tar: honest ones have some kilobytes."""
DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
)
"""What the archive modules raise on damaged input."""


class Stream(Protocol):
    """Anything that hands out its bytes in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        ...


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A member of a container. `stream` is good until the next part is asked for; its `read` may raise UnreadableError."""

    name: str
    """The base name, as it came."""
    via: str
    """archive | attachment."""
    stream: Stream


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A member, or the rest of a container, that is not kept."""

    name: str
    via: str
    reason: str
    """A key of `unread_reasons.toml`."""
    detail: str


class Allowance:
    """What may still be unpacked from one added file, the archives inside it included."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.bytes = limits.unpacked
        self.members = limits.members

    def take_member(self) -> None:
        """Count a member. Raises UnreadableError when there were too many, or nothing more may be unpacked."""
        self.take(0)
        self.members -= 1
        if self.members < 0:
            raise UnreadableError("too_many", f"more than {self.limits.members:,} members: the rest is not kept")

    def take(self, size: int) -> None:
        """Count unpacked bytes. Raises UnreadableError when there were too many."""
        self.bytes -= size
        if self.bytes < 0:
            line = f"unpacks to more than {self.limits.unpacked // MIB:,} MiB: the rest is not kept"
            raise UnreadableError("bomb", line)

    def proportion(self, packed: int) -> int:
        """The most bytes that `packed` bytes may unpack to."""
        return max(self.limits.harmless, self.limits.ratio * packed)


class MemberStream:
    """The bytes of one member, counted; damage and excess come as UnreadableError."""

    def __init__(self, source: Stream, allowance: Allowance, most: int) -> None:
        """`most`: the bytes that this member may have."""
        self._source = source
        self._allowance = allowance
        self._left = most

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, and never more than PIECE at once."""
        try:
            piece = self._source.read(PIECE if size < 0 else min(size, PIECE))
        except UnreadableError:
            raise
        except DAMAGE as e:
            raise UnreadableError("broken", "this member is cut off or damaged") from e
        self._allowance.take(len(piece))
        self._left -= len(piece)
        if self._left < 0:
            raise UnreadableError("bomb", "this member unpacks out of all proportion to its size")
        return piece


def whole(data: bytes, allowance: Allowance) -> MemberStream:
    """The stream of a member that is in memory."""
    return MemberStream(io.BytesIO(data), allowance, len(data))


class Guarded:
    """A seekable file of which nobody may ask for more than `most` bytes at once: a header that lies about its size."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most

    def read(self, size: int = -1, /) -> bytes:
        """As a file's; raises UnreadableError for a directory that is too long to hold."""
        if size > self._most:
            raise UnreadableError("too_many", f"its directory takes more than {self._most / MIB:g} MiB")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """As a file's."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """As a file's."""
        return self._file.tell()

    def seekable(self) -> bool:
        """As a file's."""
        return True


class Forward:
    """An unpacked stream that can be told its position and moved forward, counted; what tarfile needs and no more."""

    def __init__(self, source: Stream, most: int, header: int) -> None:
        """`most`: bytes that may come in all; `header`: bytes that may be asked for at once."""
        self._source = source
        self._most = most
        self._header = header
        self._at = 0
        self.last = b""
        """What the last `read` gave."""

    def tell(self) -> int:
        """Bytes given so far."""
        return self._at

    def seek(self, offset: int, /) -> int:
        """Move forward by reading. Raises UnreadableError for a move back, which no honest archive asks for."""
        if offset < self._at:
            raise UnreadableError("broken", "its parts lie over each other")
        while self._at < offset and self.read(min(PIECE, offset - self._at)):
            pass
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        """Exactly `size` bytes unless the stream ends. Raises UnreadableError beyond what is allowed."""
        if not 0 <= size <= self._header:
            raise UnreadableError("bomb", f"one of its headers takes more than {self._header >> 10} KiB")
        pieces: list[bytes] = []
        while size and (piece := self._source.read(size)):
            pieces.append(piece)
            size -= len(piece)
            self._at += len(piece)
        if self._at > self._most:
            raise UnreadableError("bomb", "it unpacks out of all proportion to its size: the rest is not kept")
        self.last = b"".join(pieces)
        return self.last


class Xz:
    """An .xz file unpacked in pieces with bounded memory, which lzma.open does not bound."""

    def __init__(self, file: BinaryIO, memory: int = 128 * MIB) -> None:
        self._file = file
        self._unpack = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=memory)

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end of the first stream. Raises lzma.LZMAError, EOFError."""
        while not self._unpack.eof:
            more = self._file.read(8192) if self._unpack.needs_input else b""
            if self._unpack.needs_input and not more:
                raise EOFError
            if piece := self._unpack.decompress(more, size):
                return piece
        return b""
