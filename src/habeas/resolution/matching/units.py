"""Whether two names mean one armed formation or agency.

The number of the military unit decides; else number and echelon, unless branch, army or a larger formation differ. A
battalion of a brigade is a part of it and another unit. Agencies are compared by their canonical names.
"""

from functools import cache
from typing import NamedTuple

import msgspec

from habeas.resolution.matching.unit_names import Formation, Level, formation
from habeas.resolution.matching.verdict import Verdict, verdict
from habeas.resolution.names import data, sound, stem, words

LARGE_NUMBER = 20
"""From here on few formations share a number."""
ONE_ARMY = frozenset(("ru", "dnr", "lnr"))


class UnitName(msgspec.Struct, frozen=True):
    """A unit as a report names it."""

    name: str


class KnownUnit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A formation whose number of the military unit is public."""

    code: str
    side: str
    echelon: str
    number: str
    branch: str
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """What it was called before."""
    source: str


class Found(NamedTuple):
    """Evidence for one unit."""

    points: float
    why: tuple[str, ...]


@cache
def known_units() -> tuple[KnownUnit, ...]:
    """The table of public unit numbers."""
    return tuple(msgspec.convert(data("known_units")["unit"], list[KnownUnit]))


def same_unit(one: UnitName, other: UnitName) -> Verdict:
    """Whether two names mean one unit; the same whichever comes first."""
    return same_formation(formation(one.name), formation(other.name))


def same_formation(a: Formation, b: Formation) -> Verdict:
    """Whether two names taken apart mean one unit."""
    if a.agency and b.agency and not (a.head and b.head):
        return _agencies(a, b)
    first, second = _completed(a), _completed(b)
    if first[1] and first[1] == second[1]:
        return verdict("same", 6.0, [f"military unit {first[1].code} in the table of known units ({first[1].source})"])
    return _formations(first[0], second[0])


def known_unit(told: Formation) -> KnownUnit | None:
    """The entry of the table of known units that a name means."""
    return next((unit for unit in known_units() if _is(told, unit)), None)


def part_of(a: Formation, b: Formation) -> bool:
    """Whether the first is a part of the second: a battalion of that brigade."""
    return (
        bool(b.head and b.head.number and a.head != b.head)
        and same_formation(Formation(a.levels[1:], a.sides, a.names, "", None), b).judgement == "same"
        if len(a.levels) > 1
        else False
    )


def _completed(told: Formation) -> tuple[Formation, KnownUnit | None]:
    """What the table of known units adds to a name, and its entry."""
    unit = known_unit(told)
    if unit is None:
        return told, None
    names = told.names | {stem(sound(word)) for name in unit.names for word in words(name)}
    level = Level(unit.echelon, unit.number, frozenset([unit.branch]))
    levels = told.levels if told.head and told.head.number else (level,)
    if told.head and len(told.levels) == 1 and told.head.number == unit.number and told.head.echelon == unit.echelon:
        levels = (told.head._replace(branches=told.head.branches or level.branches),)
    return Formation(levels, told.sides | {unit.side}, frozenset(names), unit.code, None), unit


def _is(told: Formation, unit: KnownUnit) -> bool:
    """Whether a name means this known unit: by its code, by a former name, or by number, echelon, branch and army."""
    if told.code:
        return told.code == unit.code
    head = told.head
    if head is None:
        return False
    if any(_former(told, name) for name in unit.also):
        return True
    fits = (head.number, head.echelon) == (unit.number, unit.echelon) and unit.branch in head.branches
    return fits and not _sides_conflict(told.sides, frozenset([unit.side]))


def _former(told: Formation, name: str) -> bool:
    """Whether the name is this former one: the same echelon, number and names."""
    former = formation(name)
    if told.head is None or former.head is None or not former.names <= told.names:
        return False
    return (told.head.echelon, told.head.number) == (former.head.echelon, former.head.number) and (
        bool(former.names) or bool(former.head.branches & told.head.branches)
    )


def _sides_conflict(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other or one & other:
        return False
    return not (one <= ONE_ARMY and other <= ONE_ARMY) or (one | other) == {"dnr", "lnr"}


def _agencies(a: Formation, b: Formation) -> Verdict:
    if a.agency == b.agency and not _sides_conflict(a.sides, b.sides):
        return verdict("same", 4.0, ["names of one agency"])
    shared = set((a.agency or "").split()[1:]) & set((b.agency or "").split()[1:])
    if a.names & b.names & frozenset(data("unit_words")["names"]) and not _sides_conflict(a.sides, b.sides):
        alike = _echelons(a) == _echelons(b)
        return verdict(
            "same" if alike else "unsure", 2.0, ["the same name" if alike else "a name, once with its echelon"]
        )
    return verdict("different", float(len(shared)), ["names of two agencies, or of an agency and a part of it"])


def _echelons(told: Formation) -> set[str]:
    return {level.echelon for level in told.levels}


def _formations(a: Formation, b: Formation) -> Verdict:
    if a.code and b.code:
        same = a.code == b.code
        return verdict("same" if same else "different", 5.0 if same else 0.0, [f"military unit {a.code} and {b.code}"])
    if a.head is None or b.head is None:
        return _unnumbered(a, b)
    fatal = _conflict(a, b)
    found = _in_common(a, b)
    if fatal:
        return verdict("different", found.points / 2, [fatal, *found.why])
    doubt = _doubt(a, b)
    return verdict("unsure" if doubt else "same", found.points, [doubt, *found.why] if doubt else found.why)


def _unnumbered(a: Formation, b: Formation) -> Verdict:
    """Where one name tells neither number nor echelon."""
    if a.code or b.code:
        return verdict("unsure", 0.0, ["which formation bears the military unit number is not known"])
    shared = _names_meet(a, b)
    if shared and not _sides_conflict(a.sides, b.sides):
        return verdict("same" if a.head is None and b.head is None else "unsure", 1.5, ["the same name"])
    if a.names and b.names and not shared:
        return verdict("different", 0.0, ["two names"])
    return verdict("unsure", 0.0, ["one tells neither number nor kind"])


def _heads(a: Formation, b: Formation) -> tuple[Level, Level]:
    """What both names mean; asked only where both tell it."""
    return a.levels[0], b.levels[0]


def _conflict(a: Formation, b: Formation) -> str | None:
    """What makes two formations two, or None."""
    one, other = _heads(a, b)
    if one.echelon and other.echelon and one.echelon != other.echelon:
        part = _part_of(a, other) or _part_of(b, one)
        return "one is a part of the other" if part else f"a {one.echelon} and a {other.echelon}"
    if one.number and other.number and one.number != other.number:
        return f"number {one.number} and number {other.number}"
    if _sides_conflict(a.sides, b.sides):
        return "they belong to two armies"
    if one.branches and other.branches and not one.branches & other.branches:
        return f"{', '.join(sorted(one.branches))} and {', '.join(sorted(other.branches))}"
    if a.names and b.names and not (one.number or other.number or _names_meet(a, b)):
        return "two names"
    return next((f"of {x.echelon} {x.number} and of {x.echelon} {y.number}" for x, y in _parents(a, b)), None)


def _names_meet(a: Formation, b: Formation) -> bool:
    """Whether they share a name, be it declined."""
    return any(
        x == y or (len(min(x, y, key=len)) > 3 and (x.startswith(y) or y.startswith(x)))
        for x in a.names
        for y in b.names
    )


def _part_of(told: Formation, whole: Level) -> bool:
    return any((lv.echelon, lv.number) == (whole.echelon, whole.number) for lv in told.levels[1:])


def _parents(a: Formation, b: Formation) -> list[tuple[Level, Level]]:
    """Larger formations of one echelon that differ in number."""
    return [
        (x, y)
        for x in a.levels[1:]
        for y in b.levels[1:]
        if x.echelon == y.echelon and x.number and y.number and x.number != y.number
    ]


def _wholes(told: Formation) -> set[tuple[str, str]]:
    """The larger formations that a name tells."""
    return {(level.echelon, level.number) for level in told.levels[1:]}


def _in_common(a: Formation, b: Formation) -> Found:
    one, other = _heads(a, b)
    parts = [
        (2.0, f"number {one.number}", bool(one.number) and one.number == other.number),
        (1.0, one.echelon, bool(one.echelon) and one.echelon == other.echelon),
        (1.5, "the same branch", bool(one.branches & other.branches)),
        (0.5, "the same army", bool(a.sides & b.sides)),
        (1.5, "the same name", _names_meet(a, b)),
        (1.0, "within the same formation", bool(_wholes(a) & _wholes(b))),
    ]
    held = [(points, why) for points, why, holds in parts if holds]
    return Found(sum(points for points, _ in held), tuple(why for _, why in held))


def _doubt(a: Formation, b: Formation) -> str | None:
    """Why names without a conflict may still mean two formations, or None."""
    one, other = _heads(a, b)
    named = _names_meet(a, b)
    if not (one.echelon and other.echelon):
        return "one name tells no echelon"
    if not (one.number and other.number):
        return None if named and not (one.number or other.number) else "one name tells no number"
    if a.names and b.names and not named:
        return "two honorary names"
    small = one.echelon in data("unit_words")["order"]["small"]
    if small and not _wholes(a) & _wholes(b) and not named and int(one.number) < LARGE_NUMBER:
        return f"many formations have a {one.echelon} of this number"
    return None
