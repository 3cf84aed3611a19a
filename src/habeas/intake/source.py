"""A file on its way to be read: where it stands or its bytes, how it came, and what may be spent on it."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from habeas.intake.limits import Limits
from habeas.model.errors import UnreadableError

HEAD = 1 << 16
"""Bytes of a file's beginning that tell what it is."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a case settles for intake."""

    ocr: bool = True
    """Recognise the text of images and scans where tesseract is installed."""
    transcriber: list[str] = []
    """Program and arguments that write the words of the audio or video file named last to their standard output, in
    UTF-8.
    """
    transcriber_seconds: float = 3600.0


@dataclass(frozen=True, kw_only=True)
class Source:
    """An item to read. Exactly one of `path` and `content` is there."""

    path: Path | None = None
    content: bytes | None = None
    item: str
    name: str
    """The original file name."""
    limits: Limits = field(default_factory=Limits)

    def head(self) -> bytes:
        """The first HEAD bytes, or all if there are fewer. Raises UnreadableError."""
        if self.path is None:
            return (self.content or b"")[:HEAD]
        try:
            with self.path.open("rb") as file:
                return file.read(HEAD)
        except (OSError, ValueError) as e:
            raise UnreadableError("unreadable_file", "it cannot be opened") from e

    def data(self) -> bytes:
        """All bytes of a file that is small enough to be read. Raises UnreadableError."""
        return (self.content or b"") if self.path is None else load(self.path, self.limits.readable)


def load(path: Path, most: int) -> bytes:
    """All bytes of a file that has at most `most`. Raises UnreadableError."""
    try:
        size = path.stat().st_size
        if size > most:
            raise UnreadableError("too_large", f"{size / 2**20:,.0f} MiB, at most {most >> 20:,} MiB are read")
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as e:
        raise UnreadableError("unreadable_file", "it cannot be opened") from e
