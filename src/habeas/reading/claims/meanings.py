"""Which claim a number makes by itself: people held, ill-treated, killed or missing, deserters, sites, cases (`count.*`).

A rule of what is claimed around it is one clue among others, named as in `clues.py`; what clues weigh is learned. Numbers of
days and of cells make no claim. Work per number does not grow with the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from habeas.reading.claims.amounts import LIKELY, Amount, Numbers
from habeas.reading.claims.candidates import Candidate
from habeas.reading.claims.clues import grade
from habeas.reading.claims.durations import DAYS, Counted
from habeas.reading.weights import Weighed, weigh

_PEOPLE = ("count.detainees", "count.victims", "count.dead", "count.missing", "count.deserters")
_ANYTHING = (*_PEOPLE, "count.sites")
_PLAIN = {
    "sites": "count.sites",
    "cases": "count.cases",
    "missing": "count.missing",
    "deserters": "count.deserters",
    "victims": "count.victims",
}
"""What a thing is counted for beside every type."""
_OTHERS = {"sites": ("count.sites",), "cases": ("count.cases",), "cells": (), DAYS: ()}
"""Things that are no people, with the claims that they may make."""
_PROBABLE = 0.2
"""A number makes a claim from this probability on: penalties on weights keep probabilities of what is rare small."""
_STEPS = (LIKELY, 0.35, 0.6)
_NEXT = 6
"""Code points between clauses that are next to each other: a mark, spaces, a small word."""
_BY_TYPE = ("detention.", "death.", "find.", "transfer.", "conditions.overcrowding")
"""Types that tell by themselves what a number beside them counts; of the rest the family tells it."""
_GROUPS = frozenset(("captivity", "hold", "place"))
_HELD = frozenset(("detention.unlawful", "detention.hostage_taking", "conditions.overcrowding"))
_DEATHS = frozenset(("death.execution", "death.in_custody", "death.mass_grave", "find.bodies"))
_MORE_THAN_GUARDS = 10
"""A smaller number of people beside a deed may as well be of those who did it."""


def meaning(numbers: Numbers, a: Amount, weights: Weighed) -> str | None:
    """The claim that a number makes, or None."""
    odds = {claim: exp(weigh(row, weights)) for claim, row in meaning_clues(numbers, a).items()}
    best = max(odds, key=lambda claim: odds[claim], default=None)
    return best if best and odds[best] >= _PROBABLE * (1 + sum(odds.values())) else None


def meaning_clues(numbers: Numbers, a: Amount) -> Mapping[str, Sequence[str]]:
    """The clues to each claim that a number may make."""
    possible = _ANYTHING if a.counted.far else _OTHERS.get(a.counted.thing, _PEOPLE)
    if not possible:
        return {}
    rule = as_a_rule(numbers, a)
    plain = [*_own(numbers, a), *_company(numbers, a), f"as a rule {rule or 'nothing'}"]
    return {
        claim: [claim, *plain, *(f"{claim}: {clue}" for clue in plain), *_agreed(rule, claim)] for claim in possible
    }


def as_a_rule(numbers: Numbers, a: Amount) -> str | None:
    """What a number with a thing counts beside such claims, as a rule."""
    counted = a.counted
    single = counted.n == 1 and counted.n2 is None and counted.op == "exactly"
    if counted.far or single or counted.thing in (DAYS, "cells"):
        return None
    if counted.thing in _PLAIN:
        return _PLAIN[counted.thing]
    return _of_people(counted, {c.type for c in _near(a, [c for c, p in numbers.likely[a.at] if p >= _STEPS[1]])})


def _near(a: Amount, likely: Sequence[Candidate]) -> list[Candidate]:
    """What is claimed in the clause of a number, else in the clause next to it."""
    gaps = [max(c.passage.start - a.passage.end, a.passage.start - c.passage.end) for c in likely]
    least = min(gaps, default=0)
    reach = -1 if least < 0 else min(least, _NEXT)
    return [c for c, gap in zip(likely, gaps, strict=True) if gap <= reach]


def _of_people(counted: Counted, near: set[str]) -> str | None:
    thing = counted.thing
    if thing == "dead" or (near & _DEATHS and (thing != "detainees" or not near & _HELD)):
        return "count.dead"
    if thing == "detainees" or near & _HELD:
        return "count.detainees"
    if "detention.disappearance" in near:
        return "count.missing"
    hurt = any(t.startswith("torture.") for t in near) and "legal.proceeding" not in near
    return "count.victims" if hurt and counted.n >= _MORE_THAN_GUARDS else None


def _agreed(rule: str | None, claim: str) -> Iterator[str]:
    if rule is not None:
        yield "as a rule" if rule == claim else "as a rule another"


def _own(numbers: Numbers, a: Amount) -> Iterator[str]:
    """What the number and its sentence say."""
    text, counted, sentence = numbers.text, a.counted, a.found.sentence
    yield f"of {counted.thing or 'nothing named'}{' far' if counted.far else ''}"
    if counted.far:
        yield "named far"
        yield f"followed by {_follows(a)}"
    yield f"op {counted.op}"
    yield f"size {grade(counted.n, 2, 3, 5, 10, 30, 100, 1000, 10000)}"
    yield from (f"says {group}" for group in sorted({h.value.key for h in a.found.of("groups")} & _GROUPS))
    yield from (f"talk of {what}" for what in sorted({h.value for h in text.scenes[a.at]}))
    yield f"captivity {grade(text.away[a.at], 1, 2, 4, 8)} away"
    yield f"sentence {grade(len(sentence.tokens), 6, 12, 20, 35)}"
    if text.parsed.quotes_at(a.passage):
        yield "in a quotation"
    if counted.words.start <= sentence.passage.start + 1:
        yield "begins the sentence"


def _follows(a: Amount) -> str:
    after = next((t for t in a.found.sentence.tokens if t.start >= a.counted.words.end), None)
    return "nothing" if after is None else "a word" if after.word else "a mark"


def _company(numbers: Numbers, a: Amount) -> Iterator[str]:
    """What else the sentence claims, and how many numbers it has."""
    yield f"told {grade(numbers.before[a.counted.words], 1, 2)} times before"
    yield f"{grade(len(numbers.of[a.at]) - 1, 1, 2, 3)} other numbers"
    best: dict[str, float] = {}
    for c, p in numbers.likely[a.at]:
        what = c.type if c.type.startswith(_BY_TYPE) else c.family
        clue = f"{'beside' if c.passage.meets(a.passage) else 'further on'} {what}"
        best[clue] = max(best.get(clue, 0.0), p)
    for clue, p in sorted(best.items()):
        yield from (f"{clue} {step}" for step in _STEPS if p >= step)
