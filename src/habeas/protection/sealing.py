"""Makes the Covering of a case: the one door through which texts, titles and addresses leave."""

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from habeas.languages.name_keys import name_keys
from habeas.languages.public_names import public_names
from habeas.languages.tokens import normal
from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.model.reading import Reading
from habeas.model.resolution import Resolution
from habeas.protection.addresses import NAME as UNKNOWN
from habeas.protection.addresses import addresses, cover_address, host_words, without_addresses
from habeas.protection.capitals import SMALLEST_PLACE, Setting, Why, names, stands_as_place
from habeas.protection.covers import Cover, covered, joined, label_runs
from habeas.protection.identities import Identities
from habeas.protection.lines import with_line_names
from habeas.protection.sealed_names import SealedNames, name_parts, text_lore
from habeas.protection.slugs import Known, Told
from habeas.protection.small_letters import small_names
from habeas.protection.telling import slavic
from habeas.protection.view import View, view
from habeas.protection.words import Word, distinct, words

_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZА-ЯЄІЇҐЁ]{3,40}(?![^\W\d_])")


class Places(Protocol):
    """The part of the gazetteer that covering needs."""

    def renown(self, words: str) -> float:
        """Inhabitants, about, of the largest place that these words name in any case form; 0 for no known place."""
        ...


class _Facts(NamedTuple):
    """What the reading of one document says about the capitals in its text."""

    language: str | None
    sealed: list[tuple[Passage, str]]
    opened: list[Passage]
    entities: list[Passage]
    open_keys: frozenset[str]
    entity_words: frozenset[str]


FACTS, TEXTS, LINES = 256, 4096, 1 << 16
"""How many are kept at hand: what documents say, covered texts, covered lines."""
_NOTHING = _Facts(None, [], [], [], frozenset(), frozenset())


