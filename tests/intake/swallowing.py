"""One hostile file taken in as a case would: everything in is read, explained or refused with a reason."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from habeas.intake import HEAD, Allowance, Reader, Refusal, identify, parts
from habeas.model.errors import UnreadableError
from habeas.vocabulary import vocabulary


@dataclass
class Swallowed:
    """What came of one file and of all that it held."""

    items: int = 0
    read: int = 0
    explained: int = 0
    refused: int = 0
    slowest: float = 0.0
    """Seconds for one item, members and text each counted alone."""
    reasons: dict[str, int] = field(default_factory=dict)

    def why(self, reason: str, detail: str) -> None:
        """Count a reason; it must be one of the closed list, with one line for the user."""
        assert reason in vocabulary("unread_reasons"), reason
        assert detail.strip()
        assert "\n" not in detail
        self.reasons[reason] = self.reasons.get(reason, 0) + 1


def swallow(reader: Reader, path: Path, scratch: Path, most: int = 50) -> Swallowed:
    """Take in a file and what it holds; of one container at most `most` members are read, all are unpacked."""
    told = Swallowed()
    for depth, (inner, name) in _walk(reader, path, scratch, told, most):
        del depth
        start = time.monotonic()
        made = reader.derive(inner, sha256(name.encode()).hexdigest(), name)
        told.slowest = max(told.slowest, time.monotonic() - start)
        told.items += 1
        assert (made.document is None) != (made.not_read is None)
        if made.document is not None:
            assert made.document.text.strip()
            assert len(made.document.text) <= reader.limits.text
            told.read += 1
        if made.not_read is not None:
            told.explained += 1
            told.why(made.not_read.reason, made.not_read.detail)
    return told


def _walk(
    reader: Reader, path: Path, scratch: Path, told: Swallowed, most: int
) -> Iterator[tuple[int, tuple[Path, str]]]:
    allowance = Allowance(reader.limits)
    waiting = [(1, path, path.name)]
    while waiting:
        depth, file, name = waiting.pop()
        yield depth, (file, name)
        with file.open("rb") as opened:
            form = identify(opened.read(HEAD), name)
        start = time.monotonic()
        for number, part in enumerate(parts(file, form, allowance, depth, reader)):
            assert "/" not in part.name
            if isinstance(part, Refusal):
                told.refused += 1
                told.why(part.reason, part.detail)
                continue
            inner = scratch / f"{depth}-{number}"
            try:
                _copy(part.stream, inner)
            except UnreadableError as e:
                told.refused += 1
                told.why(e.reason, e.detail)
            else:
                if number < most:
                    waiting.append((depth + 1, inner, part.name))
        told.slowest = max(told.slowest, time.monotonic() - start)


def _copy(stream: object, path: Path) -> None:
    with path.open("wb") as file:
        while piece := stream.read(1 << 18):  # type: ignore[attr-defined]
            file.write(piece)
