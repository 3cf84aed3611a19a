"""How somebody was hurt, where the words of a claim say it: a finer key under the type (`vocabulary/data/methods.toml`).

A method says what was done, never whether it was torture in law. Words mean a method only in a claim of their type: in a
claim of shocks a telephone is the one that gives them.
"""

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from habeas.languages import Terms, Token, pack
from habeas.model.passage import Passage
from habeas.reading.claims.types import SentenceWords
from habeas.vocabulary import vocabulary

TABLE = "methods"


class Named(NamedTuple):
    """A method, and the words that name it."""

    method: str
    words: Passage


def method(found: SentenceWords, claim_type: str, passage: Passage, sign: Passage) -> Named | None:
    """The method of a claim: the finest that its clause names, else the one that its type stands for, else None.

    `passage`: the clause. `sign`: the words that led to the type.
    """
    terms, rank = _terms(found.sentence.language or "", claim_type)
    tokens = found.sentence.tokens
    first, last = (bisect_left(tokens, offset, key=_begins) for offset in (passage.start, passage.end))
    hits = terms.find(tokens[first:last]) if terms else []
    best = min(hits, key=lambda h: (rank[h.value], h.first), default=None)
    if best:
        return Named(best.value, Passage(tokens[first + best.first].start, tokens[first + best.last - 1].end))
    plain = vocabulary("claim_types")[claim_type].method
    return Named(plain, sign) if plain else None


@cache
def _terms(code: str, claim_type: str) -> tuple[Terms[str] | None, dict[str, int]]:
    """The words for the methods of a type in a language, and how fine each method is: 0 for the finest."""
    found = pack(code)
    table = found.table(TABLE).get(claim_type, {}) if found else {}
    rank = {key: i for i, key in enumerate(table)}
    first = {term: key for key in reversed(table) for term in table[key]}
    return (Terms(first.items()) if first else None), rank


def _begins(token: Token) -> int:
    return token.start
