"""Which settlement a site stands in, as one key for all readings: by gazetteer id, else by name, country and position."""

from collections.abc import Sequence

from habeas.model.earth import kilometres
from habeas.model.reading import Site
from habeas.resolution.names import sounds, stem

NEAR = 25.0
"""Kilometres within which two positions under one name are one settlement."""

Anchor = tuple[str, str]


def settlement_keys(sites: Sequence[Site]) -> list[Anchor | None]:
    """A key for each site, equal where the settlement is the same; None where a site has no settlement."""
    names: dict[str, list[Site]] = {}
    for site in sites:
        if site.settlement:
            names.setdefault(name_key(site.settlement), []).append(site)
    anchors = {name: _anchors(group) for name, group in names.items()}
    return [_anchor(site, anchors[name_key(site.settlement)]) if site.settlement else _by_place(site) for site in sites]


def name_key(name: str) -> str:
    """The sound of a settlement's name, without what stands in brackets."""
    return " ".join(sounds(name.split("(", maxsplit=1)[0]))


def region_key(site: Site) -> str | None:
    """The sound of the region, its first word declined or not; None when it is not told."""
    words = sounds(site.admin1 or "")
    return stem(words[0]) if words else None


def _by_place(site: Site) -> Anchor | None:
    return ("place", site.place) if site.place else None


def _position(site: Site) -> tuple[float, float] | None:
    return (site.lat, site.lon) if site.lat is not None and site.lon is not None else None


def _anchors(group: list[Site]) -> list[tuple[Anchor, Site]]:
    """The settlements that bear one name: gazetteer ids first, then positions far from every other."""
    found: list[tuple[Anchor, Site]] = []
    order = sorted(
        group, key=lambda s: (s.place is None, s.place or "", s.country or "~", _position(s) or (999.0, 999.0))
    )
    for site in order:
        if site.place:
            if not found or found[-1][0][1] != site.place:
                found.append((("place", site.place), site))
        elif (_position(site) or not found) and not any(_fits(site, other) for _, other in found):
            found.append((("name", f"{name_key(site.settlement or '')}/{_position(site)}"), site))
    return found


def _anchor(site: Site, anchors: list[tuple[Anchor, Site]]) -> Anchor:
    if site.place:
        return ("place", site.place)
    fitting = [anchor for anchor, other in anchors if _fits(site, other)]
    return (
        fitting[0]
        if len(fitting) == 1
        else ("open", f"{name_key(site.settlement or '')}/{region_key(site)}/{site.country}")
    )


def _fits(site: Site, other: Site) -> bool:
    if site.country and other.country and site.country != other.country:
        return False
    here, there = _position(site), _position(other)
    return kilometres(here, there) <= NEAR if here and there else True
