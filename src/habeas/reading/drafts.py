"""Drafts: the claims that the words of a text make, before they are tied to a site, a voice and parties."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claim_counts import Tallied, tally
from habeas.reading.claim_types import SentenceWords, in_captivity, search, signs
from habeas.reading.clauses import Measure, Piece, clause, pieces
from habeas.reading.counts import find_counts
from habeas.reading.stance import happened
from habeas.reading.text import ParsedText

_MEASURES = {"uk": Measure(enough=28, whole=50), "ru": Measure(enough=28, whole=70)}
_MEASURE = Measure(enough=50, whole=110)


class Draft(NamedTuple):
    """A claim before site, voice and parties: its sentence, and its type with clause, words and count."""

    found: SentenceWords
    tallied: Tallied


def drafts(parsed: ParsedText) -> list[Draft]:
    """The drafts of a text in text order, one for a type and clause. A headline that the text repeats makes none."""
    searched = search(parsed)
    captive = in_captivity(searched)
    body = _body_start(parsed)
    made: dict[tuple[Passage, str], Draft] = {}
    for found, near in zip(searched, captive, strict=True):
        if found is not None and found.sentence.passage.start >= body:
            for tallied in _of_sentence(parsed, found, near):
                made.setdefault((tallied.passage, tallied.type), Draft(found, tallied))
    return [made[key] for key in sorted(made)]


def _of_sentence(parsed: ParsedText, found: SentenceWords, captive: bool) -> Iterator[Tallied]:
    cut = pieces(parsed, found.sentence)
    measure = _MEASURES.get(found.sentence.language or "", _MEASURE)
    typed = _typed(found, cut, captive, measure)
    if not captive and not typed:
        return
    counted = [(c, clause(cut, c.words, measure)) for c in find_counts(parsed.text, found.sentence)]
    yield from tally(typed, counted, captive)


def _typed(found: SentenceWords, cut: Sequence[Piece], captive: bool, measure: Measure) -> list[Tallied]:
    """One row for a type and clause, with every term that led to it and the words of the first."""
    rows: dict[tuple[str, Passage], Tallied] = {}
    weak: dict[tuple[str, Passage], Tallied] = {}
    for sign in signs(found, captive):
        if not happened(found, sign):
            continue
        words = found.passage(sign)
        key = (sign.type, clause(cut, words, measure))
        row = rows.get(key, Tallied(*key, words))
        (weak if sign.weak else rows)[key] = row._replace(terms=tuple(sorted({*row.terms, sign.term})))
    said = list(rows.values())
    return said + [w for w in weak.values() if not any(r.passage.meets(w.passage) for r in said)]


def _body_start(parsed: ParsedText) -> int:
    """Where the text begins after a headline that repeats the title."""
    title = (parsed.document.title or "").strip()
    return len(title) if title and parsed.text.startswith(title) else 0
