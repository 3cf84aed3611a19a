"""What a word of a name may be the case of: sounds in, nominatives of men with sex and case out.

Болвинова is Болвинов said of a woman, or a man's name in the genitive; which of them, only the words beside it tell.
"""

from functools import cache, lru_cache
from typing import Any, NamedTuple

from habeas.resolution.matching.sounding import VOWELS, readings
from habeas.resolution.names import data

SHORTEST_STEM, LONGEST_ENDING, LONGEST_PATRONYMIC = 2, 7, 8
POSSESSIVE = ("ov", "ev")
"""Surnames that a woman's form ends in -a: Ivanov, Ivanova."""
MALE, FEMALE = frozenset("m"), frozenset("f")
EITHER = MALE | FEMALE


class Form(NamedTuple):
    """What one word of a name may be."""

    lemma: str
    """The nominative of the name as a man bears it, as sounds."""
    sexes: frozenset[str]
    declined: bool


@cache
def _tables() -> dict[str, Any]:
    return data("declension")


@cache
def _endings() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Case ending -> the nominative endings that it stands for, with the sex that declines so."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for table, sexes in (("male", MALE), ("female", FEMALE), ("both", EITHER)):
        for nominative, endings in _tables()[table].items():
            for ending in endings.split():
                found.setdefault(ending, []).append(("" if nominative == "consonant" else nominative, sexes))
    return {ending: tuple(rows) for ending, rows in found.items()}


@lru_cache(maxsize=1 << 16)
def surname_forms(word: str) -> frozenset[Form]:
    """Every nominative that a surname may stand for."""
    return frozenset(form for reading in readings(word) for form in (*_nominative(reading), *_declined(reading)))


@lru_cache(maxsize=1 << 16)
def declined_from(reading: str) -> frozenset[str]:
    """The nominatives that a reading of a given name may be a case of."""
    return frozenset(lemma for lemma, _, _ in _declined(reading))


def _nominative(reading: str) -> list[Form]:
    stem, last = reading[:-1], reading[-1:]
    if last == "a" and len(stem) > SHORTEST_STEM:
        if stem.endswith(POSSESSIVE) and len(stem) > 4:
            return [Form(stem, FEMALE, declined=False)]
        noun = [] if stem.endswith("enk") else [Form(reading, EITHER, declined=False)]
        woman = stem if stem.endswith("in") else f"{stem}i"
        if stem.endswith(("sk", "ck", "zk")):
            return [Form(woman, FEMALE, declined=False)]
        return [*noun, Form(woman, FEMALE, declined=False)]
    if reading.endswith((*POSSESSIVE, "ski", "cki")) and len(reading) > 4:
        return [Form(reading, MALE, declined=False)]
    if reading.endswith("oi") and len(reading) > 4:
        return [Form(f"{reading[:-2]}i", MALE, declined=False), Form(reading, EITHER, declined=False)]
    return [Form(reading, EITHER, declined=False)]


def _declined(reading: str) -> list[Form]:
    found = []
    for length in range(min(LONGEST_ENDING, len(reading) - 1), 0, -1):
        stem, ending = reading[:-length], reading[-length:]
        for nominative, sexes in _endings().get(ending, ()):
            if (len(stem) >= SHORTEST_STEM or len(nominative) > 2) and _may_end(stem, ending, nominative):
                found.append(Form(stem + nominative, sexes, declined=True))
    return found


def _may_end(stem: str, ending: str, nominative: str) -> bool:
    """Whether a stem takes this declension: nouns on a consonant need one, `im` belongs to Ivanov alone."""
    if nominative == "":
        return stem[-1] not in VOWELS and (ending != "im" or stem.endswith((*POSSESSIVE, "in")))
    return stem[-1] not in VOWELS or (nominative == "i" and ending in ("a", "u", "om", "em", "evi", "i"))


class Patronymic(NamedTuple):
    """A father's name within a person's: its stems in every reading."""

    word: str
    stems: frozenset[str]
    sex: str
    declined: bool


@cache
def _patronymic_ends() -> dict[str, tuple[str, bool]]:
    """Every end of a patronymic with its sex and whether it is declined."""
    table = _tables()["patronymics"]
    found: dict[str, tuple[str, bool]] = {}
    for sex in ("male", "female"):
        for end in (*table[sex], *table[f"{sex}_short"]):
            base = end[:-1] if sex == "female" else end
            found |= {base + case: (sex[0], True) for case in table[f"{sex}_cases"].split()}
    whole = {end: (sex[0], False) for sex in ("male", "female") for end in (*table[sex], *table[f"{sex}_short"])}
    return found | whole


@lru_cache(maxsize=1 << 16)
def patronymic(word: str) -> Patronymic | None:
    """The word as a patronymic, or None where it does not end like one."""
    ends = _patronymic_ends()
    stems: set[str] = set()
    told: tuple[str, bool] | None = None
    for reading in readings(word):
        lengths = range(min(LONGEST_PATRONYMIC, len(reading) - SHORTEST_STEM), 1, -1)
        length = next((n for n in lengths if reading[-n:] in ends), 0)
        if length:
            stems.add(reading[:-length])
            told = told if told and not told[1] else ends[reading[-length:]]
    return Patronymic(word, frozenset(stems), told[0], told[1]) if told else None
