"""How alike two words of names sound, whatever script and romanisation they are written in.

A word is read in every system that gives it another sound (Chikov: English ч, German х, French ш); two words are as alike as
their closest readings. Unlike the key of `names.sound`, which merges what may be confused, a reading keeps the letters apart
and each confusion has its cost, so that Захаров and Сахаров stay two names.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from habeas.resolution.names import data

VOWELS = frozenset("aeiou")
FAR = 9.0
"""The cost of words that have nothing in common."""
MOST_EDITS = 2
_GLIDE = re.compile(r"(?<=.)i+(?=[aeouE])|^i+(?=[eE])")
_SOFT_O = re.compile(r"['’ʼʹ]o")
_PLAIN = re.compile(r"[A-Za-z$%]*")
_RUNS = re.compile(r"(.)\1+")
_MARKS = re.compile(r"['’ʼ`´‘′ʹʺ\"·.]")
_COARSE = str.maketrans({"g": "h", "x": "h", "z": "s", "%": "s", "Z": "S", "$": "S", "Q": "S", "f": "v"})
_OPEN = frozenset(("gh", "hx", "%s", "%z", "$S", "$Z"))
"""Pairs of shades of which one spelling leaves open which it is."""
_LEFT_OPEN = 5


@cache
def _spelling() -> dict[str, Any]:
    return data("spelling")


@cache
def _cyrillic() -> tuple[dict[int, str], tuple[tuple[str, str], ...]]:
    table = _spelling()["cyrillic"]
    sounds = dict(zip(map(ord, table["letters"]), table["sounds"], strict=True))
    return sounds, tuple(table["pairs"].items())


@cache
def _marked() -> dict[int, str]:
    return {ord(letter): sound for letter, sound in _spelling()["marked"].items()}


class _System(NamedTuple):
    """A way to write the sounds in Latin letters."""

    pattern: re.Pattern[str]
    sounds: dict[str, str]
    never: re.Pattern[str]
    starts: dict[str, str]
    ends: dict[str, str]

    def may(self, word: str) -> bool:
        return not self.never.search(word)

    def read(self, word: str) -> str:
        for start, instead in self.starts.items():
            if word.startswith(start):
                word = instead + word.removeprefix(start)
        for end, instead in self.ends.items():
            if word.endswith(end):
                word = word.removesuffix(end) + instead
        return self.pattern.sub(lambda m: self.sounds[m[0]], word)


@cache
def _systems() -> tuple[_System, ...]:
    return tuple(_system(dict(table)) for table in _spelling()["systems"].values())


def _system(table: dict[str, Any]) -> _System:
    never, ends = re.compile("|".join(map(re.escape, table.pop("never")))), dict(table.pop("ends", {}))
    starts = dict(table.pop("starts", {}))
    spellings = sorted(map(re.escape, table), key=lambda k: (-len(k), k))
    return _System(re.compile("|".join(spellings)), table, never, starts, ends)


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> tuple[str, ...]:
    """Every way to read a word, as sounds, the likeliest systems first; () for a word without letters."""
    plain = _MARKS.sub("", _SOFT_O.sub("io", unicodedata.normalize("NFC", word).casefold()))
    letters, pairs = _cyrillic()
    if "\u0400" <= plain[:1] <= "\u052f":
        for two, one in pairs:
            plain = plain.replace(two, one)
        spoken = [plain.translate(letters)]
    else:
        systems = [s for s in _systems() if s.may(plain)] or list(_systems())
        marked = plain.translate(_marked())
        spoken = [system.read(marked) for system in systems]
        if marked != plain:
            spoken.append(_systems()[0].read(_bare(plain)))
    found: dict[str, None] = {}
    for one in spoken:
        found |= dict.fromkeys(_settled(_bare(one)))
    return tuple(s for s in found if s)


def _bare(spoken: str) -> str:
    """Without accents that no system uses, and without what is no sound."""
    if not spoken.isascii():
        spoken = "".join(c for c in unicodedata.normalize("NFD", spoken) if not unicodedata.combining(c))
    return spoken if _PLAIN.fullmatch(spoken) else "".join(c for c in spoken if c.isalnum() or c in "$%")


def _settled(spoken: str) -> list[str]:
    """Without glides and doubled letters, an ё as e and as o."""
    bare = _GLIDE.sub("", spoken)
    for end, instead in _spelling()["ends"].items():
        if bare.endswith(end):
            bare = bare.removesuffix(end) + instead
    forms = [bare.replace("E", "e"), bare.replace("E", "o")] if "E" in bare else [bare]
    return [_RUNS.sub(r"\1", form) for form in forms]


def coarse(reading: str) -> str:
    """The reading with one symbol for sounds that spellings leave open."""
    return reading.translate(_COARSE)


@lru_cache(maxsize=1 << 17)
def apart(one: str, other: str) -> float:
    """How far two readings are apart, in letters; 0 for one sound, FAR for more than two edits."""
    if one == other:
        return 0.0
    coarse_one, coarse_other = one.translate(_COARSE), other.translate(_COARSE)
    if coarse_one == coarse_other:
        return sum(_shade(a, b) for a, b in zip(one, other, strict=True) if a != b)
    if OSA.distance(coarse_one, coarse_other, score_cutoff=MOST_EDITS) > MOST_EDITS:
        return FAR
    return _edited(coarse_one, coarse_other) + _shades(one, other)


def _shades(one: str, other: str) -> float:
    """What the shades cost where the letters do not all agree: those of the letters that both have in one place."""
    same_length = len(one) == len(other)
    return sum(_shade(a, b) for a, b in zip(one, other, strict=False) if a != b) if same_length else 0.0


@cache
def _shade(one: str, other: str) -> float:
    pair = "".join(sorted((one, other)))
    if pair in _OPEN:
        return 0.0
    return float(_costs("shades").get(pair, 0.0))


def _costs(table: str) -> dict[str, float]:
    found: dict[str, float] = _spelling()["costs"][table]
    return found


def _edited(one: str, other: str) -> float:
    """The cost of the letters that two coarse readings do not share; two that changed places count as one."""
    if len(one) == len(other) and OSA.distance(one, other) == 1 and sorted(one) == sorted(other):
        return float(_spelling()["costs"]["lost_letter"])
    total = 0.0
    one, other = sorted((one, other), key=lambda word: (len(word), word))
    last = max(i for i, letter in enumerate(f"a{one}") if letter in VOWELS) - 1
    for edit in Levenshtein.editops(one, other):
        if edit.tag == "replace":
            closed = edit.src_pos == last < len(one) - 1
            total += _replaced(one[edit.src_pos], other[edit.dest_pos], one[: edit.src_pos][-1:], closed=closed)
        else:
            word, at = (one, edit.src_pos) if edit.tag == "delete" else (other, edit.dest_pos)
            total += _lost(word[at : at + 2])
    return total


@cache
def _replaced(one: str, other: str, before: str, *, closed: bool) -> float:
    """What one letter for another costs, after which letter, and whether in the last syllable before a consonant."""
    costs = _spelling()["costs"]
    pair = "".join(sorted((one, other)))
    if pair == "eo" and before in ("S", "C"):
        return float(costs["o_after_hushing"])
    if pair == "ei" and closed:
        return float(costs["ei_closed"])
    if one in VOWELS and other in VOWELS:
        return float(costs["vowels"].get(pair, costs["other_vowel"]))
    return float(costs["consonants"].get(pair, costs["other_letter"]))


@cache
def _lost(letters: str) -> float:
    """What a letter costs that only one has; with the letter that follows it."""
    costs = _spelling()["costs"]
    letter = letters[0]
    if letters == "ei":
        return float(costs["ei_closed"])
    if len(letters) == 1 and letter in VOWELS:
        return float(costs["lost_letter"])
    return float(costs.get(f"lost_{letter}", costs["lost_vowel" if letter in VOWELS else "lost_letter"]))


def closest(ones: frozenset[str] | tuple[str, ...], others: frozenset[str] | tuple[str, ...]) -> float:
    """How far two words are apart in their closest readings; FAR when one has none."""
    if not ones or not others:
        return FAR
    if not set(ones).isdisjoint(others):
        return 0.0
    return min(apart(a, b) for a in ones for b in others)


@lru_cache(maxsize=4096)
def first_letters(word: str) -> frozenset[str]:
    """The Latin letters that a name may begin with, in any system."""
    first = unicodedata.normalize("NFC", word[:1]).casefold()
    initials = _spelling()["initials"]
    return frozenset(initials.get(first) or unicodedata.normalize("NFD", first)[:1])
