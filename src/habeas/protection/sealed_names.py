"""The names of sealed people, findable in every script, case and romanisation.

A name part counts in the documents that name its owner; a surname or any other part that is neither a given name nor a
word of daily use counts in the whole case.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from habeas.languages.name_keys import name_keys
from habeas.languages.name_lore import CYRILLIC, LATIN, NameLore, lore
from habeas.model.reading import Person, Reading
from habeas.protection.identities import Account, Identities
from habeas.protection.words import Word, words

SHORTEST_EVERYWHERE = 4
"""Letters of a key that may be looked for in the whole case."""
SHORTEST_INFLECTED = 4
"""Letters of a key whose inflected forms are looked for; a shorter one must match exactly."""
LONGEST_CASELESS = 5
"""Letters from which on a surname is looked for in small letters too."""
SHORTEST_SEARCHED = 6
"""Letters of a stem that an audit searches for."""
LONGEST_GLUED = 40
"""Letters of a word in which glued names are looked for."""


class Part(NamedTuple):
    """One word of a sealed person's name in one document."""

    person: str
    item: str
    everywhere: bool


class Wanted(NamedTuple):
    """What an audit searches for: keys of distinctive words, and pairs of keys that follow each other, with the person."""

    single: dict[str, str]
    pairs: dict[tuple[str, str], str]

    @property
    def keys(self) -> frozenset[str]:
        """Every key that any of these has."""
        return frozenset(self.single) | {key for pair in self.pairs for key in pair}

    def plus(self, names: Iterable[str]) -> "Wanted":
        """With further names, whose person is ''. A name of one word is looked for alone, a longer one by its pairs."""
        single, pairs = dict(self.single), dict(self.pairs)
        for name in names:
            parts = [name_keys(word.norm) for word in words(name)]
            if len(parts) == 1:
                single.update(dict.fromkeys(sorted(parts[0]), ""))
            pairs.update({pair: "" for left, right in pairwise(parts) for pair in _orders(left, right)})
        return Wanted(single, pairs)


def _orders(left: Iterable[str], right: Iterable[str]) -> Iterator[tuple[str, str]]:
    for pair in product(sorted(left), sorted(right)):
        yield pair
        yield pair[::-1]


def _bare(keys: frozenset[str]) -> frozenset[str]:
    """With the keys of spellings that lost their hooks: Svacko for Švačko."""
    return keys | {key.replace("S", "s").replace("Z", "s") for key in keys}


def slavic(word: str, own: NameLore) -> frozenset[str]:
    """The keys of a word and of the stems that it has in its own language and in Slavic ones, if it is long enough."""
    forms = set(name_keys(word))
    if min(map(len, forms)) >= SHORTEST_INFLECTED:
        forms |= {key for stem in own.stems(word) for key in name_keys(stem)}
        forms |= {key[:-1] for key in forms if len(key) > SHORTEST_INFLECTED and key[-1] in "aeiou"}
    return frozenset(key for key in forms if key)


@cache
def text_lore(language: str | None, cyrillic: bool) -> NameLore:
    """The lore for a word of a text: by its script, whatever the text's main language."""
    return lore(language if language in (CYRILLIC if cyrillic else LATIN) else None, cyrillic)


def name_parts(person: Person, reading: Reading) -> Iterator[tuple[Word, NameLore]]:
    """The words of a person's name as this document writes it, without titles, offices and what describes."""
    texts = {person.name, *(mention.of(reading.document.text) for mention in person.mentions)}
    for text in sorted(texts):
        row = words(text)
        described = _describes(row)
        for word in row:
            known = text_lore(reading.document.language, word.cyrillic)
            if _is_name_part(word, known) and not (described and not known.given(word.norm)):
                yield word, known


def _describes(row: Sequence[Word]) -> bool:
    """Whether words say who somebody is rather than name him: `the former head of Unit 7`."""
    return len(row) > 2 and sum(not word.capital for word in row) * 2 > len(row)


def _is_name_part(word: Word, known: NameLore) -> bool:
    if len(word.text) < 2 or word.norm in known.titles or word.norm in known.public:
        return False
    if known.proper(word.norm) or known.function_word(word.norm):
        return False
    return word.capital or known.given(word.norm) or known.shape(word.norm)


def _open_keys(people: Identities) -> Iterator[str]:
    for person in people.open:
        for told, reading in people.accounts[person]:
            for word, known in name_parts(told, reading):
                yield from slavic(word.norm, known)


