"""Entries: what joining needs of one document, and nothing else of it.

An entry is one entity of one reading, under the smallest of its own mention ids, with the facts by which its class is
joined and the keys under which it may meet others. Entries are made from one reading alone, so they can be kept beside it
(by item, reader and RULES) and never made again. They hold names of people: keep them where names are kept.
"""

from collections.abc import Iterable, Sequence

import msgspec

from habeas.model.numbering import mention_ids
from habeas.model.reading import Body, Entity, Person, Reading, Site, Unit
from habeas.resolution.body_facts import BodyFacts, body_facts, body_keys
from habeas.resolution.person_facts import PersonFacts, person_facts, person_keys
from habeas.resolution.site_facts import SiteFacts, Told, site_facts, site_keys
from habeas.resolution.unit_facts import UnitFacts, unit_facts, unit_keys

RULES = "2"
"""Version of the rules of joining; it changes whenever entries or what follows from them may."""

Facts = SiteFacts | UnitFacts | PersonFacts | BodyFacts


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One entity of one reading."""

    id: str
    """Its smallest mention id."""
    item: str
    local: str
    """Its id within the reading."""
    mentions: tuple[str, ...]
    """All its mention ids, sorted; the first is `id`."""
    keys: tuple[str, ...]
    """Entries that share no key, not even over others, are never joined; one without a key stays alone."""
    facts: Facts


def entries(reading: Reading) -> list[Entry]:
    """The entries of a reading, sorted by id. Depends on this reading and on RULES, and on nothing else."""
    ids = mention_ids(reading)
    told = Told.of(reading)
    groups: tuple[Iterable[Entity], ...] = (reading.sites, reading.units, reading.people, reading.bodies)
    found = []
    for entity in (one for group in groups for one in group):
        facts, keys = _facts(entity, reading, told)
        mentions = tuple(ids[entity.id])
        found.append(Entry(mentions[0], reading.document.item, entity.id, mentions, tuple(sorted(set(keys))), facts))
    return sorted(found, key=lambda entry: entry.id)


def _facts(entity: Entity, reading: Reading, told: Told) -> tuple[Facts, Sequence[str]]:
    if isinstance(entity, Site):
        site = site_facts(entity, _surfaces(reading, entity), told)
        return site, site_keys(site)
    if isinstance(entity, Unit):
        unit = unit_facts(entity)
        return unit, unit_keys(unit)
    if isinstance(entity, Person):
        person = person_facts(entity)
        return person, person_keys(person)
    assert isinstance(entity, Body)  # noqa: S101  (a reading has four classes)
    body = body_facts(entity)
    return body, body_keys(body)


def _surfaces(reading: Reading, entity: Entity) -> tuple[str, ...]:
    """The words of its mentions, each once, in their order in the text."""
    text = reading.document.text
    return tuple(dict.fromkeys(m.of(text) for m in sorted(entity.mentions)))
