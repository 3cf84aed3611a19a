"""Which words tell by themselves whose name they are: the one rule for the covering and for the last look.

The covering covers whatever `Telling.found` finds, wherever it stands, and the last look reports what it finds and nothing
else. So neither can disagree with the other: what is left to be read is left by both. A distinctive surname tells alone;
a given name, a name that is also an ordinary word, a month, a place, a public formation or part of an open person's name
tells only beside another part of the same person's name.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import cache, lru_cache
from typing import Protocol

from habeas.languages.name_keys import all_name_keys, name_keys
from habeas.languages.name_lore import CYRILLIC, LATIN, NameLore, lore
from habeas.languages.public_names import public_words
from habeas.languages.tokens import normal
from habeas.protection.words import tokens

SHORTEST_INFLECTED = 4
"""Letters of a word or its key whose inflected forms are looked for; a shorter one must match exactly."""
SHORTEST_TELLING, SHORTEST_STEM = 5, 6
"""Letters of a whole key, and of the key of a stem, that tell a person by themselves."""
LONGEST_PARTICLE = 3
"""Letters of a word that may stand between two parts of one name."""
_BESIDE = re.compile(r"[\s\-‐‑_.+]{1,3}|, ?")
"""What may stand between two parts of one name."""


class Spelt(Protocol):
    """A word of a text: where it stands, and as it is written."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...


def slavic(word: str, own: NameLore) -> frozenset[str]:
    """The keys of a word and of the stems that it has in its own language and in Slavic ones, if it is long enough."""
    forms = set(name_keys(word))
    if max(len(word), min(map(len, forms))) >= SHORTEST_INFLECTED:
        forms |= {key for stem in own.stems(word) for key in name_keys(stem)}
        forms |= {key[:-1] for key in forms if len(key) > SHORTEST_INFLECTED and key[-1] in "aeiou"}
    return frozenset(key for key in forms if key)


@lru_cache(maxsize=1 << 17)
def _forms(word: str) -> frozenset[str]:
    return slavic(normal(word), lore(None, _cyrillic(word)))


@lru_cache(maxsize=1 << 17)
def _given(word: str) -> bool:
    norm, own = normal(word), lore(None, _cyrillic(word))
    return own.given(norm) or not _weak_given_keys().isdisjoint(name_keys(norm))


@lru_cache(maxsize=1 << 17)
def _means_something(word: str) -> bool:
    """Whether a word, in any language of its script, is an ordinary one, a month, a country, an office, a formation."""
    norm = normal(word)
    if norm in public_words() or lore(None, _cyrillic(word)).proper(norm):
        return True
    return any(
        norm in known.weak_given
        or norm in known.titles
        or norm in known.public
        or known.common(norm)
        or norm in known.proper_words
        or known.calendar(norm)
        for known in _lores(_cyrillic(word))
    )


@cache
def _weak_given_keys() -> frozenset[str]:
    """Of Slavic given names that are words too: romanised they are given names only."""
    keys = all_name_keys(name for known in _lores(True) for name in known.weak_given)
    return frozenset(key for key in keys if len(key) >= SHORTEST_TELLING)


def _cyrillic(word: str) -> bool:
    return any("\u0400" <= c <= "\u052f" for c in word)


@cache
def _lores(cyrillic: bool) -> tuple[NameLore, ...]:
    return tuple(lore(code, cyrillic) for code in (CYRILLIC if cyrillic else LATIN))


