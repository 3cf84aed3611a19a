"""Who documented what, as lists that may be compared: copies and doubtful twins never make two lists.

A documenter lists a unit when one of its origins speaks of it. Where the overlap of two documenters may rest on one
origin for half of the units they share or more, they are one list; a doubtful overlap below that stays, and is counted.
A few large lists can be compared, many small ones cannot: the smaller ones are put together. Nothing here depends on
the order of what is given.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from habeas.estimation.tables import CaptureTable

DOUBTFUL = 0.5
"""Share of the common units that may rest on one origin, from which two documenters are one list."""
MOST_LISTS = 6
LARGE, AT_LEAST = 5, 3
"""Units that make a list worth having on its own, and how many lists stay apart even if they are smaller."""


@dataclass(frozen=True, order=True)
class Sighting:
    """One origin, which one documenter took down, speaks of one unit. All three are ids or keys."""

    unit: str
    documenter: str
    origin: str


@dataclass(frozen=True)
class Listed:
    """The units that one documenter lists, or several that cannot be told apart or are put together."""

    documenters: tuple[str, ...]
    """The one with the most units first."""
    units: frozenset[str]
    together: bool = False
    """Whether these are the smaller documenters, put together because each alone says too little."""


@dataclass(frozen=True)
class Documented:
    """The lists, largest first; and on how many units an overlap of two lists may rest on one origin."""

    lists: tuple[Listed, ...]
    doubtful: int


def documented(sightings: Iterable[Sighting], maybe_same: Collection[frozenset[str]]) -> Documented:
    """The lists that these sightings make; `maybe_same`: pairs of origins that may be one."""
    origins: dict[tuple[str, str], set[str]] = {}
    for seen in sightings:
        origins.setdefault((seen.documenter, seen.unit), set()).add(seen.origin)
    units: dict[str, set[str]] = {}
    for documenter, unit in origins:
        units.setdefault(documenter, set()).add(unit)
    doubts = _doubts(units, origins, maybe_same)
    joined = [pair for pair, doubtful in doubts.items() if len(doubtful) >= DOUBTFUL * len(_common(units, pair))]
    roots = united(units, joined)
    lists = _put_together(_listed(units, roots))
    apart = {unit for pair, doubtful in doubts.items() if roots[pair[0]] != roots[pair[1]] for unit in doubtful}
    return Documented(lists, len(apart))


def _common(units: Mapping[str, set[str]], pair: tuple[str, str]) -> set[str]:
    return units[pair[0]] & units[pair[1]]


def _doubts(
    units: Mapping[str, set[str]], origins: Mapping[tuple[str, str], set[str]], maybe_same: Collection[frozenset[str]]
) -> dict[tuple[str, str], set[str]]:
    """For each two documenters, the units that both list, perhaps on the word of one origin only."""
    pairs = set(maybe_same)
    listed: dict[str, list[str]] = {}
    for documenter in sorted(units):
        for unit in units[documenter]:
            listed.setdefault(unit, []).append(documenter)
    found: dict[tuple[str, str], set[str]] = {}
    for unit, documenters in listed.items():
        for one, other in combinations(documenters, 2):
            mine, theirs = origins[one, unit], origins[other, unit]
            if not any(a != b and frozenset((a, b)) not in pairs for a in mine for b in theirs):
                found.setdefault((one, other), set()).add(unit)
    return found


def united(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each member with the smallest of those that the pairs make one with it."""
    root = {member: member for member in members}

    def top(member: str) -> str:
        while root[member] != member:
            member = root[member]
        return member

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        root[high] = low
    return {member: top(member) for member in root}


def _listed(units: Mapping[str, set[str]], roots: Mapping[str, str]) -> list[Listed]:
    groups: dict[str, list[str]] = {}
    for documenter in sorted(units, key=lambda one: (-len(units[one]), one)):
        groups.setdefault(roots[documenter], []).append(documenter)
    lists = [Listed(tuple(them), frozenset().union(*(units[one] for one in them))) for them in groups.values()]
    return sorted(lists, key=lambda one: (-len(one.units), one.documenters))


def _put_together(lists: list[Listed]) -> tuple[Listed, ...]:
    """The largest lists as they are, and all others as one."""
    kept = [one for at, one in enumerate(lists[: MOST_LISTS - 1]) if at < AT_LEAST or len(one.units) >= LARGE]
    rest = lists[len(kept) :]
    if len(rest) < 2:
        return tuple(lists)
    names = tuple(name for one in rest for name in one.documenters)
    return (*kept, Listed(names, frozenset().union(*(one.units for one in rest)), together=True))


def table_of(lists: Mapping[str, Collection[str]], only: Collection[str] | None = None) -> CaptureTable | None:
    """The table of named lists, of all units or of these only; None where no list is left."""
    members = {name: sorted(units if only is None else set(units) & set(only)) for name, units in lists.items()}
    held = {name: units for name, units in members.items() if units}
    return CaptureTable.from_members(held) if held else None
