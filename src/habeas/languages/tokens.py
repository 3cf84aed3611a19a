"""Words and marks of a text with their offsets. Normalisation happens in a copy, never in the offsets."""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘′", "'"))
_TOKEN = re.compile(r"[^\W_]{1,100}(?:['’ʼ`][^\W_]{1,100}){0,4}|[^\w\s]|_")
"""Longer rows of letters than any word has are cut, so that what is remembered of words stays small."""


class Token(NamedTuple):
    """A word (with inner apostrophes) or one mark; hyphens stand alone, so `stun-gun` is three tokens."""

    start: int
    """Code point offset into the text."""
    end: int
    text: str
    norm: str
    """NFC, casefolded, all apostrophes as '."""
    word: bool


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """The form in which words are compared."""
    if word.isascii():
        return word.replace("`", "'").lower()
    return unicodedata.normalize("NFC", word).translate(APOSTROPHES).casefold()


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of `text`; `offset` is added to every start and end."""
    made = tuple.__new__  # what a named tuple's own constructor calls, and half of the time that tokens take
    found = []
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        word = m[0]
        found.append(made(Token, (start + offset, end + offset, word, normal(word), word[0].isalnum())))
    return found


def parted(tokens: Sequence[Token], elided: Set[str]) -> list[Token]:
    """The tokens with elided words apart from the words on which they lean: `l'` and `armée`, `qu'` and `il`.

    `elided`: what may lose its vowel in a language, in normal form and without the apostrophe.
    """
    return [part for token in tokens for part in (_parts(token, elided) if "'" in token.norm else (token,))]


def _parts(token: Token, elided: Set[str]) -> Iterator[Token]:
    cut = token.norm.find("'") + 1
    if not cut or token.norm[: cut - 1] not in elided:
        yield token
        return
    middle = token.start + cut
    yield Token(token.start, middle, token.text[:cut], token.norm[:cut], word=True)
    yield Token(middle, token.end, token.text[cut:], token.norm[cut:], word=True)
