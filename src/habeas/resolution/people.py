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
from habeas.resolution.matching.people import PersonName, same_person
from habeas.resolution.matching.person_readings import named
from habeas.resolution.person_facts import PersonFacts, person_keys

FULL = Rule("person-full-name", within=True)
INITIAL = Rule("person-initial-role")
SURNAME = Rule("person-surname-role")
BY_INITIAL, BY_SURNAME = 0.65, 0.6
"""The scores of what only a shared office joins: below those of full names."""
OFFICE = "both act in the same public office"


def _profiles(nodes: Sequence[Entry]) -> list[PersonFacts]:
    return [node.facts for node in nodes if isinstance(node.facts, PersonFacts)]


def _blocks(one: PersonFacts) -> list[tuple[str, list[str]]]:
    fine = sorted({f"{letters[:2]}" for letters in _lemmas(one.name)})
    return [(key, fine) for key in person_keys(one)]


@lru_cache(maxsize=1 << 14)
def _lemmas(name: str) -> frozenset[str]:
    return frozenset(lemma for reading in named(name).readings for lemmas in reading.lemmas for lemma in lemmas)


@lru_cache(maxsize=1 << 14)
def _bare(name: str) -> bool:
    """Whether no way to read a name tells a given name."""
    return not any(reading.parts.givens for reading in named(name).readings)


@lru_cache(maxsize=1 << 18)
def _compare(a: PersonFacts, b: PersonFacts) -> Edge:
    found = same_person(PersonName(a.name, role=a.side), PersonName(b.name, role=b.side))
    if not (_bare(a.name) or _bare(b.name)) or found.judgement == "different":
        return edge(FULL, found)
    initials = found.judgement == "same"
    if a.ground is None or a.ground != b.ground or a.side != b.side:
        return edge(SURNAME, found, says="unsure", score=min(found.score, BY_SURNAME))
    if not initials and not found.why[0].startswith("a shared surname"):
        return edge(SURNAME, found, says="unsure")
    rule, score = (INITIAL, BY_INITIAL) if initials else (SURNAME, BY_SURNAME)
    return edge(rule, replace(found, why=(*found.why, OFFICE)), "same", score)


PEOPLE: Class[PersonFacts] = Class(_profiles, _blocks, _compare, doubtful=0.5)
