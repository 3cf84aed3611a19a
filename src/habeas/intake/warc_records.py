"""Records of a web archive, by warcio: opened within limits, checked against their own digests, split into answer and
body.
"""

import base64
import gzip
import hashlib
import io
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from habeas.intake.names import base_name
from habeas.intake.streams import DAMAGE, PIECE, Allowance, Forward, Stream
from habeas.model.errors import UnreadableError

PAGES = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
"""Media types whose text is read: such a record is an item as a whole."""
FAILURES = (*DAMAGE, ArchiveLoadFailed, StatusAndHeadersParserException, UnreadableError, AttributeError, TypeError)
"""What warcio raises on damaged input, and we on too much of it."""
HEADERS = 1 << 16
"""Bytes of an answer's headers."""
STATUS = re.compile(r"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)", re.ASCII)
END = b"\r\n\r\n"
MOST_LINES = 2_000
"""Lines of a record's headers."""
ALGORITHMS = ("sha1", "sha256", "sha512", "md5")


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What the server said before the body, and what that body is."""

    kind: str
    url: str
    status: int | None
    media_type: str
    charset: str | None
    coding: str | None
    chunked: bool
    name: str
    is_page: bool


@contextmanager
def archive(path: Path, allowance: Allowance) -> Iterator[Iterator[Any]]:
    """The records of a file, one after the other. Raises UnreadableError for what ends the whole archive."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        size = path.stat().st_size
        source = _Steady(gzip.open(file) if packed else file)  # noqa: SIM115  # holds nothing open
        forward = Forward(source, allowance.proportion(size) if packed else size, PIECE)
        try:
            records = ArchiveIterator(forward, no_record_parse=True)
            records.reader = _Lines(records.reader)
            yield _each(records, source)
        except UnreadableError:
            raise
        except FAILURES as e:
            raise UnreadableError("truncated", "the web archive is cut off or damaged: the rest cannot be read") from e


class _Steady:
    """A stream that gives all that can be unpacked, and then fails in a way that warcio does not take for its end."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._failed = False
        self.ending = b""
        """The last bytes that it gave."""

    def read(self, size: int = -1, /) -> bytes:
        if self._failed:
            raise UnreadableError("truncated", "the web archive is cut off or damaged: the rest cannot be read")
        try:
            piece: bytes = self._source.read1(size)
        except DAMAGE:
            self._failed = True
            return b""
        self.ending = (self.ending + piece)[-4:] if piece else self.ending
        return piece


class _Lines:
    """warcio's reader, of which no header may ask for endless lines, nor endlessly many."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._lines = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def read(self, length: int | None = None) -> Any:
        self._lines = 0
        return self._reader.read(length)

    def readline(self, length: int | None = None) -> Any:
        self._lines += 1
        line = self._reader.readline(length or HEADERS)
        if len(line) >= HEADERS or self._lines > MOST_LINES:
            raise UnreadableError("bomb", "one of its headers is endless: the rest cannot be read")
        return line


def _each(records: Any, source: _Steady) -> Iterator[Any]:
    yield from records
    if source.ending != END:  # warcio takes half a header for the end
        raise UnreadableError("truncated", "the web archive does not end where a record ends: it was cut off")


def header(record: Any, name: str) -> str:
    """A header of the record, or ""."""
    return (record.rec_headers.get_header(name) or "").strip()


class Block:
    """The bytes of a record behind its headers, hashed as they pass; at their end the digest that the record gives
    must agree.
    """

    def __init__(self, record: Any) -> None:
        self._source = record.raw_stream
        self._left = record.length or 0
        algorithm, _, self._told = header(record, "WARC-Block-Digest").partition(":")
        known = algorithm.lower() in ALGORITHMS
        self._hash = hashlib.new(algorithm.lower(), usedforsecurity=False) if known else None
        self._back = b""
        self.head = b""
        """The server's answer before the body, once it was read."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes. Raises UnreadableError: truncated, altered."""
        if self._back:
            end = len(self._back) if size < 0 else size
            piece, self._back = self._back[:end], self._back[end:]
            return piece
        piece = self._source.read(PIECE if size < 0 else min(size, PIECE))
        self._left -= len(piece)
        if self._hash is not None:
            self._hash.update(piece)
        if not piece:
            self._ended()
        return bytes(piece)

    def put_back(self, data: bytes) -> None:
        """Let `data` be read once more."""
        self._back = data + self._back

    def finish(self) -> None:
        """Go to the end, for its checks."""
        while self.read(PIECE):
            pass

    def _ended(self) -> None:
        if self._left > 0:
            raise UnreadableError("truncated", "the record ends before its length: the archive was cut off")
        if self._hash is not None and self._told not in _spellings(self._hash.digest()):
            raise UnreadableError("altered", "the record does not agree with the digest that it gives of itself")

    def whole(self, record: Any) -> "Chained":
        """The record with its headers, as a file of its own."""
        return Chained(record.rec_headers.to_bytes() + self.head, self, b"\r\n\r\n")


