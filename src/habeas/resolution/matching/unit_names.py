"""The name of an armed formation taken apart: levels of number and echelon, branch, army, honorary names, unit number.

"2nd battalion of the 64th motor rifle brigade" has two levels; the smallest is what the name means.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from habeas.resolution.body_facts import agency_key
from habeas.resolution.names import data, sound, stem

LONGEST = 240
REACH = 7
SHORTEST_COMPOUND = 4
"""A number belongs to an echelon that stands at most so many words away."""
_TOKEN = re.compile(r"(\d{1,4})(?:[-–]?[^\W\d_]{1,4}(?![^\W_]))?(?!\d)|([^\W\d_]+(?:['’ʼ][^\W\d_]+)*)")
_CODE_LETTER = re.compile(r"(?<!\w)([АA])[-\s]?(\d{4})(?!\d)")
_ROMAN = {
    "I": "1",
    "II": "2",
    "III": "3",
    "IV": "4",
    "V": "5",
    "VI": "6",
    "VII": "7",
    "VIII": "8",
    "IX": "9",
    "X": "10",
}
_LETTERS = re.compile(r"[^\W\d_]")


class Level(NamedTuple):
    """A formation within the name."""

    echelon: str
    """"" where only a number is told."""
    number: str
    """"" where none is told."""
    branches: frozenset[str]


class Formation(NamedTuple):
    """What a name tells of a formation or an agency."""

    levels: tuple[Level, ...]
    """The smallest first; none for an agency."""
    sides: frozenset[str]
    names: frozenset[str]
    """Stems of honorary names, or keys of translated ones."""
    code: str
    """The number of the military unit; "" for none."""
    agency: str | None
    """Key of an agency's name; None for a name of words that many share."""

    @property
    def head(self) -> Level | None:
        """What the name means."""
        return self.levels[0] if self.levels else None


class _Word(NamedTuple):
    text: str
    number: str
    heard: str


@cache
def _table() -> dict[str, Any]:
    return data("unit_words")


@lru_cache(maxsize=1 << 13)
def formation(name: str) -> Formation:
    """The parts of a name; never fails."""
    name = name[:LONGEST]
    code, rest = _code(name)
    words = [_word(number, text) for number, text in _TOKEN.findall(rest)]
    levels = _levels(words)
    sides = frozenset(s for w in words for s in _all("sides", w.heard))
    return Formation(levels, sides, _names(words), code, _agency(name) if not code and not _numbered(levels) else None)


def _numbered(levels: tuple[Level, ...]) -> bool:
    return any(level.number for level in levels)


def _word(number: str, text: str) -> _Word:
    return _Word(text, number.lstrip("0"), sound(text) if text else "")


def _code(name: str) -> tuple[str, str]:
    """The number of the military unit, and the name without it."""
    lettered = _CODE_LETTER.search(name)
    if lettered:
        return f"А{lettered[2]}", name[: lettered.start()] + " " + name[lettered.end() :]
    found = _code_pattern().search(name)
    if not found:
        return "", name
    return found[1] or found[2], name[: found.start()] + " " + name[found.end() :]


@cache
def _code_pattern() -> re.Pattern[str]:
    before = "|".join(sorted(map(re.escape, _table()["codes"]["before"]), key=lambda w: (-len(w), w)))
    announced = rf"(?<!\w)(?:{before})\s{{0,2}}(?:№|no\.?|nr\.?|n°)?\s{{0,2}}(\d{{4,5}})"
    return re.compile(rf"(?:{announced}|(?<!\d)(\d{{5}}))(?!\d)", re.IGNORECASE)


@cache
def _starts(table: str) -> tuple[tuple[str, str], ...]:
    rows = [(_start(term), value) for value, terms in _table()[table].items() for term in terms]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


def _start(term: str) -> str:
    """The sound of the start of a word, without a vowel that becomes a glide before the next (дивізі, дивізія)."""
    heard = sound(term)
    return heard.rstrip("i") if len(heard) > 4 else heard


@lru_cache(maxsize=1 << 14)
def _first(table: str, heard: str) -> str:
    """What a word stands for in a table by the longest start that fits; "" for nothing."""
    return next((value for start, value in _starts(table) if start and heard.startswith(start)), "")


def _all(table: str, heard: str) -> list[str]:
    found = _first(table, heard) if heard else ""
    return found.split() if found else []


def _abbreviated(word: _Word) -> tuple[str, str] | None:
    found = _table()["abbreviations"].get(word.text.casefold())
    return (found[0], found[1]) if found else None


def _echelon(word: _Word) -> str:
    short = _abbreviated(word)
    if short:
        return short[0]
    return (_first("echelons", word.heard) or _compound(word.heard)) if word.heard else ""


@lru_cache(maxsize=1 << 13)
def _compound(heard: str) -> str:
    """The echelon in which a compound ends (Panzerdivision)."""
    starts = ((start, value) for start, value in _starts("echelons") if len(start) >= SHORTEST_COMPOUND)
    return next((v for s, v in starts if heard.find(s) > 2 and (len(s) > SHORTEST_COMPOUND or heard.endswith(s))), "")


