"""The fast part of the hostile corpus: every attack that is quick, and a share of the damaged files. All of it: bench/."""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.intake import hostile
from tests.intake.hostile_pdf import attacks as pdf_attacks
from tests.intake.swallowing import swallow

from habeas.intake import Limits, Reader

LIMIT = 30.0
"""Seconds within which any file must be done with."""
SHARE = 12
"""One in so many damaged files."""
SLOW = {"rows.csv", "messages.json", "attributes.html", "boundaries.eml", "separators.mbox"}
"""Attacks by sheer number, which take their time: the bench has them."""


def _run(reader: Reader, folder: Path, name: str, data: bytes) -> None:
    path, scratch = folder / "file", folder / "scratch"
    scratch.mkdir()
    path = folder / f"{name[:60]}"
    path.write_bytes(data)
    told = swallow(reader, path, scratch, most=3)
    assert told.items == told.read + told.explained
    assert told.items >= 1
    assert told.slowest < LIMIT


@pytest.fixture(scope="module")
def quick() -> Reader:
    """Without recognition of text: what tesseract makes of noise is the bench's."""
    from habeas.intake import Options  # noqa: PLC0415

    return Reader(Limits(seconds=10), Options(ocr=False))


@pytest.mark.parametrize("kind", ["archives", "letters", "pages", "web_archives", "lists", "pictures", "polyglots"])
def test_attacks_cost_themselves_only(tmp_path: Path, quick: Reader, kind: str) -> None:
    with quick as reader:
        for number, (name, data) in enumerate(getattr(hostile, kind)()):
            if name not in SLOW:
                folder = tmp_path / str(number)
                folder.mkdir()
                _run(reader, folder, name, data)


def test_hostile_pdfs_cost_themselves_only(tmp_path: Path, quick: Reader) -> None:
    with quick as reader:
        for number, (name, data) in enumerate(pdf_attacks()):
            folder = tmp_path / str(number)
            folder.mkdir()
            _run(reader, folder, name, data)


def test_damaged_files_are_read_or_explained(tmp_path: Path, quick: Reader) -> None:
    with quick as reader:
        for name, data in hostile.honest().items():
            for kind, broken in hostile.damaged(name, data):
                if sha256(kind.encode()).digest()[0] % SHARE == 0:
                    folder = tmp_path / sha256(kind.encode()).hexdigest()[:12]
                    folder.mkdir()
                    _run(reader, folder, kind, broken)


def test_the_corpus_is_large_and_always_the_same() -> None:
    first = [(name, sha256(data).digest()) for n, d in hostile.honest().items() for name, data in hostile.damaged(n, d)]
    names = {name for name, _ in first}
    assert len(names) == len(first) >= 300
