"""Places of detention: nouns of such places, and of buildings where people are held, as whole phrases joined into sites.

A building is a site only beside words of holding; a noun that merely points back ("the chamber") adds a mention to the
site before it and makes no new one. Places named only together ("the camps") make one site.
"""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.reading.ground import Ground, Named
from habeas.reading.lexicon import Key, Mark, Row
from habeas.reading.phrases import number_after, whole

GROUPS = ("known", "detention", "buildings", "plural", "generic")
VAGUE = frozenset({"unknown", "any", "basement", "other"})


class Spot(Mark):
    """A mention of a site with what tells it from other sites."""

    __slots__ = ("definite", "group", "number", "proper", "town")

    group: str
    """known | detention | buildings | plural | generic."""
    town: Named | None
    """The settlement within the phrase."""
    number: str
    proper: str
    definite: bool


def find_spots(rows: list[Row], ground: Ground | None) -> list[Spot]:
    """Every mention of a place of detention, apart from each other, in the order of the text."""
    spots: list[Spot] = []
    for n, row in enumerate(rows):
        around = rows[max(0, n - 1) : n + 2]
        here = [s for s in _in_row(row) if _counts(s, around)]
        spots += _outermost(here)
    for spot in spots:
        spot.town = ground.settlement_in(spot.row, spot.first, spot.last) if ground else None
    return spots


def _in_row(row: Row) -> Iterator[Spot]:
    barred = {i for h in row.hits("sites", "not") for i in range(h.first, h.last)}
    for group in GROUPS:
        for hit in row.hits("sites", group):
            if barred.isdisjoint(range(hit.first, hit.last)):
                yield _spot(row, hit, group)


def _spot(row: Row, hit: Hit[Key], group: str) -> Spot:
    first, last = whole(row, hit.first, hit.last)
    spot = Spot(row, (first, last), key="", kind=hit.value[2], name=row.passage(first, last).of(row.text))
    spot.group, spot.town, spot.proper = group, None, hit.value[3] if group == "known" else ""
    spot.number = _number(row, hit.last)
    spot.definite = row.tokens[first].norm in row.lexicon.words("sites", "definite")
    return spot


def _number(row: Row, last: int) -> str:
    end = number_after(row, last)
    return row.tokens[end - 1].text if end > last else ""


def _counts(spot: Spot, around: list[Row]) -> bool:
    """Whether a phrase is about a place where people are held."""
    if spot.group in ("known", "detention"):
        return True
    if spot.group == "buildings":
        return spot.row.has("sites", "holding")
    return any(row.has("sites", "holding") for row in around)


def _outermost(spots: list[Spot]) -> list[Spot]:
    """Of phrases that meet, one that holds the words of the longest, with the kind of the most telling one."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.group == "generic", s.first - s.last, GROUPS.index(s.group))):
        other = next((k for k in kept if k.meets(spot)), None)
        if other is None:
            kept.append(spot)
        elif other.kind in VAGUE and spot.kind not in VAGUE and spot.group != "generic":
            other.kind = spot.kind
            other.proper, other.number = other.proper or spot.proper, other.number or spot.number
    return sorted(kept, key=lambda s: s.first)


def gathered(spots: list[Spot]) -> list[list[Spot]]:
    """The mentions of each site, by first mention. Generic mentions before any site are dropped."""
    sites: list[list[Spot]] = []
    for spot in spots:
        fitting = [s for s in sites if _fits(spot, s)]
        if fitting:
            fitting[-1].append(spot)
            sites.remove(fitting[-1])
            sites.append(fitting[-1])
        elif spot.group != "generic":
            sites.append([spot])
    return sorted(sites, key=lambda s: s[0].passage)


def _fits(spot: Spot, site: list[Spot]) -> bool:
    """Whether a mention may be of a site: nothing that both tell differs."""
    if (spot.group == "plural") != (site[0].group == "plural"):
        return False
    if spot.group == "generic":
        return True
    towns = {s.town.matches[0].place.id for s in site if s.town}
    if spot.town and towns and spot.town.matches[0].place.id not in towns:
        return False
    if _differ(spot.number, {s.number for s in site}) or _differ(spot.proper, {s.proper for s in site}):
        return False
    kinds = {s.kind for s in site} - VAGUE
    return spot.kind in VAGUE or not kinds or spot.kind in kinds or bool(spot.town and towns and spot.definite)


def _differ(mine: str, theirs: set[str]) -> bool:
    theirs.discard("")
    return bool(mine and theirs and mine not in theirs)


def kind_of(site: list[Spot]) -> str:
    """The first telling kind of a site's mentions, else the first that is not generic."""
    kinds = [s.kind for s in site if s.group != "generic"]
    return next((k for k in kinds if k not in VAGUE), None) or next((k for k in kinds if k != "unknown"), "unknown")
