"""Numbers, dates and places in the words of a reader. English; the closed lists bring their own labels."""

import calendar
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from habeas.model.reading import Count, DateRange
from habeas.model.register import Tally
from habeas.model.visible import visible
from habeas.vocabulary import label, vocabulary

_MOMENT = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)
_ONE = {
    "sites": "place", "detainees": "person held", "victims": "victim", "dead": "dead",
    "cells": "cell", "days": "day", "people": "person",
}  # fmt: skip


def line(words: str | None) -> str:
    """A string from outside as one safe line: characters that hide or turn the reading direction stand as their codes."""
    return visible(words or "")


def joined(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    rows = list(words)
    return " and ".join([", ".join(rows[:-1]), rows[-1]] if len(rows) > 1 else rows)


def number(n: int) -> str:
    """`50,000`."""
    return f"{n:,}"


def counted(n: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `12 claims`, `no claims`."""
    return f"{'no' if n == 0 else number(n)} {one if n == 1 else many or one + 's'}"


def size(octets: int) -> str:
    """`812 bytes`, `12.4 kB`, `3.1 MB`."""
    if octets < 1000:
        return counted(octets, "byte")
    for unit, step in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if octets < step * 999.95 or unit == "GB":
            return f"{octets / step:,.1f} {unit}"
    raise AssertionError


def date(iso: str | None) -> str:
    """`16 September 2022` from an ISO 8601 date of any precision; nothing for what is none: it might hold anything."""
    found = _MOMENT.fullmatch(iso or "")
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return ""
    year, month, day, clock, zone = found.groups()
    words = " ".join([*([str(int(day))] if day else []), *([calendar.month_name[int(month)]] if month else []), year])
    return f"{words}, {clock}{' UTC' if zone == 'Z' else f' {zone}' if zone else ''}" if clock else words


def _whole(start: str, end: str) -> tuple[str, str]:
    """First and last day with the month's or year's precision where the days fill whole months or years."""
    if not (re.fullmatch(r"\d{4}-\d\d-\d\d", start) and re.fullmatch(r"\d{4}-\d\d-\d\d", end)):
        return start, end
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4], end[:4]
    month = int(end[5:7])
    if start[8:] == "01" and 1 <= month <= 12 and int(end[8:]) == calendar.monthrange(int(end[:4]), month)[1]:
        return start[:7], end[:7]
    return start, end


def dates(period: DateRange | None) -> str:
    """`10 March to 8 September 2022`, `September 2022`, `since 24 February 2022`, or nothing."""
    if period is None or not (period.start or period.end):
        return ""
    if not period.end:
        return f"since {date(period.start)}"
    if not period.start:
        return f"until {date(period.end)}"
    start, end = _whole(period.start, period.end)
    if start == end:
        return date(start)
    first = date(start)
    if start[:4] == end[:4] and len(start) in (7, 10):
        first = first.removesuffix(f" {start[:4]}")
    return f"{first} to {date(end)}"


def period(told: str) -> str:
    """The days of a finding's part, `2022-03-01/2022-03-09` with `..` for an open end, as `dates` says them."""
    first, _, last = told.partition("/")
    ends = [None if end == ".." else end for end in (first, last or first)]
    return dates(DateRange(start=ends[0], end=ends[1])) or "a day that cannot be read"


def count(value: Count | None) -> str:
    """`at least 23 places`, `between 20 and 40 people held`; the operator is never dropped, save that of a plain number."""
    if value is None:
        return ""
    of = _ONE.get(value.of, value.of) if value.n == 1 and value.n2 is None else label("count_units", value.of)
    if value.op == "between" and value.n2 is not None:
        return f"between {number(value.n)} and {number(value.n2)} {of}"
    operator = "" if value.op == "exactly" else label("count_operators", value.op) + " "
    return f"{operator}{number(value.n)} {of}"


def tally(value: Tally) -> str:
    """`2 independent origins, at most 3`."""
    words = counted(value.independent, "independent origin")
    return words if value.at_most <= value.independent else f"{words}, at most {number(value.at_most)}"


def language(code: str | None) -> str:
    """`Ukrainian`."""
    return label("languages", code) if lang(code) and code else "language not told"


def lang(code: str | None) -> dict[str, str]:
    """The `lang` attribute for a language code; none for what is no such code."""
    return {"lang": code} if code and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*", code) else {}


def definition(name: str, key: str) -> str:
    """What a closed list says of a key; nothing where it lacks it."""
    entry = vocabulary(name).get(key)
    return entry.definition if entry else ""


def family(claim_type: str) -> str:
    """The family of a claim type; `other` for one that the list lacks."""
    key = claim_type.split(".", maxsplit=1)[0]
    return key if key in vocabulary("claim_families") else "other"


def linkable(url: str | None) -> bool:
    """Whether an address may become a link: plain http or https with a host, nothing hidden, covered or cut off in it."""
    if not url or line(url) != url or re.search(r"[\s<>\"\\\[\]{}|^`…]|\.\.\.", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def span(first: str | None, last: str | None) -> str:
    """The first and the last day named, as `dates` says an interval."""
    return dates(DateRange(start=first, end=last))


def roles(keys: Iterable[str]) -> str:
    """The labels of roles, joined."""
    return joined(label("person_roles", key) for key in keys)


def reason(key: str) -> str:
    """Why something was not read."""
    return line(label("unread_reasons", key))


def anchor(key: str) -> str:
    """A key as an element's id."""
    return re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-") or "x"
