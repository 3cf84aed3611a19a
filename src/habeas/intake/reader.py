"""Reading in processes of their own: `Reader` starts workers, waits no longer than is allowed, and ends them.

A container may hold containers, so several workers may be at work for one Reader, one inside the other.
"""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from habeas.intake import recognising, transcribing
from habeas.intake.limits import MIB, Limits
from habeas.intake.protocol import Answer, Frame, Recognised, Request, receive, send
from habeas.intake.read import DEFAULTS, OUT_OF_MEMORY, text_of
from habeas.intake.source import Options
from habeas.intake.streams import Allowance, MemberStream, Part, Refusal
from habeas.intake.tables.mapping import Mapping
from habeas.model.derivation import Derivation
from habeas.model.document import Document
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

M = TypeVar("M", bound=msgspec.Struct)
SLOWEST = MIB
"""Bytes a second that a container must give at least, after its first seconds."""
EACH = 0.01
"""Seconds that a member may take beyond that."""


class LateError(Exception):
    """A worker took longer than it may."""


class Worker:
    """One worker process and the watch on it."""

    def __init__(self) -> None:
        # -P: the folder we stand in may hold hostile files named like modules; -B: the worker writes nothing;
        # a group of its own: with the worker end the programs that it started
        command = [sys.executable, "-P", "-B", "-m", "habeas.intake.worker"]
        own = {} if sys.platform == "win32" else {"process_group": 0}
        self.process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            **own,  # type: ignore[call-overload]
        )
        self.aged = False
        """Whether it has answered before."""
        self._late = False
        self._deadline = math.inf
        self._next_look = math.inf
        self._changed = Condition()
        Thread(target=self._watch, daemon=True).start()

    def send(self, request: Request) -> None:
        """Raises EOFError, OSError where the worker is gone."""
        send(self.process.stdin, request)

    def receive(self, kind: type[M], seconds: float) -> M:
        """The next message. Raises Late after `seconds`, EOFError or others where the worker is gone or talks nonsense."""
        self._arm(time.monotonic() + seconds)
        try:
            return receive(self.process.stdout, kind)
        except (OSError, EOFError, msgspec.MsgspecError):
            if self._late:
                raise LateError from None
            raise
        finally:
            self._deadline = math.inf

    def end(self) -> None:
        """Kill it and what it started."""
        if sys.platform == "win32":
            self.process.kill()
        elif self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self._arm(0)
        self.process.communicate()

    def _arm(self, deadline: float) -> None:
        with self._changed:
            self._deadline = deadline
            if deadline < self._next_look:
                self._changed.notify()

    def _watch(self) -> None:
        """Kill the worker when its deadline is over; wakes seldom, because deadlines are mostly moved on."""
        with self._changed:
            while self.process.poll() is None:
                left = self._deadline - time.monotonic()
                if left <= 0:
                    self._late = True
                    with suppress(ProcessLookupError):  # it ended by itself just now
                        self.process.kill() if sys.platform == "win32" else os.killpg(self.process.pid, signal.SIGKILL)
                    return
                self._next_look = self._deadline
                self._changed.wait(None if left == math.inf else left)