class Sealed:
    """The Covering of a case. Texts are covered when asked for; the same case gives the same covers in any order."""

    def __init__(self, readings: Sequence[Reading], people: Identities, places: Places) -> None:
        """`readings`: one a document; `people`: who of them is open."""
        self.people = people
        self._readings = {reading.document.item: reading for reading in readings}
        self._renown = lru_cache(maxsize=1 << 17)(places.renown)
        self.names = SealedNames(people, self._is_place)
        self._labels = {person: people.label(person) for person in people.accounts}
        self._facts = lru_cache(maxsize=FACTS)(self._read)
        self._told_words = lru_cache(maxsize=1 << 15)(self._told)
        self._spoken = self._small_words()
        self._outlets = frozenset().union(*map(self._outlet, readings))
        self._entity_words = self._outlets.union(*map(self._named_words, readings))
        known = Known(
            self.names.in_address,
            self.names.whole,
            self._is_place,
            self._entity_words,
            Told(self._spoken | self._entity_words),
        )
        hosts = frozenset().union(*(host_words(reading.document.url, known) for reading in readings))
        self._known = known._replace(explained=known.explained | hosts)
        self._lines: dict[tuple[object, ...], str] = {}
        self.document = lru_cache(maxsize=TEXTS)(self._document)

    def _is_place(self, words: str) -> bool:
        return self._renown(words) >= SMALLEST_PLACE

    @property
    def labels(self) -> frozenset[str]:
        """The labels of everybody in the case."""
        return frozenset(self._labels.values())

    def _document(self, item: str) -> CoveredText:
        """The covered text of the document of this item. Raises KeyError for an item without a reading."""
        return self._cover(self._readings[item].document.text, item, self._facts(item))

    def line(self, words: str, item: str | None = None) -> str:
        """A title, an address, a file name or a site's name, covered; `item`: the document that it belongs to.

        The canonical name of a formation or an organisation stays.
        """
        if normal(words) in public_names():
            return words
        facts = self._facts(item) if item in self._readings else _NOTHING
        key = (words, facts.language, bool(item), *self._bearing(words, item, facts))
        if key not in self._lines:
            if len(self._lines) >= LINES:
                self._lines.clear()
            bare = facts._replace(sealed=[], opened=[], entities=[])
            self._lines[key] = self._cover(words, item, bare, headline=True).text
        return self._lines[key]

    def _bearing(self, text: str, item: str | None, facts: _Facts) -> Iterable[Hashable]:
        """What a document says about the words of a line: of two that say the same, the line is covered alike."""
        norms = sorted(map(normal, distinct(view(text).plain)))
        for norm in norms if item else ():
            explained = norm in facts.entity_words
            opened = bool(facts.open_keys) and not facts.open_keys.isdisjoint(name_keys(norm))
            owners = self.names.in_document(norm, facts.language, item or "")
            if explained or opened or any(owners):
                yield norm, explained, opened, owners

    def sealed(self, person: str) -> bool:
        """Whether this person is shown by label only; true for an unknown id."""
        return self.people.sealed(person)

    def label(self, person: str) -> str:
        """The label of this person, as `Person 7K3F`. Raises KeyError for an unknown id."""
        return self.people.label(person)

    def name(self, person: str) -> str | None:
        """The name to show, or None for a sealed person."""
        return self.people.name(person)

    def _read(self, item: str) -> _Facts:
        reading, ids = self._readings[item], self.people
        sealed: list[tuple[Passage, str]] = []
        opened: list[Passage] = []
        keys: set[str] = set()
        for person in reading.people:
            whom = ids.at(item, person.id)
            if ids.sealed(whom):
                sealed += ((passage, whom) for passage in person.mentions)
            else:
                opened += person.mentions
                for word, known in name_parts(person, reading):
                    keys |= slavic(word.norm, known)
        groups = (reading.sites, reading.units, reading.bodies)
        entities = [passage for group in groups for entity in group for passage in entity.mentions]
        told = self._named_words(reading) | self._outlet(reading)
        return _Facts(reading.document.language, sealed, opened, entities, frozenset(keys), told)

    def _named_words(self, reading: Reading) -> frozenset[str]:
        """The words with a capital in what a document calls its sites, units and bodies, but those that may be names."""
        text, language = reading.document.text, reading.document.language
        groups = (reading.sites, reading.units, reading.bodies)
        names = {passage.of(text) for group in groups for entity in group for passage in entity.mentions}
        return frozenset().union(*(self._told_words(name, language) for name in names))

    def _told(self, name: str, language: str | None) -> frozenset[str]:
        return frozenset(word.norm for word in words(name) if word.capital and not _namelike(word, language))

    def _outlet(self, reading: Reading) -> frozenset[str]:
        """The words of a publisher, also as one. One that is called like a person explains none of the person's words."""
        row = words(reading.document.publisher or "")
        named = [word for word in row if _namelike(word, reading.document.language)]
        known = [text_lore(reading.document.language, word.cyrillic) for word in named]
        if len(named) == len(row) or any(lore.given(word.norm) for word, lore in zip(named, known, strict=True)):
            return frozenset(word.norm for word in row if word not in named)
        return frozenset(word.norm for word in row) | {"".join(word.norm for word in row)}

    def _small_words(self) -> frozenset[str]:
        found: set[str] = set()
        for reading in self._readings.values():
            document = reading.document
            found.update(_SMALL.findall(without_addresses(f"{document.title or ''}\n{document.text}")))
        return frozenset(word for word in found if name_keys(word).isdisjoint(self.names.all_keys))

    def _cover(self, text: str, item: str | None, facts: _Facts, *, headline: bool = False) -> CoveredText:
        covers = [
            Cover(p.start, p.end, self._labels[whom]) for p, whom in facts.sealed if 0 <= p.start < p.end <= len(text)
        ]
        found = list(addresses(text))
        links = [Cover(*m.span(), cover_address(m, self._known), fixed=True) for m in found]
        covers += (cover for cover in links if cover.put != text[cover.start : cover.end])
        seen = view(text)
        every = words(seen.plain)
        covers += self._name_covers(_outside(every, seen, links), seen, item, facts, headline)
        if headline:
            others = [link for m, link in zip(found, links, strict=True) if not m["file"]]
            covers = with_line_names(covers, _outside(every, seen, others), seen, facts.language)
        return covered(text, joined(covers, text))

    def _name_covers(
        self, row: list[Word], seen: View, item: str | None, facts: _Facts, headline: bool
    ) -> Iterable[Cover]:
        opened = _Spans(facts.opened, seen)
        setting = self._setting(item, facts, opened, _Spans(facts.entities, seen), headline)
        owners = dict(self.names.telling.found(row, seen.plain))
        for i, word in enumerate(row):
            found = self._owners(word, item, facts, opened)
            if found and not stands_as_place(row, i, setting):
                owners[i] = found
        put = label_runs(row, owners, self._labels)
        for i in names(row, seen.plain, setting):
            put.setdefault(i, UNKNOWN)
        for i in small_names(row, put.keys(), facts.language):
            if not opened.hold(row[i]):
                put.setdefault(i, UNKNOWN)
        for i, label in sorted(put.items()):
            passage = seen.original(row[i].start, row[i].end)
            yield Cover(passage.start, passage.end, label)

    def _setting(
        self, item: str | None, facts: _Facts, opened: "_Spans", entities: "_Spans", headline: bool
    ) -> Setting:
        explained = facts.entity_words if item else self._entity_words

        def why_open(word: Word) -> Why | None:
            if opened.hold(word):
                return Why.PLAIN
            if word.norm and facts.open_keys and not facts.open_keys.isdisjoint(name_keys(word.norm)):
                return Why.OPEN
            return None

        return Setting(
            language=facts.language,
            renown=self._renown,
            spoken=self._spoken,
            explained=lambda word: entities.hold(word) or word.norm in explained,
            opened=why_open,
            outlets=self._outlets if headline else frozenset(),
            headline=headline,
        )

    def _owners(self, word: Word, item: str | None, facts: _Facts, opened: "_Spans") -> frozenset[str]:
        """Whose sealed name this word is part of; nobody's inside a mention of somebody who may be named."""
        if not (word.capital or self.names.in_small_letters(word, facts.language)) or opened.hold(word):
            return frozenset()
        return self.names.owners(word, facts.language, item)


class _Spans:
    """Passages of the original text, asked whether they hold a word of its view."""

    def __init__(self, passages: Iterable[Passage], seen: View) -> None:
        self._held = {at for p in passages for at in range(p.start, min(p.end, p.start + 400))}
        self._seen = seen

    def hold(self, word: Word) -> bool:
        passage = self._seen.original(word.start, word.end)
        return passage.start in self._held and passage.end - 1 in self._held


def _namelike(word: Word, language: str | None) -> bool:
    known = text_lore(language, word.cyrillic)
    return known.given(word.norm) or known.shape(word.norm)


def _outside(row: list[Word], seen: View, addresses: Sequence[Cover]) -> list[Word]:
    """The words that are in no address."""
    if not addresses:
        return row
    inside = {at for cover in addresses for at in range(cover.start, cover.end)}
    return [word for word in row if seen.original(word.start, word.end).start not in inside]


def seal(
    readings: Sequence[Reading], resolution: Resolution, *, places: Places, released: frozenset[str] = frozenset()
) -> Sealed:
    """The covering of a case.

    `places`: see Places. `released`: global ids of alleged perpetrators whom a decision released.
    Raises KeyError when the resolution lacks a person of the readings.
    """
    return Sealed(readings, Identities(readings, resolution, released), places)
