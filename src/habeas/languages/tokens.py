"""Words and marks of a text with their offsets. Normalisation happens in a copy, never in the offsets."""

import re
import unicodedata
from typing import NamedTuple

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘′", "'"))
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*|[^\w\s]|_")


class Token(NamedTuple):
    """A word (with inner apostrophes) or one mark; hyphens stand alone, so `stun-gun` is three tokens."""

    start: int
    """Code point offset into the text."""
    end: int
    text: str
    norm: str
    """NFC, casefolded, all apostrophes as '."""
    word: bool


def normal(word: str) -> str:
    """The form in which words are compared."""
    return unicodedata.normalize("NFC", word).translate(APOSTROPHES).casefold()


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text`; `offset` is added to every start and end."""
    return [
        Token(m.start() + offset, m.end() + offset, m[0], normal(m[0]), m[0][0].isalnum())
        for m in _TOKEN.finditer(text)
    ]
