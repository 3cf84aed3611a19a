"""Counts on claims: a number of people, places or days becomes a claim of its own and stands on the claim it measures.

A number of sites never stands on another type; a duration stands on unlawful detention; cases are no number of victims.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Count
from habeas.reading.counts import DAYS, Counted

DETENTION = "detention.unlawful"
_HELD = ("detention.unlawful", "detention.hostage_taking", "conditions.overcrowding")
_DEATHS = ("death.execution", "death.in_custody", "death.mass_grave", "find.bodies")


class Tallied(NamedTuple):
    """A type with its clause, the words that led to it and the count that belongs to it."""

    type: str
    passage: Passage
    words: Passage
    terms: tuple[str, ...] = ()
    """The terms that led to it."""
    amount: Count | None = None
    amount_words: Passage | None = None


class _Meaning(NamedTuple):
    """What a count says: the claim it makes, what it is `of` there, and the types on which it stands besides."""

    type: str | None
    of: str
    twins: tuple[str, ...]


def tally(typed: Sequence[Tallied], counted: Sequence[tuple[Counted, Passage]], captive: bool) -> Iterator[Tallied]:
    """The claims of a sentence with their counts. `captive`: words of captivity are near."""
    rows = list(typed)
    for count, clause in counted:
        meaning = _meaning(count, clause, rows, captive)
        if meaning is None:
            continue
        value = Count(op=count.op, n=count.n, n2=count.n2, of=meaning.of)
        rows = [_with(r, value, count.words) if _stands_on(r, meaning, clause) else r for r in rows]
        if meaning.type:
            rows.append(_measured(meaning.type, count, clause, value))
    yield from rows


def _measured(claim_type: str, count: Counted, clause: Passage, value: Count) -> Tallied:
    return Tallied(claim_type, clause, count.words, (f"number of {count.thing}",), value, count.words)


def _with(row: Tallied, value: Count, words: Passage) -> Tallied:
    return row if row.amount else row._replace(amount=value, amount_words=words)


def _stands_on(row: Tallied, meaning: _Meaning, clause: Passage) -> bool:
    return row.passage.meets(clause) and row.type.startswith(meaning.twins) if meaning.twins else False


def _meaning(count: Counted, clause: Passage, rows: Sequence[Tallied], captive: bool) -> _Meaning | None:
    if count.n == 1 and count.n2 is None and count.op == "exactly" and count.thing != DAYS:
        return None
    near = {r.type for r in rows if r.passage.meets(clause)}
    if count.thing == DAYS:
        return _Meaning(None, "days", (DETENTION,)) if DETENTION in near else None
    return _plain(count.thing, captive) or _of_people(count.thing, near, captive)


def _plain(thing: str, captive: bool) -> _Meaning | None:
    """What things that speak for themselves mean."""
    meanings = {
        "sites": _Meaning("count.sites", "sites", ()),
        "detainees": _Meaning("count.detainees", "detainees", _HELD),
        "missing": _Meaning("count.missing", "people", ("detention.disappearance",)),
        "deserters": _Meaning("count.deserters", "people", ()),
    }
    return meanings.get(thing) if captive else None


def _of_people(thing: str, near: set[str], captive: bool) -> _Meaning | None:
    """What a number of people or dead means beside the types of its clause."""
    if not captive:
        return None
    if thing in ("dead", "people") and near.intersection(_DEATHS):
        return _Meaning("count.dead", "dead", _DEATHS)
    if thing == "dead":
        return _Meaning("count.dead", "dead", ())
    if thing == "people" and near.intersection(_HELD):
        return _Meaning("count.detainees", "detainees", _HELD)
    if thing in ("people", "victims") and any(t.startswith("torture.") for t in near):
        return _Meaning("count.victims", "victims", ("torture.",))
    return None
