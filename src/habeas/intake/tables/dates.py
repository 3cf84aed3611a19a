"""Dates as people write them in tables. What may be read in two ways is not a date."""

import re
from datetime import date

ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?")
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: .*)?")
PARTIAL = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def day(cell: str) -> str | None:
    """The ISO date of a cell; a time of day stays where it came with its zone. None for what is none, or for 3/4/2022."""
    cell = cell.strip()[:60]
    if PARTIAL.fullmatch(cell):
        return cell
    if match := ISO.fullmatch(cell):
        known = _known(int(match[1]), int(match[2]), int(match[3]))
        return f"{known}T{match[4]}{match[5]}" if known and match[4] and match[5] else known
    if match := DOTTED.fullmatch(cell):
        return _known(int(match[3]), int(match[2]), int(match[1]))
    if match := SLASHED.fullmatch(cell):
        first, second = int(match[1]), int(match[2])
        if first > 12 or first == second:
            return _known(int(match[3]), second, first)
        if second > 12:
            return _known(int(match[3]), first, second)
    return None


def _known(year: int, month: int, number: int) -> str | None:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None
