"""The names of sealed people, findable in every script, case and romanisation.

A name part counts in the documents that name its owner; a surname or any other part that is neither a given name nor a
word of daily use counts in the whole case. What tells a person in any text, in or outside the case, `telling` decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from habeas.languages.name_keys import name_keys
from habeas.languages.name_lore import CYRILLIC, LATIN, NameLore, lore
from habeas.model.reading import Person, Reading
from habeas.protection.identities import Account, Identities
from habeas.protection.telling import Telling, slavic
from habeas.protection.words import Word, cyrillic, words

SHORTEST_EVERYWHERE = 4
"""Letters of a key that may be looked for in the whole case."""
LONGEST_CASELESS = 5
"""Letters from which on a surname is looked for in small letters too."""
LONGEST_GLUED = 40
"""Letters of a word in which glued names are looked for."""
_INITIAL_LAST = re.compile(r"[^\W\d_]{2,60} [^\W\d_]\.?")


def _bare(keys: frozenset[str]) -> frozenset[str]:
    """With the keys of spellings that lost their hooks: Svacko for Švačko."""
    return keys | {key.replace("S", "s").replace("Z", "s") for key in keys}


@cache
def text_lore(language: str | None, cyrillic: bool) -> NameLore:
    """The lore for a word of a text: by its script, whatever the text's main language."""
    return lore(language if language in (CYRILLIC if cyrillic else LATIN) else None, cyrillic)


def name_parts(person: Person, reading: Reading) -> Iterator[tuple[Word, NameLore]]:
    """The words of a person's name as this document writes it, without titles, offices and what describes."""
    for row in name_rows(person, reading):
        yield from row


def name_rows(person: Person, reading: Reading) -> Iterator[list[tuple[Word, NameLore]]]:
    """The same, for each way in which the document writes the name."""
    texts = {person.name, *(mention.of(reading.document.text) for mention in person.mentions)}
    for text in sorted(texts):
        row = words(text)
        described = _describes(row)
        lores = [text_lore(reading.document.language, word.cyrillic) for word in row]
        yield [
            (word, known)
            for i, (word, known) in enumerate(zip(row, lores, strict=True))
            if (_is_name_part(word, known) or _called_like_a_people(row, i, known))
            and not (described and not known.given(word.norm))
        ]


def _describes(row: Sequence[Word]) -> bool:
    """Whether words say who somebody is rather than name him: `the former head of Unit 7`."""
    return len(row) > 2 and sum(not word.capital for word in row) * 2 > len(row)


def _is_name_part(word: Word, known: NameLore) -> bool:
    if len(word.text) < 2 or word.norm in known.titles or word.norm in known.public:
        return False
    if known.proper(word.norm) or known.function_word(word.norm):
        return False
    return word.capital or known.given(word.norm) or known.shape(word.norm)


def _called_like_a_people(row: Sequence[Word], i: int, known: NameLore) -> bool:
    """Whether the name of a people or a country is a surname here, because it ends a name after a given name."""
    last = 0 < i == len(row) - 1 and row[i].capital and row[i].joined and known.proper(row[i].norm)
    return last and known.given(row[i - 1].norm)


def _given_and_initial(person: Person, reading: Reading) -> frozenset[str]:
    """Words that are given names as far as one can tell, because the surname is abbreviated: `Zorian K.`"""
    texts = (person.name, *(mention.of(reading.document.text) for mention in person.mentions))
    rows = [words(text) for text in texts if _INITIAL_LAST.fullmatch(text)]
    return frozenset(
        row[0].norm for row in rows if not text_lore(reading.document.language, row[0].cyrillic).shape(row[0].norm)
    )


class _Names(NamedTuple):
    """Whose name has a part with some key: as it is written, and without its ending too."""

    exact: dict[str, set[str]]
    stems: dict[str, set[str]]

    def add(self, person: str, norm: str, known: NameLore) -> None:
        """`norm`: a part of the person's name in normal form."""
        for key in _bare(name_keys(norm)):
            self.exact.setdefault(key, set()).add(person)
        for key in _bare(slavic(norm, known)):
            self.stems.setdefault(key, set()).add(person)


_NOBODY: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 17)
def _stems(norm: str, known: NameLore) -> frozenset[str]:
    return slavic(norm, known)


def _whose(keys: frozenset[str], table: dict[str, set[str]]) -> frozenset[str]:
    return frozenset(person for key in keys for person in table.get(key, ()))


