"""Which settlement a site stands in, as one key for all readings: by gazetteer id, else by name, country and position."""

from collections.abc import Sequence

import msgspec

from habeas.model.earth import kilometres
from habeas.model.reading import Site
from habeas.resolution.names import sounds, stem

NEAR = 25.0
"""Kilometres within which two positions under one name are one settlement."""

Anchor = tuple[str, str]
"""How the settlement is known (`place`, `name`; `open` where several of the name would fit) and a key."""


class Whereabouts(msgspec.Struct, frozen=True, gc=False):
    """Where a reading puts a site."""

    town: str = ""
    """The sound of the settlement's name; "" where none is told."""
    place: str | None = None
    """Its id in the gazetteer."""
    at: tuple[float, float] | None = None
    country: str | None = None
    region: str | None = None
    """The sound of the region's first word."""

    @classmethod
    def of(cls, site: Site) -> "Whereabouts":
        """The whereabouts of a site."""
        at = (site.lat, site.lon) if site.lat is not None and site.lon is not None else None
        town = name_key(site.settlement) if site.settlement else ""
        return cls(town, site.place, at, site.country, region_key(site))

    def keys(self) -> list[str]:
        """Under which keys the settlement may be that of others."""
        return ([f"town {self.town}"] if self.town else []) + ([f"place {self.place}"] if self.place else [])


def name_key(name: str) -> str:
    """The sound of a settlement's name, without what stands in brackets."""
    return " ".join(sounds(name.split("(", maxsplit=1)[0]))


def region_key(site: Site) -> str | None:
    """The sound of the region, its first word declined or not; None when it is not told."""
    words = sounds(site.admin1 or "")
    return stem(words[0]) if words else None


def settlement_keys(sites: Sequence[Whereabouts]) -> list[Anchor | None]:
    """A key for each site, equal where the settlement is the same; None where a site has no settlement.

    Depends on the sites that share a name of settlement, on no other.
    """
    names: dict[str, list[Whereabouts]] = {}
    for site in dict.fromkeys(sites):
        if site.town:
            names.setdefault(site.town, []).append(site)
    anchors = {name: _anchors(group) for name, group in names.items()}
    known = {site: _anchor(site, anchors[site.town]) if site.town else _by_place(site) for site in dict.fromkeys(sites)}
    return [known[site] for site in sites]


def _by_place(site: Whereabouts) -> Anchor | None:
    return ("place", site.place) if site.place else None


def _anchors(group: list[Whereabouts]) -> list[tuple[Anchor, Whereabouts]]:
    """The settlements that bear one name: gazetteer ids first, then positions far from every other."""
    found: list[tuple[Anchor, Whereabouts]] = []
    for site in sorted(group, key=_order):
        if site.place:
            if not found or found[-1][0][1] != site.place:
                found.append((("place", site.place), site))
        elif (site.at or not found) and not any(_fits(site, other) for _, other in found):
            found.append((("name", f"{site.town}/{site.at}"), site))
    return found


def _order(site: Whereabouts) -> tuple[bool, str, str, tuple[float, float], str]:
    return (site.place is None, site.place or "", site.country or "~", site.at or (999.0, 999.0), site.region or "~")


def _anchor(site: Whereabouts, anchors: list[tuple[Anchor, Whereabouts]]) -> Anchor:
    if site.place:
        return ("place", site.place)
    fitting = [anchor for anchor, other in anchors if _fits(site, other)]
    return fitting[0] if len(fitting) == 1 else ("open", f"{site.town}/{site.region}/{site.country}")


def _fits(site: Whereabouts, other: Whereabouts) -> bool:
    if site.country and other.country and site.country != other.country:
        return False
    return kilometres(site.at, other.at) <= NEAR if site.at and other.at else True
