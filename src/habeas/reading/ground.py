"""Where the text is: the place names of a document by sentence, and the place that a passage is about.

A place in the passage's own words decides, then its sentence, the sentences of its paragraph, the title, and last the
settlement that the whole text names most. A tie in the gazetteer stays a tie.
"""

from collections import Counter
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.places import Context, Gazetteer, Match, Place, best
from habeas.reading.lexicon import Row
from habeas.reading.names import is_ordinary
from habeas.reading.text import ParsedText

AREAS = ("region", "district")
LARGE = 3000
SHORTEST_ADJECTIVE = 6


class Named(NamedTuple):
    """A place name in the text and what it may mean, best first."""

    passage: Passage
    matches: list[Match]

    @property
    def area(self) -> bool:
        """Whether it is a region or district."""
        return self.matches[0].place.kind in AREAS


class Ground:
    """The place names of one document."""

    def __init__(self, parsed: ParsedText, gazetteer: Gazetteer) -> None:
        """Scans text and title once."""
        self._parsed, self._gazetteer = parsed, gazetteer
        self.names = [Named(s.passage, s.matches) for s in gazetteer.scan(parsed.text)]
        self._title = [Named(s.passage, s.matches) for s in gazetteer.scan(parsed.document.title or "")]
        self._by_sentence: dict[int, list[Named]] = {}
        for name in self.names:
            sentence = parsed.sentence_at(name.passage.start)
            if sentence:
                self._by_sentence.setdefault(sentence.index, []).append(name)

    def inside(self, passage: Passage) -> list[Named]:
        """The place names within a passage."""
        return [n for n in self.names if passage.holds(n.passage)]

    def settlement_in(self, row: Row, first: int, last: int) -> Named | None:
        """The settlement that a phrase names: as a name, as an adjective, or in a loose spelling after a capital."""
        passage = row.passage(first, last)
        within = [n for n in self.inside(passage) if not n.area]
        if within:
            return within[-1]
        for i in range(first, last):
            found = self._loose(row, i)
            if found:
                return Named(row.passage(i, i + 1), found)
        return None

    def _loose(self, row: Row, i: int) -> list[Match]:
        """A word of a phrase that is an adjective of a town, or a town in an unlisted spelling."""
        token = row.tokens[i]
        if not token.word or len(token.text) < SHORTEST_ADJECTIVE or is_ordinary(token.text, row.lexicon):
            return []
        if token.text[0].isupper():
            return []
        found = self._gazetteer.find(token.text, context=self.context, fuzzy=False)
        return [m for m in found if m.how == "inflected" and m.place.kind not in AREAS and m.place.population >= LARGE]

    @property
    def context(self) -> Context:
        """What the whole text says of where it is."""
        regions = frozenset(n.matches[0].place.region for n in self.names if n.area)
        return Context(regions=regions)

    def near(self, row: Row, passage: Passage) -> Named | None:
        """The settlement a passage without one is about: the nearest of its sentence, then of its paragraph before it."""
        here = [n for n in self._by_sentence.get(row.sentence.index, ()) if not n.area]
        if here:
            return min(here, key=lambda n: (abs(n.passage.start - passage.start), n.passage))
        for index in range(row.sentence.index - 1, -1, -1):
            if self._parsed.sentences[index].paragraph != row.sentence.paragraph:
                break
            before = [n for n in self._by_sentence.get(index, ()) if not n.area]
            if before:
                return before[-1]
        return None

    def main(self) -> Named | None:
        """The settlement of the title, or else the one that the text names most (first of equals)."""
        titled = [n for n in self._title if not n.area]
        if titled:
            return titled[0]
        towns = [n for n in self.names if not n.area]
        count = Counter(n.matches[0].place.id for n in towns)
        return max(towns, key=lambda n: (count[n.matches[0].place.id], -n.passage.start), default=None)

    def area_of(self, row: Row) -> Place | None:
        """The region that the sentence names, else the first one of the text."""
        here = [n for n in self._by_sentence.get(row.sentence.index, ()) if n.area]
        every = [n for n in self.names if n.area]
        return next((best(n.matches) for n in [*here, *every]), None)
