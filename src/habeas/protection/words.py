"""The words of a text as covering looks at them: which stand at the start of a sentence, which stand together."""

import re
from typing import NamedTuple

from habeas.languages.tokens import normal

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_JOINS = frozenset({" ", "-", "‐", "‑", ". ", ".", "\u00a0", ".-", ".\u00a0", "  "})
_OPENING = " \t\r\u00a0\"'«»„“”‘’‹›([{*_#>—–-•|"
_QUOTES = frozenset("\"«„“‘‹'”")
_STOPS = frozenset(".!?…:;\n")
_LOOK_BACK = 16


class Word(NamedTuple):
    """A word of a text. Hyphens part words; an apostrophe inside does not."""

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

    @property
    def upper(self) -> bool:
        """Whether it has two or more letters, all capitals."""
        return len(self.text) > 1 and self.text.isupper()


def words(text: str) -> list[Word]:
    """All words of `text`, in order."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        letters = match[0]
        capital = letters[0].isupper() or letters[0].istitle() or (len(letters) > 2 and not letters.islower())
        found.append(
            Word(
                start,
                end,
                letters,
                normal(letters),
                capital,
                _CYRILLIC.match(letters) is not None,
                capital and _initial(text, start, found[-1] if found else None),
                bool(found) and text[before:start] in _JOINS,
            )
        )
        before = end
    return found


def _initial(text: str, start: int, before: Word | None) -> bool:
    """Looks back over quotes and dashes; a full stop after one letter is an initial's, not a sentence's."""
    quoted = False
    for at in range(start - 1, max(-1, start - _LOOK_BACK), -1):
        mark = text[at]
        if mark in _STOPS:
            return not (mark == "." and before is not None and before.end == at and len(before.text) == 1)
        quoted = quoted or mark in _QUOTES
        if mark not in _OPENING:
            return quoted and not mark.isalnum()
        if mark in _QUOTES and at > 0 and text[at - 1].isspace():
            return True
    return start < _LOOK_BACK