class SealedNames:
    """Looks a word up among the names of sealed people."""

    def __init__(self, people: Identities, is_place: Callable[[str], bool]) -> None:
        """`is_place`: a surname that is also a place is looked for only in the documents of its owner."""
        self._exact: dict[str, set[Part]] = defaultdict(set)
        self._stems: dict[str, set[Part]] = defaultdict(set)
        self.caseless: set[str] = set()
        """Keys of surnames that are told from ordinary words even in small letters."""
        self.wanted = Wanted({}, {})
        self._shared = frozenset(_open_keys(people))
        for person, accounts in people.accounts.items():
            if person not in people.open:
                for account in accounts:
                    self._add(person, account, is_place)
                    self._want_pairs(person, account)
        self._small: dict[tuple[str, str | None], bool] = {}
        self._addressed: dict[str, bool] = {}
        self._found: dict[tuple[str, bool, str | None], tuple[tuple[Part, ...], tuple[Part, ...]]] = {}

    def _add(self, person: str, account: Account, is_place: Callable[[str], bool]) -> None:
        told, reading = account
        for word, known in name_parts(told, reading):
            common = known.given(word.norm) or known.common(word.norm) or is_place(word.text)
            keys = name_keys(word.norm)
            everywhere = not common and min(map(len, keys)) >= SHORTEST_EVERYWHERE
            part = Part(person, reading.document.item, everywhere)
            for key in _bare(keys):
                self._exact[key].add(part)
            for key in _bare(slavic(word.norm, known)):
                self._stems[key].add(part)
            if everywhere and min(map(len, keys)) >= LONGEST_CASELESS:
                self.caseless.update(_bare(slavic(word.norm, known)))
                if self._shared.isdisjoint(keys):
                    stems = {key for key in slavic(word.norm, known) if len(key) >= SHORTEST_SEARCHED}
                    self.wanted.single.update(dict.fromkeys(sorted(keys | stems), person))

    def _want_pairs(self, person: str, account: Account) -> None:
        told, reading = account
        for name in {told.name, *(mention.of(reading.document.text) for mention in told.mentions)}:
            parts = [
                name_keys(word.norm)
                for word in words(name)
                if _is_name_part(word, text_lore(reading.document.language, word.cyrillic))
            ]
            pairs = (pair for left, right in pairwise(parts) for pair in _orders(left, right))
            self.wanted.pairs.update(dict.fromkeys(pairs, person))

    @property
    def all_keys(self) -> Collection[str]:
        """The keys of every part of every sealed name, stems included."""
        return self._stems.keys()

    def in_address(self, word: str) -> bool:
        """Whether a word of an address is part of a sealed name, or has a surname glued to other letters."""
        if word not in self._addressed:
            self._addressed[word] = self.whole(word) or self._glued(word)
        return self._addressed[word]

    def whole(self, word: str) -> bool:
        """Whether a word, in any case form, is part of a sealed name."""
        known = text_lore(None, "\u0400" <= word[:1] <= "\u052f")
        return not slavic(word, known).isdisjoint(self._stems)

    def _glued(self, word: str) -> bool:
        return any(
            key[i:j] in self.caseless
            for key in name_keys(word[:LONGEST_GLUED])
            for i in range(len(key))
            for j in range(i + LONGEST_CASELESS, len(key) + 1)
        )

    def owners(self, word: Word, language: str | None, item: str | None) -> frozenset[str]:
        """The sealed people whose name this word may be part of, in the document `item`; exact matches go first."""
        exact, stems = self._parts(word, language)
        for parts in (exact, stems):
            found = frozenset(part.person for part in parts if part.everywhere or part.item == item)
            if found:
                return found
        return frozenset()

    def _parts(self, word: Word, language: str | None) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        query = (word.norm, word.cyrillic, language)
        if query not in self._found:
            known = text_lore(language, word.cyrillic)
            exact = {part for key in name_keys(word.norm) for part in self._exact.get(key, ())}
            stems = {part for key in slavic(word.norm, known) for part in self._stems.get(key, ())}
            self._found[query] = (tuple(sorted(exact)), tuple(sorted(stems)))
        return self._found[query]

    def in_small_letters(self, word: Word, language: str | None) -> bool:
        """Whether a word without a capital is the surname of a sealed person rather than an ordinary word."""
        query = (word.norm, language)
        if query not in self._small:
            known = text_lore(language, word.cyrillic)
            told = len(word.norm) >= LONGEST_CASELESS and not known.common(word.norm)
            self._small[query] = told and not self.caseless.isdisjoint(slavic(word.norm, known))
        return self._small[query]
