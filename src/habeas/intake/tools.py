"""Programs of the system that intake may run where they are installed: exiftool, ffprobe, ffmpeg, tesseract.

They run without a shell, with arguments of ours alone, with the file on their standard input or named by a path of the
vault, under the worker's memory limit and a time limit, and write to standard output only.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from habeas.model.errors import UnreadableError

NAMES = ("exiftool", "ffprobe", "ffmpeg", "tesseract")
FOLDERS = os.pathsep.join(("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/bin"))
"""Where programs are looked for: never in the working folder, nor in a path that an input could name."""
_FOUND = {name: found for name in NAMES if (found := shutil.which(name, path=FOLDERS))}
PATHS = frozenset(_FOUND.values())
_VERSION = {"exiftool": "-ver", "ffprobe": "-version", "ffmpeg": "-version", "tesseract": "--version"}
_MOST = 64 << 20
"""Bytes of output that are taken."""


def has(name: str) -> bool:
    """Whether a program is installed."""
    return name in _FOUND


def run(name: str, *arguments: str, data: bytes = b"", seconds: float = 25.0) -> bytes:
    """What a program writes to standard output, given `data` on standard input.

    Raises UnreadableError: timeout, or broken where it gave nothing and failed.
    """
    command = [_FOUND[name], *arguments]
    try:
        done = subprocess.run(  # noqa: S603  # a path of PATHS, no shell
            command, input=data, capture_output=True, check=False, timeout=seconds, env=_environment()
        )
    except subprocess.TimeoutExpired as e:
        raise UnreadableError("timeout", f"{name} took longer than {seconds:g} seconds") from e
    if done.returncode and not done.stdout:
        raise UnreadableError("broken", f"{name} could make nothing of it")
    return done.stdout[:_MOST]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX", "HOME") if name in os.environ}
    return {"PATH": FOLDERS, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1", **kept}


@cache
def version(name: str) -> str:
    """Name and version of a program, as the custody log keeps it: `tesseract 5.3.0`."""
    first = run(name, _VERSION[name]).decode("utf-8", "replace").splitlines()[0]
    words = [word for word in first.split() if word[:1].isdigit()]
    return f"{name} {words[0] if words else '?'}"


def location(path: Path) -> str:
    """A path as an argument that no program takes for an option or a protocol."""
    return str(path.absolute())
