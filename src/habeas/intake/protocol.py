"""What the parent and its worker say to each other: MessagePack behind a length, never code, never pickles."""

import struct
from typing import IO, TypeVar

import msgspec

from habeas.intake.limits import Limits
from habeas.intake.tables.mapping import Mapping
from habeas.model.derivation import Derivation

SIZE = struct.Struct(">Q")
LONGEST = 1 << 30
"""Bytes of a message; a longer one is none."""
M = TypeVar("M", bound=msgspec.Struct)


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with the file at `path`."""

    job: str
    """derive | members | recognise."""
    path: bytes
    limits: Limits
    item: str = ""
    name: str = ""
    form: str = ""
    """For members: the format."""
    page: int = 0
    """For recognise: which page of a PDF, from 0; -1 for an image."""
    language: str = ""
    """For recognise: in which language; empty for the first time."""
    unpacked: int = 0
    """For members: bytes that may still be unpacked."""
    members: int = 0
    """For members: how many may still come."""
    mapping: Mapping | None = None
    """For members of a table: what its columns mean."""


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """What text recognition made of one page."""

    text: str
    confidence: float
    """Mean of its words', 0 to 100, weighted by their length."""
    words: int
    languages: str
    """In which it was read, ISO 639-1, several with a plus."""
    tool: str
    among: list[str] = []
    """The installed languages of its script."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What derive and recognise give, or why not."""

    derivation: Derivation | None = None
    recognised: Recognised | None = None
    reason: str | None = None
    detail: str = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of what members gives."""

    kind: str
    """part: a member begins | more: of its bytes | refusal: a member that is not kept | done: the end."""
    name: str = ""
    via: str = ""
    data: bytes = b""
    last: bool = False
    """Whether the member ends here."""
    reason: str = ""
    """Why it is not kept, or why its bytes, or the whole container, end too early."""
    detail: str = ""
    taken: int = 0
    """How many members were looked at since the frame before."""


def send(pipe: IO[bytes] | None, message: msgspec.Struct, *, flush: bool = True) -> None:
    """Put a message into a pipe; without `flush` it may wait there. Raises EOFError, OSError where nobody listens."""
    if pipe is None:
        raise EOFError
    data = msgspec.msgpack.encode(message)
    pipe.write(SIZE.pack(len(data)) + data)
    if flush:
        pipe.flush()


def receive(pipe: IO[bytes] | None, kind: type[M]) -> M:
    """The next message. Raises EOFError at the end, msgspec.MsgspecError for what is no such message."""
    size = b"" if pipe is None else pipe.read(SIZE.size)
    if pipe is None or len(size) < SIZE.size:
        raise EOFError
    length = SIZE.unpack(size)[0]
    if length > LONGEST:
        raise EOFError
    return msgspec.msgpack.decode(pipe.read(length), type=kind)
