"""All place names of a text with their offsets: known spellings and cases only, no loose sounds.

A capital letter and word borders are needed and the longest name wins. A village needs a place cue before it, or a place
named in the same breath, because villages are called like people and things. What is left undecided by the name is
ordered by the places and regions named around it.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from habeas.model.passage import Passage
from habeas.places import inflection, ranking
from habeas.places.folding import DATA, fold
from habeas.places.model import Context, Match, Place
from habeas.places.store import ALTERNATE

if TYPE_CHECKING:
    from habeas.places.gazetteer import Gazetteer

HOME = frozenset({"UA", "RU", "BY"})
MAJOR, MAJOR_ABROAD = 8_000.0, 250_000.0
MOST_WORDS = 4
AROUND = 400
NEAREST = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`\-‐‑][^\W\d_]+)*")
_GAP = re.compile(r"[ \u00a0]|[ \t]*\n[ \t]*|\.[ \u00a0]?|-")
_BREATH = re.compile(r"\s*(?:,|/|and|en|und|et|oraz|i|та|і|й|и|або|или|or|of|oder|ou)?\s*")
_CUES = tomllib.loads((DATA / "cues.toml").read_text("utf-8"))
_BEFORE = frozenset(fold(word) for words in _CUES["before"].values() for word in words)
_REGION = frozenset(_CUES["region"]["words"])
STOP = frozenset(
    fold(w) for part in tomllib.loads((DATA / "stop.toml").read_text("utf-8")).values() for w in part["words"]
)


class Seen(NamedTuple):
    """A place name in a text, and the places that it may mean, best first."""

    passage: Passage
    matches: list[Match]


class _Reading(NamedTuple):
    """What a form may mean, whether it is sure enough without a cue, and whether it is a region or district."""

    matches: tuple[Match, ...]
    major: bool
    area: bool


_NOTHING = _Reading((), major=False, area=False)


class Scanner:
    """Scans texts; keeps what it learned about forms, so that one scanner should serve a whole process."""

    def __init__(self, gazetteer: "Gazetteer") -> None:
        self._gazetteer = gazetteer
        self._first = gazetteer.first_words
        self._read: dict[str, _Reading] = {}
        self._starts: dict[str, bool] = {}

    def scan(self, text: str, context: Context | None = None) -> list[Seen]:
        """Place names of `text` in order, not overlapping, ordered by `context` and by one another."""
        words = [m.span() for m in _WORD.finditer(text)]
        seen: list[Seen] = []
        areas: list[bool] = []
        at = 0
        while at < len(words):
            start, end = words[at]
            used = 1
            if text[start].isupper() and end - start > 1:
                form, used, reading = self._longest(text, words, at)
                if reading.matches and self._credible(text, words, at, used, reading, seen):
                    first = self._with_head(text, words, at, form, reading)
                    seen.append(Seen(Passage(first[0], words[at + used - 1][1]), list(first[1])))
                    areas.append(reading.area)
                else:
                    used = 1
            at += used
        return _settled(seen, context)

    def _longest(self, text: str, words: Sequence[tuple[int, int]], at: int) -> tuple[str, int, _Reading]:
        first = text[slice(*words[at])]
        if self._may_start(first):
            for count in range(min(MOST_WORDS, len(words) - at), 1, -1):
                phrase = words[at : at + count]
                if all(_GAP.fullmatch(text, a[1], b[0]) for a, b in pairwise(phrase)):
                    form = fold(text[phrase[0][0] : phrase[-1][1]])
                    reading = self.reading(form)
                    if reading.matches:
                        return form, count, reading
        form = fold(first)
        if first.isupper() and len(first) <= 4:
            return form, 1, _NOTHING
        return form, 1, self.reading(form)

    def _may_start(self, word: str) -> bool:
        known = self._starts.get(word)
        if known is None:
            form = fold(word).split(" ")[0]
            known = form in self._first or any(n in self._first for n in inflection.nominatives(form))
            self._starts[word] = known
        return known

    def reading(self, form: str) -> _Reading:
        """What a folded form means by itself."""
        known = self._read.get(form)
        if known is None:
            known = self._read[form] = self._study(form)
        return known

    def _study(self, form: str) -> _Reading:
        if form in STOP or len(form) < 3:
            return _NOTHING
        found = list(self._gazetteer.spelled(form))
        if not found:
            return _NOTHING
        matches = tuple(ranking.rank(found, None))
        sure = any(_is_major(one.place, one.source) for one in found)
        return _Reading(matches, sure, matches[0].place.kind in ("region", "district"))

    def _credible(
        self, text: str, words: Sequence[tuple[int, int]], at: int, used: int, reading: _Reading, seen: Sequence[Seen]
    ) -> bool:
        """Whether the words around allow this to be a place."""
        if reading.major:
            return True
        start, end = words[at][0], words[at + used - 1][1]
        after = words[at + used][0] if at + used < len(words) else len(text)
        if after - end == 1 and text[end] == " " and text[after].isupper():
            return False
        before = text[slice(*words[at - 1])] if at else ""
        if before in _BEFORE and start - words[at - 1][1] <= 2:
            return True
        return bool(seen and seen[-1].passage.end < start and _BREATH.fullmatch(text, seen[-1].passage.end, start))

    def _with_head(
        self, text: str, words: Sequence[tuple[int, int]], at: int, form: str, reading: _Reading
    ) -> tuple[int, tuple[Match, ...]]:
        """The start and meaning with a lower-case "regio" or "oblast" before the name taken in."""
        if at:
            start, end = words[at - 1]
            head = text[start:end]
            if head in _REGION and words[at][0] - end == 1:
                area = self.reading(f"{fold(head)} {form}")
                if area.matches:
                    return start, area.matches
        return words[at][0], reading.matches


def _is_major(place: Place, source: int) -> bool:
    if place.kind in ("region", "district"):
        return True
    if place.country in HOME:
        return ranking.importance(place) >= MAJOR
    return source != ALTERNATE and place.population >= MAJOR_ABROAD


def _settled(seen: list[Seen], given: Context | None) -> list[Seen]:
    """Each tie again in the light of the regions and decided places around it."""
    return [
        Seen(one.passage, ranking.again(one.matches, _around(seen, n, given))) if len(one.matches) > 1 else one
        for n, one in enumerate(seen)
    ]


def _around(seen: Sequence[Seen], n: int, given: Context | None) -> Context:
    """Context of the n-th name: regions within 400 characters, the nearest decided places."""
    here = seen[n].passage
    by_distance = sorted((abs(other.passage.start - here.start), m) for m, other in enumerate(seen) if m != n)
    regions: set[str] = set()
    near: list[Place] = []
    for distance, m in by_distance:
        lead = _lead(seen[m].matches)
        if lead is None or seen[m].matches[0].place.name == seen[n].matches[0].place.name:
            continue
        if lead.kind in ("region", "district") and distance <= AROUND:
            regions.add(lead.region)
        elif lead.kind not in ("region", "district") and len(near) < NEAREST:
            near.append(lead)
    base = given or Context()
    return Context(base.regions or frozenset(regions), base.countries, (*base.near, *near), base.place_cue)


def _lead(matches: Iterable[Match]) -> Place | None:
    first, second = (*matches, None, None)[:2]
    return first.place if first and (second is None or second.score < first.score) else None
