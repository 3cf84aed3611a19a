"""Mail boxes: each message between two separator lines is an item of its own, byte for byte."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from habeas.intake.source import Source
from habeas.intake.streams import Allowance, MemberStream, Part, Refusal
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError

SEPARATOR = re.compile(rb"From [^\r\n]{0,200}\d\d:\d\d(?::\d\d)?[^\r\n]{0,40}\d{4}[^\r\n]{0,40}\r?\n?")
"""RFC 4155: `From `, an address, and the time of delivery."""
LINE = 1 << 20
"""A longer line comes in pieces, of which only the first can be a separator."""


def derive(source: Source) -> Derivation:
    """A mail box has no text of its own. Raises UnreadableError."""
    raise UnreadableError("container", "a mail box: its messages are items of their own")


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each message, in its order."""
    with path.open("rb") as file:
        lines = _Lines(file)
        number = 0
        while lines.separator():
            allowance.take_member()
            number += 1
            message = _Message(lines)
            yield Part(
                name=f"message-{number:06}.eml",
                via="message",
                stream=MemberStream(message, allowance, allowance.limits.item),
            )
            message.drain()


class _Lines:
    """The lines of a file, with one looked at ahead; knows where a separator may stand: first, or behind a blank line."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ahead = file.readline(LINE)
        self._free = True

    def separator(self) -> bool:
        """Step over a separator line, if one comes next."""
        if not self._separates():
            return False
        self._step()
        return True

    def take(self) -> bytes:
        """The next line of the message, or nothing at its end."""
        return b"" if self._separates() else self._step()

    def _separates(self) -> bool:
        return self._free and SEPARATOR.fullmatch(self._ahead) is not None

    def _step(self) -> bytes:
        line = self._ahead
        self._free = line in {b"\n", b"\r\n"}
        self._ahead = self._file.readline(LINE)
        return line


class _Message:
    """The bytes of one message."""

    def __init__(self, lines: _Lines) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""
        pieces, have = [self._rest], len(self._rest)
        while have < max(size, 1) and (line := self._lines.take()):
            pieces.append(line)
            have += len(line)
        data = b"".join(pieces)
        end = len(data) if size < 0 else size
        self._rest = data[end:]
        return data[:end]

    def drain(self) -> None:
        """Go to the next separator."""
        while self._lines.take():
            pass
