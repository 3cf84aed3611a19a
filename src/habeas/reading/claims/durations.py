"""Lengths of time, in days: `three weeks`, `two and a half years`, `more than a month`, `півроку`.

A year of the calendar, an age, a time ago and a term of imprisonment are no length of what happened.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.languages import Hit, Token
from habeas.model.passage import Passage
from habeas.reading.claims.words import Sense

DAYS = "days"
YEARS = range(1900, 2060)
_YEAR_LONG = 365
_TERM = 30
"""Units from which on a length may be a term of imprisonment."""
_TERM_WITHIN = 8
"""Tokens between words of sentencing and the term."""
_LONGEST = 60 * _YEAR_LONG
"""Nobody is held longer."""
_GROWN = 10
"""Between so many years and more are ages of people (`aged 14 to 18 years`)."""
_NEAR = 3
"""Tokens between a number and the unit that it counts."""


class Counted(NamedTuple):
    """`words`: number, operator and thing. `thing` is a key of the `things` tables, or days; durations are in days."""

    words: Passage
    op: str
    n: int
    n2: int | None
    thing: str
    far: bool = False
    """Whether the thing is named far from the number, in another part of the sentence."""


class Measured(NamedTuple):
    """A number with its operator, before its thing is known: tokens[first:last], the number itself from `at` on."""

    op: str
    n: int
    n2: int | None
    first: int
    last: int
    at: int


def length_of(tokens: Sequence[Token], m: Measured, unit: Hit[Sense], hits: Sequence[Hit[Sense]]) -> Counted | None:
    """A number of units of time as days."""
    half = [h for h in hits if h.value.table == "half" and (m.last <= h.first < unit.first or h.first == unit.last)]
    last = max([unit.last, *(h.last for h in half)])
    days = int(unit.value.key)
    n = m.n * days + (days // 2 if half else 0)
    barred = _is_year(tokens, m) or _is_age(tokens, m, days) or is_ago(hits, m.first, last) or _is_term(hits, m, days)
    if barred or n > _LONGEST or unit.first - m.last > _NEAR + 2 * len(half):
        return None
    words = Passage(tokens[m.first].start, tokens[last - 1].end)
    return Counted(words, m.op, n, m.n2 * days if m.n2 else None, DAYS)


def bare_lengths(tokens: Sequence[Token], hits: Sequence[Hit[Sense]], one: frozenset[str]) -> Iterator[Counted]:
    """Lengths without a number: those that a word tells (`fortnight`), and one of a unit where an operator qualifies it."""
    units = (h for h in hits if h.value.table in ("spans", "lengths", "bare_lengths"))
    for hit in sorted(units, key=lambda h: (h.value.table != "spans", h.first - h.last, h.first)):
        found = _qualified(tokens, hit, hits, one)
        if found and not is_ago(hits, found[1], found[2]):
            op, first, last = found
            yield Counted(Passage(tokens[first].start, tokens[last - 1].end), op, int(hit.value.key), None, DAYS)
            return


def _qualified(
    tokens: Sequence[Token], hit: Hit[Sense], hits: Sequence[Hit[Sense]], one: frozenset[str]
) -> tuple[str, int, int] | None:
    """The operator of a length without a number, with the tokens of both; None where it takes one and has none."""
    lone = hit.first > 0 and tokens[hit.first - 1].norm in one
    start = hit.first - lone
    before = next((h for h in hits if h.value.table == "before" and h.last == start), None)
    if before and before.value.key in ("more_than", "about", "at_least", "up_to"):
        return before.value.key, before.first, hit.last
    after = next((h for h in hits if h.value.table == "after" and h.first == hit.last), None)
    if after and (lone or hit.value.table != "lengths"):
        return after.value.key, start, after.last
    return ("exactly", start, hit.last) if hit.value.table == "spans" else None


def is_ago(hits: Sequence[Hit[Sense]], first: int, last: int) -> bool:
    """Whether words beside a length say when something was (`three years ago`), not how long it took."""
    return any(h.value.table == "ago" and (h.last == first or h.first == last) for h in hits)


def _is_year(tokens: Sequence[Token], m: Measured) -> bool:
    return m.n in YEARS and tokens[m.at].text.isdecimal()


def _is_age(tokens: Sequence[Token], m: Measured, days: int) -> bool:
    """Whether years after a comma or bracket are somebody's age: `Serhiy, 41 ans`."""
    if days != _YEAR_LONG:
        return False
    return (m.n2 is not None and m.n >= _GROWN) or (
        m.op == "exactly" and m.first > 0 and tokens[m.first - 1].text in ",("
    )


def _is_term(hits: Sequence[Hit[Sense]], m: Measured, days: int) -> bool:
    """Whether words of sentencing stand near."""
    near = range(m.first - _TERM_WITHIN, m.last + _TERM_WITHIN)
    return days >= _TERM and any(h.value.table == "terms" and h.first in near for h in hits)
