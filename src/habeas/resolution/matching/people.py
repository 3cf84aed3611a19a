"""Whether two names mean one person.

A given name and a surname that agree in sound, whatever script, case and form, are the same; an initial may stand for the
given name. A shared surname alone is never enough. Sex, patronymic, given name and year of birth that conflict are fatal.
"""

import re
from functools import cache

import msgspec

from habeas.resolution.matching.person_evidence import Evidence, weigh
from habeas.resolution.matching.person_readings import Named, Reading, named
from habeas.resolution.matching.verdict import Verdict, verdict
from habeas.resolution.names import data, sounds

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
LONE_SURNAME = "a shared surname alone is never enough"
BORN, ROLE, NICKNAME = 3.0, 0.5, 1.0


class PersonName(msgspec.Struct, frozen=True):
    """A person as a report names them."""

    name: str
    born: str | int | None = None
    """A year, or a date with one."""
    role: str | None = None
    """A key of the vocabulary of roles, or words of the report."""


class _Beside(msgspec.Struct, frozen=True):
    """What is told beside the names."""

    points: float
    why: tuple[str, ...]
    fatal: str | None = None
    doubt: str | None = None
    born: bool = False


def same_person(one: PersonName, other: PersonName) -> Verdict:
    """Whether two names mean one person; the same whichever comes first."""
    first, second = named(one.name), named(other.name)
    beside = _beside(one, other, first, second)
    if not first.readings or not second.readings:
        return verdict("unsure", 0.0, ["a name is missing"])
    pairs = [(a, b) for a in first.readings for b in second.readings]
    found = [_judged(a, b, beside) for a, b in pairs]
    return max(found, key=lambda v: (v.score, v.why))


def _beside(one: PersonName, other: PersonName, first: Named, second: Named) -> _Beside:
    points, why = 0.0, []
    years = [_YEAR.search(str(p.born)) if p.born is not None else None for p in (one, other)]
    fatal = doubt = None
    born = False
    if years[0] and years[1]:
        gap = abs(int(years[0][0]) - int(years[1][0]))
        fatal = f"born in {years[0][0]} and in {years[1][0]}" if gap > 1 else None
        doubt = f"born in {years[0][0]} or {years[1][0]}" if gap == 1 else None
        born = gap == 0
        points += BORN if born else 0.0
        why += [f"both born in {years[0][0]}"] if born else []
    if one.role and other.role:
        if _opposed(one.role, other.role):
            doubt = doubt or "one is said to have suffered, the other to have done it"
        elif sounds(one.role) == sounds(other.role):
            points += ROLE
            why.append("the same role")
    if first.nicknames & second.nicknames:
        points += NICKNAME
        why.append("the same nickname")
    return _Beside(points, tuple(why), fatal, doubt, born)


@cache
def _sides() -> tuple[frozenset[str], frozenset[str]]:
    table = data("person_words")["opposed"]
    return frozenset(table["suffered"]), frozenset(table["accused"])


def _opposed(one: str, other: str) -> bool:
    suffered, accused = _sides()
    return (one in suffered and other in accused) or (one in accused and other in suffered)


def _judged(one: Reading, other: Reading, beside: _Beside) -> Verdict:
    found = weigh(one, other)
    points = found.points + beside.points
    why = [*found.why, *beside.why]
    fatal = found.fatal or beside.fatal
    if fatal:
        return verdict("different", points if not beside.fatal else 0.0, [fatal, *why])
    doubt = beside.doubt or _doubt(found, born=beside.born)
    if doubt:
        return verdict("unsure", points, [doubt, *why])
    return verdict("same", points, why)


def _doubt(found: Evidence, *, born: bool) -> str | None:
    """Why names without a conflict may still be two people's, or None."""
    if found.surname is None:
        return "no surname to compare: many people share a given name"
    if found.given is None:
        return LONE_SURNAME
    near = [level for level in (found.given, found.surname) if level == "near"]
    support = (found.father == "same") + born
    if len(near) > support or (near and found.given == "initial"):
        return "the spelling is only nearly the same"
    if found.surname == "part" and found.given == "initial":
        return "one of two surnames and an initial are too little"
    return None
