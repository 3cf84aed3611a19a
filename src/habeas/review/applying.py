"""Decisions upon readings: claims confirmed, rejected, corrected; judgements on pairs; what nobody has any more.

Pure: the readings stay as they are, the reviewed ones are new. A claim keeps the id that it had when it was read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from habeas.model.decision import CLAIM_VERDICTS, PAIR_VERDICTS, Decision, ReviewedClaim, Target
from habeas.model.ids import claim_id
from habeas.model.numbering import claim_ids
from habeas.model.passage import Passage
from habeas.model.reading import Claim, Reading
from habeas.model.resolution import Link
from habeas.review.correcting import ENTITY_FIELDS, VALUE_FIELDS, VOICES
from habeas.review.naming import Named

NEAR = 0.5
"""A claim of another reader is the one decided on if item and type are the same and the passages share this much."""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """Readings as reviewers left them, and the judgements that later rooms take."""

    readings: list[Reading]
    entities: list[Link]
    """Judgements on two entities."""
    origins: list[Link]
    """Judgements on two origins."""
    released: frozenset[str]
    """Ids of people whose names may be shown, by a decision."""
    applied: dict[str, list[Decision]]
    """Claim id -> the decisions on it, in their order."""
    orphans: list[Decision]
    """Decisions on claims that no reading has any more."""


def apply(readings: Sequence[Reading], decisions: Sequence[Decision]) -> Reviewed:
    """The readings with all `decisions` (those that stand, in their order) upon them."""
    by_item: dict[str, list[Decision]] = {}
    for one in decisions:
        if one.verdict in CLAIM_VERDICTS and one.target and one.target.item:
            by_item.setdefault(one.target.item, []).append(one)
    reviewed, orphans = [], list[Decision]()
    applied: dict[str, list[Decision]] = {}
    for reading in readings:
        mine = by_item.pop(reading.document.item, None)
        if mine:
            ids = claim_ids(reading)
            placed, lost = _placed(reading, ids, mine)
            applied.update({ids[place]: made for place, made in placed.items()})
            orphans += lost
            reviewed.append(_reviewed(reading, ids, placed))
        else:
            reviewed.append(reading)
    orphans += (one for rest in by_item.values() for one in rest)
    pairs = [one for one in decisions if one.verdict in PAIR_VERDICTS and one.target]
    return Reviewed(
        readings=reviewed,
        entities=_links(pairs, lambda target: target.entities),
        origins=_links(pairs, lambda target: target.origins),
        released=frozenset(
            e for one in decisions if one.verdict == "release" and one.target for e in one.target.entities
        ),
        applied=applied,
        orphans=sorted(orphans, key=lambda d: (d.at, d.id)),
    )


def _links(decisions: Iterable[Decision], pair: Any) -> list[Link]:
    """The last judgement on each pair."""
    found: dict[tuple[str, str], Link] = {}
    for one in decisions:
        ids = sorted(pair(one.target))
        if len(ids) == 2:
            found[ids[0], ids[1]] = Link(
                left=ids[0], right=ids[1], verdict=one.verdict, by=one.by, why=f"decision {one.id}"
            )
    return [found[ids] for ids in sorted(found)]


def target(reading: Reading, claim: str) -> Target | None:
    """The target that means the claim with this id, by the reading as it was read; None when it has no such claim."""
    for given, one in zip(claim_ids(reading), reading.claims, strict=True):
        if given == claim:
            item, passage = reading.document.item, one.passage
            place = (claim_id(item, passage.start, passage.end, one.type, n) for n in range(len(reading.claims)))
            return Target(item=item, passage=passage, type=one.type, repeat=list(place).index(claim))
    return None


def _placed(
    reading: Reading, ids: Sequence[str], decisions: Sequence[Decision]
) -> tuple[dict[int, list[Decision]], list[Decision]]:
    """Decisions by the place of their claim, and those whose claim the reading does not have."""
    found: dict[int, list[Decision]] = {}
    lost = []
    for one in decisions:
        place = _place(reading, ids, one.target) if one.target and _points_inside(one, reading) else None
        if place is None:
            lost.append(one)
        else:
            found.setdefault(place, []).append(one)
    return found, lost


def _reviewed(reading: Reading, ids: Sequence[str], decisions: Mapping[int, Sequence[Decision]]) -> Reading:
    named = Named(reading)
    claims: list[Claim] = [
        _decided(ReviewedClaim(given=given, **_fields(claim)), decisions.get(i, ()), named)
        for i, (given, claim) in enumerate(zip(ids, reading.claims, strict=True))
    ]
    return replace(reading, claims=claims, **named.entities())


def _points_inside(one: Decision, reading: Reading) -> bool:
    """Whether the passages of a correction lie in the text."""
    new = one.value["value"] if one.verdict == "correct" and one.value["field"] in (*ENTITY_FIELDS, VOICES) else None
    rows = [new] if one.verdict == "correct" and one.value["field"] == "site" else new or []
    return all(0 <= row[0] < row[1] <= len(reading.document.text) for row in rows if isinstance(row, list))


def _fields(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in Claim.__struct_fields__}


def _place(reading: Reading, ids: Sequence[str], target: Target) -> int | None:
    """The claim that a target means: the very one, else the nearest of its type."""
    passage = target.passage
    if passage is None:
        return None
    exact = claim_id(reading.document.item, passage.start, passage.end, target.type or "", target.repeat)
    if exact in ids:
        return ids.index(exact)
    same = [i for i, claim in enumerate(reading.claims) if claim.type == target.type]
    near = [(_share(reading.claims[i].passage, passage), ids[i], i) for i in same]
    best = max(near, default=(0.0, "", -1))
    return best[2] if best[0] >= NEAR else None


def _share(a: Passage, b: Passage) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / (max(a.end, b.end) - min(a.start, b.start))


def _decided(claim: ReviewedClaim, decisions: Iterable[Decision], named: Named) -> ReviewedClaim:
    """A claim after its decisions, one by one; of several on one field the last holds."""
    for one in decisions:
        if one.verdict == "confirm":
            claim = replace(claim, status="corrected" if claim.status == "corrected" else "confirmed")
        elif one.verdict == "reject":
            claim = replace(claim, status="rejected")
        elif one.verdict == "exculpatory":
            claim = replace(claim, exculpatory=True)
        elif one.verdict == "grade":
            claim = replace(claim, grade=f"{one.value.get('reliability', '-')}{one.value.get('credibility', '-')}")
        else:
            claim = replace(claim, status="corrected", **_correction(one.value, named))
    return claim


def _correction(value: Mapping[str, Any], named: Named) -> dict[str, Any]:
    field, new = value["field"], value["value"]
    if field in VALUE_FIELDS:
        return {field: msgspec.convert(new, VALUE_FIELDS[field])}
    if field == VOICES:
        return {field: [named.voice(voice) for voice in msgspec.convert(new, list[Passage | str])]}
    if field == "site":
        passage = msgspec.convert(new, Passage | None)
        return {field: named.local(passage, ENTITY_FIELDS[field], "site") if passage else None}
    passages = msgspec.convert(new, list[Passage])
    return {field: [named.local(passage, ENTITY_FIELDS[field], field) for passage in passages]}
