"""The process that reads untrusted files: a file that hangs or crashes a parser costs that one file.

A plain child that answers one request after the other over its pipes. Inside it memory is limited and the doors that no
parser needs (network, other programs than those of `tools`, writing files) are shut. `Reader` starts it and ends it.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from habeas.intake import tools
from habeas.intake.protocol import Answer, Frame, Request, receive, send
from habeas.intake.read import derive, guarded
from habeas.intake.registry import function
from habeas.intake.source import Source
from habeas.intake.streams import PIECE, Allowance, Part, Refusal, Stream
from habeas.model.errors import UnreadableError

_SHUT = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "os.remove",
    "os.rename",
    "os.mkdir",
)
WAITING = 0.1
"""Seconds that a frame may wait for others."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def answer(request: Request) -> Answer:
    """What the worker answers to derive and recognise."""
    source = Source(path=Path(os.fsdecode(request.path)), item=request.item, name=request.name, limits=request.limits)
    try:
        if request.job == "recognise":
            from habeas.intake.ocr import recognise  # noqa: PLC0415  # only the worker loads the parsers

            return Answer(recognised=guarded(lambda: recognise(source, request.page, request.language)))
        return Answer(derivation=derive(source))
    except UnreadableError as e:
        return Answer(reason=e.reason, detail=e.detail)


def frames(request: Request) -> Iterator[Frame]:
    """What the worker gives of a container: its members in pieces, and how it ended."""
    allowance = Allowance(request.limits)
    allowance.bytes, allowance.members = request.unpacked, request.members
    counted = request.members
    try:
        for member in _guarded(_members(request, allowance)):
            taken, counted = counted - allowance.members, allowance.members
            if isinstance(member, Refusal):
                yield Frame(
                    kind="refusal",
                    name=member.name,
                    via=member.via,
                    reason=member.reason,
                    detail=member.detail,
                    taken=taken,
                )
            else:
                yield from _pieces(member, taken)
    except UnreadableError as e:
        yield Frame(kind="done", reason=e.reason, detail=e.detail, taken=counted - max(0, allowance.members))
    else:
        yield Frame(kind="done", taken=counted - allowance.members)


def _members(request: Request, allowance: Allowance) -> Iterator[Part | Refusal]:
    path = Path(os.fsdecode(request.path))
    extra = {"mapping": request.mapping} if request.mapping else {}
    members: Iterator[Part | Refusal] = function(request.form, "members")(path, allowance, **extra)
    return members


def _guarded(members: Iterator[Part | Refusal]) -> Iterator[Part | Refusal]:
    while True:
        member = guarded(lambda: next(members, None))
        if member is None:
            return
        yield member


def _pieces(part: Part, taken: int) -> Iterator[Frame]:
    """A member's frames; the last is known when nothing follows, so that a small member is one frame."""
    kind, name, via = "part", part.name, part.via
    data = b""
    while True:
        try:
            after = guarded(lambda: _some(part.stream))
        except UnreadableError as e:
            yield Frame(
                kind=kind, name=name, via=via, data=data, last=True, reason=e.reason, detail=e.detail, taken=taken
            )
            return
        if not after:
            yield Frame(kind=kind, name=name, via=via, data=data, last=True, taken=taken)
            return
        if data:
            yield Frame(kind=kind, name=name, via=via, data=data, taken=taken)
            kind, name, via, taken = "more", "", "", 0
        data = after


def _some(stream: Stream) -> bytes:
    return stream.read(PIECE)


def _send_all(out: IO[bytes], told: Iterator[Frame]) -> None:
    """Send frames, small ones together, but none later than it must be for the parent to see that we are at work."""
    sent = time.monotonic()
    for frame in told:
        send(out, frame, flush=False)
        if time.monotonic() - sent > WAITING:
            out.flush()
            sent = time.monotonic()
    out.flush()


def shut_doors(memory: int) -> None:
    """Limit this process for good: memory, and every act that reading a file does not need."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the text
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nor do the programs that we start write files
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_SHUT) and not (event == "subprocess.Popen" and arguments[0] in tools.PATHS):
        raise PermissionError(event)
    if event == "open" and _writes(arguments[0], arguments[2]):
        raise PermissionError(event)


def _writes(what: Any, flags: Any) -> bool:
    """Whether a file would be written; a number is a pipe that is open already."""
    return isinstance(flags, int) and bool(flags & _WRITING) and what != os.devnull and not isinstance(what, int)


def main() -> None:
    """Answer requests until the pipe closes."""
    pipe: IO[bytes] = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 18)
    os.dup2(2, 1)  # what a parser prints must not look like an answer
    closed = False
    while True:
        try:
            request = receive(pipe, Request)
        except EOFError:
            return
        if not closed:
            shut_doors(request.limits.memory)
            closed = True
        if request.job == "members":
            _send_all(out, frames(request))
        else:
            send(out, answer(request))


if __name__ == "__main__":
    main()
