"""The fast part of the hostile corpus: every attack that is quick, and a share of the damaged files. All of it: bench/."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.intake import hostile
from tests.intake.swallowing import swallow

from habeas.intake import Limits, Options, Reader

LIMIT = 30.0
"""Seconds within which any file must be done with."""
SHARE = 12
"""One in so many damaged files."""
SLOW = {"rows.csv", "messages.json", "attributes.html", "boundaries.eml", "separators.mbox"}
"""Attacks by sheer number, which take their time: the bench has them."""


def _run(reader: Reader, folder: Path, name: str, data: bytes) -> None:
    path, scratch = folder / name[:60], folder / "scratch"
    scratch.mkdir()
    path.write_bytes(data)
    told = swallow(reader, path, scratch, most=3)
    assert told.items == told.read + told.explained
    assert told.items >= 1
    assert told.slowest < LIMIT


@pytest.fixture(scope="module")
def quick() -> Iterator[Reader]:
    """Without recognition of text: what tesseract makes of noise is the bench's."""
    with Reader(Limits(seconds=5), Options(ocr=False)) as reader:
        yield reader


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_attacks_cost_themselves_only(tmp_path: Path, quick: Reader, kind: str) -> None:
    for number, (name, data) in enumerate(hostile.KINDS[kind]()):
        if name not in SLOW:
            folder = tmp_path / str(number)
            folder.mkdir()
            _run(quick, folder, name, data)


def test_damaged_files_are_read_or_explained(tmp_path: Path, quick: Reader) -> None:
    for name, data in hostile.honest().items():
        for kind, broken in hostile.damaged(name, data):
            if sha256(kind.encode()).digest()[0] % SHARE == 0:
                folder = tmp_path / sha256(kind.encode()).hexdigest()[:12]
                folder.mkdir()
                _run(quick, folder, kind, broken)


def test_the_corpus_is_large_and_always_the_same() -> None:
    first = [(name, sha256(data).digest()) for n, d in hostile.honest().items() for name, data in hostile.damaged(n, d)]
    names = {name for name, _ in first}
    assert len(names) == len(first) >= 300
