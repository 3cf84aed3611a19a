"""Dates: explicit days, months, years and seasons, and days told from the publication, as intervals of ISO days.

A month without a year takes the year that the text named last before it, else the latest such month that is not after the
publication. What cannot be resolved is no date. How precise a date is shows in the length of its interval.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from habeas.languages import Token, pack
from habeas.languages.terms import Terms
from habeas.model.passage import Passage
from habeas.model.reading import DateRange
from habeas.reading.claims.numbers import number_words
from habeas.reading.claims.told import ago, month_of, part_of, told, units_after, units_before, word_before
from habeas.reading.text import ParsedText, Sentence

_YEARS = range(1900, 2100)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_JOINTS = frozenset("-–—−")
_AHEAD = 4
_BESIDE = 2
"""Tokens between two ways to name one day."""
_WEEK = 7
_SAID_NEAR = 40
"""Code points between words of saying and the day on which it was said."""


class Dated(NamedTuple):
    """A date and its words."""

    words: Passage
    range: DateRange


class _Point(NamedTuple):
    """First and last day of a date as written, and its tokens."""

    start: date
    end: date
    first: int
    last: int
    guessed: bool = False
    """Whether its year stands elsewhere."""
    closed: bool = False
    """Whether it is an interval with both its ends."""


class _Calendar(NamedTuple):
    """The date words of a language."""

    months: dict[str, int]
    days: dict[str, int]
    """Days of a month in words (`piątego`); those from 21 on in two of them."""
    seasons: dict[str, str]
    begins: frozenset[str]
    """Words of months and seasons."""
    words: dict[str, frozenset[str]]
    units: dict[str, str]
    """Words for days, weeks, months and years -> which."""
    told: Terms[str]
    back: Terms[str]
    """Words before a length of time that say how long ago something was (`vor`, `il y a`)."""
    capital_months: bool
    code: str


@cache
def _calendar(code: str) -> _Calendar | None:
    found = pack(code)
    table = found.table("dates") if found else {}
    if not found or not table:
        return None
    months = {w: int(n) for n, words in table["months"].items() for w in words}
    seasons = {w: season for season, words in table["seasons"].items() for w in words}
    return _Calendar(
        months=months,
        days={w: int(n) for n, words in table.get("days", {}).items() for w in words},
        seasons=seasons,
        begins=frozenset((*months, *seasons)),
        words={key: frozenset(words) for key, words in table["words"].items()},
        units={w: unit for unit, words in table.get("units", {}).items() for w in words},
        told=found.terms("dates", "told"),
        back=found.terms("dates", "back"),
        capital_months=bool(table.get("capital_months", False)),
        code=code,
    )


class Dates:
    """The dates of a document in text order."""

    def __init__(self, parsed: ParsedText, names: Sequence[Passage] = ()) -> None:
        """Reads the whole text once, because a year holds for the months after it.

        `names`: mentions of people, whose words are no dates (Jan, August, Май).
        """
        self._names = frozenset(offset for name in names for offset in range(name.start, name.end))
        self._published = _day((parsed.document.published or "")[:10])
        self._year: int | None = None
        every = (dated for s in parsed.sentences for dated in self._of_sentence(parsed.text, s))
        self._found = [dated for dated in every if dated.words.start not in self._names]
        self._starts = [d.words.start for d in self._found]

    def of(self, passage: Passage, sentence: Passage, said: Sequence[Passage] = ()) -> Dated | None:
        """The date of a clause: the one in it, else the only one of its sentence.

        `said`: the words that tell whose words these are; a date near them that the clause does not hold is the day on
        which it was said.
        """
        inside = self._within(passage)
        if inside:
            return inside[0]
        around = self._within(sentence)
        return around[0] if len(around) == 1 and not any(_near(around[0].words, verb) for verb in said) else None

    def _within(self, passage: Passage) -> list[Dated]:
        return self._found[bisect_left(self._starts, passage.start) : bisect_left(self._starts, passage.end)]

    def _of_sentence(self, text: str, sentence: Sentence) -> Iterator[Dated]:
        calendar = _calendar(sentence.language or "")
        if calendar is None:
            return
        tokens = sentence.tokens
        written = list(self._points(tokens, calendar))
        told_of = [p for p in self._told(tokens, calendar) if not any(_same_day(p, w) for w in written)]
        points = sorted([*written, *told_of], key=lambda p: p.first)
        points = [p for i, p in enumerate(points) if not i or p.first >= points[i - 1].last]
        points = [_narrowed(tokens, p, calendar) for p in points]
        joined = -1
        for i, point in enumerate(points):
            if i == joined:
                continue
            after = points[i + 1] if i + 1 < len(points) else None
            start = _with_year(point, after) if after else point.start
            if after and start < after.end and _leads(tokens, point, after, calendar):
                joined = i + 1
                yield _dated(tokens, point.first, after.last, start, after.end)
            else:
                yield _opened(tokens, point, calendar)

    def _points(self, tokens: Sequence[Token], calendar: _Calendar) -> Iterator[_Point]:
        begins, after = calendar.begins, 0
        for i in [i for i, t in enumerate(tokens) if t.norm in begins or t.text[0].isdigit()]:
            if i < after:
                continue
            point = self._numeric(tokens, i) or self._month(tokens, i, calendar) or self._season(tokens, i, calendar)
            point = point or _year(tokens, i, calendar)
            if point:
                self._year = point.end.year
                yield point
            after = point.last if point else i + 1

    def _numeric(self, tokens: Sequence[Token], i: int) -> _Point | None:
        """`22.07.2022` and `2022-07-22`, five tokens each."""
        match = _NUMERIC.fullmatch("".join(t.text for t in tokens[i : i + 5]))
        if not match or tokens[i + 4].end - tokens[i].start != len(match[0]):
            return None
        day, month, year = (match[1], match[2], match[3]) if match[3] else (match[6], match[5], match[4])
        found = _day(f"{year}-{int(month):02}-{int(day):02}")
        return _Point(found, found, i, i + 5) if found else None

    def _month(self, tokens: Sequence[Token], i: int, calendar: _Calendar) -> _Point | None:
        month = calendar.months.get(tokens[i].norm)
        if month is None or (calendar.capital_months and not tokens[i].text[0].isupper()):
            return None
        day, first, last = _day_number(tokens, i, calendar)
        told, last = _year_after(tokens, last, calendar)
        year = told or self._guess(month) or _year_ahead(tokens, last)
        if year is None or (day and day > monthrange(year, month)[1]):
            return None
        start = date(year, month, day or 1)
        low = _from_day(tokens, first, day, calendar) if day and first < i else None
        if low:
            return _Point(start.replace(day=low), start, first - 2, last, guessed=told is None, closed=True)
        return _Point(start, start if day else month_of(start)[1], first, last, guessed=told is None)

    def _season(self, tokens: Sequence[Token], i: int, calendar: _Calendar) -> _Point | None:
        season = calendar.seasons.get(tokens[i].norm)
        if season is None:
            return None
        low, high = _SEASONS[season]
        year, last = _year_after(tokens, i + 1, calendar)
        return _Point(date(year, low, 1), month_of(date(year, high, 1))[1], i, last) if year else None

    def _guess(self, month: int) -> int | None:
        if self._year or not self._published:
            return self._year
        return self._published.year - (month > self._published.month)

    def _told(self, tokens: Sequence[Token], calendar: _Calendar) -> Iterator[_Point]:
        if self._published is None:
            return
        for hit in calendar.told.find(tokens):
            yield _Point(*told(self._published, hit.value), hit.first, hit.last)
        for first, last, n, unit in _ago(tokens, calendar):
            there = ago(self._published, n, unit)
            if there:
                yield _Point(*there, first, last)


def _ago(tokens: Sequence[Token], calendar: _Calendar) -> Iterator[tuple[int, int, int, str]]:
    """Lengths of time before the publication, as tokens [first, last), a number and a unit."""
    words = number_words(calendar.code)
    for i, token in enumerate(tokens):
        if token.norm in calendar.words.get("ago", ()):
            first, n, unit = units_before(tokens, i, calendar.units, words)
            if unit:
                yield first, i + 1, n, unit
    for hit in calendar.back.find(tokens):
        last, n, unit = units_after(tokens, hit.last, calendar.units, words)
        if unit:
            yield hit.first, last, n, unit


def _near(date_words: Passage, verb: Passage) -> bool:
    return max(date_words.start - verb.end, verb.start - date_words.end) < _SAID_NEAR


def _same_day(words: _Point, written: _Point) -> bool:
    """Whether words from the publication and a written day beside them name the same day (`a week ago (11 March)`)."""
    gap = max(written.first - words.last, words.first - written.last)
    return gap <= _BESIDE and written.start == written.end and (words.end - words.start).days < _WEEK


def _year_ahead(tokens: Sequence[Token], i: int) -> int | None:
    """The year that the next few words tell (from February to December 2024)."""
    return next((int(t.text) for t in tokens[i : i + _AHEAD] if _is_year(t)), None)


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdecimal() and int(token.text) in _YEARS


def _with_year(point: _Point, after: _Point) -> date:
    """The first day of an interval whose year only its end tells (from February to December 2024)."""
    if not point.guessed or after.guessed or point.start.day > 28:
        return point.start
    return point.start.replace(year=after.end.year)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _day_number(tokens: Sequence[Token], i: int, calendar: _Calendar) -> tuple[int | None, int, int]:
    """The day beside the month at `i`, with the tokens of both; the month alone when there is none."""
    at = i - 2 if i > 1 and tokens[i - 1].text == "." else i - 1  # 3. März
    before = _small(tokens[at]) if i else None
    if before:
        return before, at, i + 1
    before, first = _day_words(tokens, i, calendar)
    if before:
        return before, first, i + 1
    after = _small(tokens[i + 1]) if i + 1 < len(tokens) else None
    return (after, i, i + 2) if after else (None, i, i + 1)


def _small(token: Token) -> int | None:
    digits = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)?", token.norm)
    value = int(digits[1]) if digits else 0
    return value if 1 <= value <= 31 else None


def _day_words(tokens: Sequence[Token], i: int, calendar: _Calendar) -> tuple[int, int]:
    """The day that the words before `i` tell (`dwudziestego piątego`) and the first of them; 0 without one."""
    ones = calendar.days.get(tokens[i - 1].norm, 0) if i else 0
    tens = calendar.days.get(tokens[i - 2].norm, 0) if i > 1 and 0 < ones < 10 else 0
    return (tens + ones, i - 2) if tens in (20, 30) and tens + ones <= 31 else (ones, i - 1)


def _from_day(tokens: Sequence[Token], first: int, day: int, calendar: _Calendar) -> int | None:
    """The day from which an interval within one month runs (`3-5 March`, `od 3 do 5 marca`), two tokens before its end."""
    if first < 2 or (tokens[first - 1].text not in _JOINTS and tokens[first - 1].norm not in calendar.words["to"]):
        return None
    value = _small(tokens[first - 2])
    return value if value and value < day else None


def _year_after(tokens: Sequence[Token], i: int, calendar: _Calendar) -> tuple[int | None, int]:
    """The year that follows at `i` (a comma or `of` between), and the token after it."""
    for at in range(i, min(i + 2, len(tokens))):
        if _is_year(tokens[at]):
            return int(tokens[at].text), at + 1
        if tokens[at].text != "," and tokens[at].norm not in calendar.words["link"]:
            break
    return None, i


def _year(tokens: Sequence[Token], i: int, calendar: _Calendar) -> _Point | None:
    """A year by itself, if words around it say that it is one."""
    if not _is_year(tokens[i]):
        return None
    before = i > 0 and tokens[i - 1].norm in calendar.words["year"]
    after = any(t.norm in calendar.words.get("after_year", ()) for t in tokens[i + 1 : i + 3])
    if not before and not after:
        return None
    year = int(tokens[i].text)
    return _Point(date(year, 1, 1), date(year, 12, 31), i, i + 1)


def _leads(tokens: Sequence[Token], a: _Point, b: _Point, calendar: _Calendar) -> bool:
    """Whether an interval runs from `a` to `b`."""
    between = [t for t in tokens[a.last : b.first] if t.norm not in calendar.words.get("after_year", ())]
    between = [t for t in between if t.text not in ".’'"]
    opened = a.first > 0 and tokens[a.first - 1].norm in calendar.words["since"] | calendar.words["between"]
    if not between or len(between) > 3:
        return False
    return (between[0].text in _JOINTS and len(between) == 1) or (
        opened and any(t.norm in calendar.words["to"] for t in between)
    )


def _narrowed(tokens: Sequence[Token], point: _Point, calendar: _Calendar) -> _Point:
    """A part of the month or year where words say so (`late August`), and the evening before a night that ends on a day."""
    words = [t.norm for t in tokens[max(0, point.first - 4) : point.first]]
    passed = (
        calendar.words["link"] | calendar.words.get("article", frozenset()) | calendar.words.get("passed", frozenset())
    )
    for part in ("early", "mid", "late"):
        at = word_before(words, len(words), calendar.words.get(part, frozenset()), passed)
        if at is not None:
            start, end = part_of((point.start, point.end), part)
            return point._replace(start=start, end=end, first=point.first - len(words) + at)
    half = _half(words, calendar, passed)
    if half:
        start, end = part_of((point.start, point.end), half)
        return point._replace(start=start, end=end)
    night = calendar.words.get("night", frozenset())
    onto = calendar.words.get("onto", frozenset())
    if point.start == point.end and len(words) > 1 and words[-1] in onto and not night.isdisjoint(words[-3:]):
        return point._replace(start=point.start - timedelta(days=1))
    return point


def _half(words: Sequence[str], calendar: _Calendar, passed: frozenset[str]) -> str | None:
    """Which half of a month or year the words before it name (`the second half of 2025`)."""
    at = word_before(words, len(words), calendar.words.get("half", frozenset()), passed)
    which = words[at - 1] if at else ""
    return next((part for part in ("first_half", "second_half") if which in calendar.words.get(part, ())), None)


def _opened(tokens: Sequence[Token], point: _Point, calendar: _Calendar) -> Dated:
    before = _opening(tokens, point.first, calendar)
    if before in calendar.words["since"] and not point.closed:
        return _dated(tokens, point.first, point.last, point.start, None)
    if before in calendar.words["until"]:
        return _dated(tokens, point.first, point.last, None, point.end)
    return _dated(tokens, point.first, point.last, point.start, point.end)


def _opening(tokens: Sequence[Token], first: int, calendar: _Calendar) -> str:
    """The word before a date, articles apart (`depuis le 3 mars`)."""
    articles = calendar.words.get("article", frozenset())
    i = next((i for i in range(first - 1, max(-1, first - 4), -1) if tokens[i].norm not in articles), -1)
    return tokens[i].norm if i >= 0 else ""


def _dated(tokens: Sequence[Token], first: int, last: int, start: date | None, end: date | None) -> Dated:
    words = Passage(tokens[first].start, tokens[last - 1].end)
    return Dated(words, DateRange(start=_iso(start), end=_iso(end)))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
