"""The names under which a thing of many documents is shown: covered, each once, the best first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from habeas.model.covering import Covering
from habeas.model.reading import Entity, Site
from habeas.model.register import Name, SiteRow
from habeas.register.about import About
from habeas.register.proper import (
    Proper,
    Setting,
    data,
    local_sounds,
    names_place,
    proper,
    sound,
    without_others,
    words_of_kind,
)
from habeas.register.shown import Appearance, Shown, surfaces_of, without_article
from habeas.vocabulary import label

LONGEST = 80
"""Characters from which on a surface is a description, no name to head a row."""
VAGUE = ("unknown", "other")
"""Kinds that tell no more than that people are held there."""
SHORT = 45
"""Characters up to which the fuller of two names says more."""
QUOTABLE = 60
"""Characters up to which a site's own words stand in its name."""


class Where(NamedTuple):
    """Where a site is, in words that may be shown."""

    settlement: str | None
    admin1: str | None
    country: str | None

    def words(self) -> str | None:
        """The nearest that is told: settlement, region or country."""
        country = self.country and data()["countries"].get(self.country, self.country)
        return self.settlement or self.admin1 or country


def names(appearances: Sequence[Appearance], shown: Shown) -> list[Name]:
    """All names with the language of their document, covered, sorted; the same words in two languages stand twice."""
    found = {
        (shown.name(words, seen.reading.document.item), seen.reading.document.language or "")
        for seen in appearances
        for words in surfaces_of(*seen)
    }
    return [Name(text=text, language=language or None) for text, language in sorted(found) if text.strip()]


def best(appearances: Sequence[Appearance], shown: Shown) -> str:
    """The covered name that most documents use, without its article; one that needs no cover comes first,
    then what a reader calls it.

    A tie goes to an English document, then to the name of more words as long as it is short, then to the shorter
    one: a nominative is.
    """
    votes: dict[str, set[str]] = {}
    plain, given, english = set[str](), set[str](), set[str]()
    for seen in appearances:
        document = seen.reading.document
        for words in surfaces_of(*seen):
            bare = without_article(words)
            name = shown.name(bare, document.item)
            votes.setdefault(name, set()).add(document.item)
            plain.update([name] if name == bare else [])
            given.update([name] if words == seen.entity.name else [])
            english.update([name] if document.language == "en" else [])

    def order(name: str) -> tuple[bool, bool, bool, int, bool, int, int, str]:
        fuller = -len(name.split()) if len(name) <= SHORT else 0
        return (
            name not in plain,
            name not in given,
            len(name) > LONGEST,
            -len(votes[name]),
            name not in english,
            fuller,
            len(name),
            name,
        )

    return min(votes, key=order, default="")


def site_name(appearances: Sequence[Appearance], kind: str, where: Where, about: About, shown: Shown) -> str:
    """What a site is called, its first letter a capital.

    Its proper name where a third of the documents have one, with the settlement; else the kind of place, and where; the
    text's own words only where nothing else is told. Below that share the proper name may be that of one cellar among
    the cellars of a town which the other reports mean.
    """
    what = label("site_kinds", kind) if kind not in VAGUE else "place of detention"
    if _several(appearances, kind, where, about):
        what = "several places"
    elif own := _proper_name(appearances, where, shown.covering):
        own = own.replace("{kind}", _capital(what))
        near = where.words()
        return _capital(own if near is None or sound(near)[:4] in sound(own) else f"{own}, {near}")
    if place := where.words():
        return f"{_capital(what)}, {place}"
    quoted = f"“{_capital(best(appearances, shown))}”"
    return quoted if what == "place of detention" else f"{_capital(what)} ({quoted})"


def _several(seen: Sequence[Appearance], kind: str, where: Where, about: About) -> bool:
    """Whether the words stand for many places at once: most reports say of them how many places there are; or no town is
    told, and most reports name them in the plural.
    """
    if kind not in (*VAGUE, "camp"):
        return False
    if 2 * len(about.counting) > len(about.documents):
        return True
    plural = [one for one in seen if words_of_kind(one.entity.name, one.reading.document.language, ("plural",))]
    return where.settlement is None and 2 * len(plural) > len(seen)


def _proper_name(appearances: Sequence[Appearance], where: Where, covering: Covering) -> str | None:
    """The proper name that most documents have; of its spellings the surest sort, in Latin letters where there are any."""
    votes: dict[str, set[str]] = {}
    spellings: dict[str, Counter[tuple[int, str]]] = {}
    for seen in appearances:
        for one in _told(seen, where, covering):
            votes.setdefault(one.key, set()).add(seen.reading.document.item)
            spellings.setdefault(one.key, Counter())[one.rank, one.words] += 1
    if not votes:
        return None

    def order(key: str) -> tuple[int, int, str]:
        return (-len(votes[key]), min(rank for rank, _ in spellings[key]), key)

    chosen = min(votes, key=order)
    if 3 * len(votes[chosen]) < len({seen.reading.document.item for seen in appearances}):
        return None
    found = spellings[chosen]
    return min(found, key=lambda s: ("{" in s[1], not s[1].isascii(), s[0], -found[s], len(s[1]), s[1]))[1]


def _told(seen: Appearance, where: Where, covering: Covering) -> Iterator[Proper]:
    """The proper names of one reading; words in which anything is covered give none."""
    reading, document = seen.reading, seen.reading.document
    site = seen.entity
    near = local_sounds(
        (where.settlement, where.admin1, *_stands_in(site)), site.place if isinstance(site, Site) else None
    )
    mentioned = {" ".join(m.of(document.text).split()) for m in seen.entity.mentions}
    texts = [(without_others(reading, m), _inside_sentence(document.text, m.start)) for m in seen.entity.mentions]
    texts += [(seen.entity.name, True)] if seen.entity.name not in mentioned else []
    for words, inside in dict.fromkeys(texts):
        found = proper(words, Setting(near, document.language, inside))
        if found and covering.line(words, document.item) == words:
            yield from found


def _stands_in(entity: Entity) -> tuple[str | None, ...]:
    return (entity.settlement, entity.admin1) if isinstance(entity, Site) else ()


def _inside_sentence(text: str, at: int) -> bool:
    """Whether what stands there follows a small letter or a comma."""
    before = text[max(0, at - 2) : at].rstrip(" ")
    return bool(before) and (before[-1].islower() or before[-1] == ",")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def told_apart(rows: Sequence[SiteRow]) -> list[SiteRow]:
    """The rows; those that would bear one name have words of their reports in quotation marks behind it."""
    shared = Counter(row.name for row in rows)
    return [replace(row, name=_with_own(row)) if shared[row.name] > 1 else row for row in rows]


def _with_own(row: SiteRow) -> str:
    """The name with the shortest words that are no town's name alone."""
    own = {name.text for name in row.names if len(name.text) <= QUOTABLE and not names_place(name.text)}
    chosen = min(own, key=lambda words: (len(words), words), default=None)
    return row.name if chosen is None or "”" in row.name + chosen else f"{row.name} (“{chosen}”)"
