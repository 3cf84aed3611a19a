"""Rows of cells from CSV, TSV and XLSX: as they are stored, formulas never evaluated."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from habeas.intake.cleaning import clean
from habeas.intake.limits import Limits
from habeas.intake.text import decode
from habeas.model.errors import UnreadableError

Rows = Iterator[list[str]]
DELIMITERS = ",;\t|"
WIDEST = 2_000
"""Columns of a row that are looked at."""


def sheets(data: bytes, limits: Limits) -> Iterator[tuple[str, Rows]]:
    """The name and the rows of each sheet of a CSV file (one, without a name) or a workbook. Raises UnreadableError."""
    if data.startswith(b"PK"):
        yield from _workbook(data, limits)
    else:
        yield "", _separated(decode(data), limits)


def _separated(text: str, limits: Limits) -> Rows:
    if "\0" in text:
        raise UnreadableError("broken", "a table with NUL bytes in it")
    csv.field_size_limit(min(limits.text, (1 << 31) - 1))
    first = text[: text.find("\n") if "\n" in text else len(text)][:100_000]
    delimiter = max(DELIMITERS, key=first.count) if any(one in first for one in DELIMITERS) else ","
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [clean(cell) for cell in row[:WIDEST]]
    except csv.Error as e:
        raise UnreadableError("broken", "the table is damaged: the rest of its rows cannot be read") from e


def _workbook(data: bytes, limits: Limits) -> Iterator[tuple[str, Rows]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load

    _check(data, limits)
    try:
        # read_only: one row at a time; data_only: the value that was stored beside a formula, never its result now
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False)
        for sheet in book.worksheets:
            if hasattr(sheet, "iter_rows"):
                sheet.reset_dimensions()
                yield sheet.title, _cells(sheet)
    except UnreadableError:
        raise
    except (MemoryError, RecursionError):
        raise
    except Exception as e:  # its list of errors is not complete
        raise UnreadableError("broken", "the workbook is damaged and cannot be opened") from e


def _cells(sheet: Any) -> Rows:
    for row in sheet.iter_rows(values_only=True):
        yield [_shown(value) for value in row[:WIDEST]]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep="T", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(str(value))


def _check(data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as e:
        raise UnreadableError("truncated", "the workbook is cut off or damaged: fetch it again") from e
    size = sum(part.file_size for part in parts)
    if size > limits.office or (size > limits.harmless and size > limits.ratio * len(data)):
        raise UnreadableError("bomb", "the workbook unpacks out of all proportion to its size")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise UnreadableError("unsupported", "the workbook is packed in a way that spreadsheets do not use")
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("encrypted", "the workbook asks for a password: add a copy without one")
