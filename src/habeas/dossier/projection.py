"""Degrees to pixels (Mercator) in a frame that fits its points, and lines cut at the frame's edge."""

import math
from collections.abc import Callable, Sequence

import msgspec

from habeas.dossier.basemap import Point

UKRAINE: tuple[Point, ...] = ((22.2, 44.4), (40.2, 52.3))
"""What a map without points shows."""
NARROWEST = 1.6
"""The narrowest frame of an overview, in degrees of longitude: about 115 km in Ukraine."""
_EARTH_KM = 6371.0
_NORTHMOST = 84.0


def _y(lat: float) -> float:
    lat = max(-_NORTHMOST, min(_NORTHMOST, lat))
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _lat(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(y)) - math.pi / 2)


class Frame(msgspec.Struct, frozen=True):
    """A drawing of `width` by `height` pixels whose centre is (x, y) in Mercator radians, at `scale` pixels a radian."""

    width: int
    height: int
    x: float
    y: float
    scale: float

    def project(self, point: Point) -> Point:
        """Pixels from the upper left corner."""
        return (
            (math.radians(point[0]) - self.x) * self.scale + self.width / 2,
            (self.y - _y(point[1])) * self.scale + self.height / 2,
        )

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees."""
        half_x, half_y = self.width / 2 / self.scale, self.height / 2 / self.scale
        return (
            math.degrees(self.x - half_x), _lat(self.y - half_y), math.degrees(self.x + half_x), _lat(self.y + half_y),
        )  # fmt: skip

    def km(self) -> float:
        """Kilometres a pixel at the centre."""
        return _EARTH_KM / (self.scale * math.cosh(self.y))


def fit(points: Sequence[Point], width: int, height: int, margin: int, narrowest: float = NARROWEST) -> Frame:
    """The frame that shows every point at least `margin` pixels inside its edge; Ukraine when there is none.

    `narrowest`: the least that it shows between its margins, in degrees of longitude.
    """
    shown = points or UKRAINE
    xs = [math.radians(lon) for lon, _ in shown]
    ys = [_y(lat) for _, lat in shown]
    wide = max(max(xs) - min(xs), math.radians(narrowest))
    high = max(max(ys) - min(ys), math.radians(narrowest) * height / width)
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    return Frame(width, height, (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2, scale)


def _cut(ring: list[Point], inside: Callable[[Point], bool], axis: int, at: float) -> list[Point]:
    found: list[Point] = []
    for a, b in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if inside(a) != inside(b):
            t = (at - a[axis]) / (b[axis] - a[axis])
            found.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        if inside(b):
            found.append(b)
    return found


def clip(ring: list[Point], frame: Frame, pad: float = 8) -> list[Point]:
    """The part of a ring in pixels that lies in the frame, `pad` pixels beyond its edge included."""
    ring = _cut(ring, lambda p: p[0] >= -pad, 0, -pad)
    ring = _cut(ring, lambda p: p[0] <= frame.width + pad, 0, frame.width + pad)
    ring = _cut(ring, lambda p: p[1] >= -pad, 1, -pad)
    return _cut(ring, lambda p: p[1] <= frame.height + pad, 1, frame.height + pad)


def thin(ring: list[Point], step: float = 0.7) -> list[Point]:
    """A ring without the points that lie closer than `step` pixels to the one before."""
    found = ring[:1]
    for point in ring[1:]:
        if abs(point[0] - found[-1][0]) + abs(point[1] - found[-1][1]) >= step:
            found.append(point)
    return found


def centre(ring: list[Point]) -> tuple[Point, float]:
    """The centroid of a ring and its area in square pixels."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return ((x / (3 * area), y / (3 * area)) if area else ring[0]), abs(area) / 2
