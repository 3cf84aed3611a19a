"""Passages shown in their text: cut into segments for a whole document, or with some context for a quotation.

Nothing here changes a word: the segments of a text joined are the text, and the marked words are the passage.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from habeas.model.passage import Passage

CONTEXT = 200
"""Code points shown on either side of a quotation, about."""
_SLACK = 40


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text in which the same passages hold."""

    text: str
    marks: tuple[int, ...]
    """Which passages hold it, as indices."""
    ends: tuple[int, ...]
    """Which passages end with it."""


class Excerpt(msgspec.Struct, frozen=True):
    """A passage and the words around it; `cut_before` and `cut_after` say that the text goes on."""

    before: str
    words: str
    after: str
    cut_before: bool
    cut_after: bool


def _within(passage: Passage, length: int) -> Passage:
    start = min(max(passage.start, 0), length)
    return Passage(start, min(max(passage.end, start), length))


def segments(text: str, passages: Sequence[Passage]) -> list[Segment]:
    """`text` cut wherever a passage begins or ends; passages may nest and overlap, and are clipped to the text."""
    spans = [_within(p, len(text)) for p in passages]
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        opening[span.start].append(index)
        closing[span.end].append(index)
    found: list[Segment] = []
    held: set[int] = set()
    last = 0
    for cut in sorted({*opening, *closing, len(text)}):
        if cut > last or closing[cut]:
            found.append(Segment(text[last:cut], tuple(sorted(held)) if cut > last else (), tuple(closing[cut])))
        held.difference_update(closing[cut])
        held.update(i for i in opening[cut] if spans[i].end > cut)
        last = cut
    return found


def _border(text: str, at: int, step: int, limit: int) -> int:
    """The next word border from `at` in direction `step`, at most `_SLACK` away and never beyond `limit`."""
    for moved in range(_SLACK):
        here = at + step * moved
        if here == limit:
            return limit
        if text[here - 1 : here].isspace() != text[here : here + 1].isspace():
            return here
    return at


def excerpt(text: str, passage: Passage, context: int = CONTEXT) -> Excerpt:
    """The words of a passage with about `context` code points on either side, cut at word borders."""
    span = _within(passage, len(text))
    start = 0 if span.start <= context else _border(text, span.start - context, 1, span.start)
    rest = len(text) - span.end
    end = len(text) if rest <= context else _border(text, span.end + context, -1, span.end)
    return Excerpt(
        before=text[start : span.start].lstrip(),
        words=span.of(text),
        after=text[span.end : end].rstrip(),
        cut_before=start > 0,
        cut_after=end < len(text),
    )
