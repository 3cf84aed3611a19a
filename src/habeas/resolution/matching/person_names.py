"""A person's name taken apart: given names, patronymic, surnames, initials, nicknames, in any order and script.

Where the order cannot be told (Ivan Martyn), every order is kept as an option.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from habeas.resolution.matching.declension import Patronymic, patronymic
from habeas.resolution.matching.given import Given, father_entries, given
from habeas.resolution.matching.sounding import readings
from habeas.resolution.names import data

LONGEST = 200
LONGEST_ABBREVIATION = 5
MOST_WORDS = 6
_QUOTED = re.compile(r"[«„“”\"]([^«»„“”\"]{2,40})[»“”\"]|\(([^()]{2,60})\)")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`´‘′][^\W\d_]+)*\.?")
_JOINED = re.compile(r"(?<=[a-zа-яіїєґ]{3})(?=[A-ZА-ЯІЇЄҐ][a-zа-яіїєґ]{2})")
_GENITIVE = re.compile(r"['’]s$")


class Parts(NamedTuple):
    """One way to take a name apart."""

    givens: tuple[Given, ...]
    short: str
    """An initial or abbreviation of the given name, without its full stop; "" for none."""
    father: Patronymic | None
    father_short: str
    surnames: tuple[str, ...]


class Taken(NamedTuple):
    """A name taken apart."""

    options: tuple[Parts, ...]
    """The likeliest first; none for a name without words."""
    nicknames: frozenset[str]
    """Sounds of the words in quotation marks."""
    others: tuple[str, ...]
    """Surnames in brackets: a maiden name."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data("person_words")[name])


@lru_cache(maxsize=1 << 14)
def take_apart(name: str) -> Taken:
    """The name in its parts, in every order that its words allow."""
    plain, nicknames, others = _without_asides(_composed(name[:LONGEST]))
    return Taken(tuple(_options(_tokens(plain), "," in plain)), nicknames, others)


def _composed(name: str) -> str:
    """The name without marks that no letter has taken in (the ties of t͡s), and joined words apart (SergeiLavrov)."""
    composed = _JOINED.sub(" ", unicodedata.normalize("NFC", name))
    return composed if composed.isascii() else "".join(c for c in composed if not unicodedata.combining(c))


def _without_asides(name: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """The name without nicknames; the nicknames; surnames in brackets."""
    nicknames: set[str] = set()
    others: list[str] = []
    for quoted, bracketed in _QUOTED.findall(name):
        aside = [w for w in _TOKEN.findall(quoted or bracketed) if w.lower() not in _words("called")]
        if quoted or len(aside) < len(_TOKEN.findall(bracketed)):
            nicknames.update(r for word in aside for r in readings(word))
        elif len(aside) == 1 and not given(aside[0]).known:
            others.append(aside[0])
    plain = _QUOTED.sub(" ", name)
    return (plain, frozenset(nicknames), tuple(others)) if _TOKEN.search(plain) else (name, frozenset(nicknames), ())


def _tokens(plain: str) -> list[str]:
    """The words of the name itself, with the full stops of abbreviations; small words only where all are small."""
    tokens = [_GENITIVE.sub("", t) for t in _TOKEN.findall(plain)]
    kept = [t for t in tokens if t.rstrip(".").lower() not in _words("titles") or (len(t) == 2 and t[0].isupper())]
    kept = [t for t in kept or tokens if t.rstrip(".").lower() not in _words("particles") or t.endswith(".")]
    capital = [t for t in kept if t[0].isupper()]
    return (capital or [t for t in kept if len(t) > 1 or t.endswith(".")])[:MOST_WORDS]


def _is_short(token: str, last: bool) -> bool:
    """Whether a word is an initial or an abbreviation: one letter, or few letters and a full stop."""
    bare = token.rstrip(".")
    return len(bare) == 1 or (token != bare and len(bare) <= LONGEST_ABBREVIATION and not (last and len(bare) > 3))


def _options(tokens: list[str], comma: bool) -> list[Parts]:
    """Every way to tell given name, patronymic and surname apart, the likeliest first; none where there are no words."""
    if not tokens:
        return []
    shorts = [t.rstrip(".") for i, t in enumerate(tokens) if _is_short(t, i == len(tokens) - 1)]
    whole = [t.rstrip(".") for i, t in enumerate(tokens) if not _is_short(t, i == len(tokens) - 1)]
    place = _father_place(whole, bool(shorts))
    father = patronymic(whole[place]) if place is not None else None
    rest = [w for i, w in enumerate(whole) if i != place]
    splits = _splits(rest, bool(shorts) or comma, father is not None)
    return [_parts(given_words, surnames, father, shorts) for given_words, surnames in splits]


def _parts(given_words: list[str], surnames: list[str], father: Patronymic | None, shorts: list[str]) -> Parts:
    initials = iter(shorts)
    short = "" if given_words else next(initials, "")
    father_short = "" if father else next(initials, "")
    return Parts(tuple(map(given, given_words)), short, father, father_short, tuple(surnames))


def _father_place(whole: list[str], initials: bool) -> int | None:
    """Where the patronymic stands: never first, and beside a given name that is told (Віктор Янукович has none)."""
    ending = [i for i, word in enumerate(whole) if i and patronymic(word)]
    fathers = [i for i in ending if _is_father(whole[i])]
    if len(whole) > 2:
        return next(iter(fathers or ending), None)
    if len(whole) == 2 and fathers and (initials or _child_of(whole[0], whole[1])):
        return fathers[0]
    return None


def _child_of(name: str, father: str) -> bool:
    """Whether a word is a given name of the sex that the patronymic tells (Ірина Данилович has none)."""
    first, told = given(name), patronymic(father)
    return told is not None and any(entry[0] == told.sex for entry in first.full | first.short | first.declined)


def _is_father(word: str) -> bool:
    found = patronymic(word)
    return found is not None and bool(father_entries(found.stems))


def _splits(rest: list[str], given_last: bool, father: bool) -> list[tuple[list[str], list[str]]]:
    """Given names and surnames among the words that are left."""
    if len(rest) <= 1:
        if not rest or not given(rest[0]).known:
            return [([], rest)]
        return [(rest, [])] if father or not given_last else [([], rest), (rest, [])]
    first, last = given(rest[0]), given(rest[-1])
    forward, backward = (rest[:1], rest[1:]), (rest[-1:], rest[:-1])
    if given_last and not first.known:
        return [backward] if last.known else [([], rest), backward]
    if first.known != last.known:
        return [_several(rest) or forward if first.known else backward]
    if first.known and (several := _several(rest)):
        return [several, forward]
    return [backward, forward] if given_last else [forward, backward]


def _several(rest: list[str]) -> tuple[list[str], list[str]] | None:
    """All words but the last, where they are given names (Anna Maria Kowalska)."""
    return (rest[:-1], rest[-1:]) if len(rest) > 2 and given(rest[1]).known else None
