"""What a language knows of names: given names, ordinary words, words of offices and places, how names are inflected.

The data stand in `<code>/names.toml`, `<code>/given.txt` and `<code>/words.txt` (see `word_lists`). A lore joins several
languages of one script, because a report mixes them.
"""

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from habeas.languages.name_keys import name_keys
from habeas.languages.packs import Pack, common_words
from habeas.languages.tokens import normal
from habeas.languages.word_lists import word_list

SHORTEST_STEM = 3
LONGEST_ABBREVIATION = 5
CYRILLIC = ("uk", "ru")
LATIN = ("en", "nl", "de", "fr", "pl")


def _folder(code: str) -> Traversable:
    return files(__package__).joinpath(code)


def _lines(code: str, name: str) -> list[str]:
    text = _folder(code).joinpath(name).read_text("utf-8")
    return [normal(line) for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _table(code: str) -> dict[str, Any]:
    return tomllib.loads(_folder(code).joinpath("names.toml").read_text("utf-8"))


@cache
def given_names(code: str) -> frozenset[str]:
    """The given names of a language that are hardly anything else, in their normal form."""
    return frozenset(_lines(code, "given.txt")) - frozenset(map(normal, _table(code)["weak_given"]))


@cache
def function_words(code: str) -> frozenset[str]:
    """The words of a language that are so common that they are nobody's name; no word list is read for them."""
    return frozenset(word for word, codes in common_words().items() if code in codes).union(
        map(normal, _table(code)["function_words"])
    )


@cache
def _calendar(code: str) -> frozenset[str]:
    """The months and seasons of a language; none for one without a pack."""
    dates = Pack(code).table("dates")
    groups = (*dates.get("months", {}).values(), *dates.get("seasons", {}).values())
    return frozenset(normal(word) for words in groups for word in words)


@cache
def _slavic_given_keys() -> frozenset[str]:
    """Keys of Ukrainian and Russian given names, to know them in any romanisation."""
    keys = (key for code in CYRILLIC for name in given_names(code) for key in name_keys(name))
    return frozenset(key for key in keys if len(key) > SHORTEST_STEM)


class NameLore:
    """The name data of some languages together. All words are asked for in their `normal` form."""

    def __init__(self, codes: tuple[str, ...], script: tuple[str, ...]) -> None:
        """`codes`: the languages of the text; `script`: all languages whose given names may occur in it."""
        lists = [word_list(code) for code in codes]
        self.function_words = frozenset().union(*map(function_words, codes))
        self.frequent = self.function_words.union(*(words.frequent for words in lists))
        """Words of which most text is made."""
        self._ordinary = self.frequent.union(*(words.every for words in lists))
        self._common = self.frequent.union(*(words.common for words in lists))
        own = frozenset().union(*(given_names(code) for code in codes))
        others = frozenset().union(*(given_names(code) for code in script))
        self._given_keys = frozenset() if script == CYRILLIC else _slavic_given_keys()
        self._given = own | frozenset(name for name in others if name not in self._ordinary)
        self.titles = self._set(codes, "titles")
        self._ordinary |= self.titles
        self.words = self._ordinary - self._given
        """All ordinary words."""
        self.common_words = self._common - self._given
        """Those that many texts have."""
        self.weak_given = self._set(codes, "weak_given")
        self.call_signs = self._set(codes, "call_signs")
        self.call_sign_pairs = frozenset(tuple(pair.split()) for pair in self._set(codes, "call_sign_pairs"))
        self.known_as = frozenset(tuple(pair.split()) for pair in self._set(codes, "known_as"))
        self.public = self._set(codes, "public")
        self.roads = self._set(codes, "roads")
        self._streets = tuple(sorted(self._set(script, "street_endings")))
        self.nouns_capital = any(_table(code).get("nouns_capital", False) for code in codes)
        self._shapes = tuple(sorted(self._set(script, "surname_endings")))
        self._endings = sorted(self._set(codes, "endings"))
        self._fleeting = [pair for code in codes for pair in sorted(_table(code).get("fleeting", {}).items())]
        self.place_cues = self._set(codes, "place_cues")
        self.place_heads = self._set(codes, "place_heads")
        self._surname_like = tuple(sorted(self._set(script, "surname_like")))
        self._word_endings = tuple(sorted({e for code in codes for e in _table(code).get("word_endings", ())}))
        self.stems = lru_cache(maxsize=1 << 17)(self._stems)
        self.proper_words = self._set(codes, "proper")
        self._proper_stems = frozenset(s for word in self.proper_words for s in self._stems(word))
        self._calendar = frozenset(s for code in codes for word in _calendar(code) for s in self._stems(word))
        self._given_stems = frozenset(s for name in self._given for s in self._stems(name)) - self.words

    def _set(self, codes: Iterable[str], key: str) -> frozenset[str]:
        return frozenset(normal(word) for code in codes for word in _table(code).get(key, ()))

    def common(self, word: str) -> bool:
        """Whether it is a word that many texts have: a name that is one tells little by itself."""
        return word in self._common

    def ordinary(self, word: str) -> bool:
        """Whether it is a word that is written in small letters, be it a rare one."""
        return word in self._ordinary

    def function_word(self, word: str) -> bool:
        """Whether it is so common that it is nobody's name, wherever it stands (`the`, `De`, `від`)."""
        return word in self.function_words

    def given(self, word: str) -> bool:
        """Whether the word is a form of a given name that is hardly anything else."""
        if word in self._given:
            return True
        if self.ordinary(word) or self.proper(word):
            return False
        return not (self._given_stems.isdisjoint(self.stems(word)) and self._given_keys.isdisjoint(name_keys(word)))

    def proper(self, word: str) -> bool:
        """Whether it is a form of a country, a people, a month and the like: written with a capital, no person."""
        return word in self.proper_words or not self._proper_stems.isdisjoint(self.stems(word) - {word})

    def calendar(self, word: str) -> bool:
        """Whether it is a form of a month or a season."""
        return not self._calendar.isdisjoint(self.stems(word))

    def shape(self, word: str) -> bool:
        """Whether it ends as surnames do, and is no ordinary word."""
        return len(word) > 4 and word.endswith(self._shapes) and not self.ordinary(word)

    def street(self, word: str) -> bool:
        """Whether it is the name of a street in one word."""
        return bool(self._streets) and len(word) > LONGEST_ABBREVIATION + 3 and word.endswith(self._streets)

    def surname_like(self, word: str) -> bool:
        """Whether it ends as many surnames and many small towns do (Гусев, Лозовая)."""
        return word.endswith(self._surname_like)

    def inflected_word(self, word: str) -> bool:
        """Whether it ends as verbs, participles and abstract nouns do, and hardly any surname does."""
        return len(word) > 5 and word.endswith(self._word_endings)

    def _stems(self, word: str) -> frozenset[str]:
        """The word and what remains of it without each case ending it may have; a short word has no stems."""
        forms = {word}
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                forms.add(word[: -len(ending)])
        for nominative, stem in self._fleeting:
            if word.endswith(nominative) and len(word) - len(nominative) + len(stem) >= SHORTEST_STEM:
                forms.add(word[: -len(nominative)] + stem)
        return frozenset(forms)


@cache
def abbreviations() -> frozenset[str]:
    """Short titles of all languages, after which a full stop ends no sentence."""
    titles = (normal(word) for code in (*LATIN, *CYRILLIC) for word in _table(code)["titles"])
    return frozenset(title for title in titles if len(title) < LONGEST_ABBREVIATION)


@cache
def lore(language: str | None, cyrillic: bool) -> NameLore:
    """The lore for words of one script in a text of `language` (None or an unknown one: the commonest of the script)."""
    script = CYRILLIC if cyrillic else LATIN
    first = (language,) if language in script else ()
    rest = CYRILLIC if cyrillic else ("en",)
    return NameLore(tuple(dict.fromkeys((*first, *rest))), script)
