"""Counts on claims: a number of people, places or days becomes a claim of its own and stands on the claim it measures.

A number of sites never stands on another type; a duration stands on unlawful detention; cases are no number of victims.
"""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Count
from habeas.reading.claims.counts import DAYS, Counted

DETENTION, DISAPPEARANCE = "detention.unlawful", "detention.disappearance"
_HELD = (DETENTION, "detention.hostage_taking", "conditions.overcrowding")
_NEXT = 6
"""Code points between clauses that are next to each other: a mark, spaces, a small word."""
_DEATHS = ("death.execution", "death.in_custody", "death.mass_grave", "find.bodies")
_CASES = "count.cases"
_MORE_THAN_GUARDS = 10
"""A smaller number of people beside a deed may as well be of those who did it."""


class Tallied(NamedTuple):
    """A type with its clause, the words that led to it and the count that belongs to it."""

    type: str
    passage: Passage
    words: Passage
    amount: Count | None = None
    amount_words: Passage | None = None


class _Meaning(NamedTuple):
    """What a count says: the claim it makes, what it is `of` there, and the types on which it stands besides."""

    type: str | None
    of: str
    twins: tuple[str, ...]


_PLAIN = {
    "sites": _Meaning("count.sites", "sites", ()),
    "missing": _Meaning("count.missing", "people", (DISAPPEARANCE,)),
    "deserters": _Meaning("count.deserters", "people", ()),
    "cases": _Meaning(_CASES, "people", ()),
    "victims": _Meaning("count.victims", "victims", ("torture.",)),
}
"""Things that mean the same beside every type."""


def tally(typed: Sequence[Tallied], counted: Sequence[tuple[Counted, Passage]]) -> list[Tallied]:
    """The claims of a sentence with their counts: a count belongs to its clause, else to the clause next to it."""
    rows = list(typed)
    for count, clause in counted:
        near = [r for r in typed if r.passage.meets(clause)] or _next_to(clause, typed)
        meaning = _meaning(count, {r.type for r in near})
        if meaning is None:
            continue
        value = Count(op=count.op, n=count.n, n2=count.n2, of=meaning.of)
        measured = {(r.type, r.passage) for r in near if meaning.twins and r.type.startswith(meaning.twins)}
        rows = [_with(r, value, count.words) if (r.type, r.passage) in measured else r for r in rows]
        if meaning.type:
            rows.append(_measured(meaning.type, count, clause, value))
    return rows


def _next_to(clause: Passage, typed: Sequence[Tallied]) -> list[Tallied]:
    def gap(row: Tallied) -> int:
        return max(row.passage.start - clause.end, clause.start - row.passage.end)

    least = min((gap(r) for r in typed), default=0)
    return [r for r in typed if gap(r) == least <= _NEXT]


def _measured(claim_type: str, count: Counted, clause: Passage, value: Count) -> Tallied:
    if claim_type == _CASES:
        return Tallied(claim_type, clause, count.words)
    return Tallied(claim_type, clause, count.words, value, count.words)


def _with(row: Tallied, value: Count, words: Passage) -> Tallied:
    return row if row.amount else row._replace(amount=value, amount_words=words)


def _meaning(count: Counted, near: set[str]) -> _Meaning | None:
    """What a count says beside claims of these types; None when it says nothing of its own."""
    if count.thing == DAYS:
        sentenced = "legal.proceeding" in near
        return _Meaning(None, "days", (DETENTION,)) if DETENTION in near and not sentenced else None
    if count.n == 1 and count.n2 is None and count.op == "exactly":
        return None
    if count.thing in ("people", "detainees", "dead"):
        return _of_people(count.thing, count.n, near)
    return _PLAIN.get(count.thing)


def _of_people(thing: str, n: int, near: set[str]) -> _Meaning | None:
    held = bool(near.intersection(_HELD))
    if near.intersection(_DEATHS) and (thing != "detainees" or not held):
        return _Meaning("count.dead", "dead", _DEATHS)
    if thing == "dead":
        return _Meaning("count.dead", "dead", ())
    if thing == "detainees" or held:
        return _Meaning("count.detainees", "detainees", (*_HELD, DISAPPEARANCE))
    if DISAPPEARANCE in near:
        return _Meaning("count.missing", "people", (DISAPPEARANCE,))
    hurt = any(t.startswith("torture.") for t in near) and "legal.proceeding" not in near
    return _PLAIN["victims"] if hurt and n >= _MORE_THAN_GUARDS else None
