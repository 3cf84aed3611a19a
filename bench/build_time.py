"""Time and memory of a build from finished readings, of one more report, and of a search, beside what they may take.

The readings are those of `readings.py`, about 10 claims each, put into the case as if they had been read before. Sizes are
given as arguments; what they may take is stated for 100,000 reports on two processors.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from msgspec.structs import replace

from habeas.case import Case
from habeas.case.deriving import INTAKE
from habeas.case.layout import PLACES, WEIGHTS
from habeas.case.searching import Search, Wanted
from habeas.model.item import Arrival, Item
from habeas.places import Gazetteer
from habeas.reading.reader import name as reader_name
from habeas.reading.weights import load as load_weights
from readings import KINDS, reading, report

HABEAS = str(Path(sys.executable).parent / "habeas")
ALLOWED = "allowed at 100,000 reports: build 600 s and 4,096 MiB, one more report 2 s, search 100 ms"
BATCH, QUESTIONS = 1_000, 200


def fill(root: Path, size: int) -> None:
    """Make a case with finished readings."""
    with Case.create(root, "made up") as case:
        places = Gazetteer.load().with_own(root / PLACES)
        reader = reader_name(load_weights(root / WEIGHTS), places.own.digest)
        for start in range(0, size, BATCH):
            made = [replace(reading(n), reader=reader) for n in range(start, min(size, start + BATCH))]
            items = [r.document.item for r in made]
            pairs = [(Item(sha256=i, size=1), Arrival(item=i, at="2026-01-01T00:00:00Z", name="a.json")) for i in items]
            case.database.follow(pairs, [], ("bench", str(start)), since=case.database.setting("bench"))
            case.database.put_derived(INTAKE, [r.document for r in made])
            case.database.put_readings(made)


def run(*command: str) -> tuple[float, float, float]:
    """Do a habeas command; seconds, seconds of processors, MiB."""
    start = time.perf_counter()
    process = subprocess.Popen([HABEAS, *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"habeas {' '.join(command)} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def searches(root: Path) -> Iterator[float]:
    """Milliseconds of processor time of each search."""
    words = [
        f"{kind} {act}" for kind in KINDS.values() for act in ("beaten", "shocks", "cell", "brigade", "prosecutor*")
    ]
    with Case(root) as case:
        search = Search(case)
        for n in range(QUESTIONS):
            start = time.process_time()
            search.ask(Wanted(words=words[n % len(words)], type="torture" if n % 3 == 0 else None))
            yield 1000 * (time.process_time() - start)


def main() -> None:
    print(
        f"{'reports':>8} {'build':>9} {'processors':>11} {'memory':>10} {'one more':>9} {'processors':>11} {'search':>8}"
    )
    for size in [int(s) for s in sys.argv[1:]] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            root, more = Path(folder) / "case", Path(folder) / "more.json"
            fill(root, size)
            more.write_bytes(report(reading(size).document))
            seconds, processors, memory = run("-C", str(root), "build")
            added = [run("-C", str(root), "add", str(more)), run("-C", str(root), "build")]
            slow = quantiles(searches(root), n=20)[-1]
        print(
            f"{size:8,} {seconds:8.1f}s {processors:10.1f}s {memory:6,.0f} MiB {sum(a[0] for a in added):8.1f}s "
            f"{sum(a[1] for a in added):10.1f}s {slow:5.0f} ms",
            flush=True,
        )
    print(ALLOWED)


if __name__ == "__main__":
    main()
