"""Proper names in the words for a site: a nickname in quotation marks, an institution's number, a named plant, a street.

Capitals that stand for a town, a region or somebody else who is named there make no name of a site.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from habeas.languages import pack
from habeas.languages.tokens import tokenize
from habeas.model.passage import Passage
from habeas.model.reading import Reading
from habeas.places import Gazetteer, Place
from habeas.places.folding import fold, key
from habeas.places.ranking import importance

KINDS = ("detention", "buildings", "plural", "generic")
"""Tables of the language packs with the words for kinds of places."""
WORDS = 6
"""Words from which on a surface is a description, no name."""
_START = 4
KNOWN = 1000.0
"""Inhabitants, about, from which a capital is taken for the place of that name."""
_GLIDE = re.compile(r"i+(?=[aeou])")
_MARKS = '«»„“”"‘’,.() '
_QUOTED = re.compile(r"[«„“\"‘]([^\W\d_a-zа-яіїєґ][^«»„“”\"‘’‹›]{1,40})[»“”\"’]")
_ABBREVIATED = re.compile(r"(?<!\w)([^\W\d_a-zа-яіїєґё]{2,5})(?:[\s-]{0,2}№)?[\s-]{0,2}(\d{1,4})(?![\w-]?\d)")
_NUMERO = re.compile(r"(?<!\S)(\S{1,8}?)\s{0,2}(\d{1,4})(?![\w-]?\d)")


class Proper(NamedTuple):
    """A proper name as one surface gives it."""

    key: str
    """Equal for the spellings of one name."""
    words: str
    """What to show; a `{kind}` in it is where the kind of place belongs."""
    rank: int
    """Which sort of name it is: the smallest is shown where several are told."""


@lru_cache(maxsize=1 << 15)
def proper(words: str, seen: "Setting") -> tuple[Proper, ...]:
    """The proper names in the words for a site."""
    return tuple(_proper(words, seen))


def _proper(words: str, seen: "Setting") -> Iterator[Proper]:
    for nickname in _QUOTED.findall(words):
        if not nickname.isupper() and not seen.names_place(nickname):
            yield Proper(f"name {sound(nickname)}", nickname, 0)
    for head, number in _ABBREVIATED.findall(words):
        yield Proper(f"number {int(number)}", f"{head}-{number}", 1)
    for head, number in _NUMERO.findall(words):
        if head.lower() in data()["numero"]:
            yield Proper(f"number {int(number)}", f"{{kind}} No. {number}", 2)
    if named := _named(words, seen):
        yield Proper(f"name {sound(named)}", named, 3)
    if street := _street(words.split(), seen):
        yield Proper(f"name {sound(street)}", f"{{kind}}, {street}", 4)


def _street(parts: list[str], seen: "Setting") -> str | None:
    before, after = tuple(data()["street_before"]), tuple(data()["street_after"])
    for i, word in enumerate(parts):
        lowered = word.lower()
        if lowered.startswith(before) and i + 1 < len(parts) and parts[i + 1][0].isupper():
            return " ".join(parts[i : i + 3 if parts[i + 2 : i + 3] and parts[i + 2][0].isdigit() else i + 2]).rstrip(
                ",."
            )
        if i and lowered.startswith(after) and parts[i - 1][0].isupper():
            return f"{parts[i - 1]} {word}".rstrip(",.")
    return None


def _named(words: str, seen: "Setting") -> str | None:
    """The words from an article to a preposition with a place, where a capital among them names the site itself."""
    parts = _core(words.split(), seen)
    if not parts or len(parts) > WORDS or seen.language in data()["capitals"] or _street(parts, seen):
        return None
    kinds = words_of_kind(" ".join(parts), seen.language)
    own = [
        word
        for i, word in enumerate(parts)
        if re.match(r"[^\W\d_]\w{3}", word) and word[0].isupper() and not word.isupper() and i not in kinds
        if (i or seen.inside_sentence) and not seen.names_place(word) and not _is_common(word)
    ]
    return " ".join(parts).strip(_MARKS) if own else None


def words_of_kind(words: str, language: str | None, groups: Iterable[str] = KINDS) -> set[int]:
    """Which of the words, parted by blanks, tell in this language what kind of place it is."""
    lexicon = pack(language or "")
    if lexicon is None:
        return set()
    row = tokenize(words)
    places = [words.count(" ", 0, token.start) for token in row]
    hits = (hit for group in groups for hit in lexicon.terms("sites", group).find(row))
    return {places[i] for hit in hits for i in range(hit.first, hit.last)}


def _core(parts: list[str], seen: "Setting") -> list[str]:
    """Words without an article before and a place behind."""
    while parts and parts[0].lower() in data()["articles"]:
        parts = parts[1:]
    for i, word in enumerate(parts):
        if i and word.lower() in data()["leading"] and any(seen.names_place(w) for w in parts[i + 1 :]):
            return parts[:i]
    return parts


class Setting(NamedTuple):
    """What the words around tell."""

    places: frozenset[str]
    """Sounds of the settlement and region, by their first letters."""
    language: str | None
    """Of the document."""
    inside_sentence: bool
    """Whether the words stand once behind a small letter or a comma, so that their capital is their own."""

    def names_place(self, words: str) -> bool:
        """Whether the words name a settlement or a region, declined or not."""
        heard = sound(words.strip(_MARKS))
        return any(heard.startswith(place) for place in self.places) or names_place(words)


def names_place(words: str) -> bool:
    """Whether the gazetteer knows the words as a place of some size."""
    return _known_place(re.sub(r"[’']s?$", "", words.strip(_MARKS)))


def without_others(reading: Reading, mention: Passage) -> str:
    """The words of a mention without those that name a unit, a person or a body."""
    words = list(mention.of(reading.document.text))
    for other in _others(reading):
        if other.meets(mention):
            for at in range(max(other.start, mention.start), min(other.end, mention.end)):
                words[at - mention.start] = " "
    return " ".join("".join(words).split())


def _others(reading: Reading) -> Iterable[Passage]:
    groups = (reading.units, reading.people, reading.bodies)
    return (passage for group in groups for entity in group for passage in entity.mentions)


def local_sounds(told: Iterable[str | None], place: str | None) -> frozenset[str]:
    """How the words of these names of places, and of all names of the known place with this id, begin by sound."""
    known = known_place(place) if place else None
    names = (*told, *((known.name, known.name_uk, known.name_ru, *known.variants) if known else ()))
    return frozenset(sound(word)[:_START] for name in names for word in (name or "").split() if len(word) >= _START)


@lru_cache(maxsize=1 << 14)
def known_place(one: str) -> Place | None:
    """The place of the gazetteer with this id."""
    return Gazetteer.load().place(one)


def _is_common(word: str) -> bool:
    return sound(word).startswith(_common())


@cache
def _common() -> tuple[str, ...]:
    return tuple(sorted(map(sound, data()["common"])))


@lru_cache(maxsize=1 << 14)
def _known_place(words: str) -> bool:
    return any(importance(match.place) >= KNOWN for match in Gazetteer.load().find(words, fuzzy=False))


def sound(word: str) -> str:
    """One key for a word in every usual script and transliteration, without the glides that only some of them write."""
    return _GLIDE.sub("", key(fold(word)))


@cache
def data() -> dict[str, Any]:
    """The lists of data/names.toml."""
    return tomllib.loads(files(__package__).joinpath("data", "names.toml").read_text("utf-8"))
