"""Armed formations and agencies: known names, and formations with a number or a name of their own."""

from collections.abc import Iterator

from habeas.reading.entities.lexicon import Key, Mark, Row, apart
from habeas.reading.entities.phrases import CLOSING, OPENING, after, capital, name_after, spelt

REACH = 6
ORDINAL_TAIL = frozenset("-‐‑")
LISTED_WORDS = 2
"""Words of a number in a list: `5th`, `110-а`; what is longer has a noun of its own."""
JOINING_MARKS = frozenset(",/")


def find_units(rows: list[Row]) -> list[Mark]:
    """Every mention of a unit, apart from each other, in the order of the text."""
    return apart([mark for row in rows for mark in _in_row(row)])


def _in_row(row: Row) -> Iterator[Mark]:
    for hit in row.hits("units", "known"):
        _, _, kind, name = hit.value
        yield Mark(row, (hit.first, _of_country(row, hit.last)), key=name, kind=kind, name=name)
    for hit in row.hits("units", "militias"):
        yield Mark(row, (hit.first, hit.last), key=hit.value[2], kind="militia", name=_words(row, hit.first, hit.last))
    for hit in row.hits("units", "agencies"):
        yield Mark(row, (hit.first, hit.last), key=hit.value[2], kind="agency", name=_words(row, hit.first, hit.last))
    for hit in row.hits("units", "formations"):
        yield from _formation(row, hit.first, hit.last, hit.value)


def _formation(row: Row, first: int, last: int, value: Key) -> Iterator[Mark]:
    kind = value[2]
    number = _number_before(row, first)
    if number is not None and row.tokens[number].text[0].isdigit():
        whole = _opens(row, last) or bool(row.lexicon.words("phrases", "complements"))
        span = (number, after(row, last) if whole else last)
        yield _numbered(row, span, kind, row.tokens[number].text)
        yield from _listed(row, number, kind)
        return
    end = _number_after(row, last)
    if end and (kind != "other" or len(row.tokens[end - 1].text) >= 4):
        yield _numbered(row, (first, end), kind, row.tokens[end - 1].text)
        return
    if kind == "other":
        return
    named = name_after(row, last)
    if named > last:
        words = _words(row, last, named).strip("«»„“”\"'‘’ ")
        yield Mark(row, (first, named), key=words.casefold(), kind=kind, name=_words(row, first, named))
        return
    begin = first - 2 if first > 1 and row.tokens[first - 1].text in ORDINAL_TAIL and row.tight(first) else first - 1
    if begin >= 0 and first > 1 and spelt(row, begin) and not row.nation(begin):
        name = _words(row, begin, last)
        yield Mark(row, (begin, last), key=name.casefold(), kind=kind, name=name)


def _of_country(row: Row, last: int) -> int:
    """The end of an agency's name with its country and region after it: `ФСБ Росії`."""
    inflected = row.lexicon.endings("people", "endings")
    if inflected and last < len(row.tokens) and capital(row, last) and row.nation(last):
        last += 1
    return _of_region(row, last)


def _of_region(row: Row, last: int) -> int:
    """The end of an agency's name with its region after it: `ФСИН по Вымышленной области`."""
    if last >= len(row.tokens) or row.tokens[last].norm not in row.lexicon.words("units", "over"):
        return last
    reach = range(last + 2, min(last + REACH, len(row.tokens)))
    named = last + 1 < len(row.tokens) and capital(row, last + 1)
    return next((i + 1 for i in reach if named and row.tokens[i].norm in row.lexicon.words("units", "regions")), last)


def _opens(row: Row, i: int) -> bool:
    return i < len(row.tokens) and row.tokens[i].text in OPENING


def _numbered(row: Row, span: tuple[int, int], kind: str, number: str) -> Mark:
    digits = "".join(c for c in number if c.isdigit())
    return Mark(row, span, key=f"{kind} {digits}", kind=kind, name=_words(row, *span))


def _number_before(row: Row, first: int) -> int | None:
    """The token with the number of a formation, at most six words before it, with nothing but its other words between."""
    stops, words, i = row.lexicon.words("phrases", "stops"), 0, first
    while i > 0 and words < REACH:
        i -= 1
        token = row.tokens[i]
        if token.word:
            if token.text[0].isdigit():
                return i if (len(token.text) <= 6 and not token.text.isdigit()) or _tail(row, i, first) else None
            if i > 0 and row.tight(i) and row.tokens[i - 1].text in ORDINAL_TAIL:
                continue
            if token.norm in stops:
                return None
            words += 1
        elif token.text not in ORDINAL_TAIL | CLOSING | OPENING and not _ordinal(row, i):
            return None
    return None


def _ordinal(row: Row, i: int) -> bool:
    """Whether token i is the full stop of an ordinal: `5. Brigade`."""
    return row.tokens[i].text == "." and row.tight(i) and row.tokens[i - 1].text.isdigit()


def _tail(row: Row, i: int, first: int) -> bool:
    """Whether a bare number is an ordinal: a hyphen follows (`110-я`), or an adjective that is not a plain count."""
    following = row.tokens[i + 1]
    return following.text in ORDINAL_TAIL or _ordinal(row, i + 1) or (len(row.tokens[i].text) <= 3 and first - i > 1)


def _number_after(row: Row, last: int) -> int | None:
    i = last
    while i < len(row.tokens) and row.tokens[i].text in ("№", "#", "-", "No", "nr", ".") and i - last < 2:
        i += 1
    return i + 1 if i < len(row.tokens) and row.tokens[i].text.isdigit() else None


def _listed(row: Row, number: int, kind: str) -> Iterator[Mark]:
    """The numbers joined to a numbered formation, as the first in `5th and 110th brigades`."""
    i = number - 1
    joiners = row.lexicon.words("units", "joiners")
    while i > 0 and (row.tokens[i].norm in joiners or row.tokens[i].text in JOINING_MARKS):
        j = i - 1
        while j > 0 and i - j < 3 and not row.tokens[j].text[0].isdigit():
            j -= 1
        if not row.tokens[j].text[0].isdigit() or (row.tokens[j].text.isdigit() and j == i - 1):
            return
        if sum(t.word for t in row.tokens[j:i]) > LISTED_WORDS:
            return
        yield _numbered(row, (j, i), kind, row.tokens[j].text)
        i = j - 1


def _words(row: Row, first: int, last: int) -> str:
    return row.passage(first, last).of(row.text)