class _Names:
    """Names by the keys of their words."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[int, int]] = defaultdict(dict)
        """Key -> number of a name -> the places in it of the words with this key, one bit each."""
        self._people: list[str] = []
        """Whose name has this number."""

    def add(self, person: str, words: Iterable[Iterable[str]]) -> None:
        """`words`: for each word of the name its keys."""
        name = len(self._people)
        self._people.append(person)
        for place, keys in enumerate(words):
            for key in keys:
                parts = self.parts[key]
                parts[name] = parts.get(name, 0) | 1 << place

    def copy(self) -> "_Names":
        """The same names, to which others can be added."""
        both = _Names()
        both.parts = defaultdict(dict, {key: dict(parts) for key, parts in self.parts.items()})
        both._people = list(self._people)
        return both

    def both(self, left: Iterable[str], right: Iterable[str]) -> frozenset[str]:
        """The people of whose name two words with these keys are different parts.

        Takes as long as the rarer of the two words is frequent: half of a case may be called Oksana.
        """
        sides = [[parts for key in keys if (parts := self.parts.get(key))] for keys in (left, right)]
        rare, frequent = sorted(sides, key=lambda side: sum(map(len, side)))
        found: set[str] = set()
        for name in {name for parts in rare for name in parts}:
            places = _places(frequent, name)
            if places and (places | _places(rare, name)).bit_count() > 1:
                found.add(self._people[name])
        return frozenset(found)


def _places(side: Iterable[dict[int, int]], name: int) -> int:
    """The places that the words of a side have in a name, one bit each."""
    places = 0
    for parts in side:
        places |= parts.get(name, 0)
    return places


class Telling:
    """Looks for the names of sealed people among the words of a text; unaware of what else stands there."""

    def __init__(self, is_place: Callable[[str], bool]) -> None:
        """`is_place`: whether a word names a place of some size."""
        self._is_place = is_place
        self._single: dict[str, set[str]] = defaultdict(set)
        self._sealed, self._open = _Names(), _Names()
        self._alone: dict[str, frozenset[str]] = {}
        self._touches: dict[str, bool] = {}
        self._asked: dict[str, frozenset[str]] = {}

    def open_name(self, person: str, name: Sequence[tuple[str, NameLore]]) -> None:
        """The words of a name that may be shown, in normal form; they tell nobody else."""
        self._open.add(person, [slavic(norm, known) for norm, known in name])

    def sealed_name(self, person: str, name: Sequence[tuple[str, NameLore]]) -> None:
        """The words of a name that must not be shown, in normal form."""
        self._sealed.add(person, [slavic(norm, known) for norm, known in name])

    def surname(self, person: str, norm: str, known: NameLore) -> None:
        """A word that names a sealed person by itself, unless what it is compared with turns out to mean something."""
        keys = name_keys(norm)
        if min(map(len, keys)) >= SHORTEST_TELLING:
            for key in keys | {key for key in slavic(norm, known) if len(key) >= SHORTEST_STEM}:
                self._single[key].add(person)

    def plus(self, names: Iterable[str]) -> "Telling":
        """With further names, whose person is ''. A name of one word tells alone, whatever it means."""
        both = copy(self)
        both._alone, both._touches = {}, {}
        both._asked, both._sealed = dict(self._asked), self._sealed.copy()
        for name in names:
            row = [normal(word.text) for word in tokens(name)]
            if len(row) == 1:
                both._asked.update(dict.fromkeys(name_keys(row[0]), frozenset({""})))
            both._sealed.add("", map(name_keys, row))
        return both

    def touches(self, word: str) -> bool:
        """Whether a word may be part of any name that is looked for."""
        if word not in self._touches:
            forms = _forms(word)
            self._touches[word] = any(key in self._sealed.parts or key in self._asked for key in forms)
        return self._touches[word]

    def may_be_in(self, words: Iterable[str]) -> bool:
        """Whether texts in which these words occur may name anybody."""
        parts = [word for word in words if self.touches(word)]
        return len(parts) > 1 or any(map(self.alone, parts))

    def alone(self, word: str) -> frozenset[str]:
        """Whom a word names by itself."""
        if word not in self._alone:
            self._alone[word] = self._whom(word)
        return self._alone[word]

    def _whom(self, word: str) -> frozenset[str]:
        forms = _forms(word)
        asked = frozenset().union(*(self._asked.get(key, frozenset()) for key in forms))
        people = frozenset().union(*(self._single.get(key, frozenset()) for key in forms))
        if not people or len(word) < SHORTEST_TELLING or any(key in self._open.parts for key in forms):
            return asked
        return asked if _means_something(word) or _given(word) or self._is_place(word) else asked | people

    def beside(self, left: str, right: str) -> frozenset[str]:
        """Whom two words that stand together name; nobody whom an open person is called like."""
        if not (self.touches(left) and self.touches(right)):
            return frozenset()
        if all(_means_something(word) and not _given(word) for word in (left, right)):
            return frozenset()
        if self._open.both(_forms(left), _forms(right)):
            return frozenset()
        return self._sealed.both(_forms(left), _forms(right))

    def found(self, row: Sequence[Spelt], text: str) -> Iterator[tuple[int, frozenset[str]]]:
        """Indices of the words in `row`, which stand in `text`, that tell whose name they are, and whose."""
        known = self._touches
        for i, word in enumerate(row):
            if not (known[word.text] if word.text in known else self.touches(word.text)):
                continue
            if people := self.alone(word.text):
                yield i, people
            before = self._before(row, i, text)
            if before is not None and (people := self.beside(row[before].text, word.text)):
                yield before, people
                yield i, people

    def _before(self, row: Sequence[Spelt], i: int, text: str) -> int | None:
        """The index of the word that stands beside word `i`, over one short word such as `van` or `al`."""
        if i == 0 or not _beside(row, i, text):
            return None
        over = i > 1 and len(row[i - 1].text) <= LONGEST_PARTICLE and _beside(row, i - 1, text)
        return i - 2 if over and not self.touches(row[i - 1].text) else i - 1


def _beside(row: Sequence[Spelt], i: int, text: str) -> bool:
    return _BESIDE.fullmatch(text, row[i - 1].end, row[i].start) is not None
