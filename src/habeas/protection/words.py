"""The words of a text as covering looks at them: which stand at the start of a sentence, which stand together."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from habeas.languages.name_lore import abbreviations
from habeas.languages.tokens import normal

_ELIDED = r"(?:[dlcjmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_]{2})"
_WORD = re.compile(rf"(?i:(?<![^\W\d_]){_ELIDED})|[^\W\d_]+(?:['’ʼ`](?!s(?![^\W\d_]))[^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_JOINS = frozenset({" ", "-", "‐", "‑", "\u00a0", "  "})
_DOTS = frozenset({". ", ".", ".-", ".\u00a0"})
_OPENING = " \t\r\u00a0\"'«»„“”‘’‹›([{*_#>—–-•|"
_QUOTES = frozenset("\"«„“‘‹'”")
_NUMBER = re.compile(r"[ \u00a0]?(?:№|#|[Nn][or]\.? ?|-)? ?\d")
_CLOSING = frozenset("\"»”“’'›")
_STOPS = frozenset(".!?…:;\n")
_LOOK_BACK = 16


class Word(NamedTuple):
    """A word of a text. Hyphens part words, as do the apostrophes of elision (d'Oksana) and of the English genitive."""

    start: int
    end: int
    text: str
    norm: str
    capital: bool
    cyrillic: bool
    initial: bool
    """A capital letter may be owed to the place: it begins a sentence, a line or a quotation."""
    joined: bool
    """Only a space, a hyphen or a full stop stands between it and the word before."""
    line: int
    """The number of its line, from 0."""
    dotted: bool
    """A full stop follows."""
    numbered: bool
    """A number follows, as in `Article 8` or `SIZO-2`."""

    @property
    def upper(self) -> bool:
        """Whether it has two or more letters, all capitals."""
        return len(self.text) > 1 and self.text.isupper()


class Token(NamedTuple):
    """A word and nothing about its place."""

    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, parted as in `words`."""
    for match in _WORD.finditer(text):
        if match[0][-1] not in "'’":  # an elided article is no part of a name, nor does it hide that a sentence begins
            yield Token(*match.span(), match[0])


def distinct(text: str) -> set[str]:
    """The words that occur in `text`; much quicker than one after the other."""
    return set(_WORD.findall(text))


@lru_cache(maxsize=1 << 17)
def _looks(letters: str) -> tuple[str, bool, bool]:
    """Of a word its normal form, whether it has a capital, and whether it is Cyrillic."""
    capital = letters[0].isupper() or letters[0].istitle() or (len(letters) > 2 and not letters.islower())
    return normal(letters), capital, cyrillic(letters)


def cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return _CYRILLIC.match(word) is not None


def words(text: str) -> list[Word]:
    """All words of `text`, in order."""
    found: list[Word] = []
    last: Word | None = None
    before = line = 0
    for match in _WORD.finditer(text):
        letters = match[0]
        if letters[-1] in "'’":  # as in `tokens`
            continue
        start, end = match.span()
        between = text[before:start]
        line += between.count("\n")
        norm, capital, cyrillic = _looks(letters)
        last = Word(
            start,
            end,
            letters,
            norm,
            capital,
            cyrillic,
            capital and _initial(text, start, end, last),
            last is not None and _joined(between, last),
            line,
            text[end : end + 1] == ".",
            capital and _NUMBER.match(text, end) is not None,
        )
        found.append(last)
        before = end
    return found


def _abbreviates(word: Word) -> bool:
    """Whether a full stop after this word is no sentence's: an initial, a title."""
    return len(word.text) == 1 or word.norm in abbreviations()


def _joined(between: str, before: Word) -> bool:
    return between in _JOINS or (between in _DOTS and _abbreviates(before))


def _initial(text: str, start: int, end: int, before: Word | None) -> bool:
    """Looks back over quotes and dashes; a full stop after one letter is an initial's, not a sentence's."""
    quoted = False
    for at in range(start - 1, max(-1, start - _LOOK_BACK), -1):
        mark = text[at]
        if mark in _STOPS:
            return not (mark == "." and before is not None and before.end == at and _abbreviates(before))
        quoted = quoted or mark in _QUOTES
        if mark not in _OPENING:
            return quoted and not mark.isalnum()
        if mark in "—–" and at > 0 and text[at - 1].isspace():
            return True
        if mark in _QUOTES and at > 0 and text[at - 1].isspace():
            return not (
                text[end : end + 1] in _CLOSING and text[at - 2 : at - 1].isalnum()
            )  # a nickname, not a sentence
    return start < _LOOK_BACK
