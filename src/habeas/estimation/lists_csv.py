"""A capture table from the text of a CSV file: a 0/1 column a list and a `count` column, or a row an individual.

An `id` column is allowed where a row is an individual; the same id twice is an unmatched duplicate and refused, as is a
pattern given twice. Every error names its line. The separator is a comma, semicolon or tab, whichever the header has.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from habeas.estimation.tables import CaptureTable, TableError

MOST_CHARACTERS = 50_000_000
COUNT, IDENTITY = "count", "id"


def table_from_csv(text: str) -> CaptureTable:
    """The table that the file holds; TableError in one line with the number of the line that is wrong."""
    if len(text) > MOST_CHARACTERS:
        raise TableError(f"the file holds more than {MOST_CHARACTERS} characters: give counts instead of individuals")
    lines = _lines(text)
    _, header = next(lines, (0, []))
    names = [name.strip() for name in header]
    lowered = [name.casefold() for name in names]
    lists = [at for at, name in enumerate(lowered) if name not in (COUNT, IDENTITY)]
    for special in (COUNT, IDENTITY):
        if lowered.count(special) > 1:
            raise TableError(f"line 1: two columns are called {special}")
    if not lists:
        raise TableError("line 1 must name the lists, one column each, and may name a column `count`")
    chosen = tuple(names[at] for at in lists)
    count = lowered.index(COUNT) if COUNT in lowered else None
    identity = lowered.index(IDENTITY) if IDENTITY in lowered else None
    CaptureTable.from_counts(chosen, {})  # names are wrong before any row is
    rows = _marked(lines, lists, len(names))
    if count is not None:
        return CaptureTable.from_counts(chosen, _counted(rows, count))
    return CaptureTable.from_individuals(chosen, _individuals(rows, identity))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with the number of the line each ends on."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    separator = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as wrong:
        raise TableError(f"line {reader.line_num}: {wrong}") from None


def _marked(
    lines: Iterator[tuple[int, list[str]]], lists: list[int], width: int
) -> Iterator[tuple[int, list[str], str]]:
    """Each row with its line and its pattern of 0 and 1; an empty cell is 0."""
    for number, row in lines:
        if len(row) != width:
            raise TableError(f"line {number} has {len(row)} columns and line 1 has {width}")
        marks = [row[at].strip() or "0" for at in lists]
        wrong = next((mark for mark in marks if mark not in ("0", "1")), None)
        if wrong is not None:
            remedy = "; a column of numbers of units is called count" if wrong.isdigit() else ""
            raise TableError(f"line {number} holds {wrong[:40]!r} where 0 or 1 is needed{remedy}")
        yield number, row, "".join(marks)


def _counted(rows: Iterator[tuple[int, list[str], str]], column: int) -> Iterator[tuple[str, int]]:
    for number, row, pattern in rows:
        count = row[column].strip()
        if not (count.isascii() and count.isdigit() and len(count) <= 15):
            raise TableError(f"line {number}: the count {count[:40]!r} is not a whole number of 0 or more")
        if "1" in pattern or int(count):
            yield pattern, int(count)


def _individuals(rows: Iterator[tuple[int, list[str], str]], identity: int | None) -> Iterator[list[int]]:
    seen: set[str] = set()
    for number, row, pattern in rows:
        if identity is not None:
            name = row[identity].strip()
            if name and name in seen:
                raise TableError(f"line {number}: an id of an earlier line stands again; a row is one individual")
            seen.add(name)
        if "1" not in pattern:
            raise TableError(f"line {number} is on no list: nobody has seen it, so leave it out")
        yield [int(mark) for mark in pattern]
