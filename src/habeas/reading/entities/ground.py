"""Where the text is: the place names of a document by sentence, and the settlement that a phrase or sentence is about.

A place in the phrase's own words decides, then its sentence, the sentences before it in the paragraph, the title, and
last the settlement that the whole text names most. A tie in the gazetteer stays a tie.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from habeas.languages import normal
from habeas.model.passage import Passage
from habeas.places import Context, Gazetteer, Match, Place, best
from habeas.places.folding import fold
from habeas.places.inflection import adjective_of
from habeas.places.known_sites import known_sites
from habeas.reading.entities.lexicon import Row
from habeas.reading.entities.names import is_ordinary
from habeas.reading.text import ParsedText, Sentence

AREAS = ("region", "district")
SEATS = frozenset({"Kyiv", "Moscow", "Washington", "Brussels", "London", "The Hague"})
LARGE, SHORTEST, CUT, DERIVATIONS, BACK = 2000, 5, 3, 12, 40


class Named(NamedTuple):
    """A place name in the text and what it may mean, best first."""

    passage: Passage
    matches: list[Match]

    @property
    def area(self) -> bool:
        """Whether it is a region or district."""
        return self.matches[0].place.kind in AREAS


def _shared(a: str, b: str) -> int:
    """How many letters two words begin with in common."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


@lru_cache(maxsize=1 << 15)
def _town_of_adjective(gazetteer: Gazetteer, adjective: str) -> list[Match]:
    """The large town that an adjective is derived from, by the likeliest derivations first."""
    for noun in islice(adjective_of(fold(adjective)), DERIVATIONS):
        found = [m for m in gazetteer.find(noun, fuzzy=False) if m.how == "exact"]
        if found and found[0].place.kind not in AREAS and found[0].place.population >= LARGE:
            return found
    return []


def _introduces(sentence: Sentence) -> bool:
    """Whether a sentence ends with a colon: what follows belongs to it, in another paragraph too."""
    return bool(sentence.tokens) and sentence.tokens[-1].text == ":"


