"""Names that somebody wrote without capitals.

A word in small letters is a given name or a surname only beside the other one, or beside what is covered already; the
surname of such a pair is then known wherever the same text writes it again.
"""

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from habeas.languages.name_lore import CYRILLIC, LATIN, function_words
from habeas.protection.sealed_names import text_lore
from habeas.protection.words import Word


@cache
def _function_words(cyrillic: bool) -> frozenset[str]:
    codes = CYRILLIC if cyrillic else LATIN
    return frozenset().union(*map(function_words, codes))


def given(word: Word, language: str | None) -> bool:
    """Whether a word is a given name; in small letters none that is a function word of any language."""
    known = text_lore(language, word.cyrillic)
    return known.given(word.norm) and (word.capital or word.norm not in _function_words(word.cyrillic))


def small_names(row: Sequence[Word], found: Collection[int], language: str | None) -> set[int]:
    """Indices of the words in small letters that are names. `found`: those of the words that are covered already."""
    more = _pairs(row, language)
    again = frozenset(stem for i in more for stem in _surname(row[i], language))
    if again:
        more |= {i for i, word in enumerate(row) if not word.capital and not again.isdisjoint(_surname(word, language))}
    covered = more.union(found)
    beside = {i for at in covered for i in (at - 1, at + 1) if 0 <= i < len(row) and i not in covered}
    return more | {i for i in beside if _touches(row, i, covered, language)}


def _pairs(row: Sequence[Word], language: str | None) -> set[int]:
    """A given name and a word of a surname's shape, in either order, not both with a capital."""
    found: set[int] = set()
    for i, word in enumerate(row):
        if word.capital or not _surname(word, language):
            continue
        for other in (i - 1, i + 1):
            if 0 <= other < len(row) and row[max(i, other)].joined and given(row[other], language):
                found |= {i, other}
    return found


def _surname(word: Word, language: str | None) -> frozenset[str]:
    """The stems of a word of a surname's shape; none of other words."""
    return _stems(word.norm, word.cyrillic, language)


@lru_cache(maxsize=1 << 16)
def _stems(norm: str, cyrillic: bool, language: str | None) -> frozenset[str]:
    known = text_lore(language, cyrillic)
    return known.stems(norm) if known.shape(norm) and not known.given(norm) else frozenset()


def _touches(row: Sequence[Word], i: int, covered: Collection[int], language: str | None) -> bool:
    """Whether a given name in small letters stands directly beside a covered word."""
    if row[i].capital or not given(row[i], language):
        return False
    after = i + 1 < len(row) and row[i + 1].joined and i + 1 in covered
    return after or (row[i].joined and i - 1 in covered)
