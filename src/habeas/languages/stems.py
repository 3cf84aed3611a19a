"""The stem that the inflected forms of a word share: for search, where «підвалах» has to be found by «підвал».

A stem is a key, not a word: it need not look like one, and two words may share one. What counts is that the forms of a word
come to the same stem. So endings go first, then suffixes of what is left, then the letters that change at the end of a stem
are made equal; words that no rule holds together stand in lists. All of it is data, `endings.toml` of a language; a language
without that file has every word as its own stem.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from habeas.languages.packs import languages, pack
from habeas.languages.tokens import normal

Rules = Mapping[str, str]
RULES = 1
"""Counted up when the code here gives other stems for the same tables."""
LONGEST_ENDING = 12
"""Letters of the longest ending that a table may have."""
_SINGLE = {"ё": "е", "ґ": "г", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "'": ""}


def _letters() -> dict[int, str]:
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for code in [*range(0xE0, 0x250), *range(0x1E00, 0x1F00)]}
    return {code: base for code, base in bases.items() if base.isascii()} | {ord(c): put for c, put in _SINGLE.items()}


_LETTERS = _letters()


def plain(word: str) -> str:
    """A word in small letters without accents and apostrophes, as people type it: więzień is wiezien, В'язень is вязень.

    Cyrillic letters stay what they are, but ё is е and ґ is г, as careless texts write them.
    """
    return word.lower() if word.isascii() and "'" not in word else normal(word).translate(_LETTERS)


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """The stem of a plain word in a language; the word itself where the language has no endings or another script."""
    found = _inflection(language)
    return found.stem(word) if found else word


@cache
def inflected(*, cyrillic: bool) -> tuple[str, ...]:
    """The languages of one script that have endings, sorted."""
    found = ((code, _inflection(code)) for code in languages())
    return tuple(code for code, rules in found if rules and rules.cyrillic == cyrillic)


@cache
def fingerprint() -> str:
    """What changes whenever a stem may: stems that were kept under another one are to be made again."""
    tables = [
        (code, pack_.table("endings"), pack_.words("text", "common")) for code in languages() if (pack_ := pack(code))
    ]
    return hashlib.sha256(json.dumps([RULES, unicodedata.unidata_version, tables]).encode()).hexdigest()


class _Inflection:
    """The rules of one language."""

    def __init__(self, table: Mapping[str, Any], common: Iterable[str]) -> None:
        """`common`: words that are not inflected, or that nobody looks for."""
        self._least, self._least_suffix = int(table["least"]), int(table["least_suffix"])
        self._prefix = str(table.get("prefix", ""))
        self._endings, self._suffixes, self._changes = (
            _rules(table[key]) for key in ("endings", "suffixes", "changes")
        )
        self.cyrillic = any("\u0400" <= ending <= "\u04ff" for ending in self._endings)
        self._irregular = {
            plain(form): plain(forms[0]) for forms in map(str.split, table.get("irregular", ())) for form in forms[1:]
        }
        self._kept = frozenset(map(plain, [*common, *str(table.get("kept", "")).split()])) - self._irregular.keys()

    def stem(self, word: str) -> str:
        word = self._irregular.get(word, word)
        if word in self._kept or not word.isalpha():
            return word
        word = _cut(word, self._endings, self._least)
        word = _cut(word, self._suffixes, self._least_suffix)
        word = _cut(word, self._changes, 0)
        bare = word.removeprefix(self._prefix)
        return bare if len(bare) >= self._least else word


def _cut(word: str, rules: Rules, least: int) -> str:
    """The word with its longest ending replaced that leaves `least` letters, one fewer for an ending of one letter."""
    for length in range(min(LONGEST_ENDING, len(word)), 0, -1):
        put = rules.get(word[-length:])
        if put is not None and len(word) - length + len(put) >= least - (length == 1):
            return word[:-length] + put
    return word


def _rules(endings: str) -> dict[str, str]:
    """`ies>y ing`: an ending and what stands there instead, nothing if nothing is said."""
    return {plain(old): plain(new) for old, _, new in (part.partition(">") for part in endings.split())}


@cache
def _inflection(language: str) -> _Inflection | None:
    found = pack(language)
    table = found.table("endings") if found else {}
    return _Inflection(table, found.words("text", "common")) if found and table else None
