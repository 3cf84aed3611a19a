"""The door between evidence and readers: names that are sealed are covered, everywhere, by labels.

`protection/` makes a Covering; the register and the dossier only ever see words through it.
"""

from typing import Protocol

import msgspec

from habeas.model.passage import Passage


class CoveredText(msgspec.Struct, frozen=True, kw_only=True):
    """A document's text with its covers, and where each stretch of the original went.

    `cuts` lists the replaced passages of the original, sorted and apart; `labels` what stands there instead.
    """

    text: str
    cuts: list[Passage] = []
    labels: list[str] = []

    def passage(self, original: Passage) -> Passage:
        """Where a passage of the original stands in the covered text; one that cuts a covered name holds its whole label."""
        shift, start, end = 0, None, None
        for cut, put in zip(self.cuts, self.labels, strict=True):
            if start is None and original.start < cut.end:
                start = min(original.start, cut.start) + shift if original.start < cut.start else cut.start + shift
            if original.end <= cut.start:
                end = original.end + shift
                break
            shift += len(put) - (cut.end - cut.start)
            if original.end <= cut.end:
                end = cut.end + shift
                break
        return Passage(
            original.start + shift if start is None else start,
            original.end + shift if end is None else end,
        )


class Covering(Protocol):
    """What may be shown of a case."""

    def document(self, item: str) -> CoveredText:
        """The covered text of the document of this item (SHA-256)."""
        ...

    def line(self, words: str, item: str | None = None) -> str:
        """Any other string (a title, an address, a file name, a site's name) with every sealed name covered.

        `item`: the document it belongs to, so that tokens which only that document ties to a person are covered too.
        """
        ...

    def sealed(self, person: str) -> bool:
        """Whether the person with this global id is shown by label only."""
        ...

    def label(self, person: str) -> str:
        """The label of the person with this global id, as `Person 7K3F`; unique within the case."""
        ...

    def name(self, person: str) -> str | None:
        """The name to show, or None for a sealed person."""
        ...
