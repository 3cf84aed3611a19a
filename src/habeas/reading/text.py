"""A document's text cut into paragraphs, sentences and quotations, each with its language.

Offsets are code points into the document's text. Sentences never cross a paragraph, lie apart and in order, and together
hold every word of the text; a quotation may hold several sentences, and a sentence may begin inside a quotation.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

import msgspec

from habeas.languages import Token, pack, parted, tokenize
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.reading.language import Detector, inherited
from habeas.reading.quotations import Quote, find_quotes, is_speech

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++(?:(?:[ \u00a0\u202f]»|[\"'”“’»)\]])*+(?=\s)|[”»](?=\w))|;(?=\s)")
LONGEST = 2000
"""A sentence longer than this is cut at white space, or in mid-word where there is none: work per sentence stays bounded."""
_LOOK_BACK = 40
_ORDINAL = re.compile(r"(?:^|[\s(/–-])\d{1,3}$")
"""A short number before a full stop, where a language writes ordinals so: `5. Brigade`, `am 3. März`."""
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
    language: str | None
    """The main language: the one that the document brings, else the one found."""
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

    @cached_property
    def _speech(self) -> frozenset[Passage]:
        return frozenset(q.inner for q in self.quotes if is_speech(q.inner.of(self.text)))

    def is_speech(self, quote: Quote) -> bool:
        """Whether a quotation is speech; looked at once, because a long one has words of many sentences."""
        return quote.inner in self._speech

    @cached_property
    def _quotes_by_sentence(self) -> list[list[Quote]]:
        found: list[list[Quote]] = [[] for _ in self.sentences]
        for quote in self.quotes:
            i = max(0, bisect_right(self._starts, quote.inner.start) - 1)
            while i < len(found) and self._starts[i] < quote.inner.end:
                found[i].append(quote)
                i += 1
        return found

    def sentence_at(self, offset: int) -> Sentence | None:
        """The last sentence that begins at or before `offset`; None before the first."""
        i = bisect_right(self._starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def quotes_in(self, sentence: Sentence) -> list[Quote]:
        """The quotations that share words with a sentence, outermost first."""
        return [q for q in self._quotes_by_sentence[sentence.index] if q.inner.meets(sentence.passage)]

    def quotes_at(self, passage: Passage) -> list[Quote]:
        """The quotations that hold the middle of `passage`, outermost first."""
        middle = (passage.start + passage.end) // 2
        sentence = self.sentence_at(middle)
        if sentence is None:
            return []
        return [q for q in self._quotes_by_sentence[sentence.index] if q.inner.start <= middle < q.inner.end]


def parse(document: Document, detector: Detector) -> ParsedText:
    """Cut a document's text."""
    text = document.text
    paragraphs = [Passage(m.start(), m.end()) for m in _PARAGRAPH.finditer(text) if not m[0].isspace()]
    quotes = find_quotes(text, paragraphs)
    language = detector.document(document)
    cut = [(n, p) for n, paragraph in enumerate(paragraphs) for p in split(text, paragraph, language)]
    tokens = [tokenize(p.of(text), p.start) for _, p in cut]
    spoken = inherited([detector.tell(row, language) for row in tokens], [n for n, _ in cut], language)
    sentences = [
        Sentence(index=i, paragraph=number, passage=passage, language=spoken[i], tokens=_words(tokens[i], spoken[i]))
        for i, (number, passage) in enumerate(cut)
    ]
    return ParsedText(document=document, language=language, paragraphs=paragraphs, sentences=sentences, quotes=quotes)


def _words(tokens: list[Token], language: str | None) -> list[Token]:
    """The words as the language parts them."""
    elided = _listed(language, "elided")
    return parted(tokens, elided) if elided else tokens


@lru_cache(maxsize=1 << 8)
def _listed(language: str | None, key: str) -> frozenset[str]:
    """The words of a list in the table `text` of a language; none without a pack."""
    found = pack(language) if language else None
    return frozenset(found.words("text", key)) if found else frozenset()


def split(text: str, paragraph: Passage, language: str | None) -> list[Passage]:
    """The sentences of a paragraph, without the white space around them, none longer than LONGEST."""
    abbreviations, ordinals = _listed(language, "abbreviations"), tuple(_listed(language, "ordinals"))
    cut, start = [], paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
        if stop[0] == "." and _abbreviated(before, text[stop.end() : stop.end() + 2], abbreviations):
            continue
        if stop[0] == "." and _ordinal(before, text[stop.end() : stop.end() + _LOOK_BACK], ordinals):
            continue
        cut.append(Passage(start, stop.end()))
        start = stop.end()
    cut.append(Passage(start, paragraph.end))
    short = (p for passage in cut for p in _bounded(text, passage))
    return [p for p in (_strip(text, p.start, p.end) for p in short) if p.start < p.end]


def _bounded(text: str, passage: Passage) -> Iterator[Passage]:
    start = passage.start
    while passage.end - start > LONGEST:
        end = max((text.rfind(c, start + LONGEST // 2, start + LONGEST) for c in " \t\u00a0"), default=-1)
        end = end if end > start else start + LONGEST
        yield Passage(start, end)
        start = end
    yield Passage(start, passage.end)


def _abbreviated(before: str, after: str, abbreviations: frozenset[str]) -> bool:
    """Whether a full stop ends an abbreviation or an initial, or is followed by a small letter."""
    if after.strip()[:1].islower():
        return True
    word = before.rsplit(maxsplit=1)[-1].lstrip("(«“\"'") if before.split() else ""
    return word in abbreviations or bool(_INITIAL.search(before[-2:]) and word.isupper())


def _ordinal(before: str, after: str, ordinals: tuple[str, ...]) -> bool:
    """Whether a full stop makes an ordinal: after any short number (`.`), or where one of these words goes on."""
    if not ordinals or not _ORDINAL.search(before):
        return False
    return "." in ordinals or after.lstrip().startswith(ordinals)


def _strip(text: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Passage(start, end)
