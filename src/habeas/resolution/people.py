"""How people are joined: given name and surname agree across scripts and cases, and neither sex nor patronymic conflicts.

A bare surname, or one with an initial, is joined only with the one full name that bears it, when both act in the same public
office; otherwise it stays in doubt. A bare given name is never joined with anything.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from habeas.resolution.edges import Edge, Rule, edge
from habeas.resolution.entries import Entry
from habeas.resolution.grouping import Class
from habeas.resolution.matching.given import initials_of
from habeas.resolution.matching.people import LONE_SURNAME, PersonName, same_person
from habeas.resolution.matching.person_readings import named
from habeas.resolution.matching.sounding import first_letters
from habeas.resolution.matching.verdict import Verdict
from habeas.resolution.person_facts import PersonFacts, person_keys

FULL = Rule("person-full-name", within=True)
INITIAL = Rule("person-initial-role")
SURNAME = Rule("person-surname-role")
BY_INITIAL, BY_SURNAME = 0.65, 0.6
"""The scores of what only a shared office joins: below those of full names."""
OFFICE = "both act in the same public office"
NO_GIVEN = frozenset("?")


def _profiles(nodes: Sequence[Entry]) -> list[PersonFacts]:
    return [node.facts for node in nodes if isinstance(node.facts, PersonFacts)]


def _blocks(one: PersonFacts) -> list[tuple[str, list[str]]]:
    fine = sorted(_given_letters(one.name))
    return [(key, fine) for key in person_keys(one)]


@lru_cache(maxsize=1 << 14)
def _given_letters(name: str) -> frozenset[str]:
    """The letters with which the given name may begin in any script and form; all names that tell none share one."""
    parts = [reading.parts for reading in named(name).readings]
    told = [word for part in parts for word in (*(given.word for given in part.givens), part.short) if word]
    entries = {entry for reading in named(name).readings for entry in reading.entries}
    return (
        frozenset(letter for word in told for letter in first_letters(word)).union(*map(initials_of, entries))
        or NO_GIVEN
    )


@lru_cache(maxsize=1 << 14)
def _bare(name: str) -> bool:
    """Whether no way to read a name tells a given name."""
    return not any(reading.parts.givens for reading in named(name).readings)


@lru_cache(maxsize=1 << 18)
def _names(one: str, other: str, side: str | None, other_side: str | None) -> Verdict:
    return same_person(PersonName(one, role=side), PersonName(other, role=other_side))


def _compare(a: PersonFacts, b: PersonFacts) -> Edge:
    opposed = a.side is not None and b.side is not None and a.side != b.side
    found = _names(a.name, b.name, *((a.side, b.side) if opposed else (None, None)))
    if found.judgement == "different" or not (_bare(a.name) or _bare(b.name)):
        return edge(FULL, found)
    if a.ground is None or a.ground != b.ground or a.side != b.side:
        return edge(SURNAME, found, "unsure", min(found.score, BY_SURNAME))
    if found.judgement == "same":
        return edge(INITIAL, replace(found, why=(*found.why, OFFICE)), "same", BY_INITIAL)
    if found.why[0] != LONE_SURNAME:
        return edge(SURNAME, found)
    return edge(SURNAME, replace(found, why=(*found.why[1:], OFFICE)), "same", BY_SURNAME)


PEOPLE: Class[PersonFacts] = Class(_profiles, _blocks, _compare, doubtful=0.5)
