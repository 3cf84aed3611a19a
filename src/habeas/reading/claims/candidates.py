"""What the words of a text may claim: a type and a clause, with the words that led to it, before it is decided."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.clauses import clause, pieces
from habeas.reading.claims.stance import happened
from habeas.reading.claims.types import SentenceWords, Sign, signs


class Candidate(NamedTuple):
    """A type that the words of a clause may carry."""

    at: int
    """Which sentence of the text."""
    found: SentenceWords
    type: str
    passage: Passage
    signs: tuple[Sign, ...]
    """The rows of words that led to it, in text order."""

    @property
    def words(self) -> Passage:
        """The words that led to it first."""
        return self.found.passage(self.signs[0])

    @property
    def family(self) -> str:
        """The part of its type before the point."""
        return self.type.split(".", maxsplit=1)[0]


def candidates(searched: Sequence[SentenceWords | None], borders: Sequence[int], start: int) -> list[Candidate]:
    """One candidate for a type and clause, in text order.

    `borders`: where speech begins and ends. `start`: where the text begins after its headline.
    """
    found: dict[tuple[Passage, str], Candidate] = {}
    for at, sentence in enumerate(searched):
        if sentence is not None and sentence.sentence.passage.start >= start:
            for candidate in _of_sentence(at, sentence, borders):
                found.setdefault((candidate.passage, candidate.type), candidate)
    return [found[key] for key in sorted(found)]


def _of_sentence(at: int, found: SentenceWords, borders: Sequence[int]) -> Iterator[Candidate]:
    seen = [sign for sign in signs(found) if happened(found, sign)]
    if not seen:
        return
    cut = pieces(found.sentence, borders)
    rows: dict[tuple[str, Passage], list[Sign]] = {}
    for sign in seen:
        passage = clause(cut, found.passage(sign), found.words.measure)
        rows.setdefault((sign.type, passage), []).append(sign)
    for (claim_type, passage), row in rows.items():
        yield Candidate(at, found, claim_type, passage, tuple(row))
