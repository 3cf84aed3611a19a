"""The facts of a report in the order in which it tells them: its numbers, the people and bodies it names, its claims.

They are the same in every language. `facts_of` depends on one reading and on the global ids of its entities only.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from habeas.corroboration.meeting import Keys
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.reading import Reading
from habeas.model.resolution import Resolution

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)|(?<!\w)\d+")
_DIGITS = 9
"""Digits from which a number is a telephone or an account."""
MOST = 400
"""Facts of a report that are looked at: what a longer one tells first."""
NEXT = 4
"""How far from a telling fact another one stands with which it makes a key."""
ROW = 3
"""Claims in a row that make a key."""
PLACES = 3
"""Places of a report with which its keys are joined."""
TELLING = 1.0
"""Weight from which a fact tells more than that the subject is the same."""


class Fact(NamedTuple):
    """One thing that a report tells."""

    at: int
    """Where, in code points."""
    what: str
    """A number, a global id, or a claim type."""
    weight: float
    """How much it tells that another report has it at the same place of its order."""
    claim: str | None = None
    """Id of the claim, where it is one."""


def facts_of(reading: Reading, claims: Sequence[Told], resolution: Resolution) -> list[Fact]:
    """The facts of a report, in order. `claims`: those of this reading."""
    found = {(fact.at, fact.what): fact for fact in _facts(reading, claims, resolution)}
    return [found[one] for one in sorted(found)][:MOST]


def _facts(reading: Reading, claims: Sequence[Told], resolution: Resolution) -> Iterator[Fact]:
    weights: dict[str, float] = data("facts")["weights"]
    told: set[int] = set()
    for match in _NUMBER.finditer(reading.document.text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) <= _DIGITS:
            told.add(int(digits))
            yield Fact(match.start(), f"number {int(digits)}", _weight(int(digits)))
    for one in claims:
        at, count = one.claim.passage.start, one.claim.count
        yield Fact(at, one.claim.type, _types().get(one.claim.type, weights["claim"]), one.id)
        if count and count.n not in told:
            told.add(count.n)
            yield Fact(at, f"number {count.n}", _weight(count.n))
    for kind, entities in (("person", reading.people), ("body", reading.bodies), ("unit", reading.units)):
        for entity in entities:
            starts = [mention.start for mention in entity.mentions]
            if starts:
                yield Fact(min(starts), resolution.entity(reading.document.item, entity.id), weights[kind])


def _types() -> Mapping[str, float]:
    types: Mapping[str, float] = data("facts")["types"]
    return types


@lru_cache(maxsize=1 << 14)
def _weight(number: int) -> float:
    """Small numbers, round ones and years stand in many reports."""
    weights: dict[str, float] = data("facts")["weights"]
    if 1900 <= number <= 2100:
        return weights["year"]
    if number < 10:
        return weights["digit"]
    full = weights["number"] if number < 100 else weights["large_number"]
    return full * weights["round"] if number % 10 == 0 else full


def keys_of(facts: Sequence[Fact], claims: Sequence[Told]) -> Keys:
    """What two tellings of one story have in common: a telling fact beside another or a claim, and claims in a row; each
    once for itself, and once together with each place that the claims tell of.
    """
    named = [(i, _number(fact.what)) for i, fact in enumerate(facts) if not fact.claim and fact.weight >= TELLING]
    types = [_number(fact.what) for fact in facts if fact.claim]
    found = {_joined(one, other) for k, (_, one) in enumerate(named) for _, other in named[k + 1 : k + 1 + NEXT]}
    for i, one in named:
        near = (facts[j] for j in range(max(0, i - NEXT), min(i + 1 + NEXT, len(facts))) if j != i)
        found.update(_joined(one, _number(fact.what)) for fact in near if fact.claim)
    found.update(_joined(*types[i : i + ROW]) for i in range(len(types) - ROW + 1))
    keys = np.array(sorted(found), dtype=np.uint64)
    places = sorted({told.settlement for told in claims if told.settlement})[:PLACES]
    return np.unique(np.concatenate([keys, *(keys ^ np.uint64(_number(place)) for place in places)]))


@lru_cache(maxsize=1 << 17)
def _number(what: str) -> int:
    return int.from_bytes(hashlib.blake2b(what.encode(), digest_size=8).digest())


def _joined(*numbers: int) -> int:
    joined = 0
    for number in numbers:
        joined = (joined * 0x9E3779B97F4A7C15 + number) & 0xFFFFFFFFFFFFFFFF
    return joined
