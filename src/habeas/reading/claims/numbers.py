"""Numbers in digits and in words, with the tokens that write them. A number that only a plural word hints at is none."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from habeas.languages import Token, pack

LARGEST = 100_000_000
"""No report counts people or places beyond it; larger figures are telephone numbers and sums of money."""
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,3}(?!\d)")
_REMEMBERED = 1 << 14
_COMPOUND_LETTERS = (7, 40)
_LONGEST = 9
"""Digits of a number; longer rows are telephone and account numbers."""
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})(?!\d)")


class Number(NamedTuple):
    """A value and the tokens that write it: tokens[first:last]."""

    value: int
    first: int
    last: int


class NumberWords(NamedTuple):
    """How a language writes numbers."""

    values: dict[str, int]
    scales: dict[str, int]
    one: frozenset[str]
    """Words before a scale that stand for one of it (`a hundred`)."""
    links: frozenset[str]
    """Words inside a number (`a hundred and twenty`, `zevenentwintig`)."""
    compound: bool
    vague: frozenset[str]
    """Words before a scale, and forms of it, that name no number: `several` hundred, `тисячі`."""
    rows: dict[str, list[tuple[tuple[str, ...], int]]]
    """Numbers of several words that do not add up (`quatre-vingt-dix`, `vingt et un`) by the first word, longest first."""
    begins: frozenset[str]
    """Words with which a number may begin that is not written as one word."""
    compounds: dict[str, int]
    """What long words that were seen are worth as numbers; remembered, because it takes long to tell."""


@cache
def number_words(code: str) -> NumberWords:
    """The number words of a language; empty when its pack has none."""
    found = pack(code)
    table = found.table("counts") if found else {}
    values, scales, rows = (
        _values(table.get("numbers", {})),
        _values(table.get("scales", {})),
        _rows(table.get("rows", {})),
    )
    one = frozenset(table.get("one", ()))
    return NumberWords(
        values=values,
        scales=scales,
        one=one,
        links=frozenset(table.get("links", ())),
        compound=bool(table.get("compound", False)),
        vague=frozenset(table.get("vague", ())),
        rows=rows,
        begins=one.union(values, scales, rows),
        compounds={},
    )


def _rows(table: dict[str, list[str]]) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    rows: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for row, value in sorted(
        ((tuple(r.split()), int(v)) for v, rs in table.items() for r in rs), key=lambda r: -len(r[0])
    ):
        rows[row[0]].append((row, value))
    return dict(rows)


def _values(table: dict[str, list[str]]) -> dict[str, int]:
    return {word: int(value) for value, words in table.items() for word in words}


def find_numbers(text: str, tokens: Sequence[Token], words: NumberWords) -> list[Number]:
    """The numbers among the tokens, apart and in order."""
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        if not (words.compound or tokens[i].norm in words.begins or tokens[i].text[0].isdecimal()):
            i += 1
            continue
        number = _digits(text, tokens, i, words) or _spelled(tokens, i, words)
        if number and 0 < number.value <= LARGEST:
            if not _vague(tokens, i, words):
                found.append(number)
            i = number.last
        else:
            i += 1
    return found


def _vague(tokens: Sequence[Token], i: int, words: NumberWords) -> bool:
    """Whether what begins at `i` is a scale without its number: `several hundred`, `тисячі людей`."""
    if tokens[i].norm not in words.scales:
        return False
    return tokens[i].norm in words.vague or (i > 0 and tokens[i - 1].norm in words.vague)


def _digits(text: str, tokens: Sequence[Token], i: int, words: NumberWords) -> Number | None:
    token = tokens[i]
    if not (token.text.isdecimal() and token.text.isascii() and len(token.text) <= _LONGEST):
        return None
    if i and tokens[i - 1].end == token.start and tokens[i - 1].text in ".,:/№#":
        return None
    end, amount = token.end, float(token.text)
    grouped, decimal = _GROUPED.match(text, token.start), _DECIMAL.match(text, token.start)
    if grouped:
        end, amount = grouped.end(), float(re.sub(r"\D", "", grouped[0]))
    elif decimal and _scale_at(tokens, _after(tokens, i, decimal.end()), words):
        end, amount = decimal.end(), float(f"{decimal[1]}.{decimal[2]}")
    last = _after(tokens, i, end)
    scale = _scale_at(tokens, last, words)
    return Number(round(amount * scale), first=i, last=last + 1) if scale else Number(round(amount), i, last)


def _after(tokens: Sequence[Token], i: int, end: int) -> int:
    while i < len(tokens) and tokens[i].start < end:
        i += 1
    return i


def _scale_at(tokens: Sequence[Token], i: int, words: NumberWords) -> int:
    return words.scales.get(tokens[i].norm, 0) if i < len(tokens) else 0


def _spelled(tokens: Sequence[Token], i: int, words: NumberWords) -> Number | None:
    """A number in words: values add up, scales multiply what stands before them."""
    if not words.compound and tokens[i].norm not in words.begins:
        return None
    total = part = 0
    at = last = i
    while at < len(tokens):
        norm = tokens[at].norm
        value, width = _row_value(tokens, at, words) or (_word_value(norm, words), 1)
        if value:
            if part and (part % 10 or value >= part) and part < value * 10:
                break
            part += value
        elif norm in words.scales and (part or (total == 0 and at == i + _opens(tokens, i, words))):
            total += max(part, 1) * words.scales[norm]
            part = 0
        elif not _linked(tokens, at, i, words):
            break
        at += width
        last = at if value or norm in words.scales else last
    return Number(total + part, i, last) if total + part else None


def _row_value(tokens: Sequence[Token], i: int, words: NumberWords) -> tuple[int, int] | None:
    """The value of a row of words that begins at `i`, hyphens aside, and how many tokens it has."""
    for row, value in words.rows.get(tokens[i].norm, ()):
        ahead = [n for n in range(i, min(i + 2 * len(row), len(tokens))) if tokens[n].text not in "-‐‑"][: len(row)]
        if tuple(tokens[n].norm for n in ahead) == row:
            return value, ahead[-1] + 1 - i
    return None


def _opens(tokens: Sequence[Token], i: int, words: NumberWords) -> int:
    return 1 if tokens[i].norm in words.one else 0


def _counts(norm: str, words: NumberWords) -> bool:
    return bool(_word_value(norm, words)) or norm in words.scales


def _linked(tokens: Sequence[Token], at: int, first: int, words: NumberWords) -> bool:
    """Whether the token holds the words of a number together: a hyphen, `and`, the `a` of `a hundred`."""
    if at + 1 >= len(tokens):
        return False
    follows = tokens[at + 1].norm
    if at == first:
        return tokens[at].norm in words.one and follows in words.scales
    after_scale = tokens[at - 1].norm in words.scales
    tens = _word_value(tokens[at - 1].norm, words) % 10 == 0 and 0 < _word_value(follows, words) < 10
    if tokens[at].text in "-‐‑":
        return bool(tens or after_scale) and _counts(follows, words)
    return tokens[at].norm in words.links and after_scale and _counts(follows, words)


Worths = tuple[tuple[str, int], ...]
"""Words and their values, as a key of the cache."""


@lru_cache(maxsize=4096)
def _compound(word: str, words: Worths, scales: Worths, links: tuple[str, ...]) -> int:
    """The value of a number written as one word (`zevenentwintig`, `tweehonderdvijftig`); 0 when it is none."""
    for scale, worth in scales:
        head, found, tail = word.partition(scale)
        if found:
            before = _compound(head, words, scales, links) if head else 1
            after = _compound(tail.removeprefix(links[0]), words, scales, links) if tail else 0
            return before * worth + after if before and (after or not tail) else 0
    values = dict(words)
    if word in values:
        return values[word]
    for ones, value in words:
        for joint in links:
            if value < 10 and word.startswith(ones + joint):
                tens = values.get(word[len(ones + joint) :], 0)
                if tens % 10 == 0 and tens:
                    return value + tens
    return 0


def _word_value(norm: str, words: NumberWords) -> int:
    value = words.values.get(norm, 0)
    if (
        value
        or norm in words.scales
        or not words.compound
        or not _COMPOUND_LETTERS[0] <= len(norm) <= _COMPOUND_LETTERS[1]
        or not norm.isalpha()
    ):
        return value
    if norm not in words.compounds:
        if len(words.compounds) > _REMEMBERED:
            words.compounds.clear()
        scales = tuple(sorted(((s, v) for s, v in words.scales.items() if v >= 100), key=lambda s: -s[1]))
        words.compounds[norm] = _compound(norm, tuple(words.values.items()), scales, tuple(sorted(words.links)))
    return words.compounds[norm]
