"""Days that words tell from the day of publication (`last week`, `three months ago`, `vor drei Monaten`), and parts of
months and years.

What is less exact than a day is the whole week, month or year that the words mean, never a day guessed from it.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

from habeas.languages import Token
from habeas.reading.claims.numbers import NumberWords

Interval = tuple[date, date]
_WEEK = timedelta(days=7)
_HALF_WEEK = timedelta(days=3)
_MOST = {"day": 60, "week": 30, "month": 40, "year": 80}
"""So many units ago at most."""


_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The month in which each begins; it has three."""


def told(day: date, word: str) -> Interval:
    """The interval that words said on a day mean, by the key of the `told` table."""
    when, _, season = word.partition("_")
    if season in _SEASONS:
        return _season(day, _SEASONS[season], over=when == "last")
    monday = day - timedelta(days=day.weekday())
    meant = {
        "week": (monday - _WEEK, monday - timedelta(days=1)),
        "this_week": (monday, day),
        "past_week": (day - _WEEK, day),
        "month": month_of(day.replace(day=1) - timedelta(days=1)),
        "this_month": (day.replace(day=1), day),
        "year": year_of(day.year - 1),
        "this_year": (date(day.year, 1, 1), day),
    }
    there = day - timedelta(days={"yesterday": 1, "before_yesterday": 2}.get(word, 0))
    return meant.get(word, (there, there))


def _season(day: date, first: int, *, over: bool) -> Interval:
    """The last season that begins with a month and has begun by a day, or is over by then."""
    years = range(day.year, day.year - 3, -1)
    every = [(date(y, first, 1), month_of(date(y + first // 12, (first + 1) % 12 + 1, 1))[1]) for y in years]
    start, end = next((s, e) for s, e in every if (e if over else s) < day)
    return start, min(end, day)


def ago(day: date, n: int, unit: str) -> Interval | None:
    """What `n` units before a day means; None where that is too far to be meant so."""
    if not 0 < n <= _MOST[unit]:
        return None
    if unit == "day":
        return day - timedelta(days=n), day - timedelta(days=n)
    if unit == "week":
        there = day - n * _WEEK
        return there - _HALF_WEEK, there + _HALF_WEEK
    if unit == "month":
        months = day.year * 12 + day.month - 1 - n
        return month_of(date(months // 12, months % 12 + 1, 1))
    return year_of(day.year - n)


def units_before(tokens: Sequence[Token], i: int, units: Mapping[str, str], words: NumberWords) -> tuple[int, int, str]:
    """The first token, number and unit of time that end before `i` (`three weeks` | `ago`); no unit, an empty one.

    `units`: words for days, weeks, months and years -> which. A unit alone is one of it where the language has no article.
    """
    unit = units.get(tokens[i - 1].norm, "") if i else ""
    if i < 2 or not unit:
        return i - 1, 1, unit
    n = _small_number(tokens[i - 2], words)
    return (i - 2, n, unit) if n else (i - 1, 1, "" if words.one or tokens[i - 2].norm in words.vague else unit)


def units_after(tokens: Sequence[Token], i: int, units: Mapping[str, str], words: NumberWords) -> tuple[int, int, str]:
    """The token behind, number and unit of time that begin at `i` (`vor` | `drei Wochen`); no unit, an empty one."""
    n = _small_number(tokens[i], words) if i < len(tokens) else 0
    at = i + bool(n)
    unit = units.get(tokens[at].norm, "") if at < len(tokens) else ""
    return at + 1, n or 1, "" if words.one and not n else unit


def _small_number(token: Token, words: NumberWords) -> int:
    """A number of one word or at most two digits; 0 for another word."""
    if token.text.isdecimal():
        return int(token.text) if len(token.text) < 3 else 0
    return words.values.get(token.norm, 1 if token.norm in words.one else 0)


def part_of(whole: Interval, part: str) -> Interval:
    """The early, mid or late third of a month or a year, or a half of it; other intervals stay whole."""
    start, end = whole
    if whole == month_of(start):
        days = {"early": (1, 10), "mid": (11, 20), "first_half": (1, 15), "second_half": (16, end.day)}
        low, high = days.get(part, (21, end.day))
        return start.replace(day=low), start.replace(day=high)
    if whole == year_of(start.year):
        months = {"early": (1, 4), "mid": (5, 8), "first_half": (1, 6), "second_half": (7, 12)}
        low, high = months.get(part, (9, 12))
        return date(start.year, low, 1), month_of(date(start.year, high, 1))[1]
    return whole


def month_of(day: date) -> Interval:
    """The month of a day."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def year_of(year: int) -> Interval:
    """A year."""
    return date(year, 1, 1), date(year, 12, 31)


def word_before(words: Sequence[str], at: int, wanted: Set[str], passed: Set[str], reach: int = 3) -> int | None:
    """Where one of the wanted words stands before `at`, with nothing but words of `passed` between; None without one."""
    for i in range(at - 1, max(-1, at - 1 - reach), -1):
        if words[i] in wanted:
            return i
        if words[i] not in passed:
            return None
    return None
