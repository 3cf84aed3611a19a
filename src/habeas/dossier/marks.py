"""Where marks and names stand on a map so that none hides another. Deterministic: no chance, no arrival order."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from habeas.dossier.basemap import Point

CLUSTER = 7
"""A place with more sites than this is one mark that leads to the list below the map."""
_GAP = 1.5
_CELL = 48.0
_REACH = 110.0


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A link on the map, in pixels."""

    href: str
    title: str
    text: str
    kind: str
    """A precision, or `cluster`."""
    size: float
    """Radius."""
    at: Point
    """Where the place is."""
    x: float
    y: float
    """Where the mark stands: beside the place when the place is taken."""

    def moved(self) -> bool:
        """Whether a line must lead from the mark to its place."""
        return math.dist(self.at, (self.x, self.y)) > self.size + 3


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """Words on the map; `x` and `y` are the start of the baseline."""

    text: str
    kind: str
    x: float
    y: float
    dot: Point | None = None


def radius(independent: int) -> float:
    """A mark's radius in pixels: its area grows with the number of independent origins; a site only named is small."""
    if independent <= 0:
        return 5.0
    return round(min(8.5 * math.pow(independent, 0.4), 22.0), 1)


def _spiral(at: Point) -> Iterator[Point]:
    yield at
    for step in range(1, 900):
        angle, far = step * 2.399963, 1.9 * math.sqrt(step * 2.2)
        if far > _REACH:
            return
        yield at[0] + far * math.cos(angle), at[1] + far * math.sin(angle)


def spread(marks: Sequence[Mark], width: int, height: int) -> list[Mark]:
    """Marks moved as little as needed so that none covers another, the largest first; inside the drawing."""
    grid: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    placed: list[Mark] = []

    def free(x: float, y: float, size: float) -> bool:
        if not (size < x < width - size and size < y < height - size):
            return False
        cell = (int(x // _CELL), int(y // _CELL))
        near = (m for dx in (-1, 0, 1) for dy in (-1, 0, 1) for m in grid[cell[0] + dx, cell[1] + dy])
        return all(math.dist((x, y), (m.x, m.y)) >= size + m.size + _GAP for m in near)

    for mark in sorted(marks, key=lambda m: (-m.size, m.href)):
        x, y = next(((x, y) for x, y in _spiral(mark.at) if free(x, y, mark.size)), mark.at)
        moved = msgspec.structs.replace(mark, x=round(x, 1), y=round(y, 1))
        grid[int(x // _CELL), int(y // _CELL)].append(moved)
        placed.append(moved)
    return placed


Box = tuple[float, float, float, float]


def _meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A name that should stand on the map, beside the first of its points where there is room."""

    text: str
    kind: str
    """place | town | country."""
    beside: list[tuple[Point, float]]
    """Points, and how far from each the name must stand."""


def names(wanted: Sequence[Wanted], marks: Sequence[Mark], width: int, height: int) -> list[Name]:
    """The names that fit, the first wanted first: none covers a mark or another name. Sizes of letters are estimates."""
    taken: list[Box] = [(m.x - m.size, m.y - m.size, m.x + m.size, m.y + m.size) for m in marks]
    found: list[Name] = []
    for name in wanted:
        for box, x, base in _spots(name):
            inside = box[0] > 3 and box[1] > 3 and box[2] < width - 3 and box[3] < height - 3
            if inside and not any(_meets(box, other) for other in taken):
                taken.append(box)
                dot = name.beside[0][0] if name.kind == "town" else None
                found.append(Name(text=name.text, kind=name.kind, x=round(x, 1), y=round(base, 1), dot=dot))
                break
    return found


def _spots(name: Wanted) -> Iterator[tuple[Box, float, float]]:
    """Where a name could stand: its box, and the start of its baseline."""
    long, high = (7.2 if name.kind == "place" else 6.6) * len(name.text) + 2, 13.0
    for (x, y), off in name.beside:
        right, left, middle = x + off, x - off - long, x - long / 2
        for start, base in ((right, y + 4), (left, y + 4), (middle, y - off - 3), (middle, y + off + high - 2)):
            yield (start, base - high + 2, start + long, base + 3), start, base