class Reader:
    """Reads untrusted items in worker processes; a context manager. One Reader serves one thread."""

    def __init__(self, limits: Limits = DEFAULTS, options: Options | None = None) -> None:
        self.limits = limits
        self.options = options or Options()
        self._idle: list[Worker] = []
        self._busy: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; the next request would start another."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle.clear()
        self._busy.clear()

    # --- texts ----------------------------------------------------------------------------------------------------

    def read(self, path: Path, item: str, name: str) -> Document:
        """The document of the item that stands at `path`. Raises UnreadableError, also for timeout and crash."""
        return text_of(self.derive(path, item, name))

    def derive(self, path: Path, item: str, name: str) -> Derivation:
        """All that can be made of the item that stands at `path`: text recognition and transcription included."""
        request = Request(job="derive", path=os.fsencode(path), item=item, name=_plain(name), limits=self.limits)
        try:
            made = self._ask(request).derivation
        except UnreadableError as e:
            return Derivation(item=item, not_read=NotRead(item=item, reason=e.reason, detail=e.detail))
        if made is None:
            why = NotRead(item=item, reason="crashed", detail="reading it gave no answer")
            return Derivation(item=item, not_read=why)
        if self.options.ocr:
            made = recognising.completed(made, lambda page: self._recognised(request, page), self.limits)
        made = recognising.told(made)
        return transcribing.completed(made, path, self.options, self.limits)

    def _recognised(self, request: Request, page: int) -> Recognised:
        """The text of a page or image by recognition. Raises UnreadableError."""

        def read(language: str) -> Recognised:
            asked = msgspec.structs.replace(request, job="recognise", page=page, language=language)
            found = self._ask(asked).recognised
            if found is None:
                raise UnreadableError("crashed", "recognising its text gave no answer")
            return found

        return recognising.surest(read)

    def _ask(self, request: Request) -> Answer:
        """Ask once, and once more of a new worker where an old one failed: what it read before must not matter."""
        worker = self._borrow()
        aged = worker.aged
        answer = self._answer(worker, request)
        if aged and (answer.reason == "crashed" or _out_of_memory(answer)):
            self._drop()
            answer = self._answer(self._borrow(), request)
        if answer.reason is not None:
            raise UnreadableError(answer.reason, answer.detail)
        return answer

    def _answer(self, worker: Worker, request: Request) -> Answer:
        seconds = request.limits.seconds
        try:
            worker.send(request)
            answer = worker.receive(Answer, seconds)
        except LateError:
            self._lost(worker)
            return Answer(reason="timeout", detail=f"reading it took longer than {seconds:g} seconds")
        except (OSError, EOFError, msgspec.MsgspecError):
            self._lost(worker)
            return Answer(reason="crashed", detail="it made the process that read it end")
        except BaseException:  # an interrupt: the answer under way must not be taken for the next one's
            self._lost(worker)
            raise
        self._give_back(worker)
        return answer

    # --- containers -----------------------------------------------------------------------------------------------

    def members(
        self, path: Path, form: str, allowance: Allowance, mapping: Mapping | None = None
    ) -> Iterator[Part | Refusal]:
        """The members of the container at `path`. Raises UnreadableError for what ends the whole container.

        The stream of a Part is good until the next is asked for.
        """
        request = Request(
            job="members",
            path=os.fsencode(path),
            form=form,
            limits=allowance.limits,
            unpacked=max(0, allowance.bytes),
            members=max(0, allowance.members),
            mapping=mapping,
        )
        worker = self._borrow()
        clean = False
        try:
            worker.send(request)
            yield from _members(_Frames(worker, allowance.limits.seconds), allowance)
            clean = True
        except _EndedError as e:
            clean = True
            raise UnreadableError(e.reason, e.detail) from None
        except LateError:
            raise UnreadableError(
                "timeout", f"unpacking it took longer than {allowance.limits.seconds:g} seconds"
            ) from None
        except (OSError, EOFError, msgspec.MsgspecError):
            raise UnreadableError("crashed", "it made the process that read it end") from None
        finally:
            self._give_back(worker) if clean else self._lost(worker)

    # --- workers --------------------------------------------------------------------------------------------------

    def _borrow(self) -> Worker:
        worker = self._idle.pop() if self._idle else Worker()
        self._busy.append(worker)
        return worker

    def _give_back(self, worker: Worker) -> None:
        worker.aged = True
        self._busy.remove(worker)
        self._idle.append(worker)

    def _lost(self, worker: Worker) -> None:
        self._busy.remove(worker)
        worker.end()

    def _drop(self) -> None:
        """End the workers that wait: the next is a new one."""
        for worker in self._idle:
            worker.end()
        self._idle.clear()


class _EndedError(Exception):
    """The container ended with a reason; the worker is well."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame.detail)
        self.reason, self.detail = frame.reason, frame.detail


class _Frames:
    """The frames of one container; the time in which nothing comes is what counts."""

    def __init__(self, worker: Worker, seconds: float) -> None:
        self._worker = worker
        self._most = seconds
        self._left = seconds

    def next(self) -> Frame:
        """Raises Late, EOFError and others."""
        start = time.monotonic()
        frame = self._worker.receive(Frame, max(0.0, min(self._left, self._most)))
        self._left += EACH + len(frame.data) / SLOWEST - (time.monotonic() - start)
        return frame


class _Piped:
    """The bytes of a member as they come through the pipe."""

    def __init__(self, following: Callable[[], Frame], first: Frame) -> None:
        self._following = following
        self._frame = first
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end. Raises UnreadableError."""
        while self._at >= len(self._frame.data):
            if self._frame.reason:
                raise UnreadableError(self._frame.reason, self._frame.detail)
            if self._frame.last:
                return b""
            self._frame, self._at = self._following(), 0
        end = len(self._frame.data) if size < 0 else self._at + size
        piece = self._frame.data[self._at : end]
        self._at += len(piece)
        return piece

    def drain(self) -> None:
        """Let the rest go by."""
        while not self._frame.last:
            self._frame = self._following()


def _members(frames: _Frames, allowance: Allowance) -> Iterator[Part | Refusal]:
    while True:
        frame = frames.next()
        allowance.members -= max(0, frame.taken)
        if frame.kind == "done":
            if frame.reason:
                raise _EndedError(frame)
            return
        if frame.kind == "refusal":
            yield Refusal(name=frame.name, via=frame.via, reason=frame.reason, detail=frame.detail)
            continue
        piped = _Piped(frames.next, frame)
        yield Part(name=frame.name, via=frame.via, stream=MemberStream(piped, allowance, allowance.limits.item))
        piped.drain()


def _out_of_memory(answer: Answer) -> bool:
    why = answer.derivation.not_read if answer.derivation else None
    return OUT_OF_MEMORY in (answer.detail, why.detail if why else "")


def _plain(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
