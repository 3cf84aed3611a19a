"""What a source shares with others: copied words quoted from its covered text, and claims and numbers told in one order."""

import msgspec

from habeas.dossier import words
from habeas.dossier.lookup import Lookup
from habeas.dossier.views import SourceView, Views, source_view
from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.model.register import CopyRow, DocumentRow
from habeas.vocabulary import label

FEW = 12
"""Copies that are shown with their evidence; of a text with thousands the rest are counted."""
QUOTED, LONGEST = 3, 320
"""Shared passages that are quoted, and the characters of each."""
BY_WORDS = ("repeats", "nearly_repeats", "excerpt_of", "reuses")


class Pair(msgspec.Struct, frozen=True):
    """Two claims that say the same at the same place of both tellings: id and number of each."""

    type: str
    here: str
    number: int
    there: str
    other_number: int


class CopyView(msgspec.Struct, frozen=True, kw_only=True):
    """One edge, as seen from one of its documents."""

    kind: str
    says: str
    """How the two stand to each other, in a sentence."""
    other: SourceView
    share: str
    quotes: list[str]
    """Shared words, the longest passages first."""
    more: int
    """Shared passages beyond those quoted."""
    pairs: list[Pair]
    figures: list[str]


def copy_views(lookup: Lookup, views: Views, document: DocumentRow, covered: CoveredText) -> list[CopyView]:
    """What this document shares with others, the largest share first; at most FEW."""
    edges = sorted(lookup.edges.get(document.id, []), key=lambda e: (-e.share, e.id))
    return [_view(lookup, views, document, covered, edge) for edge in edges[:FEW]]


def _view(lookup: Lookup, views: Views, document: DocumentRow, covered: CoveredText, edge: CopyRow) -> CopyView:
    left = edge.left == document.id
    other = lookup.documents[edge.right if left else edge.left]
    shared = sorted((one.left if left else one.right for one in edge.words), key=lambda p: (p.start - p.end, p.start))
    return CopyView(
        kind=label("copy_kinds", edge.kind),
        says=_says(edge, left),
        other=source_view(other),
        share=_share(edge),
        quotes=[quote(covered, passage) for passage in shared[:QUOTED]],
        more=max(len(shared) - QUOTED, 0),
        pairs=_pairs(lookup, views, edge, left),
        figures=[words.line(figure) for figure in edge.figures],
    )


def _says(edge: CopyRow, left: bool) -> str:
    if edge.kind == "excerpt_of":
        return (
            "This text stands nearly whole in the other." if left else "The other text stands nearly whole in this one."
        )
    return words.definition("copy_kinds", edge.kind)


def _share(edge: CopyRow) -> str:
    what = "words of the shorter text" if edge.kind in BY_WORDS else "facts of the shorter telling, by weight"
    return f"{100 * edge.share:.0f} % of the {what}"


def quote(covered: CoveredText, passage: Passage) -> str:
    """The covered words of a passage of the original, cut where they are long."""
    found = covered.passage(passage).of(covered.text)
    return found if len(found) <= LONGEST else f"{found[:LONGEST].rsplit(maxsplit=1)[0]} …"


def _pairs(lookup: Lookup, views: Views, edge: CopyRow, left: bool) -> list[Pair]:
    pairs = [pair if left else pair[::-1] for pair in edge.claims]
    known = lookup.claims
    return [
        Pair(label("claim_types", known[here].type), here, views.numbers[here], there, views.numbers[there])
        for here, there in pairs
        if here in known and there in known
    ]