class SealedNames:
    """Looks a word up among the names of sealed people."""

    def __init__(self, people: Identities, is_place: Callable[[str], bool]) -> None:
        """`is_place`: a surname that is also a place is looked for only in the documents of its owner."""
        self._everywhere = _Names({}, {})
        self._parts: dict[str, list[tuple[str, str, NameLore]]] = {}
        """Item -> parts of the sealed names in it: person, normal form, lore."""
        self.all_keys: set[str] = set()
        """The keys of every part of every sealed name, stems included."""
        self.caseless: set[str] = set()
        """Keys of surnames that are told from ordinary words even in small letters."""
        self.telling = Telling(is_place)
        for person, accounts in people.accounts.items():
            tell = self.telling.open_name if person in people.open else self.telling.sealed_name
            rows = {tuple((w.norm, known) for w, known in row) for account in accounts for row in name_rows(*account)}
            for told in sorted(rows, key=lambda row: [norm for norm, _ in row]):
                tell(person, told)
            if person not in people.open:
                for account in accounts:
                    self._add(person, account, is_place)
        self._local = lru_cache(maxsize=64)(self._in_document)
        self._small: dict[tuple[str, str | None], bool] = {}
        self._addressed: dict[str, bool] = {}

    def _add(self, person: str, account: Account, is_place: Callable[[str], bool]) -> None:
        told, reading = account
        initialled = _given_and_initial(told, reading)
        parts = {(word.norm, word.text): known for word, known in name_parts(told, reading)}
        for (norm, text), known in parts.items():
            common = known.given(norm) or known.common(norm) or known.proper(norm) or is_place(text)
            shortest = min(map(len, name_keys(norm)))
            self.all_keys.update(_bare(slavic(norm, known)))
            self._parts.setdefault(reading.document.item, []).append((person, norm, known))
            if common or shortest < SHORTEST_EVERYWHERE:
                continue
            self._everywhere.add(person, norm, known)
            if shortest >= LONGEST_CASELESS:
                self.caseless.update(_bare(slavic(norm, known)))
                if norm not in initialled:
                    self.telling.surname(person, norm, known)

    def _in_document(self, item: str) -> _Names:
        found = _Names({}, {})
        for part in self._parts.get(item, ()):
            found.add(*part)
        return found

    def in_address(self, word: str) -> bool:
        """Whether a word of an address is part of a sealed name, or has a surname glued to other letters."""
        if word not in self._addressed:
            self._addressed[word] = self.whole(word) or self._glued(word)
        return self._addressed[word]

    def whole(self, word: str) -> bool:
        """Whether a word, in any case form, is part of a sealed name."""
        known = text_lore(None, "\u0400" <= word[:1] <= "\u052f")
        return not slavic(word, known).isdisjoint(self.all_keys)

    def _glued(self, word: str) -> bool:
        return any(
            key[i:j] in self.caseless
            for key in name_keys(word[:LONGEST_GLUED])
            for i in range(len(key))
            for j in range(i + LONGEST_CASELESS, len(key) + 1)
        )

    def owners(self, word: Word, language: str | None, item: str | None) -> frozenset[str]:
        """The sealed people whose name this word may be part of, in the document `item`; exact matches go first."""
        exact, stems = self.in_document(word.norm, language, item) if item else (_NOBODY, _NOBODY)
        if found := exact | _whose(name_keys(word.norm), self._everywhere.exact):
            return found
        return stems | _whose(_stems(word.norm, text_lore(language, word.cyrillic)), self._everywhere.stems)

    def in_document(self, norm: str, language: str | None, item: str) -> tuple[frozenset[str], frozenset[str]]:
        """The sealed people of one document whose name there this word may be part of: as written, and without endings."""
        here = self._local(item)
        if not here.stems:
            return _NOBODY, _NOBODY
        stems = _stems(norm, text_lore(language, cyrillic(norm)))
        return _whose(name_keys(norm), here.exact), _whose(stems, here.stems)

    def in_small_letters(self, word: Word, language: str | None) -> bool:
        """Whether a word without a capital is the surname of a sealed person rather than an ordinary word."""
        query = (word.norm, language)
        if query not in self._small:
            known = text_lore(language, word.cyrillic)
            told = len(word.norm) >= LONGEST_CASELESS and not known.common(word.norm)
            self._small[query] = told and not self.caseless.isdisjoint(slavic(word.norm, known))
        return self._small[query]
