"""Distances on the Earth."""

from math import asin, cos, radians, sin, sqrt

DIAMETER = 12742.0
"""Kilometres; the mean one."""


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two positions (latitude, longitude in degrees), by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return DIAMETER * asin(sqrt(min(1.0, half)))