class Chained:
    """Bytes, a stream, and bytes."""

    def __init__(self, before: bytes, stream: Stream, after: bytes) -> None:
        self._sources: list[Stream] = [io.BytesIO(before), stream, io.BytesIO(after)]

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        while self._sources:
            if piece := self._sources[0].read(size):
                return piece
            self._sources.pop(0)
        return b""


def _spellings(digest: bytes) -> set[str]:
    return {digest.hex(), digest.hex().upper(), base64.b32encode(digest).decode(), base64.b64encode(digest).decode()}


def answered(record: Any, block: Block) -> Answered:
    """What the server said; the block then stands at the body. Raises UnreadableError."""
    url = header(record, "WARC-Target-URI").strip("<>")
    spoken = header(record, "Content-Type").lower().startswith("application/http")
    told = _http(block) if spoken and record.rec_type in {"response", "revisit"} else None
    content_type = (told.get_header("content-type") if told else header(record, "Content-Type")) or ""
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    status = _status(told) if told else None
    failed = record.rec_type == "revisit" or (told is not None and not (status and 200 <= status < 300))
    return Answered(
        kind=record.rec_type,
        url=url,
        status=status,
        media_type=media_type,
        charset=_charset(parameters),
        coding=(told.get_header("content-encoding") or "").lower() or None if told else None,
        chunked="chunked" in (told.get_header("transfer-encoding") or "").lower() if told else False,
        name=_name(url, media_type),
        is_page=failed or media_type in PAGES,
    )


def _http(block: Block) -> Any:
    head = b""
    while b"\r\n\r\n" not in head and b"\n\n" not in head and len(head) < HEADERS and (more := block.read(HEADERS)):
        head += more
    rest = io.BytesIO(head)
    try:
        told = StatusAndHeadersParser(["HTTP/"], verify=True).parse(BufferedReader(rest))
    except (StatusAndHeadersParserException, EOFError, ValueError, IndexError) as e:
        raise UnreadableError("broken", "the record does not hold the answer of a server") from e
    ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := head.find(mark)) >= 0]
    end = min(ends, default=len(head))
    block.head = head[:end]
    block.put_back(head[end:])
    return told


def _status(told: Any) -> int | None:
    match = STATUS.match(f"{told.protocol}{told.statusline}")
    return int(match[1]) if match else None


def _charset(parameters: str) -> str | None:
    for one in parameters.split(";"):
        name, _, value = one.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")[:40] or None
    return None


def _name(url: str, media_type: str) -> str:
    """A file name for a body: the last part of its address, with the ending of its media type if it has another."""
    try:
        name = base_name(unquote(urlsplit(url).path) or "response")
    except ValueError:
        name = "response"
    ending = mimetypes.guess_extension(media_type) or ""
    return name if not ending or mimetypes.guess_type(name)[0] == media_type else f"{name}{ending}"


def body(told: Answered, block: Block) -> Stream:
    """The body as the server meant it: chunks joined, gzip and deflate unpacked. Raises UnreadableError for other
    codings.
    """
    coding = told.coding if told.coding not in {"", "identity"} else None
    if coding and coding not in BufferedReader.get_supported_decompressors():
        raise UnreadableError("unsupported", f"its body is packed as {coding[:20]!r}, which is not read")
    if told.chunked:
        return cast(Stream, _Coded(ChunkedDataReader(block, decomp_type=coding)))
    return cast(Stream, _Coded(BufferedReader(block, decomp_type=coding))) if coding else block


class _Coded:
    """warcio's readers, whose reads ask for everything where no size is given."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        return bytes(self._reader.read(PIECE if size < 0 else size))
