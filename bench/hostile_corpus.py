"""How the whole hostile corpus goes in: everything read or explained, no crash, no hang, bounded memory.

    python bench/hostile_corpus.py [--large]

Each file is taken in as a case would, containers unpacked, members read, text recognised. The targets: at least 300 files,
items in = read + explained for each, no file longer than 30 seconds, no process above 1 GiB. `--large` adds what only harms
by its size (a zip of a million entries, six gigabytes of zeros in a tar), which takes some minutes to make.
"""

import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.intake import hostile
from tests.intake.swallowing import Swallowed, swallow

from habeas.intake import Reader

TARGET_FILES, TARGET_SECONDS, TARGET_MIB = 300, 30.0, 1024


def files(folder: Path, large: bool) -> Iterator[Path]:
    for name, data in hostile.corpus():
        path = folder / name[:120]
        path.write_bytes(data)
        yield path
    if large:
        yield from hostile.large(folder)


def main() -> int:
    sums: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    took: list[tuple[float, str]] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as name, Reader() as reader:
        folder = Path(name)
        for path in files(folder, "--large" in sys.argv):
            scratch = folder / "scratch"
            scratch.mkdir()
            start = time.monotonic()
            try:
                told = swallow(reader, path, scratch)
            except AssertionError as e:
                failed.append(f"{path.name}: {e}")
                told = Swallowed()
            took.append((time.monotonic() - start, path.name))
            add(sums, told)
            reasons.update(told.reasons)
            shutil.rmtree(scratch)
            path.unlink()
    return report(sums, reasons, took, failed)


def add(sums: Counter[str], told: Swallowed) -> None:
    sums.update(items=told.items, read=told.read, explained=told.explained, refused=told.refused)
    sums["agree"] += told.items == told.read + told.explained and told.items > 0


def report(sums: Counter[str], reasons: Counter[str], took: list[tuple[float, str]], failed: list[str]) -> int:
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    longest = max(took)
    print(f"files                {len(took):>8}   target >= {TARGET_FILES}")
    print(f"sums that agree      {sums['agree']:>8}   target {len(took)}")
    print(f"items in             {sums['items']:>8}   = {sums['read']} read + {sums['explained']} explained")
    print(f"members refused      {sums['refused']:>8}   each with a reason")
    print(f"longest file (s)     {longest[0]:>8.1f}   target < {TARGET_SECONDS:g}   {longest[1]}")
    print(f"all files (s)        {sum(seconds for seconds, _ in took):>8.1f}")
    print(f"largest worker (MiB) {child:>8}   target < {TARGET_MIB}, tools included")
    print(f"this process (MiB)   {own:>8}   the corpus itself is made here")
    for seconds, name in sorted(took, reverse=True)[:8]:
        print(f"  {seconds:6.1f} s  {name}")
    print("reasons: " + ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()))
    for line in failed:
        print(f"FAILED {line}")
    good = not failed and len(took) >= TARGET_FILES and sums["agree"] == len(took)
    return 0 if good and longest[0] < TARGET_SECONDS and child < TARGET_MIB else 1


if __name__ == "__main__":
    sys.exit(main())
