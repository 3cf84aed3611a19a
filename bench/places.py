"""How well names of places are understood: precision, recall, F1 and ms a name on our labelled spellings.

The spellings stand in tests/places; half of them (by hash) is held out and only ever measured. Right is a single place
within 25 km of the labelled one, or none where the words are none; a tie answers nothing. `--wrong` lists what the
development half gets wrong. The stated target is F1 0.95 on the held-out half.
"""

import argparse
import csv
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from habeas.model.earth import kilometres
from habeas.places import Gazetteer, best
from habeas.places.asking import ask

SPELLINGS = Path(__file__).parent.parent / "tests/places/spellings.tsv"
NEAR_KM, TARGET = 25, 0.95


class Spelling(NamedTuple):
    """A labelled spelling; `at` is None where it is no place."""

    at: tuple[float, float] | None
    language: str
    name: str
    sentence: str

    @property
    def held_out(self) -> bool:
        """Whether it is never tuned on."""
        return hashlib.sha256(f"{self.language}|{self.name}|{self.sentence}".encode()).hexdigest()[0] in "01234567"


def spellings() -> list[Spelling]:
    """All labelled spellings."""
    with SPELLINGS.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Spelling((float(lat), float(lon)) if lat else None, language, name, sentence)
            for lat, lon, _country, language, name, sentence in rows
        ]


def score(rows: Sequence[Spelling]) -> tuple[int, list[Spelling], list[Spelling]]:
    """How many places were found, which spellings were given a wrong one, and which none though they have one."""
    gazetteer = Gazetteer.load()
    right, wrong, missed = 0, [], []
    for row in rows:
        place = best(ask(gazetteer, row.name, language=row.language, sentence=row.sentence))
        found = place is not None and place.lat is not None and place.lon is not None
        if row.at and found and kilometres((place.lat, place.lon), row.at) < NEAR_KM:
            right += 1
        elif place is not None:
            wrong.append(row)
        elif row.at:
            missed.append(row)
    return right, wrong, missed


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="list the errors of the development half")
    options = parser.parse_args()
    for half, held_out in (("development", False), ("held out", True)):
        rows = [row for row in spellings() if row.held_out == held_out]
        began = time.perf_counter()
        right, wrong, missed = score(rows)
        took = 1000 * (time.perf_counter() - began) / len(rows)
        there = sum(row.at is not None for row in rows)
        precision, recall = right / (right + len(wrong)), right / there
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"{half:12} {len(rows)} spellings, {there} of places: precision {precision:.3f}, recall {recall:.3f}, "
            f"F1 {f1:.3f}, {took:.1f} ms a name" + (f" (target {TARGET})" if held_out else "")
        )
        if options.wrong and not held_out:
            for row in [*wrong, *missed]:
                print("  ", row.language, row.name, "|", row.sentence)


if __name__ == "__main__":
    main()
