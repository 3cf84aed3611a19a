"""Keys: a row's name, date and place in a form that scripts, romanisations and cases share.

A word is looked up once, however many rows have it; that makes a list of 10^5 rows a matter of seconds. Keys are a coarser
reading than that of the matcher of pairs: where words leave a choice, the likeliest reading stands.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from habeas.resolution.lists.rows import Row
from habeas.resolution.matching.declension import patronymic, surname_forms
from habeas.resolution.matching.given import father_entries, given
from habeas.resolution.matching.sounding import coarse, first_letters, readings
from habeas.resolution.names import data
from habeas.resolution.person_facts import skeleton
from habeas.resolution.settlements import name_key

MOST_WORDS = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´‘′][^\W\d_]+)*")
_WOMEN = ("ov", "ev", "in", "ski", "cki")


class Keys(NamedTuple):
    """What is compared of a row; None where it is not told."""

    surname: str | None
    bones: str | None
    """The consonants of the surname."""
    given: str | None
    """An entry of the list of given names, else the sound."""
    given_sound: str | None
    initial: str | None
    father: str | None
    father_initial: str | None
    sex: str | None
    born: str | None
    """The whole date."""
    year: int | None
    place: str | None


class _Word(NamedTuple):
    """What one word of a name may be."""

    surname: str
    bones: str
    given: str | None
    sounding: str
    sex: str | None
    father: str | None
    father_sex: str | None
    fathers_name: bool
    """Whether it is surely a patronymic: its stem is a given name."""
    letter: str


def keys(row: Row) -> Keys:
    """The keys of a row."""
    words = [word for word in map(_known, _WORD.findall(row.name)[:MOST_WORDS]) if word]
    shorts = [word.letter for word in words if len(word.sounding) <= 1]
    words = [word for word in words if len(word.sounding) > 1]
    at = _father_at(words)
    father = words.pop(at) if at is not None else None
    own, surname = _split(words, first_is_given=bool(shorts))
    whole = row.born if row.born and len(row.born) > 4 else None
    return Keys(
        surname=surname.surname if surname else None,
        bones=surname.bones if surname else None,
        given=(own.given or own.sounding) if own else None,
        given_sound=own.sounding if own else None,
        initial=own.letter if own else next(iter(shorts), None),
        father=father.father if father else None,
        father_initial=father.letter if father else next(iter(shorts[0 if own else 1 :]), None),
        sex=(father.father_sex if father else None) or (own.sex if own else None),
        born=whole,
        year=int(row.born[:4]) if row.born else None,
        place=_place(row.place) if row.place else None,
    )


def _father_at(words: list[_Word]) -> int | None:
    """Where the patronymic stands: never first, and never one of two words unless it is surely one."""
    sure = next((i for i, word in enumerate(words) if i and word.fathers_name), None)
    if sure is not None and (len(words) > 2 or words[0].given):
        return sure
    return next((i for i, word in enumerate(words) if i and word.father), None) if len(words) > 2 else None


def _split(words: list[_Word], *, first_is_given: bool) -> tuple[_Word | None, _Word | None]:
    """Given name and surname among the words that are left; lists put the surname first where nothing else tells."""
    if len(words) < 2:
        return None, next(iter(words), None)
    if words[0].given and not words[1].given:
        return words[0], words[-1]
    if first_is_given and not words[1].given:
        return None, words[0]
    return words[1], words[0]


@lru_cache(maxsize=1 << 18)
def _known(word: str) -> _Word | None:
    """What a word may be; None for a title or a word without letters."""
    if word.lower() in _titles():
        return None
    spoken = readings(word)
    if not spoken:
        return None
    one, father, lemma = given(word), patronymic(word), _lemma(word, spoken[0])
    entries = sorted(one.full or one.short or one.declined)
    sexes = {entry[0] for entry in entries}
    return _Word(
        surname=coarse(lemma),
        bones=skeleton(lemma),
        given="|".join(f"{sex}{number}" for sex, number in entries) or None,
        sounding=coarse(spoken[0]),
        sex=sexes.pop() if len(sexes) == 1 else None,
        father=_father_key(father.stems) if father else None,
        father_sex=father.sex if father else None,
        fathers_name=bool(father and father_entries(father.stems)),
        letter=min(first_letters(word), default=spoken[0][:1]),
    )


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(data("person_words")["titles"])


def _lemma(word: str, spoken: str) -> str:
    """The surname as a man bears it, in the likeliest reading."""
    women = (form.lemma for form in surname_forms(word) if form.sexes == {"f"} and not form.declined)
    return next((lemma for lemma in sorted(women) if lemma.endswith(_WOMEN) and spoken[:3] == lemma[:3]), spoken)


def _father_key(stems: frozenset[str]) -> str:
    entries = sorted(father_entries(stems))
    return f"{entries[0][0]}{entries[0][1]}" if entries else coarse(min(stems, key=lambda s: (len(s), s)))


@lru_cache(maxsize=1 << 16)
def _place(place: str) -> str | None:
    return name_key(place) or None
