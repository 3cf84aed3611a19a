"""The words of one language that carry claims, hedge them or deny them, as one matcher over the tables of its pack.

Adding a type or a word changes a table and no code.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from habeas.languages import Pack, Terms, pack
from habeas.reading.claims.clauses import Measure

SETTINGS = ("alone", "captive", "weak", "groups", "not")
STANCE, SCENE = "stance", "scene"


class Sense(NamedTuple):
    """What a term stands for: the table it comes from and its key there (a claim type, a group, a stance)."""

    table: str
    key: str


class ClaimWords(NamedTuple):
    """The matcher of a language, and which groups carry which type together."""

    terms: Terms[tuple[Sense, ...]]
    together: tuple[tuple[str, tuple[str, ...]], ...]
    measure: Measure
    scene: Terms[str]
    """Who stands around the words of a claim; looked for only in sentences that may make one."""


@cache
def claim_words(code: str) -> ClaimWords | None:
    """The claim words of a language; None when its pack has none."""
    found = pack(code)
    if found is None or not found.table("claims"):
        return None
    together = found.table("claims").get("together", {})
    return ClaimWords(
        terms=Terms(_by_term(_senses(found)).items()),
        together=tuple((key, tuple(row.split())) for key, rows in together.items() for row in rows),
        measure=Measure(**found.table("claims")["measure"]),
        scene=found.terms(SCENE),
    )


def _by_term(senses: Iterable[tuple[str, Sense]]) -> dict[str, tuple[Sense, ...]]:
    """A term may carry several claims at once (hostages are held); the matcher takes every term once."""
    merged: dict[str, tuple[Sense, ...]] = {}
    for term, sense in senses:
        merged[term] = (*merged.get(term, ()), sense)
    return merged


def _senses(found: Pack) -> Iterator[tuple[str, Sense]]:
    for table in SETTINGS:
        for key, terms in found.table("claims").get(table, {}).items():
            yield from ((term, Sense(table, key)) for term in terms)
    for key, terms in found.table(STANCE).items():
        yield from ((term, Sense(STANCE, key)) for term in terms)
