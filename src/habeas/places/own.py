"""A team's own places: `places.csv` in its case, one a line. They win over what the gazetteer has of the same name.

A line with `latitude` and `longitude` is a new place; one without gives a known place more names. A line that says too
little is told of and left out; the others count.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from habeas.model.errors import HabeasError
from habeas.places.folding import fold, key
from habeas.places.model import Match, Place

FILE = "places.csv"
COLUMNS = ("name", "aliases", "latitude", "longitude", "country", "region")
LARGEST, MOST = 5_000_000, 50_000
"""Bytes of the file and lines that are read."""
PREFIX = "own:"
Find = Callable[[str, str], Sequence[Match]]
"""Which places a name may mean, given a region or "" (the gazetteer's look-up)."""


class Own(NamedTuple):
    """A team's places by folded name and by sound, the lines that were left out, and a digest of all names."""

    forms: Mapping[str, Sequence[Place]]
    keys: Mapping[str, Sequence[Place]]
    places: Mapping[str, Place]
    """By id, new places only."""
    refused: Sequence[str]
    digest: str

    @property
    def first_words(self) -> frozenset[str]:
        """First words of names of several words."""
        return frozenset(form.split(" ")[0] for form in self.forms if " " in form)


NONE = Own({}, {}, {}, (), "")


class _RefusedError(Exception):
    """Why a line counts for nothing."""


def load(path: Path, find: Find) -> Own:
    """The places of the file, or none where there is no file.

    Raises HabeasError for a file that is no table with a column `name`, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return NONE
    except OSError as e:
        raise HabeasError(f"{path.name} cannot be read: {e.strerror}") from e
    if len(data) > LARGEST:
        raise HabeasError(f"{path.name} is larger than {LARGEST:,} bytes: split off what is not needed")
    return read(data, find, path.name)


def read(data: bytes, find: Find, file: str = FILE) -> Own:
    """The places of a table. `file`: its name, for messages. Raises HabeasError as `load` does."""
    forms: dict[str, list[Place]] = {}
    places: dict[str, Place] = {}
    refused: list[str] = []
    for number, row in _rows(data, file):
        try:
            place = _place(row, find)
        except _RefusedError as why:
            refused.append(f"{file}, line {number}: {why}; the line is left out")
            continue
        if place.id.startswith(PREFIX):
            places[place.id] = place
        for name in _names(row):
            known = forms.setdefault(fold(name), [])
            known += [place] if place not in known else []
    keys: dict[str, list[Place]] = {}
    for form, there in forms.items():
        keys.setdefault(key(form), []).extend(there)
    return Own(forms, keys, places, refused, hashlib.sha256(data).hexdigest() if forms else "")


def _rows(data: bytes, file: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a table with their numbers; commas, semicolons or tabs part its cells."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise HabeasError(f"{file} is not in UTF-8: save it as CSV UTF-8") from e
    head = text.partition("\n")[0]
    comma = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        columns = [cell.strip().casefold() for cell in next(rows, [])]
        if "name" not in columns:
            raise HabeasError(f"{file} has no column name: its first line is {','.join(COLUMNS)}")
        for row in rows:
            if rows.line_num > MOST:
                raise HabeasError(f"{file} has more than {MOST:,} lines: split off what is not needed")
            if any(map(str.strip, row)):
                yield rows.line_num, dict(zip(columns, map(str.strip, row), strict=False))
    except csv.Error as e:
        raise HabeasError(f"{file}, line {rows.line_num}: {e}") from e


def _names(row: Mapping[str, str]) -> list[str]:
    names = [row.get("name", ""), *row.get("aliases", "").replace("|", ";").split(";")]
    return [name.strip() for name in names if fold(name)]


def _place(row: Mapping[str, str], find: Find) -> Place:
    name, region = row.get("name", ""), row.get("region", "")
    if not fold(name):
        raise _RefusedError("no name")
    lat, lon = row.get("latitude", ""), row.get("longitude", "")
    if lat or lon:
        return _new(name, row, (_degrees(lat, 90), _degrees(lon, 180)))
    found = find(name, region)
    if not found:
        raise _RefusedError(f"{name} is in no gazetteer: give latitude and longitude")
    if len(found) > 1 and found[1].score == found[0].score:
        raise _RefusedError(f"{name} may be {len(found)} places: give a region, or latitude and longitude")
    return found[0].place


def _new(name: str, row: Mapping[str, str], position: tuple[float, float]) -> Place:
    country = row.get("country", "").upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise _RefusedError(f"{country} is no country: two letters are expected, such as UA")
    mark = hashlib.sha256(msgspec.json.encode([fold(name), *position])).hexdigest()[:10]
    return Place(
        id=PREFIX + mark,
        name=name,
        name_uk="",
        name_ru="",
        kind="village",
        region="",
        admin1=row.get("region", ""),
        raion="",
        hromada="",
        country=country,
        lat=position[0],
        lon=position[1],
        precision="point",
        population=0,
    )


def _degrees(written: str, most: float) -> float:
    try:
        degrees = float(written.replace(",", "."))
    except ValueError as e:
        raise _RefusedError(f"“{written}” is no number of degrees") from e
    if not -most <= degrees <= most:
        raise _RefusedError(f"{degrees} is no position: at most {most:g} degrees are possible")
    return degrees
