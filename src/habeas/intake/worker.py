"""Reading in a process of its own: a file that hangs or crashes a parser costs that one file.

The worker is a plain child that answers one request after the other over its pipes, in MessagePack: never code, never
pickles. It is ended when a request takes too long and started anew for the next. Inside it memory is limited and the doors
that no parser needs (network, other programs, writing files) are shut.
"""

import os
import struct
import subprocess
import sys
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import IO, Any, Self

import msgspec

from habeas.intake.limits import Limits
from habeas.intake.read import DEFAULTS, OUT_OF_MEMORY, guarded, load, read
from habeas.intake.streams import Attachment
from habeas.model.document import Document
from habeas.model.errors import UnreadableError

_SIZE = struct.Struct(">Q")
_LONGEST = 1 << 30
"""Bytes of an answer; a longer one is no answer."""
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
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Request(msgspec.Struct, frozen=True):
    """What to read: `job` is read or attachments."""

    job: str
    path: bytes
    item: str
    name: str
    limits: Limits


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A document, attachments, or why not."""

    document: Document | None = None
    attachments: list[Attachment] = []
    reason: str | None = None
    detail: str = ""


class Reader:
    """Reads untrusted items in a worker process; a context manager. One Reader serves one thread."""

    def __init__(self, limits: Limits = DEFAULTS) -> None:
        self.limits = limits
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the next request would start another."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def read(self, path: Path, item: str, name: str) -> Document:
        """The document of the item that stands at `path`. Raises UnreadableError, also for timeout and crash."""
        document = self._ask("read", path, item, name).document
        if document is None:
            raise UnreadableError("crashed", "reading it gave no answer")
        return document

    def attachments(self, path: Path) -> list[Attachment]:
        """The attachments of the message that stands at `path`. Raises UnreadableError."""
        return self._ask("attachments", path, "", "").attachments

    def _ask(self, job: str, path: Path, item: str, name: str) -> Answer:
        """Ask once, and once more of a new worker where an old one failed: what it read before must not matter."""
        request = Request(job, os.fsencode(path), item, _plain(name), self.limits)
        aged = self._worker is not None
        answer = self._answer(request)
        if aged and (answer.reason == "crashed" or answer.detail == OUT_OF_MEMORY):
            self.close()
            answer = self._answer(request)
        if answer.reason is not None:
            raise UnreadableError(answer.reason, answer.detail)
        return answer

    def _answer(self, request: Request) -> Answer:
        worker = self._worker = self._worker or _start()
        late = Event()
        timer = Timer(request.limits.seconds, _stop, (worker, late))
        timer.start()
        try:
            _send(worker.stdin, request)
            return msgspec.msgpack.decode(_receive(worker.stdout), type=Answer)
        except (OSError, EOFError, msgspec.MsgspecError):
            worker.kill()
            worker.wait()
            if late.is_set():
                return Answer(
                    reason="timeout", detail=f"reading it took longer than {request.limits.seconds:g} seconds"
                )
            return Answer(reason="crashed", detail="it made the process that read it end")
        except BaseException:  # an interrupt: the answer under way must not be taken for the next one's
            worker.kill()
            worker.wait()
            raise
        finally:
            timer.cancel()
            timer.join()
            if worker.poll() is not None or late.is_set():
                self.close()


def _stop(worker: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    worker.kill()


def _plain(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _start() -> subprocess.Popen[bytes]:
    # -P: the folder we stand in may hold hostile files named like modules; -B: the worker writes nothing
    command = [sys.executable, "-P", "-B", "-m", __name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603


def _send(pipe: IO[bytes] | None, message: msgspec.Struct) -> None:
    if pipe is None:
        raise EOFError
    data = msgspec.msgpack.encode(message)
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: IO[bytes] | None) -> bytes:
    size = b"" if pipe is None else pipe.read(_SIZE.size)
    if pipe is None or len(size) < _SIZE.size:
        raise EOFError
    length = _SIZE.unpack(size)[0]
    if length > _LONGEST:
        raise EOFError
    return pipe.read(length)


def answer(request: Request) -> Answer:
    """What the worker answers."""
    try:
        path = Path(os.fsdecode(request.path))
        if request.job == "attachments":
            from habeas.intake.eml import attachments  # noqa: PLC0415  # only the worker loads the parsers

            data = load(path, request.limits)
            return Answer(attachments=guarded(lambda: attachments(data, request.limits)))
        return Answer(document=read(path, request.item, request.name, request.limits))
    except UnreadableError as e:
        return Answer(reason=e.reason, detail=e.detail)


def shut_doors(memory: int) -> None:
    """Limit this process for good: memory, and every act that reading a file does not need."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not on Windows

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the text
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_SHUT):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        raise PermissionError(event)


def main() -> None:
    """Answer requests until the pipe closes."""
    pipe, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not look like an answer
    closed = False
    while True:
        try:
            request = msgspec.msgpack.decode(_receive(pipe), type=Request)
        except EOFError:
            return
        if not closed:
            shut_doors(request.limits.memory)
            closed = True
        _send(out, answer(request))


if __name__ == "__main__":
    main()
