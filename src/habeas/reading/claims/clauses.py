"""Clauses: the stretch of a sentence that carries a claim, neither a word nor a paragraph.

A sentence is cut at its commas, colons, dashes, brackets and quotation marks into pieces. The clause of some words is the
piece that holds them, with neighbours added while it is too short to be read by itself. A clause never crosses the border
of a quotation in which somebody speaks, begins and ends with a word, and lies within its sentence.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from habeas.languages import Token
from habeas.model.passage import Passage
from habeas.reading.text import ParsedText, Sentence

_MARKS = frozenset(',:;()[]–—…•►!?«»“”„"')
_HYPHENS = frozenset("-‐‑")
_CUTTING = _MARKS | _HYPHENS
_SPEECH_WORDS = 4
"""Words from which on a quotation is speech and not a word in quotation marks."""


class Piece(NamedTuple):
    """The words between two cuts: `start`, `end` in the text; `speech` tells quotations and the text around them apart."""

    start: int
    end: int
    speech: int


class Measure(NamedTuple):
    """How long a clause is, in code points; languages differ in how much they say in a line."""

    enough: int
    """A piece of this length says something by itself."""
    whole: int
    """A sentence up to this length is not cut."""
    scrap: int = 12
    """A neighbour up to this length says nothing by itself and is added."""

    @property
    def most(self) -> int:
        """No scraps are added to a clause of this length."""
        return 3 * self.enough


def speech_borders(parsed: ParsedText) -> list[int]:
    """Where in the text speech begins and ends, sorted."""
    speech = (q.inner for q in parsed.quotes if len(q.inner.of(parsed.text).split()) >= _SPEECH_WORDS)
    return sorted({border for inner in speech for border in (inner.start, inner.end)})


def pieces(sentence: Sentence, speech: Sequence[int]) -> list[Piece]:
    """The pieces of a sentence that hold a word, in order and apart. `speech`: the borders of speech in the text."""
    place = sentence.passage
    borders = speech[bisect_right(speech, place.start) : bisect_left(speech, place.end)]
    found: list[Piece] = []
    start = end = -1
    for i, token in enumerate(sentence.tokens):
        cut = token.text in _CUTTING and _cuts(sentence.tokens, i)
        if start >= 0 and (cut or (borders and any(end <= b <= token.start for b in borders))):
            found.append(Piece(start, end, _side(borders, start)))
            start = -1
        if token.word:
            start = token.start if start < 0 else start
            end = token.end
    if start >= 0:
        found.append(Piece(start, end, _side(borders, start)))
    return found


def clause(cut: Sequence[Piece], words: Passage, measure: Measure) -> Passage:
    """The clause of `words`: the pieces that hold them, with neighbours of the same speech as far as `measure` asks."""
    held = [i for i, p in enumerate(cut) if p.start < words.end and words.start < p.end]
    if not held:
        return words
    first, last = held[0], held[-1]
    low, high = _run(cut, first, -1), _run(cut, last, 1)
    if cut[high].end - cut[low].start <= measure.whole:
        return Passage(cut[low].start, cut[high].end)
    while low < first or last < high:
        before = _length(cut[first - 1]) if low < first else None
        after = _length(cut[last + 1]) if last < high else None
        back = before is not None and (after is None or before <= after)
        size, nearest = cut[last].end - cut[first].start, min(n for n in (before, after) if n is not None)
        if size >= measure.enough and (nearest > measure.scrap or size >= measure.most):
            break
        first, last = (first - 1, last) if back else (first, last + 1)
    return Passage(cut[first].start, cut[last].end)


def _run(cut: Sequence[Piece], at: int, step: int) -> int:
    """The furthest piece in one direction that belongs to the same speech."""
    while 0 <= at + step < len(cut) and cut[at + step].speech == cut[at].speech:
        at += step
    return at


def _length(piece: Piece) -> int:
    return piece.end - piece.start


def _cuts(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text in _HYPHENS:
        return _apart(tokens, i)
    if token.text in ",:":
        return not _inside_number(tokens, i)
    return token.text in _MARKS


def _apart(tokens: Sequence[Token], i: int) -> bool:
    """Whether a hyphen stands between spaces, as a dash does."""
    before = i > 0 and tokens[i - 1].end == tokens[i].start
    after = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end
    return not before and not after


def _inside_number(tokens: Sequence[Token], i: int) -> bool:
    return (
        0 < i < len(tokens) - 1
        and tokens[i - 1].text.isdecimal()
        and tokens[i + 1].text.isdecimal()
        and tokens[i - 1].end == tokens[i].start
        and tokens[i].end == tokens[i + 1].start
    )


def _side(borders: Sequence[int], offset: int) -> int:
    return sum(border <= offset for border in borders)
