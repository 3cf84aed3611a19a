"""Which claims the words of a sentence carry: types with the words that led to them, by the tables of its language.

No type without words of the text; words that a `not` term covers lead to nothing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import msgspec

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.claims.words import ClaimWords, Sense, claim_words
from habeas.reading.text import ParsedText, Sentence

CAPTIVITY, HOLDING = "captivity", "hold"
TABLES = ("alone", "captive", "weak")
REACH = 3
"""Sentences before and after within which words of captivity give sense to words that need them."""
_TOGETHER_TOKENS = 12
_LONGEST = 400
"""Tokens of a sentence."""


class Sign(NamedTuple):
    """A type and the tokens that led to it: sentence.tokens[first:last]."""

    type: str
    first: int
    last: int
    table: str
    """alone | together | captive | weak: from those that say most by themselves to those that say least."""


class SentenceWords(NamedTuple):
    """A sentence with everything that the tables of its language find in it."""

    sentence: Sentence
    words: ClaimWords
    hits: list[Hit[Sense]]

    def of(self, table: str, key: str | None = None) -> Iterator[Hit[Sense]]:
        """The hits of one table, of one key where given."""
        return (h for h in self.hits if h.value.table == table and key in (None, h.value.key))

    def passage(self, sign: Sign | Hit[Sense]) -> Passage:
        """Where the words of a sign or hit stand."""
        return Passage(self.sentence.tokens[sign.first].start, self.sentence.tokens[sign.last - 1].end)


def search(parsed: ParsedText, names: Sequence[Passage] = ()) -> list[SentenceWords | None]:
    """Every sentence with its hits; None where its language has no claim words.

    `names`: mentions of people, in which no word says what happened (somebody may be called Byty or Slager). What is too
    long to be a sentence is searched in stretches, so that time grows with the text and not with its square.
    """
    found: list[SentenceWords | None] = []
    within = _starts(names)
    for sentence in (stretch for s in parsed.sentences for stretch in _stretches(s)):
        words = claim_words(sentence.language) if sentence.language else None
        found.append(SentenceWords(sentence, words, _hits(words, sentence, within)) if words else None)
    return found


def _starts(names: Sequence[Passage]) -> frozenset[int]:
    """Every offset inside a name."""
    return frozenset(offset for name in names for offset in range(name.start, name.end))


def _stretches(sentence: Sentence) -> Iterator[Sentence]:
    for i in range(0, max(len(sentence.tokens), 1), _LONGEST):
        tokens = sentence.tokens[i : i + _LONGEST]
        if len(tokens) == len(sentence.tokens):
            yield sentence
        else:
            yield msgspec.structs.replace(sentence, tokens=tokens, passage=Passage(tokens[0].start, tokens[-1].end))


def _hits(words: ClaimWords, sentence: Sentence, within: frozenset[int]) -> list[Hit[Sense]]:
    return [
        Hit(hit.first, hit.last, sense, hit.term)
        for hit in words.terms.find(sentence.tokens)
        if not all(token.start in within for token in sentence.tokens[hit.first : hit.last])
        for sense in hit.value
    ]


def of_captivity(found: SentenceWords | None, places: Sequence[Passage] = ()) -> bool:
    """Whether a sentence speaks of captivity: by its words, or because somebody is held, and in a place of detention.

    `places`: mentions of such places, sorted.
    """
    if found is None:
        return False
    if any(found.of("groups", CAPTIVITY)):
        return True
    inside = bisect_left(places, Passage(found.sentence.passage.start, 0))
    placed = inside < len(places) and places[inside].end <= found.sentence.passage.end
    return placed and any(found.of("groups", HOLDING))


def signs(found: SentenceWords) -> list[Sign]:
    """The types of a sentence, one sign for each row of words, in text order."""
    every = [Sign(h.value.key, h.first, h.last, h.value.table) for h in found.hits if h.value.table in TABLES]
    every += _together(found)
    if not every:
        return []
    barred = list(found.of("not"))
    return sorted({s for s in every if not _barred(s, barred)}, key=lambda s: (s.first, s.last, s.type, s.table))


def _barred(sign: Sign, barred: Iterable[Hit[Sense]]) -> bool:
    return any(
        hit.first < sign.last and sign.first < hit.last and hit.value.key in ("all", sign.type, sign.type.split(".")[0])
        for hit in barred
    )


def _together(found: SentenceWords) -> Iterator[Sign]:
    groups: dict[str, list[Hit[Sense]]] = {}
    for hit in found.of("groups"):
        groups.setdefault(hit.value.key, []).append(hit)
    for claim_type, row in found.words.together if groups else ():
        if not groups.keys() >= set(row):
            continue
        best = min((_hull(hits) for hits in product(*(groups.get(g, ()) for g in row)) if _apart(hits)), default=None)
        if best and best[0] <= _TOGETHER_TOKENS:
            yield Sign(claim_type, best[1], best[2], "together")


def _hull(hits: Sequence[Hit[Sense]]) -> tuple[int, int, int]:
    first, last = min(h.first for h in hits), max(h.last for h in hits)
    return last - first, first, last


def _apart(hits: Sequence[Hit[Sense]]) -> bool:
    ordered = sorted(hits, key=lambda h: h.first)
    return all(a.last <= b.first for a, b in pairwise(ordered))
