"""One reading beside the annotations of the same text: what is found, what is missed, what is invented.

An entity is found when one of its mentions and one of the annotators' share `ENTITY` of their union; a claim when its type
is right and its passage and the annotated quote share `CLAIM`: a clause or a sentence, neither a word nor a paragraph.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from habeas.model.errors import HabeasError
from habeas.model.reading import Body, Claim, Count, Person, Reading, Site, Unit
from habeas.reading.evaluation.pairing import nearest, paired
from habeas.reading.learning.annotated import Annotated

ENTITY, CLAIM = 0.34, 0.30
CLASSES = ("sites", "units", "people", "bodies")
NOT_FOUND = "not annotated"
Entity = Site | Unit | Person | Body
Told = Mapping[str, Any]
"""A claim as its annotators wrote it."""


class Right(NamedTuple):
    """Which values of a claim of the right type and passage are right."""

    site: bool
    origin: bool
    number: bool
    stance: bool
    perpetrators: bool

    @property
    def complete(self) -> bool:
        """Whether site, origin, count and stance are right."""
        return self.site and self.origin and self.number and self.stance


class Comparison(NamedTuple):
    """Pairs are places: in what is annotated -> in what is read."""

    gold: Annotated
    reading: Reading
    entities: dict[str, dict[int, int]]
    """By class."""
    claims: dict[int, int]
    family: dict[int, int]
    """Claims paired by the family of their type alone: torture.beating with torture.burning."""
    known: Mapping[str, str]
    """Ids of the reading -> ids of the annotators."""

    def right(self, told: Told, claim: Claim) -> Right:
        """Which values of a claim that was found are right."""
        return _right(told, claim, self.known)


def compare(gold: Annotated, reading: Reading) -> Comparison:
    """Pair a reading with annotations. Raises HabeasError when the texts differ."""
    if reading.document.text != gold.parsed.text:
        raise HabeasError(f"{gold.name}: the reading is of another text; read the annotated report itself")
    entities = {c: _entities(getattr(gold.entities, c), getattr(reading, c)) for c in CLASSES}
    known = {
        getattr(reading, c)[j].id: getattr(gold.entities, c)[i].id
        for c, pairs in entities.items()
        for i, j in pairs.items()
    }
    return Comparison(
        gold=gold,
        reading=reading,
        entities=entities,
        claims=_claims(gold, reading, known, lambda claim_type: claim_type),
        family=_claims(gold, reading, known, family),
        known=known,
    )


def family(claim_type: str) -> str:
    """The part of a type before its point."""
    return claim_type.split(".", maxsplit=1)[0]


def _entities(gold: list[Entity], read: list[Entity]) -> dict[int, int]:
    def weigh(a: Entity, b: Entity) -> tuple[float, float]:
        shared = nearest(a.mentions, b.mentions)
        return shared, shared

    return paired(gold, read, weigh, ENTITY)


def _claims(gold: Annotated, reading: Reading, known: Mapping[str, str], key: Callable[[str], str]) -> dict[int, int]:
    places = {id(told): gold.passages(told) for told in gold.claims}

    def weigh(a: Told, b: Claim) -> tuple[float, float]:
        if key(a["type"]) != key(b.type):
            return 0.0, 0
        return nearest(places[id(a)], [b.passage]), sum(_right(a, b, known)[:4])

    return paired(gold.claims, reading.claims, weigh, CLAIM)


def _right(told: Told, claim: Claim, known: Mapping[str, str]) -> Right:
    return Right(
        site=told["site"] == (known.get(claim.site, NOT_FOUND) if claim.site else None),
        origin=_first(told["attribution"], None) == _first(claim.attribution, known),
        number=_amount(told["count"]) == _amount(claim.count),
        stance=told["stance"] == claim.stance,
        perpetrators=set(told["perpetrators"]) == {known.get(p, NOT_FOUND) for p in claim.perpetrators},
    )


def _first(chain: list[str], known: Mapping[str, str] | None) -> str:
    """The first voice of a chain: an id of the annotators, `anon`, or nothing."""
    first = chain[0] if chain else ""
    if first.startswith("anon"):
        return "anon"
    return first if not first or known is None else known.get(first, NOT_FOUND)


def _amount(count: Count | None) -> tuple[str, int, int | None] | None:
    return (count.op, count.n, count.n2) if count else None
