"""In which sex and case a person's name stands: that in which all its words agree.

Олександра Коваль is a woman in the nominative, Олександра Коваля a man in the genitive. Nominatives come first; a name that
may be either keeps both readings, and one whose words agree in nothing is read as it stands.
"""

from functools import lru_cache
from typing import NamedTuple

from habeas.resolution.matching.declension import EITHER, FEMALE, Form, surname_forms
from habeas.resolution.matching.given import Entry
from habeas.resolution.matching.person_names import Parts, take_apart
from habeas.resolution.matching.sounding import VOWELS, readings

_GENITIVE = ("a", "go", "ho")
_WOMEN = ("ova", "eva", "ina", "ska", "cka")
"""Ends of readings that are hardly a man's surname in the genitive when a woman's given name stands beside them."""


class Reading(NamedTuple):
    """A way to take a name apart, in one sex and case."""

    parts: Parts
    sex: str
    """`m` or `f`."""
    declined: bool
    entries: frozenset[Entry]
    """What the given name may be; empty where it is not told or not in the list."""
    lemmas: tuple[frozenset[str], ...]
    """For each surname the nominatives that it may be."""


class Named(NamedTuple):
    """A name with all readings that its words allow."""

    readings: tuple[Reading, ...]
    nicknames: frozenset[str]


@lru_cache(maxsize=1 << 14)
def named(name: str) -> Named:
    """The name with its readings; none for one without words."""
    taken = take_apart(name)
    found = [reading for option in taken.options for reading in _read(option)]
    return Named(tuple(_with(reading, taken.others) for reading in found), taken.nicknames)


def _with(reading: Reading, others: tuple[str, ...]) -> Reading:
    """The reading with a former surname beside each present one."""
    more = frozenset(form.lemma for word in others for form in surname_forms(word) if reading.sex in form.sexes)
    return reading._replace(lemmas=tuple(lemmas | more for lemmas in reading.lemmas)) if more else reading


def _read(parts: Parts) -> list[Reading]:
    """The readings of one option, nominatives alone where they leave no doubt."""
    found = [r for declined in (False, True) for sex in "mf" if (r := _agreeing(parts, sex, declined=declined))]
    nominative = [reading for reading in found if not reading.declined]
    if nominative and not (_doubtful(parts, nominative) if parts.givens else _declinable(parts)):
        return nominative
    return found or _as_it_stands(parts)


def _agreeing(parts: Parts, sex: str, *, declined: bool) -> Reading | None:
    """The reading in one sex and case, or None where a word does not agree."""
    if parts.father and (parts.father.sex, parts.father.declined) != (sex, declined):
        return None
    first = parts.givens[0] if parts.givens else None
    entries = first.entries(sex, declined=declined) if first else frozenset()
    if first and first.known and not entries:
        return None
    lemmas = tuple(_lemmas(word, sex, declined=declined) for word in parts.surnames)
    return Reading(parts, sex, declined, entries, lemmas) if all(lemmas) else None


def _lemmas(word: str, sex: str, *, declined: bool) -> frozenset[str]:
    return frozenset(form.lemma for form in surname_forms(word) if sex in form.sexes and _stands(form, sex, declined))


def _stands(form: Form, sex: str, declined: bool) -> bool:
    """Whether a form stands in this case; women's surnames on a consonant and those on -o are never declined."""
    if form.declined == declined:
        return True
    fixed = form.lemma[-1:] in "oeiu" if form.lemma[-1:] in VOWELS else sex == "f"
    return declined and form.sexes == EITHER and fixed


def _doubtful(parts: Parts, nominative: list[Reading]) -> bool:
    """Whether a woman's name in the nominative may as well be a man's in the genitive (Олександра Коваля)."""
    if {reading.sex for reading in nominative} != FEMALE or not parts.givens or not parts.givens[0].declined:
        return False
    return any(_may_be_genitive(word) for word in parts.surnames)


def _declinable(parts: Parts) -> bool:
    """Whether a surname without a given name may stand in any case: all but those that end as women's do."""
    return not parts.father and not any(r.endswith(_WOMEN) for word in parts.surnames for r in readings(word))


def _may_be_genitive(word: str) -> bool:
    return any(r.endswith(_GENITIVE) for r in readings(word)) and not any(r.endswith(_WOMEN) for r in readings(word))


def _as_it_stands(parts: Parts) -> list[Reading]:
    """The words as they are, where they agree in no sex and case; the sex is what the surest word tells."""
    entries = frozenset(e for g in parts.givens[:1] for e in (g.full or g.short or g.declined))
    sexes = {parts.father.sex} if parts.father else {entry[0] for entry in entries}
    lemmas = tuple(frozenset(form.lemma for form in surname_forms(word)) for word in parts.surnames)
    return [Reading(parts, sex, False, entries, lemmas) for sex in sorted(sexes or EITHER)]
