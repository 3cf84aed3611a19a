"""Counts on claims: a number of people, sites or cases becomes a claim of its own and stands on the claims it measures.

A number of sites never stands on another type; cases are no number of people.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Count
from habeas.reading.claims.amounts import Amount
from habeas.reading.claims.bearers import Bearer, Counting, bearable, borne
from habeas.reading.claims.durations import DAYS
from habeas.reading.weights import Weighed

_CASES = "count.cases"
_OF = {
    "count.sites": "sites",
    "count.detainees": "detainees",
    "count.victims": "victims",
    "count.dead": "dead",
    "count.missing": "people",
    "count.deserters": "people",
}
_ELSE_OF = {DAYS: "days", "detainees": "detainees", "dead": "dead", "victims": "victims"}
"""What a number is of by its thing, where it makes no claim by itself."""


class Tallied(NamedTuple):
    """A type with its clause, the words that led to it and the count that belongs to it."""

    type: str
    passage: Passage
    words: Passage
    amount: Count | None = None
    amount_words: Passage | None = None


def tally(typed: Sequence[Tallied], numbers: Sequence[Counting], weights: Weighed) -> list[Tallied]:
    """The claims of a sentence with their counts, and those that its numbers make. `weights`: of the clues to counts."""
    row = bearable(numbers)
    meanings = {c.amount.counted.words: c.meaning for c in numbers}
    rows = [_bearing(claim, borne(Bearer(*claim[:3]), row, weights), meanings) for claim in typed]
    return [*rows, *(_measured(c.meaning, c.amount) for c in numbers if c.meaning)]


def _bearing(claim: Tallied, a: Amount | None, meanings: Mapping[Passage, str | None]) -> Tallied:
    if a is None:
        return claim
    return claim._replace(amount=_count(a, meanings[a.counted.words]), amount_words=a.counted.words)


def _measured(meaning: str, a: Amount) -> Tallied:
    words = a.counted.words
    if meaning == _CASES:
        return Tallied(meaning, a.passage, words)
    return Tallied(meaning, a.passage, words, _count(a, meaning), words)


def _count(a: Amount, meaning: str | None) -> Count:
    of = _OF.get(meaning or "") or _ELSE_OF.get(a.counted.thing, "people")
    return Count(op=a.counted.op, n=a.counted.n, n2=a.counted.n2, of=of)
