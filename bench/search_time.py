"""Processor time of `habeas search` on made-up reports in seven languages: filling the index, then 95 of 100 answers."""

import random
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from statistics import quantiles

from habeas.languages import languages
from habeas.languages.word_lists import word_list
from habeas.model.register import DocumentRow
from habeas.searching import Asked, Entry, Limits, Place, asked, hits
from habeas.storage.database import Database
from habeas.storage.search import SearchIndex
from synthetic import report

SENTENCES, WORDS, QUESTIONS = 12, 14, 400
LIMITS = (Limits(), Limits(), Limits(language="uk"), Limits(since="2023-06"))


class Writer:
    """Sentences of real words, the frequent ones often (Zipf), the same for the same seed."""

    def __init__(self) -> None:
        dice = random.Random(1)  # noqa: S311  (nothing secret)
        self.words = {code: sorted(word_list(code).every) for code in languages()}
        for row in self.words.values():
            dice.shuffle(row)
        self.weights = {
            code: list(accumulate(1 / (n + 20) for n in range(len(row)))) for code, row in self.words.items()
        }

    def entry(self, number: int) -> Entry:
        """A document of about 200 words, every tenth with a report of `synthetic` in front."""
        dice = random.Random(number)  # noqa: S311
        code = dice.choice(languages())
        drawn = dice.choices(self.words[code], cum_weights=self.weights[code], k=SENTENCES * WORDS)
        texts = [" ".join(drawn[n : n + WORDS]) + "." for n in range(0, len(drawn), WORDS)]
        texts += str(report(number)["text"]).split("\n\n") if number % 10 == 0 else []
        published = f"2023-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        row = DocumentRow(id=f"d-{number}", item=f"{number:064x}", language=code, published=published, title=texts[0])
        return Entry(document=row, places=[Place(start=n, end=n + 1, text=text) for n, text in enumerate(texts)])

    def question(self, number: int) -> Asked:
        """One to three words of a language; some with a star, some in quotation marks."""
        dice = random.Random(-number)  # noqa: S311
        code = dice.choice(languages())
        row = dice.choices(self.words[code], cum_weights=self.weights[code], k=dice.choice((1, 1, 2, 3)))
        if number % 10 == 0:
            row = ["police", "held"]
        words = " ".join(row)
        return asked(f"{words[:5]}*" if number % 10 == 1 else f'"{words}"' if number % 10 == 2 else words)


def main() -> None:
    writer = Writer()
    for size in [int(s) for s in sys.argv[1:]] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder, Database(Path(folder) / "case.db") as database:
            index = SearchIndex(database)
            start = time.process_time()
            index.fill("bench", map(writer.entry, range(size)), [])
            filled = time.process_time() - start
            times, found = [], 0
            for number in range(QUESTIONS):
                question = writer.question(number)
                start = time.process_time()
                best = index.passages(question, LIMITS[number % len(LIMITS)], 10)
                marked = [hits(question, one.text, one.language) for one in best.best]
                times.append(1000 * (time.process_time() - start))
                found += bool(marked)
            cuts = quantiles(times, n=100)
            size_of = (Path(folder) / "case.db").stat().st_size / 1e6
        print(
            f"{size:,} reports: filled in {filled:.1f} s, {size_of:.0f} MB; {found} of {QUESTIONS} questions have answers, ",
            end="",
        )
        print(
            f"half within {cuts[49]:.1f} ms, 95 of 100 within {cuts[94]:.1f} ms, slowest {max(times):.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    main()
