"""Text extraction of a case, with worker processes and database, beside the extractors called bare on all processors.

Same files, same run. Target: at most 1.3 times the bare extractors.
"""

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from docx import Document

from habeas.case import Case
from habeas.case.working import work
from habeas.intake.read import read
from habeas.model.errors import UnreadableError

WORDS = (
    "witness",
    "cellar",
    "school",
    "guard",
    "night",
    "village",
    "road",
    "officer",
    "list",
    "water",
    "letter",
    "gate",
)
PARAGRAPHS = 60


def prose(source: random.Random) -> list[str]:
    """Made-up paragraphs."""
    return [" ".join(source.choices(WORDS, k=80)).capitalize() + "." for _ in range(PARAGRAPHS)]


def write(folder: Path, number: int) -> list[Path]:
    """Pages, documents, messages and texts in equal parts."""
    folder.mkdir()
    for n in range(number):
        source = random.Random(n)  # noqa: S311  # the same files every time
        paragraphs = [f"Report {n}", *prose(source)]
        path = folder / f"report-{n}"
        if n % 4 == 0:
            body = "".join(f"<p>{one}</p>" for one in paragraphs)
            path.with_suffix(".html").write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
        elif n % 4 == 1:
            document = Document()
            for one in paragraphs:
                document.add_paragraph(one)
            document.save(str(path.with_suffix(".docx")))
        elif n % 4 == 2:
            head = (
                f"From: a@example.org\nTo: b@example.org\nSubject: Report {n}\nDate: Mon, 2 May 2022 10:00:00 +0000\n\n"
            )
            path.with_suffix(".eml").write_text(head + "\n\n".join(paragraphs), "utf-8")
        else:
            path.with_suffix(".txt").write_text("\n\n".join(paragraphs), "utf-8")
    return sorted(folder.iterdir())


def bare(path: Path) -> int:
    """The extractor and nothing else."""
    try:
        return len(read(path, "0" * 64, path.name).text)
    except UnreadableError:
        return 0


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder) / "files", number)
        with Case.create(Path(folder) / "case", "bench") as case:
            case.add(paths)
            start = time.perf_counter()
            derived = work(case, only={"extract"}).derived
            ours = time.perf_counter() - start
        start = time.perf_counter()
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            characters = sum(pool.map(bare, paths, chunksize=8))
        theirs = time.perf_counter() - start
    print(f"{derived:,} files, {characters:,} characters, {os.cpu_count()} processors")
    print(f"  extractors called bare {theirs:7.1f} s")
    print(f"  the case's queue       {ours:7.1f} s, {ours / theirs:.2f} times (target 1.3)")


if __name__ == "__main__":
    main()
