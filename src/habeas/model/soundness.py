"""Whether a reading made elsewhere keeps the contract: passages cut words out of the text, references lead somewhere."""

from collections.abc import Iterator

from habeas.model.passage import Passage
from habeas.model.reading import Claim, Reading


def faults(reading: Reading) -> list[str]:
    """One line for each thing that is wrong; empty for a sound reading."""
    return [*_ids(reading), *_passages(reading), *_references(reading)]


def _ids(reading: Reading) -> Iterator[str]:
    groups = (reading.sites, reading.units, reading.people, reading.bodies, reading.claims)
    ids = [row.id for group in groups for row in group]
    if len(set(ids)) < len(ids):
        yield "two of its entities or claims have one id"


def _passages(reading: Reading) -> Iterator[str]:
    size = len(reading.document.text)
    for group in (reading.sites, reading.units, reading.people, reading.bodies):
        for entity in group:
            if not entity.mentions:
                yield f"{entity.id} has no mention"
            yield from (f"{entity.id}: {fault}" for fault in _outside(entity.mentions, size))
    for claim in reading.claims:
        yield from (
            f"{claim.id}: {fault}" for fault in _outside([claim.passage, *(c.passage for c in claim.cues)], size)
        )


def _outside(passages: list[Passage], size: int) -> Iterator[str]:
    for passage in passages:
        if not 0 <= passage.start < passage.end <= size:
            yield f"passage [{passage.start}, {passage.end}] cuts no words out of the text"


def _references(reading: Reading) -> Iterator[str]:
    sites, units = {s.id for s in reading.sites}, {u.id for u in reading.units}
    people, bodies = {p.id for p in reading.people}, {b.id for b in reading.bodies}
    for site in reading.sites:
        yield from (f"{site.id} is run by {one}, which is no unit" for one in site.run_by if one not in units)
    for claim in reading.claims:
        yield from (
            f"{claim.id} names {one}, which is not there" for one in _named(claim, sites, units, people, bodies)
        )


def _named(claim: Claim, sites: set[str], units: set[str], people: set[str], bodies: set[str]) -> Iterator[str]:
    if claim.site is not None and claim.site not in sites:
        yield claim.site
    yield from (one for one in claim.victims if one not in people)
    yield from (one for one in claim.perpetrators if one not in people | units)
    yield from (one for one in claim.attribution if not one.startswith("anon:") and one not in people | units | bodies)
