"""The numbers of a text with what they count, and what may be claimed around each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.candidates import Candidate
from habeas.reading.claims.clauses import Measure, clause, pieces
from habeas.reading.claims.clues import Surroundings
from habeas.reading.claims.counts import find_amounts
from habeas.reading.claims.durations import Counted
from habeas.reading.claims.types import SentenceWords

_CLAUSE = Measure(enough=28, whole=60)
"""A number says its thing in few words."""
LIKELY = 0.2
"""Less probable candidates tell nothing about the numbers beside them."""


class Amount(NamedTuple):
    """A number with what it counts."""

    at: int
    """Which sentence of the text."""
    found: SentenceWords
    counted: Counted
    passage: Passage
    """Its clause."""


def amounts(
    text: str, searched: Sequence[SentenceWords | None], borders: Sequence[int], start: int
) -> Iterator[Amount]:
    """The numbers of a text, in text order. `borders` and `start` as in `candidates`."""
    for at, found in enumerate(searched):
        if found is not None and found.sentence.passage.start >= start:
            counts = find_amounts(text, found.sentence)
            cut = pieces(found.sentence, borders) if counts else []
            yield from (Amount(at, found, c, clause(cut, c.words, _CLAUSE)) for c in counts)


class Numbers:
    """The numbers of a text among its candidates."""

    def __init__(
        self, text: Surroundings, found: Sequence[Amount], made: Sequence[Candidate], probable: Sequence[float]
    ) -> None:
        """`found` and `made` in text order; `probable`: of each candidate."""
        self.text = text
        self.found = found
        self.of: defaultdict[int, list[Amount]] = defaultdict(list)
        self.likely: defaultdict[int, list[tuple[Candidate, float]]] = defaultdict(list)
        self.before: dict[Passage, int] = {}
        seen = Counter[int]()
        for a in found:
            self.of[a.at].append(a)
            self.before[a.counted.words] = seen[a.counted.n]
            seen[a.counted.n] += 1
        for c, p in zip(made, probable, strict=True):
            if p >= LIKELY:
                self.likely[c.at].append((c, p))
