"""The words of a text as search compares them: as they are written, and by the stem that their forms share.

Both are made when a text is put into the index and made again, the same way, for what is asked: they can never disagree.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from habeas.languages import common_words, tokenize
from habeas.languages.stems import inflected, plain, stem

_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэёъ")


class Word(NamedTuple):
    """A word of a text: `plain` is how it is compared."""

    start: int
    """Code point offset."""
    end: int
    plain: str


class Written(NamedTuple):
    """The words of a text in order, and for each its stem with the language in front; both lists are of one length."""

    words: list[str]
    stems: list[str]


def words(text: str) -> list[Word]:
    """The words and numbers of a text; marks are none."""
    found = (Word(t.start, t.end, plain(t.norm)) for t in tokenize(text) if t.word)
    return [word for word in found if word.plain]


def written(text: str, language: str | None) -> Written:
    """What the index keeps of a text whose document is in `language`."""
    row = [word.plain for word in words(text)]
    spoken = spoken_in(row, language)
    return Written(row, [tagged(word, spoken) for word in row])


def tagged(word: str, language: str | None) -> str:
    """The stem of a word with its language, so that a stem of one language is none of another."""
    return f"{language}{stem(word, language)}" if language and is_cyrillic(word) in _scripts(language) else word


def stems_of(word: str) -> tuple[str, ...]:
    """The stems that a word has in any language of its script, each with its language."""
    return tuple(tagged(word, code) for code in inflected(cyrillic=is_cyrillic(word)))


def is_cyrillic(word: str) -> bool:
    """Whether the word begins with a Cyrillic letter."""
    return "\u0400" <= word[:1] <= "\u04ff"


def spoken_in(row: Sequence[str], language: str | None) -> str | None:
    """The language of some words: their document's, unless their letters are of another one; None where none is known.

    Ukrainian and Russian quote each other within a document; letters that only one of them has tell which it is.
    """
    slavic = sum(map(is_cyrillic, row)) * 2 > len(row)
    if not slavic:
        return language if language in inflected(cyrillic=False) else _commonest(row)
    letters = set().union(*row)
    if letters & _UKRAINIAN:
        return "uk"
    return "ru" if letters & _RUSSIAN or language not in inflected(cyrillic=True) else language


def _scripts(language: str) -> tuple[bool, ...]:
    return tuple(script for script in (False, True) if language in inflected(cyrillic=script))


def _commonest(row: Sequence[str]) -> str | None:
    """The language whose common words are most of these; of equals the first by code."""
    known, table = inflected(cyrillic=False), common_words()
    votes = Counter(code for word in row for code in table.get(word, ()) if code in known)
    return min(votes, key=lambda code: (-votes[code], code)) if votes else None
