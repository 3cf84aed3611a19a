"""Counts: a number with its operator, its words and the thing that it counts.

A number without a counted thing, and a year, an age, an article or a share, is no count.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from habeas.languages import Hit, Terms, Token, pack
from habeas.model.passage import Passage
from habeas.reading.claims.durations import DAYS, YEARS, Counted, Measured, bare_lengths, length_of
from habeas.reading.claims.numbers import Number, find_numbers, number_words
from habeas.reading.claims.words import Sense
from habeas.reading.text import Sentence

__all__ = ["DAYS", "Counted", "find_counts"]

_TABLES = (
    *("before", "after", "things", "lengths", "never", "range", "bare_lengths", "labels", "room", "deeds"),
    *("spans", "half", "ago", "ratio", "terms"),
)
_WORDS_TO_THING = 5
_WORDS_BACK = 4
_LINK_TOKENS = 3
"""Tokens between the two numbers of a range (from 900 thousand people to 1.6 million has more and is none)."""
_MARKS = frozenset(',;:()—–!?•"«»“”')
_NUMBER_MARKS = frozenset("№#§")
_HYPHENS = "-‐‑"
LOOSE = ""
"""The thing of a number that names none."""
_RATIO = 100
"""A share is of so many at most (one in two, nine of every ten)."""
_OF_SEVERAL = ("more_than", "about", "up_to", "at_most")
"""Operators with which one is no number of people or places (more than one sort)."""


@cache
def _count_terms(code: str) -> Terms[tuple[Sense, ...]]:
    found = pack(code)
    table = found.table("counts") if found else {}
    merged: dict[str, tuple[Sense, ...]] = {}
    for name in _TABLES:
        for key, terms in table.get(name, {}).items():
            for term in terms:
                merged[term] = (*merged.get(term, ()), Sense(name, key))
    return Terms(merged.items())


def find_counts(text: str, sentence: Sentence) -> list[Counted]:
    """The counts of a sentence, in order."""
    return [c for c in find_amounts(text, sentence) if c.thing != LOOSE and not c.far]


def find_amounts(text: str, sentence: Sentence) -> list[Counted]:
    """The counts of a sentence, in order, with numbers that name no thing near them (`there are 340 now`)."""
    code = sentence.language or ""
    tokens = sentence.tokens
    numbers = find_numbers(text, tokens, number_words(code))
    hits = [Hit(h.first, h.last, sense, h.term) for h in _count_terms(code).find(tokens) for sense in h.value]
    begin = frozenset(n.first for n in numbers)
    found = [c for m in _measured(tokens, numbers, hits) for c in _counted(tokens, m, hits, begin)]
    return [*found, *bare_lengths(tokens, hits, number_words(code).one)]


def _measured(tokens: Sequence[Token], numbers: Sequence[Number], hits: Sequence[Hit[Sense]]) -> Iterator[Measured]:
    joined: set[int] = set()
    for a, b in pairwise(numbers):
        if _is_ratio(a, b, hits):
            joined |= {a.first, b.first}
        elif a.first not in joined and _is_range(tokens, a, b, hits):
            low, high = _range_values(a, b)
            if low < high:
                joined |= {a.first, b.first}
                yield Measured("between", low, high, a.first, b.last, a.first)
    for number in numbers:
        if number.first not in joined:
            op, first, last = _operator(tokens, number, hits)
            yield Measured(op, number.value, None, first, last, number.first)


def _is_ratio(a: Number, b: Number, hits: Sequence[Hit[Sense]]) -> bool:
    """Whether two numbers tell a share: `one in two`."""
    return a.value < b.value <= _RATIO and any(
        h.value.table == "ratio" and h.first == a.last and h.last == b.first for h in hits
    )


def _range_values(a: Number, b: Number) -> tuple[int, int]:
    """`5-6 thousand` means 5000 to 6000."""
    for scale in (1_000_000, 1_000):
        if b.value >= scale > a.value * 10 and b.value % scale == 0 and a.value * scale < b.value:
            return a.value * scale, b.value
    return a.value, b.value


def _is_range(tokens: Sequence[Token], a: Number, b: Number, hits: Sequence[Hit[Sense]]) -> bool:
    between = tokens[a.last : b.first]
    if len(between) == 1 and between[0].text in "-–‑":
        return True
    opened = any(h.value == Sense("before", "between") and h.last == a.first for h in hits)
    links = {h.value.key for h in hits if h.value.table == "range" and a.last <= h.first < b.first}
    return ("to" in links and len(between) == 1) or (opened and bool(links) and len(between) <= _LINK_TOKENS)


def _operator(tokens: Sequence[Token], number: Number, hits: Sequence[Hit[Sense]]) -> tuple[str, int, int]:
    before = [h for h in hits if h.value.table == "before" and number.first - 1 <= h.last <= number.first]
    before = [
        h
        for h in before
        if h.value.key != "between" and not any(t.text in _MARKS for t in tokens[h.last : number.first])
    ]
    if before:
        best = min(before, key=lambda h: (h.first, h.value.key))
        return best.value.key, best.first, number.last
    limit = _reach(tokens, number.last, 1, 2)
    after = [h for h in hits if h.value.table == "after" and number.last <= h.first < limit]
    if after:
        best = max(after, key=lambda h: h.last)
        return best.value.key, number.first, best.last if best.first == number.last else number.last
    return "exactly", number.first, number.last


def _counted(
    tokens: Sequence[Token], m: Measured, hits: Sequence[Hit[Sense]], numbers: frozenset[int]
) -> Iterator[Counted]:
    if _is_label(tokens, m, hits):
        return
    thing = _thing_after(tokens, m, hits, numbers) or _thing_before(tokens, m, hits)
    if thing is None:
        thing = _people(tokens, m, hits)
    if _is_year(tokens, m) or _is_room(m, hits) or (thing and thing.value.table == "never"):
        return
    if thing is None:
        if m.n > 1 and not _may_be_year(tokens, m):
            named = _thing_far(m, hits)
            words = Passage(tokens[m.first].start, tokens[m.last - 1].end)
            yield Counted(words, m.op, m.n, m.n2, named.value.key if named else LOOSE, far=True)
        return
    if thing.value.table == "lengths":
        length = length_of(tokens, m, thing, hits)
        yield from [length] if length else ()
        return
    if m.n == 1 and m.op in _OF_SEVERAL:
        return
    words = Passage(tokens[min(m.first, thing.first)].start, tokens[max(m.last, thing.last) - 1].end)
    yield Counted(words, m.op, m.n, m.n2, _doers(thing, hits))


def _doers(thing: Hit[Sense], hits: Sequence[Hit[Sense]]) -> str:
    """People of whom the rest of the sentence says what makes them deserters are counted as such."""
    deeds = (h.value.key for h in hits if h.value.table == "deeds" and h.first >= thing.first)
    return next(deeds, "people") if thing.value.key == "people" else thing.value.key


def _people(tokens: Sequence[Token], m: Measured, hits: Sequence[Hit[Sense]]) -> Hit[Sense] | None:
    """Numbers that are only said of people (четверо, sixty of us) need no noun."""
    said = [h for h in hits if h.value == Sense("things", "people") and m.first <= h.first < m.last]
    return min(said, key=lambda h: h.first, default=None)


def _is_room(m: Measured, hits: Sequence[Hit[Sense]]) -> bool:
    """Whether the number is one of places that there are, not of people who are there."""
    return any(h.value.table == "room" and m.first - 2 <= h.last <= m.first for h in hits)


def _is_year(tokens: Sequence[Token], m: Measured) -> bool:
    return m.n in YEARS and m.last - m.first == 1 and tokens[m.first].text.isdecimal()


def _may_be_year(tokens: Sequence[Token], m: Measured) -> bool:
    """Whether a number with an operator may be a year all the same (`since at least 2016`)."""
    return m.n in YEARS and tokens[m.at].text.isdecimal() and len(tokens[m.at].text) == len(str(m.n))


def _is_label(tokens: Sequence[Token], m: Measured, hits: Sequence[Hit[Sense]]) -> bool:
    """Whether the number names something (№ 2, Section 5, 24-year-old, 5. Brigade) and counts nothing."""
    at = m.first - 1 if m.first and tokens[m.first - 1].text != "." else m.first - 2
    if at >= 0 and (
        tokens[at].text in _NUMBER_MARKS or any(h.value.table == "labels" and h.last == at + 1 for h in hits)
    ):
        return True
    before = tokens[m.first - 1] if m.first else None
    if before and before.text in _HYPHENS and before.end == tokens[m.first].start:
        return True
    after = tokens[m.last] if m.last < len(tokens) else None
    if after is None or m.n2 is not None:
        return False
    tight = tokens[m.last - 1].end == after.start
    ordinal = after.text == "." and m.last + 1 < len(tokens) and tokens[m.last - 1].text.isdecimal()
    return after.text == "%" or (tight and (ordinal or after.text in _HYPHENS + "'’"))


def _thing_after(
    tokens: Sequence[Token], m: Measured, hits: Sequence[Hit[Sense]], numbers: frozenset[int]
) -> Hit[Sense] | None:
    """What is counted after a number, before the next one. `numbers`: where numbers begin."""
    limit = _reach(tokens, m.last, 1, _WORDS_TO_THING)
    limit = next((i for i in range(m.last + 1, limit) if i in numbers), limit)
    near = [h for h in hits if h.value.table in ("things", "lengths", "never") and m.last <= h.first < limit]
    return min(near, key=lambda h: (h.first, -h.last, h.value.table != "never", h.value), default=None)


def _thing_before(tokens: Sequence[Token], m: Measured, hits: Sequence[Hit[Sense]]) -> Hit[Sense] | None:
    limit = _reach(tokens, m.first - 1, -1, _WORDS_BACK)
    near = [h for h in hits if h.value.table == "things" and limit < h.first and h.last <= m.at]
    return max(near, key=lambda h: (h.last, -h.first, h.value), default=None)


def _thing_far(m: Measured, hits: Sequence[Hit[Sense]]) -> Hit[Sense] | None:
    """What is counted anywhere in the sentence: named last before the number, else first after it."""
    named = [h for h in hits if h.value.table == "things"]
    before = (h for h in named if h.last <= m.first)
    after = (h for h in named if h.first >= m.last)
    return max(before, key=lambda h: (h.last, -h.first, h.value), default=None) or min(
        after, key=lambda h: (h.first, -h.last, h.value), default=None
    )


def _reach(tokens: Sequence[Token], at: int, step: int, words: int) -> int:
    """How far from `at` one may look: so many words, never across a mark."""
    while 0 <= at < len(tokens) and words and tokens[at].text not in _MARKS:
        words -= tokens[at].word
        at += step
    return at
