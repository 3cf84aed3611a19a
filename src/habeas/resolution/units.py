"""Which armed formations are one: number and echelon, unless branch or honorary name differ; agencies by name."""

import re
from functools import cache

from habeas.model.reading import Unit
from habeas.places.folding import fold, key
from habeas.resolution.bodies import agency_key
from habeas.resolution.clusters import Clusters, Rule, blocks
from habeas.resolution.judgements import NONE, Judgements
from habeas.resolution.names import data, sound, sounds, stem, words
from habeas.resolution.nodes import Node

NUMBER = Rule("unit-number", "the same number and echelon, and no branch or honorary name that differs", within=True)
CODE = Rule("unit-code", "the same military unit number", within=True)
NAME = Rule("unit-name", "the same agency by its words or by the alias list", within=True)

_NUMBER = re.compile(r"(?<!\d)\d{1,6}(?!\d)")


def join_units(nodes: list[Node], judged: Judgements = NONE) -> Clusters:
    """The units of all readings as clusters."""
    units = [node.entity for node in nodes if isinstance(node.entity, Unit)]
    clusters = Clusters(nodes, [(branch(unit.name), honorary(unit.name)) for unit in units], judged)
    keys = [unit_key(unit) for unit in units]
    rules = {"number": NUMBER, "code": CODE}
    for block in blocks((k,) if k else () for k in keys):
        clusters.join(rules.get((keys[block[0]] or "").split()[0], NAME), block)
    return clusters


def unit_key(unit: Unit) -> str | None:
    """Echelon and numbers, a military unit number, or the key of an agency's name; None where the name holds neither."""
    numbers = _NUMBER.findall(unit.name)
    if not numbers:
        return agency_key(unit.name)
    if any(len(n) >= 5 for n in numbers):
        return f"code {max(numbers, key=len)}"
    echelon = unit.kind if unit.kind in data("units")["echelons"] else _first("echelons", unit.name)
    return f"number {echelon} {' '.join(n.lstrip('0') for n in numbers)}" if echelon else agency_key(unit.name)


def branch(name: str) -> str | None:
    """The branch that a formation's name tells, or None."""
    return _first("branches", name)


def honorary(name: str) -> str | None:
    """The proper name beside a number (1st Slavic Brigade), as a key, or None: two armies have brigades of one number."""
    if not _NUMBER.search(name):
        return None
    told = {stem(sound(word)) for word in words(name) if word[:1].isupper() and len(word) > 3}
    plain = {s for s in told if any(s.startswith(start) for start in _plain())}
    return " ".join(sorted(told - plain)) or None


@cache
def _plain() -> tuple[str, ...]:
    others = [key(fold(word)) for word in data("units")["plain"]["words"]]
    return (*others, *(start for table in ("echelons", "branches") for start, _ in _starts(table)))


def _first(table: str, name: str) -> str | None:
    heard = sounds(name)
    return next((value for start, value in _starts(table) if any(s.startswith(start) for s in heard)), None)


@cache
def _starts(table: str) -> list[tuple[str, str]]:
    """Starts of words by sound -> value, in the file's order; terms of several words are left to number patterns."""
    found: dict[str, list[str]] = data("units")[table]
    return [
        (key(fold(term)), value)
        for value, terms in found.items()
        for term in terms
        if " " not in term and "/" not in term
    ]
