"""Given names: which entry of the list of equivalents a word is, as a full name or a short form, declined or not.

An entry is a sex and a number: Mykola, Nikolai and Nicolas are one entry; Sasha is short for two.
"""

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from habeas.languages.tokens import normal
from habeas.resolution.matching.declension import declined_from
from habeas.resolution.matching.sounding import apart, closest, coarse, first_letters, readings
from habeas.resolution.names import data

Entry = tuple[str, int]
"""`m` or `f`, and the place in the list."""
NEAR = 0.6
"""Up to this distance in sound two given names may be one that is misspelled."""


class Given(NamedTuple):
    """What a word is as a given name."""

    word: str
    full: frozenset[Entry]
    short: frozenset[Entry]
    declined: frozenset[Entry]
    """Entries of which it is a case and no nominative."""

    @property
    def known(self) -> bool:
        return bool(self.full or self.short or self.declined)

    def entries(self, sex: str, *, declined: bool) -> frozenset[Entry]:
        """The entries of one sex that the word may be, in the nominative or in another case."""
        chosen = self.declined if declined else self.full | self.short
        return frozenset(entry for entry in chosen if entry[0] == sex)


class _List:
    """Full names or short forms, to look up by letters and by sound."""

    def __init__(self, which: Literal["full", "short"]) -> None:
        self._spelled: dict[str, set[Entry]] = {}
        self._sounding: dict[str, dict[str, set[Entry]]] = {}
        table = data("given_names")
        for sex in ("male", "female"):
            for number, forms in enumerate(table[sex]):
                names = forms if which == "full" else table["short"][sex].get(forms[0], ())
                for name in names:
                    self._add(name, (sex[0], number))

    def _add(self, name: str, entry: Entry) -> None:
        self._spelled.setdefault(normal(name), set()).add(entry)
        for reading in readings(name):
            self._sounding.setdefault(coarse(reading), {}).setdefault(reading, set()).add(entry)

    def spelled(self, word: str) -> set[Entry]:
        """The entries that have exactly this word."""
        return self._spelled.get(normal(word), set())

    def sounding(self, reading: str) -> set[Entry]:
        """The entries that have a word of this sound."""
        near = self._sounding.get(coarse(reading), {})
        return {entry for other, entries in near.items() if apart(reading, other) == 0 for entry in entries}


@cache
def _full() -> _List:
    return _List("full")


@cache
def _short() -> _List:
    return _List("short")


@lru_cache(maxsize=1 << 16)
def given(word: str) -> Given:
    """What the word is as a given name; nothing is known of one that the list does not have.

    A Cyrillic word that the list has not in these letters, but of which it is a case, is that case: Виктора is no Viktoria.
    """
    heard = readings(word)
    exact = _full().spelled(word), _short().spelled(word)
    whole = exact[0] or {e for r in heard for e in _full().sounding(r)}
    brief = exact[1] or (set() if exact[0] else {e for r in heard for e in _short().sounding(r)})
    lemmas = {lemma for reading in heard for lemma in declined_from(reading)} - set(heard)
    cases = {e for lemma in lemmas for e in (*_full().sounding(lemma), *_short().sounding(lemma))}
    if cases and word[0] >= "\u0400" and not any(exact):
        whole, brief = set(), set()
    return Given(word, frozenset(whole), frozenset(brief - whole), frozenset(cases - whole))


@lru_cache(maxsize=4096)
def initials_of(entry: Entry) -> frozenset[str]:
    """The Latin letters that the Ukrainian and Russian names of an entry begin with."""
    sex, number = entry
    forms = data("given_names")["male" if sex == "m" else "female"][number]
    return frozenset(letter for form in forms[:2] for letter in first_letters(form))


@cache
def letters_of_one_name(one: str, other: str) -> bool:
    """Whether two initials may stand for forms of one name (О. and А. for Олександр and Александр)."""
    table = data("given_names")
    entries = [(sex[0], n) for sex in ("male", "female") for n in range(len(table[sex]))]
    return any(first_letters(one) & initials_of(e) and first_letters(other) & initials_of(e) for e in entries)


@lru_cache(maxsize=1 << 15)
def near_entry(word: str, entry: Entry) -> bool:
    """Whether a word that the list does not have sounds nearly like a name of this entry."""
    sex, number = entry
    forms = data("given_names")["male" if sex == "m" else "female"][number]
    return any(closest(readings(word), readings(form)) <= NEAR for form in forms)


@lru_cache(maxsize=1 << 14)
def father_entries(stems: frozenset[str]) -> frozenset[Entry]:
    """The given names from which patronymics of these stems are made: Mykolaiovych and Nikolaevich are one."""
    tried = (stem + end for stem in stems for end in ("", "i", "o", "a", "ei", "l"))
    return frozenset(entry for form in tried for entry in _full().sounding(form) if entry[0] == "m")
