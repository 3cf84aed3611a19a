"""`habeas add` beside `cp` of the same files and then `sha256sum` of the copies: same run, same disk.

Both leave copies and digests; only ours has flushed them to the disk when it is done: what `sync` takes for the copies is
shown apart.
Targets: mixed files at half the speed of `cp` + `sha256sum` or better; many small files in at most four times their time.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from habeas.case import Case

MB = 1 << 20
SIZES = ((40 * MB, 0.3), (4 * MB, 0.4), (MB // 4, 0.2), (1 << 14, 0.1))
"""Of mixed files: size in bytes, and its share of all bytes. Videos, photographs, pages, messages."""


def mixed(total: int) -> Iterator[int]:
    for size, share in SIZES:
        yield from [size] * max(1, int(total * share / size))


def write(folder: Path, sizes: list[int]) -> Path:
    """Files of bytes that no format begins with, so that nothing is unpacked: only keeping is measured."""
    folder.mkdir(parents=True)
    source = random.Random(1)  # noqa: S311  # the same files every time
    for n, size in enumerate(sizes):
        (folder / f"{n % 100:02}").mkdir(exist_ok=True)
        (folder / f"{n % 100:02}" / f"{n:07}.bin").write_bytes(b"habeas bench\n" + source.randbytes(size - 13))
    os.sync()
    return folder


def seconds(work: Callable[[], object]) -> float:
    os.sync()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-r", source, target], check=True)
    listed = subprocess.run(["find", target, "-type", "f", "-print0"], check=True, capture_output=True)
    subprocess.run(["xargs", "-0", "sha256sum"], input=listed.stdout, check=True, stdout=subprocess.DEVNULL)


def measure(what: str, folder: Path, sizes: list[int], target: str) -> None:
    source = write(folder / "in", sizes)
    theirs = seconds(lambda: plain(source, folder / "copy"))
    start = time.perf_counter()
    os.sync()
    synced = time.perf_counter() - start
    with Case.create(folder / "case", "bench") as case:
        ours = seconds(lambda: case.add([source]))
        if case.status().items != len(sizes):
            raise SystemExit("not all files were kept")
    total = sum(sizes)
    print(f"{what}: {len(sizes):,} files, {total / 1e9:.2f} GB")
    print(f"  cp + sha256sum {theirs:7.1f} s, {total / theirs / 1e6:7.1f} MB/s (then sync: {synced:.1f} s)")
    print(f"  habeas add     {ours:7.1f} s, {total / ours / 1e6:7.1f} MB/s, {ours / theirs:.2f} times ({target})")
    shutil.rmtree(folder)


def main() -> None:
    """Arguments: megabytes of mixed files, number of small files; a folder on the disk to measure."""
    size, number = (int(one) for one in (*sys.argv[1:3], *("1500", "20000")[len(sys.argv[1:3]) :]))
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as folder:
        os.environ["HABEAS_KEYS"] = str(Path(folder) / "keys")
        measure("mixed", Path(folder) / "mixed", list(mixed(size * MB)), "target 2 at most")
        measure("small", Path(folder) / "small", [3_000] * number, "target 4 at most")


if __name__ == "__main__":
    main()
