"""Time and memory of `habeas add` and `habeas build` for 100, 1,000 and 10,000 made-up reports, then for ten more."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from synthetic import write

HABEAS = str(Path(sys.executable).parent / "habeas")


def timed(*command: str) -> float:
    """Seconds that a habeas command takes, start of the program included."""
    start = time.perf_counter()
    subprocess.run([HABEAS, *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    sizes = [int(s) for s in sys.argv[1:]] or [100, 1_000, 10_000]
    print(f"{'reports':>8} {'add':>8} {'build':>8} {'ten more: add':>14} {'build':>8} {'memory so far':>14}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            case, first, more = (Path(folder) / name for name in ("case", "first", "more"))
            write(first, size)
            write(more, 10, first=size)
            timed("init", str(case))
            row = [timed("-C", str(case), "add", str(first)), timed("-C", str(case), "build")]
            row += [timed("-C", str(case), "add", str(more)), timed("-C", str(case), "build")]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{size:8,} {row[0]:7.1f}s {row[1]:7.1f}s {row[2]:13.1f}s {row[3]:7.1f}s {peak:10,.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
