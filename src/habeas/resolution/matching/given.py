"""Given names: which entry of the list of equivalents a word is, as a full name or a short form, declined or not.

An entry is a sex and a number: Mykola, Nikolai and Nicolas are one entry; Sasha is short for two.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from habeas.resolution.matching.declension import declined_from
from habeas.resolution.matching.sounding import closest, first_letters, readings
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


@cache
def _index() -> tuple[dict[str, frozenset[Entry]], dict[str, frozenset[Entry]]]:
    """Reading -> entries, of full names and of short forms."""
    table = data("given_names")
    full: dict[str, set[Entry]] = {}
    short: dict[str, set[Entry]] = {}
    for sex in ("male", "female"):
        for number, forms in enumerate(table[sex]):
            for names, found in ((forms, full), (table["short"][sex].get(forms[0], ()), short)):
                for name in names:
                    for reading in readings(name):
                        found.setdefault(reading, set()).add((sex[0], number))
    return tuple({k: frozenset(v) for k, v in found.items()} for found in (full, short))  # type: ignore[return-value]


@lru_cache(maxsize=1 << 16)
def given(word: str) -> Given:
    """What the word is as a given name; nothing is known of one that the list does not have."""
    full, short = _index()
    whole = frozenset(e for r in readings(word) for e in full.get(r, ()))
    brief = frozenset(e for r in readings(word) for e in short.get(r, ()))
    lemmas = {lemma for r in readings(word) for lemma in declined_from(r)}
    cases = frozenset(e for lemma in lemmas for e in (*full.get(lemma, ()), *short.get(lemma, ())))
    return Given(word, whole, brief - whole, cases - whole)


@lru_cache(maxsize=4096)
def initials_of(entry: Entry) -> frozenset[str]:
    """The Latin letters that the names of an entry begin with."""
    sex, number = entry
    forms = data("given_names")["male" if sex == "m" else "female"][number]
    return frozenset(letter for form in forms for letter in first_letters(form))


@lru_cache(maxsize=1 << 15)
def near_entry(word: str, entry: Entry) -> bool:
    """Whether a word that the list does not have sounds nearly like a name of this entry."""
    sex, number = entry
    forms = data("given_names")["male" if sex == "m" else "female"][number]
    return any(closest(readings(word), readings(form)) <= NEAR for form in forms)


@lru_cache(maxsize=1 << 14)
def father_entries(stems: frozenset[str]) -> frozenset[Entry]:
    """The given names from which patronymics of these stems are made: Mykolaiovych and Nikolaevich are one."""
    full, _ = _index()
    tried = (stem + end for stem in stems for end in ("", "i", "o", "a", "ei", "l"))
    return frozenset(entry for form in tried for entry in full.get(form, ()) if entry[0] == "m")
