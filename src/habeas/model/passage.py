"""A passage: a span of a document's text."""

from collections.abc import Iterable

import msgspec


class Passage(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """The half-open span [start, end) of a document's text, in Unicode code points.

    Two numbers refer to nothing, so the collector of cycles need not look at the many passages of a case.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of this passage."""
        return text[self.start : self.end]

    def holds(self, other: "Passage") -> bool:
        """Whether `other` lies wholly inside this passage."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Passage") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """Words that two documents have in common, each passage in its own document."""

    left: Passage
    right: Passage


def hull(passages: Iterable[Passage]) -> Passage:
    """The smallest passage that holds all of them. Raises ValueError when there is none."""
    spans = list(passages)
    return Passage(min(p.start for p in spans), max(p.end for p in spans))
