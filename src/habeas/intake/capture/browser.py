"""A headless Chromium that is spoken to over two pipes in its own DevTools protocol, and that cannot reach any network.

Every request of the page comes to us (`Fetch.requestPaused`) and gets its answer from us. Should a request find a way around
that, it ends at a proxy that does not exist. The browser lives in a folder of its own that goes when it ends.
"""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from types import TracebackType
from typing import Any, BinaryIO, Self

from habeas.intake.capture.failure import CaptureError

if sys.platform != "win32":
    import fcntl

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST = 512 << 20
"""Bytes of one message of the browser."""
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--proxy-server=http://0.0.0.0:1",  # no network: every request that we do not answer ends here,
    "--proxy-bypass-list=<-loopback>",  # those to this machine too
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DnsOverHttps,AsyncDns",
    "--no-first-run",
    "--no-default-browser-check",
    "--mute-audio",
    "--hide-scrollbars",
    "--autoplay-policy=user-gesture-required",
    "--js-flags=--max-old-space-size=512",
    "about:blank",
)
Message = dict[str, Any]
Handler = Callable[[Message, str | None], None]


def find(told: str | None = None) -> str | None:
    """The path of a Chromium; None when this machine has none that can be spoken to (Windows hands on no such pipes)."""
    if sys.platform == "win32":
        return None
    return next((path for path in map(shutil.which, (told,) if told else NAMES) if path), None)


def version(path: str) -> str:
    """What the browser calls itself."""
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run([path, "--version"], capture_output=True, timeout=20, check=True)  # noqa: S603
        return told.stdout.decode("utf-8", "replace").strip()[:200]
    return "unknown"


class Browser:
    """A running browser; a context manager."""

    def __init__(self, path: str, user_agent: str, handlers: Mapping[str, Handler]) -> None:
        """Start the browser. Raises CaptureError when it does not start.

        `handlers`: event -> what is called with its parameters and its session, by the listening thread: it must not wait.
        """
        self._handlers = handlers
        self._numbers = count(1)
        self._writing = threading.Lock()
        self._answers: dict[int, tuple[threading.Event, Message]] = {}
        self._folder = tempfile.mkdtemp(prefix="habeas-browser-")
        self.sandboxed = not (hasattr(os, "geteuid") and os.geteuid() == 0)
        """Root cannot have Chromium's sandbox."""
        own = (f"--user-data-dir={self._folder}", f"--user-agent={user_agent}")
        try:
            self._process, self._in, self._out = _start(
                [path, *own, *(() if self.sandboxed else ("--no-sandbox",)), *FLAGS], self._folder
            )
        except OSError as e:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise CaptureError("unreachable", "the browser does not start") from e
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    def send(self, method: str, session: str | None = None, **parameters: Any) -> None:
        """Send a command and do not wait. Raises CaptureError when the browser has ended."""
        self._post(next(self._numbers), method, session, parameters)

    def ask(self, method: str, session: str | None = None, seconds: float = 20.0, **parameters: Any) -> Message:
        """Send a command and return its result. Raises CaptureError: refused, too late, or the browser ended."""
        number, arrived, answer = next(self._numbers), threading.Event(), dict[str, Any]()
        self._answers[number] = arrived, answer
        self._post(number, method, session, parameters)
        if not arrived.wait(max(0.0, seconds)):
            raise CaptureError("timeout", f"the browser gave no answer to {method} in time")
        if "result" not in answer:
            raise CaptureError("broken", f"the browser could not do {method}: {answer.get('error')}")
        return dict(answer["result"])

    def _post(self, number: int, method: str, session: str | None, parameters: Message) -> None:
        message = {"id": number, "method": method, "params": parameters}
        data = json.dumps({**message, "sessionId": session} if session else message).encode() + b"\0"
        try:
            with self._writing:
                while data:
                    data = data[os.write(self._in, data) :]
        except OSError as e:
            raise CaptureError("broken", "the browser ended") from e

    def _listen(self) -> None:
        """Hand out what the browser says until it ends; whoever still waits then gets no result."""
        with os.fdopen(self._out, "rb", buffering=0) as pipe:
            for message in _messages(pipe):
                if "id" in message:
                    self._arrived(message)
                elif message.get("method") in self._handlers:
                    with suppress(CaptureError):  # the browser ended meanwhile
                        self._handlers[message["method"]](message.get("params", {}), message.get("sessionId"))
        for arrived, _ in list(self._answers.values()):
            arrived.set()

    def _arrived(self, message: Message) -> None:
        waiting = self._answers.pop(message["id"], None)
        if waiting is not None:
            waiting[1].update(message)
            waiting[0].set()


def _messages(pipe: BinaryIO | io.FileIO) -> Iterator[Message]:
    """Messages end in a zero byte. One that is too long, or none at all, ends the conversation."""
    pieces: list[bytes] = []
    size = 0
    while piece := pipe.read(1 << 20):
        *whole, rest = piece.split(b"\0")
        for end in whole:
            yield json.loads(b"".join([*pieces, end]))
            pieces, size = [], 0
        pieces.append(rest)
        size += len(rest)
        if size > LONGEST:
            return


def _start(command: list[str], folder: str) -> tuple[int, int, int]:
    """Process, the pipe to it and the pipe from it. The protocol wants them as its descriptors 3 and 4. Raises OSError."""
    theirs_in, ours_out = _high(os.pipe())
    ours_in, theirs_out = _high(os.pipe())
    actions = [
        *((os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)),
        (os.POSIX_SPAWN_DUP2, theirs_in, 3),
        (os.POSIX_SPAWN_DUP2, theirs_out, 4),
    ]
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LANG", "LC_ALL", "FONTCONFIG_PATH"}}
    environment = {**kept, "HOME": folder, "TMPDIR": folder}
    try:
        process = os.posix_spawn(command[0], command, environment, file_actions=actions, setpgroup=0)
    except OSError:
        os.close(ours_out)
        os.close(ours_in)
        raise
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    return process, ours_out, ours_in


def _high(pair: tuple[int, int]) -> tuple[int, int]:
    """The same pipe with numbers that are not in the way of 3 and 4."""
    reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in pair)
    for end in pair:
        os.close(end)
    return reading, writing
