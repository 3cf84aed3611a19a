"""The base map: country outlines and towns as data, made by `tools/basemap/build.py`.

The outlines take a point of view in which Crimea and the occupied oblasts are Ukraine, as the UN General Assembly holds.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Box = tuple[float, float, float, float]
"""West, south, east and north."""
POINT_OF_VIEW = (
    "Country outlines: Natural Earth in the German point of view, which shows Crimea, Sevastopol and the oblasts of "
    "Donetsk, Luhansk, Zaporizhzhia and Kherson as Ukraine, as the UN General Assembly holds (resolutions 68/262 and "
    "ES-11/4). Towns: GeoNames, CC BY 4.0."
)


class _Area(msgspec.Struct, frozen=True):
    coordinates: list[list[list[Point]]]


class _Spot(msgspec.Struct, frozen=True):
    coordinates: Point


class _CountryNames(msgspec.Struct, frozen=True):
    iso: str
    name: str


class _TownFacts(msgspec.Struct, frozen=True):
    name: str
    population: int


class Country(msgspec.Struct, frozen=True):
    """A country's outline: rings of every polygon, the outer ring first."""

    properties: _CountryNames
    geometry: _Area


class Town(msgspec.Struct, frozen=True):
    """A town that orients a reader."""

    properties: _TownFacts
    geometry: _Spot


class _Countries(msgspec.Struct, frozen=True):
    features: list[Country]
    bbox: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)


class _Towns(msgspec.Struct, frozen=True):
    features: list[Town]


@cache
def _countries(name: str) -> _Countries:
    return msgspec.json.decode(_data(name), type=_Countries)


def _data(name: str) -> bytes:
    return files(__package__).joinpath("data", f"{name}.geojson").read_bytes()


@cache
def towns() -> list[Town]:
    """Towns, the largest first."""
    return msgspec.json.decode(_data("towns"), type=_Towns).features


@cache
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-2 code -> the country's English name."""
    return {c.properties.iso: c.properties.name for c in _countries("world").features}


def countries(west: float, south: float, east: float, north: float) -> list[Country]:
    """The outlines to draw for a frame in degrees: the detailed ones where they reach, else the world's."""
    region = _countries("region")
    inside = region.bbox[0] <= west and region.bbox[1] <= south and east <= region.bbox[2] and north <= region.bbox[3]
    return region.features if inside else _countries("world").features


@cache
def _extents(name: str) -> list[tuple[Box, Country, list[list[Point]]]]:
    return [
        ((min(xs), min(ys), max(xs), max(ys)), country, rings)
        for country in _countries(name).features
        for rings in country.geometry.coordinates
        for xs, ys in [tuple(zip(*rings[0], strict=True))]
    ]


def outlines(bounds: Box) -> Iterator[tuple[Country, list[list[Point]]]]:
    """The polygons that may reach into a frame: country and rings."""
    west, south, east, north = bounds
    detailed = countries(*bounds) is _countries("region").features
    for (left, low, right, high), country, rings in _extents("region" if detailed else "world"):
        if left <= east and right >= west and low <= north and high >= south:
            yield country, rings


def in_ring(point: Point, ring: list[Point]) -> bool:
    """Whether a point lies inside a closed ring (even-odd rule)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def holds(country: Country, point: Point) -> bool:
    """Whether a country's outline holds a point."""
    return any(
        in_ring(point, rings[0]) and not any(in_ring(point, hole) for hole in rings[1:])
        for rings in country.geometry.coordinates
    )
