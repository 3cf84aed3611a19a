"""Maps of sites as lines and marks for a template to draw: no network, no tiles, no script."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec

from habeas.dossier import words
from habeas.dossier.basemap import Point, in_ring, outlines, towns
from habeas.dossier.lookup import place, site_page
from habeas.dossier.marks import CLUSTER, Mark, Name, Wanted, names, radius, spread
from habeas.dossier.projection import Frame, centre, clip, fit, thin
from habeas.model.register import SiteRow
from habeas.vocabulary import label

_SCALES = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Sites that share one position."""

    id: str
    name: str
    point: Point
    sites: list[SiteRow]


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a drawing of the map shows, in pixels."""

    name: str
    width: int
    height: int
    land: list[str]
    marks: list[Mark]
    names: list[Name]
    scale_km: int
    scale_px: float


def site_name(site: SiteRow) -> str:
    """What a site is called in lists."""
    return words.line(site.name) or label("site_kinds", site.kind)


def places(sites: Sequence[SiteRow]) -> list[Place]:
    """Sites by position, from north-west to south-east; sites without one are in no place."""
    groups: dict[Point, list[SiteRow]] = defaultdict(list)
    for site in sites:
        if site.lat is not None and site.lon is not None and abs(site.lat) <= 90 and abs(site.lon) <= 180:
            groups[round(site.lon, 3), round(site.lat, 3)].append(site)
    rows = sorted(groups.items(), key=lambda row: (-row[0][1], row[0][0]))
    return [Place(id=f"place-{n}", name=place(s[0]) or "—", point=p, sites=s) for n, (p, s) in enumerate(rows, 1)]


@cache
def _land(frame: Frame) -> tuple[list[str], list[Wanted]]:
    paths: list[str] = []
    largest: dict[str, tuple[float, Point]] = {}
    for country, rings in outlines(frame.bounds()):
        for ring in rings:
            line = thin(clip([frame.project(p) for p in ring], frame))
            if len(line) < 3:
                continue
            paths.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + "Z")
            middle, area = centre(line)
            if ring is rings[0] and area > largest.get(country.properties.name, (0,))[0] and in_ring(middle, line):
                largest[country.properties.name] = (area, middle)
    enough = frame.width * frame.height / 25
    return paths, [
        Wanted(text=name, kind="country", beside=[(at, -3.3 * len(name))])
        for name, (area, at) in largest.items()
        if area > enough
    ]


def _mark(site: SiteRow, at: Point) -> Mark:
    n = site.origins.independent
    title = f"{site_name(site)}, {place(site)}: {words.tally(site.origins)}; {label('precisions', site.precision)}"
    text, size = str(n) if n > 0 else "", radius(n)
    return Mark(
        href=site_page(site.id), title=title, text=text, kind=site.precision, size=size, at=at, x=at[0], y=at[1]
    )


def _marks(groups: Sequence[Place], frame: Frame) -> list[Mark]:
    found = []
    for group in groups:
        at = frame.project(group.point)
        if len(group.sites) > CLUSTER:
            n = len(group.sites)
            title = f"{group.name}: {n} sites, listed below the map"
            href = f"map.html#{group.id}"
            found.append(Mark(href=href, title=title, text=str(n), kind="cluster", size=15, at=at, x=at[0], y=at[1]))
        else:
            found.extend(_mark(site, at) for site in group.sites)
    return spread(found, frame.width, frame.height)


def draw(name: str, groups: Sequence[Place], width: int, height: int, most_towns: int = 14) -> Map:
    """A map of these places. `name` makes the ids of a page's drawings unique."""
    frame = fit([g.point for g in groups], width, height, margin=round(min(width, height) * 0.12))
    return _drawn(name, groups, frame, most_towns)


def locate(site: SiteRow, width: int = 320, height: int = 250) -> Map | None:
    """A small map around one site; None for a site without a position."""
    groups = places([site])
    frame = fit([g.point for g in groups], width, height, margin=0, narrowest=5.5)
    return _drawn("locator", groups, frame, most_towns=8) if groups else None


def _drawn(name: str, groups: Sequence[Place], frame: Frame, most_towns: int) -> Map:
    width, height = frame.width, frame.height
    land, labels = _land(frame)
    marks = _marks(groups, frame)
    largest = sorted(groups, key=lambda g: (-sum(s.origins.independent for s in g.sites), g.id))
    wanted = [w for g in largest if (w := _settlement(g, marks, frame))]
    seen = {w.text for w in wanted}
    shown = [
        (t.properties.name, frame.project(t.geometry.coordinates)) for t in towns() if t.properties.name not in seen
    ]
    inside = [(town, at) for town, at in shown if 0 < at[0] < frame.width and 0 < at[1] < frame.height - 32]
    wanted += [Wanted(text=town, kind="town", beside=[(at, 6.0)]) for town, at in inside[:most_towns]]
    km = max((s for s in _SCALES if s / frame.km() <= width * 0.22), default=_SCALES[0])
    return Map(
        name=name, width=width, height=height, land=land, marks=sorted(marks, key=lambda m: (round(m.y), m.x, m.href)),
        names=names(wanted + labels, marks, width, height - 26), scale_km=km, scale_px=round(km / frame.km(), 1),
    )  # fmt: skip


def _settlement(group: Place, marks: Sequence[Mark], frame: Frame) -> Wanted | None:
    """The name of a place's settlement, beside one of the place's marks."""
    at = frame.project(group.point)
    beside = [((m.x, m.y), m.size + 3) for m in marks if m.at == at]
    text = words.line(group.sites[0].settlement)
    return Wanted(text=text, kind="place", beside=beside) if text and beside else None
