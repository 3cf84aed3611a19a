"""How long a long custody log takes: to append to, to open, and to verify, by Habeas and by the stand-alone verifier.

    python bench/log_time.py [ENTRIES] [BATCH]

Makes a log of ENTRIES arrivals (a million) in batches of BATCH (200, as `habeas add` writes them), each under its signed
checkpoint. The target: a million entries verify in under 60 seconds; a batch, and an opening, cost at the end of the log
what they cost at its beginning. The floor beside it: `sha256sum` over the same file.
"""

import io
import os
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from habeas.vault import Vault, item_arrived, verify

AT = "2026-01-31T12:00:00Z"
TARGET = 60
STANDALONE = Path(__file__).resolve().parent.parent / "src/habeas/vault/standalone.py"


def opened(root: Path) -> float:
    """Seconds to open the vault for writing."""
    start = time.perf_counter()
    with Vault(root, at=AT, by="bench"):
        return time.perf_counter() - start


def grown(root: Path, entries: int, batch: int) -> list[float]:
    """Seconds of each batch while the log grows to `entries`."""
    took = []
    with Vault(root, at=AT, by="bench") as vault:
        item = vault.store.put(io.BytesIO(b"the same words"))
        while vault.log.head.seq < entries:
            number = vault.log.head.seq
            events = [item_arrived(item, f"report-{number + one}.txt") for one in range(min(batch, entries - number))]
            start = time.perf_counter()
            vault.log.append(*events, at=AT, by="bench")
            took.append(time.perf_counter() - start)
    return took


def timed(what: str, run: Callable[[], object]) -> float:
    """Run and print: seconds by the clock, and of this process's processor time."""
    start, busy = time.perf_counter(), time.process_time()
    run()
    took = time.perf_counter() - start
    print(f"{what:44}{took:8.2f} s {time.process_time() - busy:8.2f} s of processor")
    return took


def main() -> int:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HABEAS_KEYS"] = str(Path(folder) / "keys")
        root = Path(folder) / "vault"
        Vault.create(root)
        first = opened(root)
        took = grown(root, entries, batch)
        edge, tenth = opened(root), max(1, len(took) // 10)
        size = (root / "custody.jsonl").stat().st_size
        print(f"{entries} entries in batches of {batch}, {size >> 20} MiB, {len(took)} checkpoints")
        early, late = 1e3 * median(took[:tenth]), 1e3 * median(took[-tenth:])
        print(f"{'a batch, first tenth and last tenth':44}{early:8.2f} ms {late:8.2f} ms")
        print(f"{'opening, empty (makes the key) and full':44}{1e3 * first:8.2f} ms {1e3 * edge:8.2f} ms")
        (root / "edge.json").unlink()
        timed("opening when edge.json is lost", lambda: opened(root))
        log = str(root / "custody.jsonl")
        timed("sha256sum over the log", lambda: subprocess.run(["sha256sum", log], capture_output=True, check=True))
        ours = timed("habeas verify", lambda: sound(verify(root).problems))
        alone = runpy.run_path(str(STANDALONE))["check"]
        theirs = timed("verify.py", lambda: sound(alone(root, [], [], None)[0]))
        print(f"target {TARGET} s for a million: {'met' if max(ours, theirs) * 1e6 / entries < TARGET else 'MISSED'}")
    return 0


def median(values: list[float]) -> float:
    """The middle one."""
    return sorted(values)[len(values) // 2]


def sound(problems: list[object]) -> None:
    """Stop when anything is wrong."""
    if problems:
        raise SystemExit(f"not sound: {problems[:3]}")


if __name__ == "__main__":
    sys.exit(main())
