"""What the dossier asks of a case: for each item its covered text, how it came in, and what could not be read.

Every word that comes through here is covered already (`model.covering`): the dossier never sees a sealed name.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from habeas.model.covering import CoveredText
from habeas.model.item import Arrival, NotRead
from habeas.model.reading import Unread


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A preserved item as readers see it."""

    item: str
    """SHA-256 of the bytes, 64 hex digits."""
    size: int
    """In bytes."""
    arrivals: list[Arrival] = []
    """Every way in which it came in, with covered file names, in time order."""
    text: CoveredText | None = None
    """None for an item of which no text could be derived."""
    unread: list[Unread] = []
    """Passages of the original text that no reader could read, and why."""
    reader: str | None = None
    """Which reader read it, as `rules/0.1.0`."""


class Sources(Protocol):
    """The items of a case."""

    def source(self, item: str) -> Source:
        """The item with this SHA-256."""
        ...

    def not_read(self) -> Sequence[NotRead]:
        """Every item of which no text could be derived."""
        ...

    def items(self) -> int:
        """How many items the vault holds: the sum that documents read and items not read must give."""
        ...
