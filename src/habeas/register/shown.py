"""How the names of things are shown: every name covered as its document wants it, document by document.

A thing is named in many documents, and what covers a name is known best while its document is at hand; so the names of a
document are covered together, and only those that a cover changed are kept.
"""

from collections.abc import Iterable
from typing import NamedTuple

from habeas.model.covering import Covering
from habeas.model.reading import Entity, Reading, entities
from habeas.register.proper import data


class Appearance(NamedTuple):
    """One entity of one reading."""

    reading: Reading
    entity: Entity


class Shown:
    """The names of all documents that were given to `read`, as they may be shown."""

    def __init__(self, covering: Covering) -> None:
        self.covering = covering
        self._covered: dict[tuple[str, str], str] = {}

    def read(self, reading: Reading) -> None:
        """Cover the names of everything in a document."""
        item = reading.document.item
        surfaces = {words for entity in entities(reading).values() for words in surfaces_of(reading, entity)}
        for words in sorted(surfaces | set(map(without_article, surfaces))):
            shown = self.covering.line(words, item)
            if shown != words:
                self._covered[item, words] = shown

    def name(self, words: str, item: str) -> str:
        """A name of a document that was read, with its article or without."""
        return self._covered.get((item, words), words)


def surfaces_of(reading: Reading, entity: Entity) -> Iterable[str]:
    """What a document calls a thing: its name, and the words of its mentions."""
    text = reading.document.text
    return {entity.name, *(" ".join(m.of(text).split()) for m in entity.mentions)}


def without_article(words: str) -> str:
    """The words without an article before them."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in data()["articles"] else words
