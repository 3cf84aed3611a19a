"""Which number a claim bears: the number of those whom it happened to, or of the days that it took, or none.

The choice is between the numbers of its sentence, by clues named as in `clues.py` that say how each stands to the claim;
what they weigh is learned. A number of sites stands on no other type.
"""

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.amounts import Amount
from habeas.reading.claims.clues import grade
from habeas.reading.claims.durations import DAYS
from habeas.reading.weights import Weighed, weigh

_PROBABLE = 0.4
"""A claim bears a number from this probability on."""
_NEXT = 6
"""Code points between clauses that are next to each other."""
_SITES = frozenset(("sites", "cells"))


class Bearer(NamedTuple):
    """A claim that may bear a number."""

    type: str
    passage: Passage
    words: Passage
    """That led to its type."""


class Counting(NamedTuple):
    """A number and the claim that it makes by itself, if any."""

    amount: Amount
    meaning: str | None


def bearable(row: Sequence[Counting]) -> list[Counting]:
    """The numbers of a sentence that a claim of another type may bear."""
    return [
        c for c in row if c.meaning != "count.sites" and (c.amount.counted.far or c.amount.counted.thing not in _SITES)
    ]


def borne(claim: Bearer, row: Sequence[Counting], weights: Weighed) -> Amount | None:
    """The number among those of its sentence that a claim bears, or None."""
    odds = [exp(weigh(clues, weights)) for clues in bearer_clues(claim, row)]
    best = max(range(len(row)), key=lambda i: odds[i], default=None)
    if best is None or odds[best] < _PROBABLE * (1 + sum(odds)):
        return None
    return row[best].amount


def bearer_clues(claim: Bearer, row: Sequence[Counting]) -> list[list[str]]:
    """The clues to whether a claim bears each of the numbers."""
    return [[f"borne: {clue}" for clue in _clues(claim, one, row)] for one in row]


def _clues(claim: Bearer, one: Counting, row: Sequence[Counting]) -> Iterator[str]:
    counted, family = one.amount.counted, claim.type.split(".", maxsplit=1)[0]
    thing, where = counted.thing or "nothing named", _where(claim, one.amount)
    yield from ("a number", f"of {thing}", f"{claim.type} of {thing}", f"{family} of {thing}")
    yield from (where, f"{where} of {thing}", f"{family} {where}")
    yield f"op {counted.op}"
    yield f"gap {grade(_gap(claim.words, counted.words), 1, 10, 30, 60, 100)}"
    yield "before" if counted.words.start < claim.words.start else "after"
    if counted.far:
        yield "named far"
    size = f"size {grade(counted.n, 2, 3, 5, 10, 30, 100, 1000)}"
    yield size
    if thing != DAYS:
        yield from (f"{size} of people", f"{family} {size}")
        yield from _meant(claim.type, family, where, one.meaning)
    yield from _beside(claim, one, row)


def _where(claim: Bearer, a: Amount) -> str:
    if claim.passage.holds(a.counted.words):
        return "inside"
    if claim.passage.meets(a.passage):
        return "in its clause"
    return "next to it" if _gap(claim.passage, a.passage) <= _NEXT else "further on"


def _gap(one: Passage, other: Passage) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _meant(claim: str, family: str, where: str, meaning: str | None) -> Iterator[str]:
    if meaning is None:
        yield "makes nothing"
    else:
        yield from (f"{of}makes {meaning}" for of in ("", f"{family} ", f"{claim} ", f"{where} "))


def _beside(claim: Bearer, one: Counting, row: Sequence[Counting]) -> Iterator[str]:
    """How the number stands to others of its kind in the sentence."""
    days = one.amount.counted.thing == DAYS
    alike = [c for c in row if (c.amount.counted.thing == DAYS) == days]
    yield f"{grade(len(alike), 1, 2, 3)} alike"
    if alike[0] is one:
        yield "first alike"
    inside = any(claim.passage.holds(c.amount.counted.words) for c in alike if c is not one)
    if inside and not claim.passage.holds(one.amount.counted.words):
        yield "another inside"
