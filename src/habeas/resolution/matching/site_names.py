"""The name of a place of detention taken apart: what it is, of which number, in which town and street, what it is called.

What a place is comes as concepts that all languages share (police, council, basement), so that a name in Ukrainian and
one in Dutch can be compared without translating either.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from habeas.languages.terms import Terms
from habeas.languages.tokens import tokenize
from habeas.places import Gazetteer
from habeas.places.folding import fold
from habeas.places.known_sites import known_sites
from habeas.resolution.names import data, sound, stem

LONGEST = 240
PART = ("cell", "basement", "garage", "pit")
"""Concepts of places that lie within others, where another is named."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_ELIDED = re.compile(r"^[ldLD]['’]")
_YEAR = range(1900, 2100)
IMPORTANT = 2_000
"""Inhabitants from which a capitalised word in a name is taken for its town."""


class Place(NamedTuple):
    """What a name tells of a place."""

    concepts: frozenset[str]
    part: str
    """The concept of the part that is meant, as a basement within a school; "" for the whole."""
    kind: str
    """A kind of the vocabulary or one of the finer ones of the data; "" where nothing tells."""
    number: str
    towns: frozenset[str]
    """Keys of the settlements that may be meant: ids of the gazetteer, and the sound of the name."""
    small_town: bool
    street: str
    house: str
    names: frozenset[str]
    """Stems of proper names."""
    levels: frozenset[str]
    known: str
    """The name of a well-known place; "" for none."""


@cache
def _table() -> dict[str, Any]:
    return data("site_terms")


@lru_cache(maxsize=1 << 13)
def place(name: str, settlement: str | None = None, kind: str | None = None) -> Place:
    """The parts of a name with what is told beside it; never fails."""
    name = name[:LONGEST]
    known = _known(name)
    site = known_sites().get(known) if known else None
    street, house, rest = _street(name)
    words = _TOKEN.findall(rest)
    concepts = _narrowed(frozenset(c for w in words for c in _concepts(w)))
    told = settlement or (site.settlement if site else None)
    towns, used, small = _towns(words, told)
    names = frozenset(_names(words, used, rest))
    part, kind = _kind(concepts, kind or "")
    levels = frozenset(level for w in words for level in _all("levels", _folded(w)))
    return Place(
        concepts=concepts,
        part=part,
        kind=site.kind if site and not kind else kind,
        number=_number(words),
        towns=towns,
        small_town=small,
        street=street,
        house=house,
        names=names,
        levels=levels,
        known=known,
    )


@cache
def _starts(table: str) -> tuple[tuple[str, str], ...]:
    rows = [(_start(term), value) for value, terms in _table()[table].items() for term in terms]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """The word in small letters without marks; кафе and kafe stay two words, so that сад is no sąd."""
    return fold(_ELIDED.sub("", word)).replace(" ", "")


def _start(term: str) -> str:
    return _folded(term)


@lru_cache(maxsize=1 << 14)
def _all(table: str, heard: str) -> frozenset[str]:
    """What a folded word stands for by the longest start that fits; words of up to three letters must be equal to it."""
    best = 0
    found = set()
    for start, value in _starts(table):
        if len(start) < best:
            break
        if heard == start or (len(start) > 3 and heard.startswith(start)):
            best = len(start)
            found.add(value)
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def _concepts(word: str) -> frozenset[str]:
    """The concepts of a word; of a compound (Polizeistation, politiebureau) those of its start and of its end."""
    heard = _folded(word)
    found = _all("concepts", heard)
    if len(heard) > 8:
        inner = ((start, value) for start, value in _starts("concepts") if heard.find(start) > 2)
        found |= frozenset(v for start, v in inner if len(start) > 4 or (len(start) == 4 and heard.endswith(start)))
    return found


def _narrowed(concepts: frozenset[str]) -> frozenset[str]:
    """The concepts without wider ones that a narrower one brings along (a vocational school)."""
    wider = {w for narrow, wide in _table()["with"].items() if narrow in concepts for w in wide}
    return concepts - wider


def _kind(concepts: frozenset[str], told: str) -> tuple[str, str]:
    """The part that is meant and the kind of the whole."""
    part = next((p for p in PART if p in concepts), "")
    order = _table()["kinds"]["order"]
    whole = next((kind for concept, kind in order if concept in concepts and concept not in PART), "")
    if part and not whole and told and told not in ("basement", "garage", "pit", "unknown", "other"):
        whole = told
    if part and part != "cell" and not whole:
        return "", next(kind for concept, kind in order if concept == part)
    if told and told not in _table()["kinds"]["vague"] and not part:
        return part, whole if _alike(told, whole) and whole else told
    return part, whole or told


def _alike(one: str, other: str) -> bool:
    """Whether the words tell a finer kind than the one that is told beside them, or the same."""
    return one == other or [other, one] in _table()["kinds"]["within"]


def _number(words: list[str]) -> str:
    """The number of the institution; years are none."""
    numbers = [w.lstrip("0") for w in words if w.isdecimal() and len(w) <= 4 and int(w) not in _YEAR]
    return next((n for n in numbers if n), "")


@cache
def _street_pattern() -> re.Pattern[str]:
    before = "|".join(sorted(map(re.escape, _table()["streets"]["before"]), key=lambda w: (-len(w), w)))
    after = "|".join(sorted(map(re.escape, _table()["streets"]["after"]), key=lambda w: (-len(w), w)))
    name = r"([^\W\d_]{3,30}(?:\s[^\W\d_]{3,30})?)"
    house, lead = r"(?:,?\s{0,2}(\d{1,4}))?", r"(?<!\w)(?:(\d{1,4})\s)?"
    first = rf"{lead}(?:{before})\.?\s{name}{house}"
    last = rf"{lead}([^\W\d_]{{3,30}})[\s-]?(?:{after})(?!\w)\.?{house}"
    return re.compile(f"{first}|{last}", re.IGNORECASE)


def _street(name: str) -> tuple[str, str, str]:
    """Street and house number, and the name without them."""
    found = _street_pattern().search(name)
    if not found:
        return "", "", name
    street = found[2] or found[5]
    words = [stem(sound(w)) for w in street.split() if sound(w)]
    house = found[1] or found[3] or found[4] or found[6] or ""
    return words[-1] if words else "", house, f"{name[: found.start()]} {name[found.end() :]}"


def _towns(words: list[str], settlement: str | None) -> tuple[frozenset[str], frozenset[int], bool]:
    """Keys of the town, the places of the words that name it, and whether it is a small one."""
    if settlement:
        keys, small = _town_keys(settlement)
        base = {stem(sound(w))[:5] for w in _TOKEN.findall(settlement) if len(sound(w)) > 2}
        names = {k[:5] for k in keys if ":" not in k and not k[:2].isupper()} | base
        used = frozenset(i for i, w in enumerate(words) if any(sound(w).startswith(n) for n in names if len(n) > 2))
        return keys, used, small
    for i, (word, after) in enumerate(pairwise(words)):
        if word[0].isupper() and after[0].isupper() and not (_concepts(word) or _concepts(after)):
            keys, small = _town_keys(f"{word} {after}", least=0)
            if keys:
                return keys, frozenset([i, i + 1]), small
    for i, word in sorted(enumerate(words), key=lambda row: (not _announced(words, row[0]), row[0])):
        announced = _announced(words, i)
        if word[0].isupper() and not word.isupper() and not _concepts(word) and (announced or not _plain(word)):
            keys, small = _town_keys(word, least=0 if announced else IMPORTANT)
            if keys:
                return keys, frozenset([i]), small
    return frozenset(), frozenset(), False


def _announced(words: list[str], i: int) -> bool:
    return i > 0 and words[i - 1].lower() in _table()["towns"]["before"]


@lru_cache(maxsize=1 << 13)
def _town_keys(name: str, least: int = -1) -> tuple[frozenset[str], bool]:
    """Ids and sounds of the settlements that a name may mean; with `least` only those of so many inhabitants."""
    matches = [m for m in Gazetteer.load().find(name, fuzzy=False) if m.place.kind not in ("region", "district")]
    kept = [m.place for m in matches if m.place.population >= least] if least > 0 else [m.place for m in matches]
    if least >= 0 and not kept:
        return frozenset(), False
    top = [p for p in kept if p.population * 5 >= max(q.population for q in kept)]
    sounding = {stem(sound(n)) for p in top for n in (p.name, p.name_uk) if n}
    own = {stem(sound(w)) for w in name.split(",", maxsplit=1)[0].split()} if not kept else set()
    small = bool(top) and max(p.population for p in top) < 30_000
    return frozenset({p.id for p in top} | sounding | own), small or not top


@cache
def _plain_starts() -> tuple[str, ...]:
    return tuple(sorted({_start(word) for word in _table()["plain"]["words"] if len(_start(word)) > 2}))


def _plain(word: str) -> bool:
    return _folded(word).startswith(_plain_starts())


def _names(words: list[str], used: frozenset[int], rest: str) -> list[str]:
    """Stems of words that are neither concept nor town: capitals, and what stands in quotation marks."""
    quoted = {w for part in re.findall(r"[«„“\"']([^»”\"']{2,60})[»”\"']", rest) for w in _TOKEN.findall(part)}
    found = []
    for i, word in enumerate(words):
        if word.isdecimal() or i in used or len(sound(word)) < 3:
            continue
        if word in quoted or (word[0].isupper() and not _common(word)):
            found.append(stem(sound(word)))
    return found


def _common(word: str) -> bool:
    return bool(_concepts(word) or _plain(word) or _all("levels", _folded(word)))


@cache
def _known_terms() -> Terms[str]:
    also = _table()["also"]
    sites = known_sites().values()
    return Terms((term, s.name) for s in sites for term in (*s.aliases, *s.bare, *also.get(s.name, ())))


@lru_cache(maxsize=1 << 13)
def _known(name: str) -> str:
    """The well-known place that a name means, by the longest alias that it holds; "" for none."""
    hits = _known_terms().find(tokenize(name))
    return max(hits, key=lambda h: (h.last - h.first, len(h.term), h.value)).value if hits else ""
