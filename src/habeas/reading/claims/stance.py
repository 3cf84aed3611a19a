"""How a claim stands: whether words of its clause hedge it, and whether they say that it did not or may not happen."""

from habeas.model.passage import Passage
from habeas.reading.claims.types import SentenceWords, Sign
from habeas.reading.claims.words import STANCE

_DEEDS = ("torture.", "detention.unlawful", "death.execution", "death.in_custody", "transfer.")
_NEGATED_WITHIN, _UNREAL_WITHIN = 2, 3
"""Tokens between the word that takes back and the word that is taken back."""


def hedge(found: SentenceWords, passage: Passage) -> Passage | None:
    """The hedging words of a clause, or None."""
    return next((p for p in (found.passage(h) for h in found.of(STANCE, "hedge")) if passage.holds(p)), None)


def happened(found: SentenceWords, sign: Sign) -> bool:
    """Whether the sentence says of a deed that it was done: neither negated nor planned nor conditional."""
    if not sign.type.startswith(_DEEDS):
        return True
    return not (
        _shortly_before(found, sign, "negated", _NEGATED_WITHIN)
        or _shortly_before(found, sign, "unreal", _UNREAL_WITHIN)
    )


def _shortly_before(found: SentenceWords, sign: Sign, key: str, within: int) -> bool:
    tokens = found.sentence.tokens
    return any(
        0 <= sign.first - h.last < within and all(t.word for t in tokens[h.last : sign.first])
        for h in found.of(STANCE, key)
    )
