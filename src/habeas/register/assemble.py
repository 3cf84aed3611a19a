"""The build: readings, resolution and corroboration become the register. Pure; the same inputs, the same bytes."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from habeas.model.corroboration import Corroboration
from habeas.model.covering import Covering
from habeas.model.decision import Decision, ReviewedClaim
from habeas.model.numbering import claim_ids
from habeas.model.reading import Claim, Entity, Reading, entities
from habeas.model.register import Built, ClaimRow, DocumentRow, Origin, Register
from habeas.model.resolution import Resolution
from habeas.register.names import Appearance, told_apart
from habeas.register.rows import Maker


def assemble(
    case: str,
    version: str,
    readings: Sequence[Reading],
    resolution: Resolution,
    corroboration: Corroboration,
    covering: Covering,
    decisions: Sequence[Decision] = (),
) -> Register:
    """The register of a case, built by `version` of Habeas. The order of `readings` changes nothing.

    `decisions`: those that stand, upon which `readings` rest; they are part of the inputs.

    Passages and cues point into the documents' original texts; who shows them asks the covering for the covered ones.
    """
    ordered = sorted(readings, key=lambda r: r.document.item)
    claims = {row.id: row for reading in ordered for row in _claims(reading, resolution, corroboration, covering)}
    about = _about(claims)
    seen = _appearances(ordered, resolution)
    make = Maker(resolution, corroboration, covering)
    documents = {reading.document.item: reading.document.id for reading in ordered}
    return Register(
        case=case,
        built=Built(version=version, inputs=inputs(ordered, decisions)),
        documents=sorted(
            (_document(r, documents.get(corroboration.twins.get(r.document.item, "")), covering) for r in ordered),
            key=lambda d: (d.id, d.item),
        ),
        sites=told_apart(
            [make.site(s, seen[s], [claims[c] for c in about.get(s, ())]) for s in sorted(seen) if s[0] == "S"]
        ),
        units=[make.unit(u, seen[u], about.get(u, ())) for u in sorted(seen) if u[0] == "U"],
        people=[make.person(p, seen[p], about.get(p, ())) for p in sorted(seen) if p[0] == "P"],
        bodies=[make.body(b, seen[b], about.get(b, ())) for b in sorted(seen) if b[0] == "B"],
        origins=sorted((_origin(o, covering) for o in corroboration.origins), key=lambda o: o.id),
        claims=[claims[c] for c in sorted(claims)],
        findings=sorted(corroboration.findings, key=lambda f: f.id),
    )


def inputs(readings: Sequence[Reading], decisions: Sequence[Decision] = ()) -> str:
    """SHA-256 over what the register was built from: item, reader and reading of each document, sorted by item, and the
    ids of the decisions that stand.
    """
    digest = hashlib.sha256()
    for reading in sorted(readings, key=lambda r: (r.document.item, r.reader)):
        content = hashlib.sha256(msgspec.json.encode(reading)).hexdigest()
        digest.update(f"{reading.document.item}\x1f{reading.reader}\x1f{content}\n".encode())
    for one in sorted(decision.id for decision in decisions):
        digest.update(f"{one}\n".encode())
    return digest.hexdigest()


def _document(reading: Reading, twin: str | None, covering: Covering) -> DocumentRow:
    document = reading.document

    def line(words: str | None) -> str | None:
        return None if words is None else covering.line(words, document.item)

    return DocumentRow(
        id=document.id,
        item=document.item,
        title=line(document.title),
        publisher=line(document.publisher),
        published=document.published,
        language=document.language,
        url=line(document.url),
        twin_of=twin,
    )


def _origin(origin: Origin, covering: Covering) -> Origin:
    """The origin, with what an unnamed voice is called covered: a reader may have taken it from the text."""
    return msgspec.structs.replace(origin, voice=covering.line(origin.voice)) if _unnamed(origin.voice) else origin


def _unnamed(voice: str) -> bool:
    return voice.startswith("anon:")


def _appearances(readings: Sequence[Reading], resolution: Resolution) -> dict[str, list[Appearance]]:
    found: dict[str, list[Appearance]] = {}
    for reading in readings:
        for local, entity in entities(reading).items():
            found.setdefault(resolution.entity(reading.document.item, local), []).append(Appearance(reading, entity))
    return found


def _claims(
    reading: Reading, resolution: Resolution, corroboration: Corroboration, covering: Covering
) -> list[ClaimRow]:
    item, known, ids = reading.document.item, entities(reading), claim_ids(reading)
    refer = _Refer(item, known, resolution, covering)
    rows: list[ClaimRow] = []
    for one, claim in zip(ids, reading.claims, strict=True):
        rows.append(
            ClaimRow(
                id=one,
                type=claim.type,
                passage=claim.passage,
                site=next(iter(refer([claim.site] if claim.site else [])), None),
                victims=sorted(refer(claim.victims)),
                perpetrators=sorted(refer(claim.perpetrators)),
                date=claim.date,
                count=claim.count,
                attribution=refer(claim.attribution),
                stance=claim.stance,
                method=claim.method,
                cues=sorted(claim.cues, key=lambda cue: (cue.passage, cue.what)),
                document=reading.document.id,
                origin=corroboration.origin_of[one],
                **_review(claim),
            )
        )
    return rows


def _review(claim: Claim) -> dict[str, Any]:
    if not isinstance(claim, ReviewedClaim):
        return {}
    return {"status": claim.status, "grade": claim.grade, "exculpatory": claim.exculpatory}


class _Refer:
    """Local references as global ones; one that the reading does not hold is left out, an unnamed voice is covered."""

    def __init__(self, item: str, known: Mapping[str, Entity], resolution: Resolution, covering: Covering) -> None:
        self._item, self._known, self._resolution, self._covering = item, known, resolution, covering

    def __call__(self, locals_: Sequence[str]) -> list[str]:
        return [
            self._covering.line(one, self._item) if _unnamed(one) else self._resolution.entity(self._item, one)
            for one in locals_
            if _unnamed(one) or one in self._known
        ]


def _about(claims: Mapping[str, ClaimRow]) -> dict[str, list[str]]:
    """Entity -> the claims that speak of it or that it makes or relays, sorted."""
    found: dict[str, list[str]] = {}
    for one in sorted(one for one, row in claims.items() if row.status != "rejected"):
        row = claims[one]
        named = (*([row.site] if row.site else []), *row.victims, *row.perpetrators, *row.attribution)
        for entity in dict.fromkeys(named):
            found.setdefault(entity, []).append(one)
    return found