def _branches(words: list[_Word]) -> frozenset[str]:
    """The branches that the words tell; where several leave it open, what they have in common."""
    told = [one for word in words if (one := _branch(word))]
    if any(word.text.casefold() in _table()["air"]["words"] for word in words):
        told = [frozenset(["airborne"]) if one == {"assault"} else one for one in told]
    narrow = [one for one in told if len(one) == 1]
    chosen = frozenset(b for one in (narrow or told) for b in one)
    for first, others in _table()["with"].items():
        if first in chosen:
            chosen -= frozenset(others)
    return chosen


def _branch(word: _Word) -> frozenset[str]:
    short = _abbreviated(word)
    return frozenset([short[1]]) if short and short[1] else frozenset(_all("branches", word.heard))


def _ordinal(word: _Word) -> str:
    if word.number:
        return word.number
    return _ROMAN.get(word.text, "") or _written_out(word.text.casefold())


@lru_cache(maxsize=1 << 13)
def _written_out(word: str) -> str:
    """The number of an ordinal in words; "" for another word."""
    ordinals = _table()["ordinals"].items()
    return next((number for number, starts in ordinals if word.startswith(tuple(starts))), "")


def _levels(words: list[_Word]) -> tuple[Level, ...]:
    """Each echelon with the number nearest before it, else after it; the smallest level first."""
    at = [i for i, word in enumerate(words) if _echelon(word)]
    at = [i for i in at if _echelon(words[i]) != "army" or _is_army(words, i)]
    found: list[Level] = []
    start = 0
    for n, i in enumerate(at):
        last = n + 1 == len(at)
        end = len(words) if last else at[n + 1]
        number = _before(words, start, i) or _after(words, i, end, last=last)
        around = words[start:] if last else words[start : i + 1]
        found.append(Level(_echelon(words[i]), number, _branches(around)))
        start = i + 1
    if not found:
        number = next((w.number for w in words if w.number), "")
        return (Level("", number, _branches(words)),) if number else ()
    order = _table()["order"]["echelons"]
    found = [level for level in found if level.number or level.echelon != "army"] or found
    return tuple(sorted(_merged(found), key=lambda level: order.index(level.echelon)))


def _merged(levels: list[Level]) -> list[Level]:
    """Levels of one echelon said twice (64 ОМСБр бригада) as one."""
    kept: dict[str, Level] = {}
    for level in levels:
        known = kept.get(level.echelon)
        if known is None or (not known.number and level.number):
            kept[level.echelon] = level if known is None else level._replace(branches=level.branches | known.branches)
    return list(kept.values())


def _is_army(words: list[_Word], i: int) -> bool:
    """Whether the word for an army means a numbered one, and is no part of the word for a corps (corps d'armée)."""
    around = words[max(0, i - 2) : i] + words[i + 1 : i + 2]
    return not any(_echelon(w) == "corps" for w in around) and any(w.number for w in words[max(0, i - REACH) : i])


def _before(words: list[_Word], start: int, i: int) -> str:
    return next((o for w in reversed(words[max(start, i - REACH) : i]) if (o := _ordinal(w))), "")


def _after(words: list[_Word], i: int, end: int, *, last: bool) -> str:
    """A number right after the echelon (brigade 64, бригада № 64), unless it is the next echelon's."""
    return next((w.number for w in words[i + 1 : min(end, i + 2)] if w.number), "") if last or end > i + 2 else ""


def _names(words: list[_Word]) -> frozenset[str]:
    """Honorary names: words with a capital that tell neither kind nor army."""
    found = set()
    for word in words:
        if not word.heard:
            continue
        translated = _first("names", word.heard)
        if translated:
            found.add(translated)
        elif word.text[0].isupper() and len(word.heard) > 3 and not _told(word):
            found.add(stem(word.heard))
    return frozenset(found)


def _told(word: _Word) -> bool:
    tables = ("echelons", "branches", "sides")
    known = any(_first(table, word.heard) for table in tables) or word.heard.startswith(_plain())
    return known or bool(_abbreviated(word) or _compound(word.heard) or _ordinal(word))


@cache
def _plain() -> tuple[str, ...]:
    starts = {_start(word) for word in _table()["plain"]["words"]}
    return tuple(sorted(start for start in starts if len(start) > 2))


@cache
def _people() -> frozenset[str]:
    return frozenset(sound(word) for word in _table()["people"]["words"])


def _agency(name: str) -> str | None:
    """The key of an agency, with and without words for its people and its country."""
    whole = agency_key(name)
    if whole and whole.startswith("alias "):
        return whole
    words = [text for _, text in _TOKEN.findall(name) if text]
    staff = [w for w in words if sound(w) not in _people()]
    for kept in (staff, [w for w in staff if not _first("sides", sound(w))]):
        found = agency_key(" ".join(kept)) if kept else None
        if found and found.startswith("alias "):
            return found
    return whole
