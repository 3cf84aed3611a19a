"""Which of several places of one name is meant: nothing is guessed, equal ones stay equal.

A place leads without context only when it is far more important than its namesakes (Kupiansk the city, not the
village). Otherwise region, country and distance given by the caller decide; where they do not, the top is a tie.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from habeas.places.model import Context, How, Match, Place
from habeas.places.store import ALTERNATE

DOMINANT, DOMINANT_NEAR, LEAD = 15_000.0, 5_000.0, 5.0
"""A place leads from this importance on (the second figure where a region or place is near), when it has LEAD times the
importance of the next."""
FRONT_LINE = frozenset(f"UA{code}" for code in ["01", "14", "23", "32", "44", "48", "59", "63", "65", "74", "80", "85"])
"""Regions with front line, occupation or captured prisoners' camps since 2014, by the start of their code."""
_GUESS = {"city": 5000, "town": 800, "village": 200}
_BASE: dict[How, float] = {"exact": 1.0, "inflected": 0.98, "key": 0.95, "fuzzy": 0.0}
LOOSE, RENOWNED = 3_000.0, 100_000.0
"""Importance from which a loose spelling may mean a place, and from which a leading place is meant whatever is around."""
NEAR_KM, FAR_KM = 60.0, 150.0
"""Up to NEAR_KM a place named nearby costs nothing; when none lies within FAR_KM, distance is no evidence."""


class Found(NamedTuple):
    """A place that a look-up came to: how, how like the spelling is (0 to 1), why, and where its form comes from."""

    place: Place
    how: How
    similarity: float
    why: str
    source: int


def importance(place: Place) -> float:
    """Inhabitants (guessed from the kind where unknown), three times as many in a front-line region of Ukraine."""
    if place.kind in ("region", "district"):
        return 1e6
    if place.kind == "quarter":
        return 300.0
    front = 3.0 if place.region[:4] in FRONT_LINE else 1.0
    return (place.population or _GUESS[place.kind]) * front


def rank(found: Iterable[Found], context: Context | None) -> list[Match]:
    """Matches best first; equal candidates keep equal scores."""
    best: dict[str, tuple[float, Found]] = {}
    for one in found:
        score = _BASE[one.how] or 0.9 * one.similarity
        if one.place.id not in best or score > best[one.place.id][0]:
            best[one.place.id] = score, one
    candidates = sorted(best.values(), key=lambda c: (-importance(c[1].place), c[1].place.id))
    places = [one.place for _, one in candidates]
    fits = [a + b for a, b in zip(_against(places, context), _by_old_name([one for _, one in candidates]), strict=True)]
    far = _far(places, fits, context.near if context else ())
    fits = [a + b for a, b in zip(fits, far or [0.0] * len(fits), strict=True)]
    lead = _leader(places, fits, context) if far is not None or _renowned(places) else None
    if lead and not (context and context.bound) and lead is places[0] and _renowned(places):
        fits[0] = min(fits)
    least = min(fits, default=0.0)
    matches = []
    for (score, one), fit in zip(candidates, fits, strict=True):
        less = 0.2 * (fit - least) + (0.1 if lead and one.place.id != lead.id else 0.0)
        matches.append(Match(one.place, round(max(0.0, score - less), 3), one.how, one.why))
    return sorted(matches, key=lambda m: (-m.score, -importance(m.place), m.place.id))


def _by_old_name(found: Sequence[Found]) -> list[float]:
    """0.5 against each place that only a former or foreign name makes a candidate, beside a known one of that name.

    Not where it is far more important than that one: Odesa is Odessa too, whatever is called so elsewhere.
    """
    known = [
        importance(one.place) for one in found if one.source != ALTERNATE and importance(one.place) >= DOMINANT_NEAR
    ]
    most = max(known, default=0.0)
    return [0.5 if known and one.source == ALTERNATE and importance(one.place) < LEAD * most else 0.0 for one in found]


def _against(places: Sequence[Place], context: Context | None) -> list[float]:
    """How much of the context speaks against each place: 0 nothing, 1 a region or country that is not its own."""
    if not context:
        return [0.0] * len(places)
    return [
        float(
            bool(context.regions and place.region not in context.regions)
            or bool(context.countries and place.country not in context.countries)
        )
        for place in places
    ]


def _far(places: Sequence[Place], against: Sequence[float], near: Sequence[Place]) -> list[float] | None:
    """Up to 0.5 for places far from `near`; all 0 where none is near. None where one much more important than all near
    ones is far away: distance and importance disagree, and neither may decide.
    """
    away = {place.id: _distance(place, near) for place in places}
    allowed = [place for place, a in zip(places, against, strict=True) if a == min(against)]
    around = [place for place in allowed if away[place.id] < FAR_KM]
    if not around:
        return [0.0] * len(places)
    if importance(allowed[0]) >= LEAD * importance(around[0]):
        return None
    if importance(around[0]) >= DOMINANT_NEAR and _leads(around):
        return [0.0 if place.id == around[0].id else 0.25 for place in places]
    free = max(NEAR_KM, min(away[place.id] for place in around))
    return [0.5 * min(1.0, max(0.0, away[place.id] - free) / 200.0) for place in places]


def _leads(places: Sequence[Place]) -> bool:
    """Whether the first of `places`, which are sorted by importance, is far more important than the next."""
    return len(places) == 1 or importance(places[0]) >= LEAD * importance(places[1])


def _distance(place: Place, near: Iterable[Place]) -> float:
    return min((km for other in near if (km := place.km_to(other)) is not None), default=1e5)


def _renowned(places: Sequence[Place]) -> bool:
    """Whether the first of `places` is so well known that its name alone means it (Kyiv, whatever region is near)."""
    return bool(places) and importance(places[0]) >= RENOWNED and _leads(places)


def _leader(places: Sequence[Place], fits: Sequence[float], context: Context | None) -> Place | None:
    """The dominant place among those that the context allows; `places` are sorted by importance."""
    if context and not context.bound and _renowned(places):
        return places[0]
    least = min(fits, default=0.0)
    allowed = [p for p, fit in zip(places, fits, strict=True) if fit - least < 0.05]
    if len(allowed) == 1 and len(places) > 1 and context:
        return allowed[0]
    if not allowed or importance(allowed[0]) < (DOMINANT_NEAR if context and context.regions else DOMINANT):
        return None
    return allowed[0] if _leads(allowed) else None
