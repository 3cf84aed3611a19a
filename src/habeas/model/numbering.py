"""The global ids of a reading's entities and claims, from evidence alone: the same whatever local ids a reader chose.

A mention id belongs to one entity of its class: the one with the longest passage there. An entity without a mention of its
own (a reader may give none, or only passages that another entity owns) gets an id from its place in the reading.
"""

import msgspec

from habeas.model.decision import ReviewedClaim
from habeas.model.ids import claim_id, mention_id
from habeas.model.passage import Passage
from habeas.model.reading import Claim, Entity, Reading, entities

Order = tuple[int, ...]


def mention_ids(reading: Reading) -> dict[str, list[str]]:
    """Local entity id -> its mention ids, at least one, sorted; no mention id stands with two entities."""
    found: dict[str, list[str]] = {}
    for kind, group in _classes(reading):
        owners = _owners(group)
        taken: dict[str, list[int]] = {}
        for start, local in owners.items():
            taken.setdefault(local, []).append(start)
        for place, entity in enumerate(group):
            starts = taken.get(entity.id) or [-1 - place]
            found[entity.id] = sorted(mention_id(kind, reading.document.item, start) for start in starts)
    return found


def _classes(reading: Reading) -> list[tuple[str, list[Entity]]]:
    return [
        ("site", list(reading.sites)),
        ("unit", list(reading.units)),
        ("person", list(reading.people)),
        ("body", list(reading.bodies)),
    ]


def _owners(group: list[Entity]) -> dict[int, str]:
    owners: dict[int, tuple[int, int, str]] = {}
    for entity in group:
        first = min((m.start for m in entity.mentions), default=-1)
        for mention in entity.mentions:
            bid = (-mention.end, first, entity.name)
            if mention.start not in owners or bid < owners[mention.start][:3]:
                owners[mention.start] = bid
    named = {(min((m.start for m in e.mentions), default=-1), e.name): e.id for e in reversed(group)}
    return {start: named[bid[1], bid[2]] for start, bid in owners.items()}


def claim_ids(reading: Reading) -> list[str]:
    """The global id of each claim of `reading.claims`, in that order. Claims that share passage and type are told apart by
    where their site, voices and people are first mentioned, never by local ids. Reviewed claims keep the ids they had.
    """
    given = [claim.given for claim in reading.claims if isinstance(claim, ReviewedClaim)]
    if len(given) == len(reading.claims):
        return given
    starts = {local: min((m.start for m in e.mentions), default=-1) for local, e in entities(reading).items()}
    groups: dict[tuple[Passage, str], list[int]] = {}
    for i, claim in enumerate(reading.claims):
        groups.setdefault((claim.passage, claim.type), []).append(i)
    found = [""] * len(reading.claims)
    for (passage, kind), group in groups.items():
        if len(group) > 1:
            group.sort(key=lambda i: _order(reading.claims[i], starts))
        for repeat, i in enumerate(group):
            found[i] = claim_id(reading.document.item, passage.start, passage.end, kind, repeat)
    return found


def _order(claim: Claim, starts: dict[str, int]) -> tuple[int, Order, Order, Order, str]:
    return (
        starts.get(claim.site, -1) if claim.site else -1,
        tuple(starts.get(voice, -1) for voice in claim.attribution),
        tuple(sorted(starts.get(p, -1) for p in claim.perpetrators)),
        tuple(sorted(starts.get(v, -1) for v in claim.victims)),
        msgspec.json.encode((claim.stance, claim.count, claim.date, _anonymous(claim))).decode(),
    )


def _anonymous(claim: Claim) -> list[str]:
    return [voice for voice in claim.attribution if voice.startswith("anon:")]
