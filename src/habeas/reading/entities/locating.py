"""A site's position: where a well-known place lies, else the settlement that its own words name, else the one that the text
around it is about.
"""

import msgspec

from habeas.model.reading import Site
from habeas.places import Place, best
from habeas.places.known_sites import KnownSite, known_sites
from habeas.reading.entities.ground import Ground, Named
from habeas.reading.entities.sites import Spot


def located(site: Site, spots: list[Spot], ground: Ground) -> Site:
    """The site with settlement, region, country and position, as far as the text gives them.

    Several settlements that fit equally well leave the position open and stand as candidates.
    """
    named = _named(spots, ground)
    known = next((k for s in spots if (k := known_sites().get(s.proper))), None)
    if known:
        return _known(site, known, best(named.matches) if named else None)
    if named is None:
        return _in_region(site, spots, ground)
    place = best(named.matches)
    if place is None:
        top = [m.place for m in named.matches if m.score == named.matches[0].score]
        return msgspec.structs.replace(
            site, settlement=top[0].name, country=top[0].country, candidates=[p.id for p in top]
        )
    precision = "settlement" if place.precision == "point" else place.precision
    return msgspec.structs.replace(
        site,
        settlement=place.name,
        admin1=place.admin1 or None,
        country=place.country or None,
        lat=place.lat,
        lon=place.lon,
        precision=precision,
        place=place.id,
    )


def _known(site: Site, known: KnownSite, place: Place | None) -> Site:
    """A well-known place where it is known to lie; `place`: the settlement that the text names for it."""
    own = place if place and place.name == known.settlement else None
    return msgspec.structs.replace(
        site,
        settlement=known.settlement,
        admin1=(own.admin1 or None) if own else None,
        country=known.country,
        lat=known.lat,
        lon=known.lon,
        precision="settlement",
        place=own.id if own else None,
    )


def _named(spots: list[Spot], ground: Ground) -> Named | None:
    real = [s for s in spots if s.group != "generic"]
    own = next((s.town for s in real if s.town), None)
    if own or not real or real[0].group == "plural":
        return own or ground.near(spots[0].row, spots[0].passage)
    near = next((n for s in real if (n := ground.near(s.row, s.passage))), None)
    if near:
        return near
    told = frozenset().union(*(s.regions for s in real))
    main = ground.main()
    return main if main and (not told or main.matches[0].place.region in told) else None


def _in_region(site: Site, spots: list[Spot], ground: Ground) -> Site:
    area = ground.area_of(spots[0].row)
    if area is None:
        return site
    return msgspec.structs.replace(site, admin1=area.admin1 or area.name, country=area.country, precision="none")
