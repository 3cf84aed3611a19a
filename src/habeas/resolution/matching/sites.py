"""Whether two names mean one place of detention.

Town and kind must agree; then number, name, street or description say whether it is the same. Numbers and towns that
conflict are fatal. A part of a place (a cell block of a colony, the basement of a school) is not the place.
"""

from functools import cache

import msgspec

from habeas.resolution.matching.site_names import Place, place
from habeas.resolution.matching.verdict import Verdict, verdict
from habeas.resolution.names import data

LONGEST_CASE, SHORTEST_COMMON = 3, 5
TELLING = 20
"""From here on few institutions share a number."""


class SiteName(msgspec.Struct, frozen=True):
    """A site as a report names it."""

    name: str
    settlement: str | None = None
    kind: str | None = None
    """A key of the vocabulary of kinds."""


class Beside(msgspec.Struct, frozen=True):
    """What is told beside the names: who runs both, when."""

    points: float = 0.0
    why: tuple[str, ...] = ()


NOTHING = Beside()


def same_site(one: SiteName, other: SiteName) -> Verdict:
    """Whether two names mean one site; the same whichever comes first."""
    a, b = (place(s.name, s.settlement or None, s.kind or None) for s in (one, other))
    return same_place(_with_town(a, b), _with_town(b, a))


def same_place(a: Place, b: Place, beside: Beside = NOTHING, doubted: str | None = None) -> Verdict:
    """Whether two places taken apart are one. `beside`: what else speaks for it; `doubted`: why it may still be two."""
    points, why = _in_common(a, b)
    points, why = points + beside.points, [*why, *beside.why]
    fatal = _conflict(a, b)
    if fatal:
        return verdict("different", points / 2, [fatal, *why])
    if a.known and a.known == b.known:
        return verdict("same", points + 3.0, [f"both are names of {a.known}", *why])
    doubt = _doubt(a, b) or doubted
    return verdict("unsure" if doubt else "same", points, [doubt, *why] if doubt else why)


def _with_town(found: Place, other: Place) -> Place:
    """The place in the other's town, where a word of its name is an adjective of it (Балаклійський) and none is told."""
    if found.towns or not other.towns:
        return found
    sounds = [town for town in other.towns if town.islower() or not town[:2].isupper()]
    adjectives = {n for n in found.names for t in sounds if len(t) > 3 and n.startswith(t[: max(4, len(t) - 2)])}
    if not adjectives:
        return found
    return found._replace(towns=other.towns, names=found.names - adjectives, small_town=other.small_town)


@cache
def _pairs(name: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in data("site_terms")["kinds"][name])


def kinds_agree(a: Place, b: Place) -> bool:
    return a.kind == b.kind or frozenset((a.kind, b.kind)) in _pairs("alike")


def vague(found: Place) -> bool:
    return found.kind in ("", *data("site_terms")["kinds"]["vague"])


def _distinct(a: Place, b: Place) -> str | None:
    """Concepts of one kind that are different places: a court and a council, a school and a kindergarten."""
    telling = frozenset(data("site_terms")["kinds"]["distinct"])
    ours, theirs = a.concepts & telling, b.concepts & telling
    if not ours or not theirs or ours & theirs:
        return None
    if any(frozenset((x, y)) in _pairs("same_place") for x in ours for y in theirs):
        return None
    return f"{', '.join(sorted(ours))} and {', '.join(sorted(theirs))}"


def _conflict(a: Place, b: Place) -> str | None:
    """What makes two sites two, or None."""
    if a.known and b.known and a.known != b.known:
        return f"{a.known} and {b.known}"
    if a.towns and b.towns and not a.towns & b.towns:
        return "they lie in two settlements"
    if a.number and b.number and a.number != b.number:
        return f"number {a.number} and number {b.number}"
    if a.part != b.part:
        return f"one is a part of the other ({a.part or b.part}), or of another place"
    return None if a.known and a.known == b.known else _kinds_conflict(a, b) or _addresses(a, b)


