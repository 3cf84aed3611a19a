"""Quotations: where the text gives somebody's own words.

One pass over the marks, each of which opens, closes or does nothing by what stands around it: single quotes inside words are
apostrophes, »German« quotes open where they close elsewhere, « French » ones have spaces inside, a mark turned the wrong way
is taken for what it does. A double mark that is never closed holds until its paragraph ends (`repaired`), or until it is
closed in one of the next paragraphs.
"""

import re
from collections.abc import Sequence

import msgspec

from habeas.model.passage import Passage

_DEEPEST = 4
_SHORTEST_REPAIR = 20
_FARTHEST_PARAGRAPH = 12
_MARKS = re.compile(r",,(?=\w)|''|[«»„“”\"‘’']")
_CLOSERS = {
    "«": "»",
    "»": "«",
    "„": "“”\"''",
    "“": '”"',
    "”": '”"',
    '"': '"”',
    ",,": "''”\"",
    "‘": "’'",
    "'": "'’",
}
_BEFORE = frozenset("([—–-:,.…«„“”\"‘'/")
_LAST = frozenset(".!?…,")
"""What stands before a straight mark that closes what an earlier paragraph opened."""
_SINGLE = frozenset("‘’'")


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """`inner`: the words; `outer`: with their marks. `repaired`: the closing mark was missing."""

    inner: Passage
    outer: Passage
    repaired: bool = False


class _Open(msgspec.Struct, frozen=True):
    """A mark that opened and is not closed yet; `paragraph`: the number of its paragraph."""

    mark: str
    at: int
    paragraph: int

    def close(self, at: int, mark: str) -> Quote:
        return Quote(inner=Passage(self.at + len(self.mark), at), outer=Passage(self.at, at + len(mark)))


def is_speech(words: str) -> bool:
    """Whether quoted words are speech, not a name or a word held at arm's length."""
    number = len(words.split(None, 6))
    return number >= 6 or (number >= 2 and words.rstrip()[-1:] in ".!?…,")


def find_quotes(text: str, paragraphs: Sequence[Passage]) -> list[Quote]:
    """All quotations in the order in which they open, outer before inner; time grows with the text alone."""
    found: list[Quote] = []
    unclosed: tuple[_Open, Passage] | None = None
    for number, paragraph in enumerate(paragraphs):
        waiting = unclosed[0] if unclosed and number - unclosed[0].paragraph <= _FARTHEST_PARAGRAPH else None
        scan = _Scan(text, paragraph, waiting)
        scan.run()
        found += scan.found
        if unclosed and not scan.closed_before and (scan.left or waiting is None or scan.opened):
            found += _repaired(unclosed)
            unclosed = None
        if scan.closed_before:
            unclosed = None
        if scan.left:
            unclosed = (_Open(scan.left.mark, scan.left.at, number), paragraph)
    found += _repaired(unclosed) if unclosed else []
    return sorted((q for q in found if q.inner.start < q.inner.end), key=lambda q: (q.outer.start, -q.outer.end))


def _repaired(unclosed: tuple[_Open, Passage]) -> list[Quote]:
    opened, paragraph = unclosed
    start = opened.at + len(opened.mark)
    if paragraph.end - start < _SHORTEST_REPAIR:
        return []
    return [Quote(inner=Passage(start, paragraph.end), outer=Passage(opened.at, paragraph.end), repaired=True)]


class _Scan:
    """One paragraph, mark by mark. `waiting`: what an earlier paragraph opened and did not close."""

    def __init__(self, text: str, paragraph: Passage, waiting: _Open | None) -> None:
        self.text, self.paragraph, self.waiting = text, paragraph, waiting
        self.found: list[Quote] = []
        self.stack: list[_Open] = []
        self.opened = False
        self.closed_before = False

    @property
    def left(self) -> _Open | None:
        """The outermost double mark that is still open at the end."""
        return next((o for o in self.stack if o.mark not in _SINGLE), None)

    def run(self) -> None:
        """Goes through the marks."""
        for match in _MARKS.finditer(self.text, self.paragraph.start, self.paragraph.end):
            mark, at = match[0], match.start()
            before = self.text[at - 1] if at > self.paragraph.start else " "
            after = self.text[match.end()] if match.end() < self.paragraph.end else " "
            if self._closes(mark, at, before, after):
                continue
            if len(self.stack) < _DEEPEST and _opens(mark, before, after):
                self.stack.append(_Open(mark, at, 0))
                self.opened = self.opened or mark not in _SINGLE

    def _closes(self, mark: str, at: int, before: str, after: str) -> bool:
        if (before.isspace() and mark != "»") or (mark in _SINGLE and after.isalnum()):
            return False
        for i in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[i]
            if mark in _CLOSERS[opened.mark] and not (after.isalnum() and before.isalnum()):
                self.found.append(opened.close(at, mark))
                del self.stack[i:]
                return True
        waits = self.waiting
        sure = mark != '"' or before in _LAST
        if waits and not self.opened and sure and mark in _CLOSERS[waits.mark] and not after.isalnum():
            self.found.append(waits.close(at, mark))
            self.waiting, self.closed_before = None, True
            return True
        return False


def _opens(mark: str, before: str, after: str) -> bool:
    """Whether a mark that closes nothing opens something: it stands before a word, and not in or after one."""
    if mark == "«" and after.isspace():
        return before.isspace() or before in _BEFORE
    if after.isspace() or mark not in _CLOSERS:
        return False
    if mark in "«„":
        return True
    return before in _BEFORE or before.isspace() or (mark not in _SINGLE and not before.isalnum() and after.isalnum())