class Ground:
    """The place names of one document."""

    def __init__(self, parsed: ParsedText, gazetteer: Gazetteer, rows: list[Row], speaking: set[int]) -> None:
        """Scans text and title once. `rows`: the document's sentences, whose words for nations are no towns.

        `speaking`: where names of bodies begin; a capital that speaks ("Moscow denied") is no place.
        """
        self._parsed, self._gazetteer = parsed, gazetteer
        nations = {row.tokens[h.first].start for row in rows for h in row.hits("people", "nations")}
        survey = gazetteer.survey(parsed.text)
        self._countries = survey.countries
        seen = (Named(s.passage, s.matches) for s in survey.names)
        self.names = [n for n in seen if n.passage.start not in speaking and (n.area or n.passage.start not in nations)]
        self._title = [
            Named(s.passage, s.matches)
            for s in gazetteer.scan(parsed.document.title or "", Context(countries=self._countries))
        ]
        self._by_sentence: dict[int, list[Named]] = {}
        for name in self.names:
            sentence = parsed.sentence_at(name.passage.start)
            if sentence:
                self._by_sentence.setdefault(sentence.index, []).append(name)
        for row in rows:
            here = self._by_sentence.get(row.sentence.index, [])
            here = [self._as_area(row, name) for name in [*here, *self._possessors(row, here)]]
            if here:
                self._by_sentence[row.sentence.index] = sorted(here, key=lambda n: n.passage)
        self.names = [n for names in self._by_sentence.values() for n in names]

    def _possessors(self, row: Row, known: list[Named]) -> Iterator[Named]:
        """The large towns whose names carry an ending of possession: `Lviv’s`."""
        if row.tokens is row.sentence.tokens:
            return
        for i, (bare, token) in enumerate(zip(row.tokens, row.sentence.tokens, strict=True)):
            if bare is token or not bare.text[0].isupper():
                continue
            passage = row.passage(i, i + 1)
            if any(n.passage.meets(passage) for n in known):
                continue
            found = [m for m in self._gazetteer.find(bare.text, fuzzy=False) if m.how == "exact"]
            if found and found[0].place.kind not in AREAS and found[0].place.population >= LARGE and not row.nation(i):
                yield Named(passage, found)

    def _as_area(self, row: Row, name: Named) -> Named:
        """The region of that name, where the words beside it say so: `de Lviv regio`, `several towns in Lviv`."""
        first, last = row.span(name.passage)
        after = row.tokens[last].norm if last < len(row.tokens) else ""
        before = [t.norm for t in row.tokens[max(0, first - 2) : first]]
        many = len(before) == 2 and before[0] in row.lexicon.words("phrases", "many_towns")
        linked = many and before[1] in row.lexicon.words("phrases", "links")
        if name.area or not (linked or after in row.lexicon.words("phrases", "areas")):
            return name
        found = self._gazetteer.region(f"{name.matches[0].place.name} Oblast")
        return Named(name.passage, found) if found else name

    @cached_property
    def _spelt(self) -> dict[str, list[tuple[str, list[Match]]]]:
        """The settlements by the first letters of their printed names, each spelling once."""
        names = {normal(n.passage.of(self._parsed.text)): n.matches for n in reversed(self.names) if not n.area}
        index: dict[str, list[tuple[str, list[Match]]]] = {}
        for name, matches in reversed(names.items()):
            index.setdefault(name[:SHORTEST], []).append((name, matches))
        return index

    def spans(self, rows: list[Row]) -> list[tuple[Row, int, int]]:
        """The tokens of all names of places."""
        return [(row, *row.span(n.passage)) for row in rows for n in self._by_sentence.get(row.sentence.index, ())]

    def towns_of(self, row: Row) -> list[Named]:
        """The settlements that a sentence names, in order."""
        return [n for n in self._by_sentence.get(row.sentence.index, ()) if not n.area]

    def misspelt_in(self, row: Row) -> list[Named]:
        """Towns of a sentence that stand after a word that places, in a spelling that only sounds like theirs."""
        taken = [n.passage for n in self._by_sentence.get(row.sentence.index, ())]
        placing = row.lexicon.words("people", "placing")
        found = []
        for i in range(1, len(row.tokens)):
            passage = row.passage(i, i + 1)
            if row.tokens[i - 1].norm in placing and not any(t.meets(passage) for t in taken):
                matches = [m for m in self._loose(row, i, i + 1) if m.how == "key" and m.place.population >= LARGE]
                found += [Named(passage, matches)] if matches else []
        return found

    def ids_of(self, row: Row) -> frozenset[str]:
        """What the towns of a sentence (or of the line that introduces it) may be, seats of government apart."""
        towns = (n for n in self._around(row) if not n.area and n.matches[0].place.name not in SEATS)
        return frozenset(m.place.id for n in towns for m in n.matches)

    def regions_of(self, row: Row) -> frozenset[str]:
        """The regions that a sentence (or the line that introduces it) names, and those of its towns."""
        named = (n for n in self._around(row) if n.matches[0].place.name not in SEATS)
        return frozenset(m.place.region for n in named for m in n.matches)

    def _around(self, row: Row) -> list[Named]:
        here, before = self._by_sentence.get(row.sentence.index, []), row.sentence.index - 1
        if not here and before >= 0 and _introduces(self._parsed.sentences[before]):
            return self._by_sentence.get(before, [])
        return here

    def settlement_in(self, row: Row, first: int, last: int, proper: str) -> Named | None:
        """The settlement that a phrase names: as a name, as an adjective, in a loose spelling, or by a known place."""
        passage, known = row.passage(first, last), known_sites().get(proper)
        if known:
            country = frozenset([known.country])
            found = self._gazetteer.find(known.settlement, context=Context(countries=country))
            found = [m for m in found if m.place.country == known.country]
            return Named(passage, found) if found else None
        within = [n for n in self.towns_of(row) if passage.holds(n.passage)]
        if within:
            return within[-1]
        areas = [n.passage for n in self._by_sentence.get(row.sentence.index, ()) if n.area]
        for i in range(first, last):
            if any(a.meets(row.passage(i, i + 1)) for a in areas):
                continue
            found = self._adjective(row, i) or self._loose(row, i, last)
            if found:
                return Named(row.passage(i, i + 1), found)
        return None

    def _adjective(self, row: Row, i: int) -> list[Match]:
        """The town of a small-letter adjective: one that the text names, or a large one."""
        token = row.tokens[i]
        plain = token.word and token.text[0].islower() and len(token.text) > SHORTEST
        if not plain or not row.lexicon.endings("phrases", "adjectives") or row.nation(i):
            return []
        for name, matches in self._spelt.get(token.norm[:SHORTEST], ()):
            if _shared(token.norm, name) >= max(SHORTEST, len(name) - CUT):
                return matches
        return _town_of_adjective(self._gazetteer, token.norm)

    def _loose(self, row: Row, i: int, last: int) -> list[Match]:
        """A town in a spelling that nobody has listed, after a word that places: `at Koschai Lopan`."""
        token = row.tokens[i]
        links = row.lexicon.words("phrases", "links") - row.lexicon.words("phrases", "close")
        placed = any(t.norm in links for t in row.tokens[max(0, i - 2) : i])
        if (
            not placed
            or row.nation(i)
            or not token.text[0].isupper()
            or is_ordinary(token.text, row.lexicon)
            or len(token.text) < SHORTEST
        ):
            return []
        end = i + 1
        while end < min(last, i + 2) and row.tokens[end].text[0].isupper():
            end += 1
        for stop in range(end, i, -1):
            name = row.passage(i, stop).of(row.text)
            found = self._gazetteer.find(name, context=Context(self.context.regions, self._countries, place_cue=True))
            if found and found[0].place.kind not in AREAS:
                return found
        return []

    @cached_property
    def context(self) -> Context:
        """What the whole text says of where it is."""
        return Context(regions=frozenset(n.matches[0].place.region for n in self.names if n.area))

    def near(self, row: Row, passage: Passage) -> Named | None:
        """The settlement a phrase without one is about: the nearest of its sentence, then of its paragraph before it."""
        here = [n for n in self.towns_of(row) if n.matches[0].place.name not in SEATS]
        if here:
            return min(here, key=lambda n: (abs(n.passage.start - passage.start), n.passage))
        regions = {n.matches[0].place.region for n in self._by_sentence.get(row.sentence.index, ()) if n.area}
        paragraph = row.sentence.paragraph
        for index in range(row.sentence.index - 1, max(-1, row.sentence.index - BACK), -1):
            sentence = self._parsed.sentences[index]
            if sentence.paragraph != paragraph and not (paragraph == row.sentence.paragraph and _introduces(sentence)):
                break
            paragraph = sentence.paragraph
            before = [
                n
                for n in self._by_sentence.get(index, ())
                if not n.area
                and n.matches[0].place.name not in SEATS
                and (not regions or n.matches[0].place.region in regions)
            ]
            if before:
                return before[-1]
        return None

    def main(self) -> Named | None:
        """The settlement of the title, or else the one that the text names most (first of equals).

        Seats of government come last: a report names them for what is decided there.
        """
        titled = [n for n in self._title if not n.area]
        if titled:
            return titled[0]
        towns = [n for n in self.names if not n.area]
        towns = [n for n in towns if n.matches[0].place.name not in SEATS] or towns
        count = Counter(n.matches[0].place.id for n in towns)
        most = max(towns, key=lambda n: (count[n.matches[0].place.id], -n.passage.start), default=None)
        return most if most and 2 * count[most.matches[0].place.id] >= len(towns) else None

    def area_of(self, row: Row) -> Place | None:
        """The region that the sentence names, else the first one of the text."""
        here = [n for n in self._by_sentence.get(row.sentence.index, ()) if n.area]
        every = [n for n in self.names if n.area]
        return next((best(n.matches) for n in [*here, *every]), None)