def _kinds_conflict(a: Place, b: Place) -> str | None:
    if not (vague(a) or vague(b) or kinds_agree(a, b) or names_meet(a, b)):
        return f"{a.kind} and {b.kind}".replace("_", " ")
    if a.levels and b.levels and not a.levels & b.levels:
        return f"{', '.join(sorted(a.levels))} and {', '.join(sorted(b.levels))}"
    return _distinct(a, b)


def _addresses(a: Place, b: Place) -> str | None:
    if a.street and b.street and not _one_street(a, b) and not names_meet(a, b):
        return "they stand in two streets"
    if a.house and b.house and _one_street(a, b) and a.house != b.house:
        return "two house numbers of one street"
    return None


def names_meet(a: Place, b: Place) -> bool:
    """Whether they share a proper name, be it declined or an adjective."""
    return any(_one_word(x, y) for x in a.names for y in b.names)


def _one_word(one: str, other: str) -> bool:
    """Whether two words are one but for a case ending or the end of an adjective."""
    shorter, longer = sorted((one, other), key=len)
    common = max(len(longer) - LONGEST_CASE, SHORTEST_COMMON)
    return one == other or (len(shorter) >= common and shorter[:common] == longer[:common])


def _one_street(a: Place, b: Place) -> bool:
    """Whether the streets are one, be the name declined or adjective of another language."""
    return bool(a.street and b.street) and _one_word(a.street, b.street)


def _in_common(a: Place, b: Place) -> tuple[float, list[str]]:
    parts = [
        (1.5, "the same settlement", bool(a.towns & b.towns)),
        (1.0, f"the same kind ({a.kind.replace('_', ' ')})", bool(a.kind) and a.kind == b.kind),
        (2.0, f"number {a.number}", bool(a.number) and a.number == b.number),
        (2.0, "the same name", names_meet(a, b)),
        (1.5, "the same street", _one_street(a, b)),
        (1.0, "the same house number", bool(a.house) and a.house == b.house and _one_street(a, b)),
        (0.5, f"the same part ({a.part})", bool(a.part) and a.part == b.part),
        (0.3 * len(a.concepts & b.concepts), "described alike", bool(a.concepts & b.concepts)),
    ]
    held = [(points, why) for points, why, holds in parts if holds]
    return sum(points for points, _ in held), [why for _, why in held]


def _doubt(a: Place, b: Place) -> str | None:
    """Why names without a conflict may still mean two sites, or None."""
    number = bool(a.number) and a.number == b.number
    named = names_meet(a, b)
    street = _one_street(a, b)
    if not (a.towns and b.towns):
        telling = named or street or (number and int(a.number) >= TELLING)
        return None if telling and kinds_agree(a, b) else "no settlement is told by both"
    if named or street:
        return None if kinds_agree(a, b) or vague(a) or vague(b) else "the same name, but two kinds of place"
    if vague(a) or vague(b):
        return "what kind of place it is, is not told by both"
    if not kinds_agree(a, b):
        return "two kinds of place"
    if number:
        return None
    return _unnamed(a, b)


def _unnamed(a: Place, b: Place) -> str | None:
    """Sites of one town and kind that share neither number, name nor street."""
    if a.names and b.names:
        return "two names"
    single = a.kind in data("site_terms")["kinds"]["single"]
    if (a.number or b.number) and not (single and a.kind not in ("hospital", "police_station")):
        return "only one tells its number"
    if (a.names or b.names) and not single:
        return "only one tells its name"
    if single or a.part or a.small_town or b.small_town or described(a, b):
        return None
    return "the settlement may have several of this kind"


def described(a: Place, b: Place) -> bool:
    """Whether both descriptions share what a settlement has one of (the council, the court)."""
    landmarks = frozenset(data("site_terms")["kinds"]["landmarks"])
    ours, theirs = a.concepts & landmarks, b.concepts & landmarks
    return bool(ours & theirs) or any(frozenset((x, y)) in _pairs("same_place") for x in ours for y in theirs)
