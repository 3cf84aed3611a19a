"""Names that somebody wrote without capitals.

A word in small letters is a given name or a surname only beside the other one, or beside what is covered already; the
surname of such a pair is then known wherever the same text writes it again.
"""

from collections.abc import Collection, Sequence
from functools import cache

from habeas.languages.name_lore import CYRILLIC, LATIN, lore
from habeas.protection.sealed_names import text_lore
from habeas.protection.words import Word


@cache
def _function_words(cyrillic: bool) -> frozenset[str]:
    codes = CYRILLIC if cyrillic else LATIN
    return frozenset().union(*(lore(code, cyrillic).function_words for code in codes))


def given(word: Word, language: str | None) -> bool:
    """Whether a word is a given name; in small letters none that is a function word of any language."""
    known = text_lore(language, word.cyrillic)
    return known.given(word.norm) and (word.capital or word.norm not in _function_words(word.cyrillic))


def small_names(row: Sequence[Word], found: Collection[int], language: str | None) -> set[int]:
    """Indices of the words in small letters that are names. `found`: those of the words that are covered already."""
    more = _pairs(row, language)
    again = frozenset(stem for i in more for stem in _surname(row[i], language))
    more |= {i for i, word in enumerate(row) if not word.capital and not again.isdisjoint(_surname(word, language))}
    covered = more.union(found)
    return more | {i for i, word in enumerate(row) if i not in covered and _touches(row, i, covered, language)}


def _pairs(row: Sequence[Word], language: str | None) -> set[int]:
    """A given name and a word of a surname's shape, in either order, not both with a capital."""
    found: set[int] = set()
    for i in range(1, len(row)):
        pair = row[i - 1], row[i]
        if not row[i].joined or all(word.capital for word in pair):
            continue
        for first, other in (pair, pair[::-1]):
            if not other.capital and _surname(other, language) and given(first, language):
                found |= {i - 1, i}
    return found


def _surname(word: Word, language: str | None) -> frozenset[str]:
    """The stems of a word of a surname's shape; none of other words."""
    known = text_lore(language, word.cyrillic)
    return known.stems(word.norm) if known.shape(word.norm) and not known.given(word.norm) else frozenset()


def _touches(row: Sequence[Word], i: int, covered: Collection[int], language: str | None) -> bool:
    """Whether a given name in small letters stands directly beside a covered word."""
    if row[i].capital or not given(row[i], language):
        return False
    after = i + 1 < len(row) and row[i + 1].joined and i + 1 in covered
    return after or (row[i].joined and i - 1 in covered)
