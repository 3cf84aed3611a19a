"""What the gazetteer answers with: places, matches, and the context that a caller may give."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from habeas.model.earth import kilometres

Precision = Literal["point", "hromada", "region", "none"]
How = Literal["exact", "inflected", "key", "fuzzy"]


class Place(msgspec.Struct, frozen=True):
    """A settlement, district or region.

    `precision` says what `lat`/`lon` (WGS 84 degrees) are: "point" the settlement's own point, "hromada" the seat of
    its municipality (the settlement itself lies up to some 25 km away), "region" the region's capital, "none" unknown.
    """

    id: str
    """The KATOTTG code, an ISO 3166-2 code for regions outside Ukraine, or `geonames:` and a number."""
    name: str
    """Latin display name; for Ukraine in the official romanisation."""
    name_uk: str
    name_ru: str
    kind: Literal["city", "town", "village", "quarter", "district", "region"]
    region: str
    """Id of the region it lies in (its own id for a region); "" where regions are not known."""
    admin1: str
    """Display name of that region, as "Kharkiv Oblast"."""
    raion: str
    hromada: str
    country: str
    """ISO 3166-1 code within internationally recognised borders: occupied territory stays UA."""
    lat: float | None
    lon: float | None
    precision: Precision
    population: int
    """0 where no source gives it."""
    variants: tuple[str, ...] = ()
    """Other spellings and former names given by GeoNames, sorted; generated spellings are not listed."""

    def km_to(self, other: "Place") -> float | None:
        """Great-circle distance in kilometres, or None where a position is unknown."""
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return None
        return kilometres((self.lat, self.lon), (other.lat, other.lon))


class Match(msgspec.Struct, frozen=True):
    """A place that a name may mean. Equal `score` at the top of a list is a tie that the text has to decide."""

    place: Place
    score: float
    """0 to 1: how well the spelling agrees, less what speaks against this one among places of one name."""
    how: How
    why: str


class Context(msgspec.Struct, frozen=True):
    """What the text around a name says; every part only orders candidates, none invents one."""

    regions: frozenset[str] = frozenset()
    """Ids of regions named nearby."""
    countries: frozenset[str] = frozenset()
    """ISO codes of countries that the text is about."""
    near: tuple[Place, ...] = ()
    """Other places of the same text."""
    place_cue: bool = False
    """Whether the words before or after say that this is a place ("in", "місто", "oblast"): allows a loose spelling."""
    bound: bool = False
    """Whether the regions belong to the name itself ("Donetsk, Rostov Oblast"), so that they outweigh renown."""


def best(matches: Sequence[Match]) -> Place | None:
    """The one place that leads, or None when there is none or the top is a tie."""
    if not matches or (len(matches) > 1 and matches[1].score == matches[0].score):
        return None
    return matches[0].place
