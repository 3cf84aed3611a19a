"""Rows of a list: what a CSV file tells of each person. A bad row is named and counted, and stops no other."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from habeas.model.errors import HabeasError
from habeas.resolution.names import data

LONGEST_FIELD = 500
"""Characters of a field that are looked at."""
MOST_ROWS = 5_000_000
_DATE = re.compile(r"(?<!\d)(?:(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4}))(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


class Row(NamedTuple):
    """One person of a list."""

    id: str
    name: str
    born: str | None = None
    """YYYY-MM-DD, or YYYY where only the year is told."""
    place: str | None = None


class Skipped(NamedTuple):
    """A line that holds no person, and why."""

    line: int
    why: str


def read_list(path: Path) -> Iterator[Row | Skipped]:
    """The rows of a CSV file (UTF-8, with a header; comma, semicolon or tab). Lines count from 1, the header included.

    A column for the name is needed (or one for the surname); `id`, `born` and `place` may stand beside it, under the
    headings of `data/list_columns.toml`. A row without an id is called by its line. Raises HabeasError for a file without
    such columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from _rows(path, lines.readline(), lines)
    except UnicodeDecodeError as e:
        raise HabeasError(f"{path.name} is no UTF-8 text: save the list as CSV in UTF-8") from e
    except csv.Error as e:
        raise HabeasError(f"{path.name} cannot be read as CSV: {e}") from e


def _rows(path: Path, heading: str, lines: Iterator[str]) -> Iterator[Row | Skipped]:
    separator = max(",;\t", key=heading.count)
    columns = _columns(path, next(csv.reader([heading], delimiter=separator), []))
    seen: set[str] = set()
    for fields in (reader := csv.reader(lines, delimiter=separator)):
        number = reader.line_num + 1
        if number > MOST_ROWS:
            raise HabeasError(f"{path.name} has more than {MOST_ROWS:,} lines: part it")
        told = {what: " ".join(_field(fields, at) for at in places).strip() for what, places in columns.items()}
        one = told.get("id") or f"line {number}"
        if not told["name"]:
            yield Skipped(number, "it tells no name")
        elif one in seen:
            yield Skipped(number, "its id stands above already")
        else:
            seen.add(one)
            yield Row(one, told["name"], born(told.get("born", "")), told.get("place") or None)


def _field(fields: list[str], at: int) -> str:
    return fields[at][:LONGEST_FIELD] if at < len(fields) else ""


def _columns(path: Path, headings: list[str]) -> dict[str, list[int]]:
    """What is told -> the places of its columns, a name's parts in the order surname, given name, patronymic."""
    names: dict[str, list[str]] = data("list_columns")["columns"]
    plain = [heading.strip().casefold().replace("_", " ") for heading in headings]
    at = {what: next((plain.index(w) for w in words if w in plain), -1) for what, words in names.items()}
    parts = [at[what] for what in ("surname", "given", "patronymic") if at[what] >= 0]
    found = {"name": [at["name"]] if at["name"] >= 0 else parts if at["surname"] >= 0 else []}
    if not found["name"]:
        raise HabeasError(
            f"{path.name} has no column for names: its first line must hold the heading `name`, or `surname`"
        )
    return found | {what: [at[what]] for what in ("id", "born", "place") if at[what] >= 0}


def born(told: str) -> str | None:
    """The date of birth as YYYY-MM-DD, or YYYY; None where none is told or it is no date. Days stand before months."""
    found = _DATE.search(told)
    if found:
        year, month, day = (
            int(g) for g in ((found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4]))
        )
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    year_only = _YEAR.search(told)
    return year_only[1] if year_only else None
