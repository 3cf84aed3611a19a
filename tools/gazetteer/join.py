"""Which point of GeoNames is which settlement of KATOTTG, and where settlements without a point lie.

The two share no identifier. A pair agrees in region and in Ukrainian name or its romanisation; among homonyms the one
nearest to the rest of its municipality wins. A settlement that no point fits gets the seat of its municipality, marked
as that.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from gazetteer.names import romanise
from gazetteer.sources import KINDS, Point, Unit
from habeas.places.folding import fold

FARTHEST_KM = (60.0, 110.0, 250.0)
"""A pair is refused beyond so many kilometres from the middle of its municipality, district or region: the smallest of
the three whose middle is known."""
Position = tuple[float, float]


def kilometres(a: Position, b: Position) -> float:
    """Flat-earth distance, good enough inside one region."""
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0]))) * 111.2


def _centre(positions: Iterable[Position]) -> Position:
    """The medians: a wrong pair among them moves it little."""
    lats, lons = zip(*positions, strict=True)
    return median(lats), median(lons)


def _candidates(units: Sequence[Unit], points: Sequence[Point], oblasts: Mapping[str, str]) -> list[tuple[Unit, Point]]:
    by_name: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.category in KINDS:
            for name in {fold(unit.name), fold(romanise(unit.name, "uk"))}:
                by_name[unit.oblast, name].append(unit)
    pairs = []
    for point in points:
        names = {fold(name) for name in point.alternates}
        named = {unit: None for name in sorted(names) for unit in by_name[oblasts[point.admin1], name]}
        pairs += [(unit, point) for unit in named]
    return pairs


def _centres(pairs: Iterable[tuple[Unit, Point]]) -> dict[str, Position]:
    """Middle of the pairs in each municipality and district."""
    groups: dict[str, list[Position]] = defaultdict(list)
    for unit, point in pairs:
        for code in (unit.hromada, unit.raion, unit.oblast):
            if code:
                groups[code].append((point.lat, point.lon))
    return {code: _centre(positions) for code, positions in groups.items()}


def join(units: Sequence[Unit], points: Sequence[Point], oblasts: Mapping[str, str]) -> dict[str, Point]:
    """Code of a settlement -> its point. `oblasts`: GeoNames region code -> KATOTTG code of the region."""
    pairs = _candidates(units, points, oblasts)
    per_unit: dict[str, int] = defaultdict(int)
    per_point: dict[int, int] = defaultdict(int)
    for unit, point in pairs:
        per_unit[unit.code] += 1
        per_point[point.id] += 1
    centres = _centres((u, p) for u, p in pairs if per_unit[u.code] == per_point[p.id] == 1)

    def doubt(pair: tuple[Unit, Point]) -> tuple[float, int, int, str, int]:
        unit, point = pair
        levels = zip((unit.hromada, unit.raion, unit.oblast), FARTHEST_KM, strict=True)
        centre, farthest = next(((centres[c], km) for c, km in levels if c in centres), (None, 1.0))
        away = kilometres((point.lat, point.lon), centre) / farthest if centre else 0.0
        return away, "KMXC".index(unit.category), -point.population, unit.code, point.id

    joined: dict[str, Point] = {}
    taken: set[int] = set()
    for unit, point in sorted(pairs, key=doubt):
        alone = per_unit[unit.code] == per_point[point.id] == 1
        near = alone or doubt((unit, point))[0] <= 1.0
        if near and unit.code not in joined and point.id not in taken:
            joined[unit.code] = point
            taken.add(point.id)
    return joined


def seats(units: Sequence[Unit], joined: Mapping[str, Point]) -> dict[str, Position]:
    """Code of a municipality -> position of its seat (KATOTTG lists it first), or of its largest settlement."""
    found: dict[str, Position] = {}
    largest: dict[str, Point] = {}
    for unit in units:
        point = joined.get(unit.code)
        if point and unit.hromada:
            if unit.code[9:12] == "001":
                found[unit.hromada] = (point.lat, point.lon)
            if unit.hromada not in largest or point.population > largest[unit.hromada].population:
                largest[unit.hromada] = point
    return {code: (p.lat, p.lon) for code, p in largest.items()} | found
