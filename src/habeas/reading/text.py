"""A document's text cut into paragraphs, sentences and quotations, each with its language.

Offsets are code points into the document's text. Sentences never cross a paragraph, lie apart and in order, and together
hold every word of the text; a quotation may hold several sentences, and a sentence may begin inside a quotation.
"""

import re
from functools import cached_property

import msgspec

from habeas.languages import Token, pack, tokenize
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.reading.language import Detector
from habeas.reading.quotations import Quote, find_quotes

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"[.!?…]+[\"'”“’»)\]]*(?=\s)|[.!?…]+[”»](?=\w)|;(?=\s)")
_INITIAL = re.compile(r"(?:^|[\s(«“\"])\w$")


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its words; `language` is None where none could be told."""

    index: int
    paragraph: int
    passage: Passage
    language: str | None
    tokens: list[Token]


class ParsedText(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A document, cut. Everything that the readers of mentions, voices and claims need of its form."""

    document: Document
    paragraphs: list[Passage]
    sentences: list[Sentence]
    quotes: list[Quote]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def _starts(self) -> list[int]:
        return [s.passage.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The last sentence that begins at or before `offset`; None before the first."""
        from bisect import bisect_right  # noqa: PLC0415

        i = bisect_right(self._starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def quotes_in(self, passage: Passage) -> list[Quote]:
        """The quotations of speech or names that share words with `passage`."""
        return [q for q in self.quotes if q.inner.meets(passage)]

    def quotes_at(self, passage: Passage) -> list[Quote]:
        """The quotations that hold the middle of `passage`, outermost first."""
        middle = (passage.start + passage.end) // 2
        return [q for q in self.quotes if q.inner.start <= middle < q.inner.end]


def parse(document: Document, detector: Detector) -> ParsedText:
    """Cut a document's text."""
    paragraphs = [Passage(m.start(), m.end()) for m in _PARAGRAPH.finditer(document.text) if not m[0].isspace()]
    quotes = find_quotes(document.text, paragraphs)
    language = detector.document(document)
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        for passage in split(document.text, paragraph, language):
            sentences.append(
                Sentence(
                    index=len(sentences),
                    paragraph=number,
                    passage=passage,
                    language=detector.passage(passage.of(document.text), language),
                    tokens=tokenize(passage.of(document.text), passage.start),
                )
            )
    return ParsedText(document=document, paragraphs=paragraphs, sentences=sentences, quotes=quotes)


def split(text: str, paragraph: Passage, language: str | None) -> list[Passage]:
    """The sentences of a paragraph, without the white space around them."""
    found = pack(language) if language else None
    abbreviations = frozenset(found.words("text", "abbreviations")) if found else frozenset()
    cut, start = [], paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop[0] == "." and _abbreviated(
            text[start : stop.start()], text[stop.end() : stop.end() + 2], abbreviations
        ):
            continue
        cut.append((start, stop.end()))
        start = stop.end()
    cut.append((start, paragraph.end))
    return [p for p in (_strip(text, a, b) for a, b in cut) if p.start < p.end]


def _abbreviated(before: str, after: str, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop ends an abbreviation or an initial, or is followed by a small letter."""
    if after.strip()[:1].islower():
        return True
    word = before.rsplit(maxsplit=1)[-1].lstrip("(«“\"'") if before.split() else ""
    return word in abbreviations or bool(_INITIAL.search(before[-2:]) and word.isupper())


def _strip(text: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Passage(start, end)
