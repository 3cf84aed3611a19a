"""All place names of a text with their offsets.

A name starts with a capital (adjectives of larger places may go without), ends at word borders, and the longest wins.
Whether the words around suffice is decided by the grade of the form (`forms`). What a name alone leaves open is ordered
by the places and regions around it; the one that a well-known name means is not.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from habeas.model.passage import Passage
from habeas.places import inflection, ranking
from habeas.places.countries import Home, about, country_of
from habeas.places.folding import DATA, fold
from habeas.places.forms import HOME, NAMES, NOTHING, Form, Forms, Grade
from habeas.places.model import Context, Match, Place, best

if TYPE_CHECKING:
    from habeas.places.gazetteer import Gazetteer

MOST_WORDS = 4
AROUND, NEAREST = 400, 4
"""Regions named within so many characters, and so many decided places nearest in the text, are the context of a name."""
WINDOW = 50
"""Names before one and after it that are looked at for its context: the time for a list of places grows with its length."""
_LATIN = "\u0400"
"""Letters up to here begin no name as small ones: only Cyrillic adjectives of places go without a capital."""
_WORD = re.compile(r"(?<![^\W\d_])[dl]['’](?=[A-ZÀ-ÖØ-ÞŒ])|[^\W\d_]+(?:['’ʼ`\-‐‑][^\W\d_]+)*")
"""Words; an elided article or preposition before a capital (`d'Izioum`) is no part of the name."""
_ADJECTIVE = re.compile(r"(?:ськ|зьк|цьк|ск)[^\W\d_]{1,3}$")
_GAP = re.compile(r"[ \u00a0]|[ \t]*\n[ \t]*|\.[ \u00a0]?|-")
_DATA: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "cues.toml").read_text("utf-8"))
CUES = frozenset(fold(word) for words in _DATA["before"].values() for word in words)
FORMATIONS = frozenset(fold(word) for word in _DATA["formation"]["words"])
MEMBERS = FORMATIONS | frozenset(fold(word) for word in _DATA["members"]["words"])
_WEAK = frozenset(fold(word) for word in _DATA["weak"]["words"])
_KIND = frozenset(fold(word) for word in _DATA["head"]["words"])
_TITLE = frozenset(_DATA["title"]["words"])
_REGION = frozenset(_DATA["region"]["words"])
_JOINING = "|".join(sorted(map(re.escape, _DATA["joining"]["words"])))
_BREATH = re.compile(rf"\s*,?\s*(?:\b(?:{_JOINING})\b)?\s*")
_BREATH_LONGEST = 12
MOST_HOMES = 64
Span = tuple[int, int]


class Seen(NamedTuple):
    """A place name in a text, and the places that it may mean, best first."""

    passage: Passage
    matches: list[Match]


class Survey(NamedTuple):
    """The place names of a text in order, and the countries abroad that it is about."""

    names: list[Seen]
    countries: frozenset[str]


class _Page(NamedTuple):
    """A text and the spans of its words."""

    text: str
    words: Sequence[Span]

    def word(self, n: int) -> str:
        return self.text[slice(*self.words[n])] if 0 <= n < len(self.words) else ""

    def touch(self, n: int) -> bool:
        """Whether one space parts word n from word n + 1."""
        if not 0 <= n < len(self.words) - 1:
            return False
        gap = self.text[self.words[n][1] : self.words[n + 1][0]]
        return gap in (" ", "\u00a0")


class Scanner:
    """Scans texts; one scanner serves a whole process, because it remembers forms."""

    def __init__(self, gazetteer: "Gazetteer") -> None:
        self._gazetteer = gazetteer
        self._forms = {HOME: Forms(gazetteer)}
        self._starts: dict[str, bool] = {}

    def scan(self, text: str, context: Context | None = None) -> Survey:
        """Place names of `text`, not overlapping, ordered by `context` and by one another.

        A text that turns out to be about a country abroad is gone through again as one that is at home there.
        """
        page = _Page(text, [m.span() for m in _WORD.finditer(text)])
        seen, forms = self._pass(page, self._forms[HOME])
        told = about([*_named(page), *(one.matches[0].place.country for one in seen)], HOME)
        if told.abroad:
            seen, forms = self._pass(page, self._at_home(told))
            base = context or Context()
            context = Context(base.regions, base.countries or told.abroad, base.near, base.place_cue)
        return Survey(_settled(seen, forms, context), told.abroad)

    def _at_home(self, told: Home) -> Forms:
        """The forms as a text about these countries means them; of the sets of countries only the last are remembered."""
        if told.countries not in self._forms:
            if len(self._forms) > MOST_HOMES:
                self._forms = {HOME: self._forms[HOME]}
            self._forms[told.countries] = Forms(self._gazetteer, told.countries)
        return self._forms[told.countries]

    def _pass(self, page: _Page, known: Forms) -> tuple[list[Seen], list[Form]]:
        """The credible names of a text, with what each may mean."""
        seen: list[Seen] = []
        forms: list[Form] = []
        at = 0
        text, words = page
        while at < len(words):
            start, end = words[at]
            if not text[start].isupper() and text[end - 1] <= _LATIN:
                at += 1
                continue
            found, used = self._at(page, at, seen, known)
            if found.matches:
                start, found = self._with_head(page, at, used, found)
                seen.append(Seen(Passage(start, page.words[at + used - 1][1]), list(found.matches)))
                forms.append(found)
            at += used
        return seen, forms

    def _at(self, page: _Page, at: int, seen: Sequence[Seen], known: Forms) -> tuple[Form, int]:
        """The credible name that starts at word `at`, and its number of words."""
        start, end = page.words[at]
        if page.text[start].isupper():
            if end - start > 1:
                for found, used in self._readings(page, at, known):
                    if self._credible(page, at, used, found, seen):
                        return found, used
        elif _ADJECTIVE.search(page.text, start, end):
            return known.study(fold(page.text[start:end]), capital=False), 1
        return NOTHING, 1

    def _readings(self, page: _Page, at: int, known: Forms) -> list[tuple[Form, int]]:
        """What the words from `at` may be, longest first."""
        out = []
        first = page.word(at)
        if self._may_start(first):
            for count in range(min(MOST_WORDS, len(page.words) - at), 1, -1):
                phrase = page.words[at : at + count]
                if all(_GAP.fullmatch(page.text, a[1], b[0]) for a, b in pairwise(phrase)):
                    found = known.study(fold(page.text[phrase[0][0] : phrase[-1][1]]))
                    if found.matches:
                        out.append((found, count))
        if not (first.isupper() and len(first) <= 4):
            form = fold(first)
            found = known.study(form)
            if not found.matches and self._cued(page, at):
                found, used = self._garbled(page, at, known)
                out.append((found, used))
            else:
                out.append((found, 1))
        return out

    @staticmethod
    def _garbled(page: _Page, at: int, known: Forms) -> tuple[Form, int]:
        """A well-known place that one word sounds like, or a name of two words of which one is spelled right."""
        if page.touch(at) and page.word(at + 1)[:1].isupper():
            two = known.aligned(fold(page.text[page.words[at][0] : page.words[at + 1][1]]))
            if two.matches:
                return two, 2
        return known.sounding(fold(page.word(at))), 1

    def _may_start(self, word: str) -> bool:
        known = self._starts.get(word)
        if known is None:
            if len(self._starts) > 200_000:
                self._starts.clear()
            form = fold(word).split(" ")[0]
            first = self._gazetteer.first_words
            known = form in first or not first.isdisjoint(inflection.nominatives(form))
            self._starts[word] = known
        return known

    @staticmethod
    def _cued(page: _Page, at: int) -> bool:
        before = page.word(at - 1)
        return bool(before) and fold(before) in CUES and page.words[at][0] - page.words[at - 1][1] <= 2

    def _credible(self, page: _Page, at: int, used: int, found: Form, seen: Sequence[Seen]) -> bool:
        """Whether the words around allow this to be a place."""
        before = page.word(at - 1) if page.touch(at - 1) else ""
        named = used == 1 and page.touch(at + used - 1) and page.word(at + used)[:1].isupper()
        if page.touch(at + used - 1) and page.word(at + used) in _TITLE:
            return False
        if found.grade >= Grade.MAJOR:
            return used > 1 or not (fold(before) in NAMES or (found.surname and is_person(before)))
        if found.grade == Grade.ADJECTIVE:
            return page.touch(at) and not named and not before[:1].isupper()
        if named:
            return False
        if self._cued(page, at):
            return _enough(fold(page.word(at - 1)), found)
        return found.grade == Grade.MINOR and _in_one_breath(page, at, seen)

    def _with_head(self, page: _Page, at: int, used: int, found: Form) -> tuple[int, Form]:
        """The start and meaning with a lower-case "regio" or "oblast" before the name taken in."""
        head = page.word(at - 1)
        if head in _REGION and page.touch(at - 1):
            name = page.text[page.words[at][0] : page.words[at + used - 1][1]]
            area = self._forms[HOME].study(fold(f"{head} {name}"))
            if area.matches:
                return page.words[at - 1][0], area
        return page.words[at][0], found


def _named(page: _Page) -> Iterator[str]:
    """The countries that the capitalised words of a text name, each as often as it does."""
    for start, end in page.words:
        if page.text[start].isupper() and (country := country_of(page.text[start:end])):
            yield country


def is_person(before: str) -> bool:
    """Whether the word before a name that may be a surname is like a given name."""
    return len(before) > 1 and before[0].isupper() and not before.isupper() and fold(before) not in CUES | _KIND


def _enough(cue: str, found: Form) -> bool:
    """Whether this cue carries this form: a preposition that people take too needs a place with known inhabitants."""
    if found.grade == Grade.STOPPED:
        return cue not in _WEAK and ranking.importance(found.matches[0].place) >= ranking.DOMINANT
    return cue in _KIND or cue not in _WEAK or found.known


def _in_one_breath(page: _Page, at: int, seen: Sequence[Seen]) -> bool:
    """Whether only a comma or "and" parts this from the place before."""
    if not seen or not 0 < page.words[at][0] - seen[-1].passage.end <= _BREATH_LONGEST:
        return False
    return bool(_BREATH.fullmatch(page.text, seen[-1].passage.end, page.words[at][0]))


def _settled(seen: list[Seen], forms: Sequence[Form], given: Context | None) -> list[Seen]:
    """Each open name again in the light of what is around it."""
    return [
        Seen(one.passage, ranking.rank(form.found, _around(seen, n, given))) if len(one.matches) > 1 else one
        for n, (one, form) in enumerate(zip(seen, forms, strict=True))
    ]


def _around(seen: Sequence[Seen], n: int, given: Context | None) -> Context:
    """Context of the n-th name: regions within 400 characters, the nearest decided places."""
    here = seen[n].passage
    names = {m.place.name for m in seen[n].matches}
    regions: set[str] = set()
    near: list[Place] = []
    others = (m for m in range(max(0, n - WINDOW), min(len(seen), n + WINDOW + 1)) if m != n)
    for distance, m in sorted((abs(seen[m].passage.start - here.start), m) for m in others):
        place = best(seen[m].matches)
        if place is None or place.name in names:
            continue
        if place.kind == "region":
            regions |= {place.region} if distance <= AROUND else set()
        elif len(near) < NEAREST and place.admin1 != place.name:  # capitals are named for what governments do
            near.append(place)
    base = given or Context()
    return Context(base.regions or frozenset(regions), base.countries, (*base.near, *near), base.place_cue)
