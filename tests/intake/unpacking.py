"""Shared by tests of containers: what a file holds, all levels of it, and what is made of each."""

from pathlib import Path

from tests.intake import samples

from habeas.intake import HEAD, Allowance, Mapping, Reader, Refusal, identify, parts
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError

Held = tuple[str, bytes]


def held(reader: Reader, folder: Path, name: str, data: bytes, mapping: Mapping | None = None) -> list[Held | Refusal]:
    """The members of one container, each with its bytes, or why it has none."""
    path = folder / "container"
    path.write_bytes(data)
    found: list[Held | Refusal] = []
    for part in parts(path, identify(data[:HEAD], name), Allowance(reader.limits), 1, reader, mapping):
        if isinstance(part, Refusal):
            found.append(part)
            continue
        pieces = []
        try:
            while piece := part.stream.read():
                pieces.append(piece)
        except UnreadableError as e:
            found.append(Refusal(name=part.name, via=part.via, reason=e.reason, detail=e.detail))
        else:
            found.append((part.name, b"".join(pieces)))
    return found


def made(reader: Reader, folder: Path, name: str, data: bytes) -> Derivation:
    """What is made of one file."""
    path = folder / "item"
    path.write_bytes(data)
    return reader.derive(path, samples.ITEM, name)


def outcome(derivation: Derivation) -> str:
    """The text, or the reason why there is none."""
    if derivation.document is not None:
        return derivation.document.text
    assert derivation.not_read is not None
    return derivation.not_read.reason
