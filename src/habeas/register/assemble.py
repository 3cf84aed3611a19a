"""The build: readings, resolution and corroboration become the register. Pure; the same inputs, the same bytes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from habeas.model.corroboration import Copy, Corroboration
from habeas.model.covering import Covering
from habeas.model.decision import Decision, ReviewedClaim
from habeas.model.ids import derived_id
from habeas.model.numbering import claim_ids
from habeas.model.reading import Claim, Entity, Reading, entities
from habeas.model.register import (
    BodyRow,
    Built,
    ClaimRow,
    CopyRow,
    DocumentRow,
    Origin,
    PersonRow,
    Register,
    SiteRow,
    StateRule,
    UnitRow,
)
from habeas.model.resolution import Resolution
from habeas.register.about import NOTHING, About
from habeas.register.names import told_apart
from habeas.register.rows import Maker
from habeas.register.shown import Appearance, Shown


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
    made = Assembly(readings, resolution, corroboration, covering)
    ordered = sorted(readings, key=lambda r: r.document.item)
    told = [made.document(reading) for reading in ordered]
    return Register(
        case=case,
        built=Built(version=version, inputs=inputs(ordered, decisions, corroboration.rules)),
        documents=sorted((row for row, _ in told), key=lambda d: (d.id, d.item)),
        sites=made.sites(),
        units=list(made.units()),
        people=list(made.people()),
        bodies=list(made.bodies()),
        origins=list(made.origins()),
        claims=sorted((row for _, rows in told for row in rows), key=lambda c: c.id),
        findings=sorted(corroboration.findings, key=lambda f: f.id),
        copies=list(made.copies()),
        rules=list(made.rules()),
    )


class Assembly:
    """The rows of a register: first those of every document, one after the other, then those that rest on all of them."""

    def __init__(
        self, readings: Sequence[Reading], resolution: Resolution, corroboration: Corroboration, covering: Covering
    ) -> None:
        """`readings`: all of them; only their entities are looked at, whose claims come with `document`."""
        ordered = sorted(readings, key=lambda r: r.document.item)
        self._resolution, self._corroboration, self._covering = resolution, corroboration, covering
        self._documents = {reading.document.item: reading.document.id for reading in ordered}
        self._seen = _appearances(ordered, resolution)
        self._about: dict[str, About] = {}
        self._shown = Shown(covering)
        self._make = Maker(resolution, corroboration, self._shown)

    def document(self, reading: Reading) -> tuple[DocumentRow, list[ClaimRow]]:
        """The rows of one document, claims in the order of the reading. To be asked once for every document."""
        self._shown.read(reading)
        claims = _claims(reading, self._resolution, self._corroboration, self._covering)
        for row in claims:
            if row.status != "rejected":
                named = (*([row.site] if row.site else []), *row.victims, *row.perpetrators, *row.attribution)
                for entity in dict.fromkeys(named):
                    self._about.setdefault(entity, About()).add(row)
        twin = self._documents.get(self._corroboration.twins.get(reading.document.item, ""))
        return _document(reading, twin, self._covering), claims

    def sites(self) -> list[SiteRow]:
        """By id, as all that follow; each made of what every document said."""
        return told_apart([self._make.site(*one) for one in self._things("S")])

    def units(self) -> Iterator[UnitRow]:
        """Armed formations and agencies."""
        return (self._make.unit(*one) for one in self._things("U"))

    def people(self) -> Iterator[PersonRow]:
        """Human beings, under their labels."""
        return (self._make.person(*one) for one in self._things("P"))

    def bodies(self) -> Iterator[BodyRow]:
        """Organisations."""
        return (self._make.body(*one) for one in self._things("B"))

    def origins(self) -> Iterator[Origin]:
        """Origins, unnamed voices covered."""
        return (_origin(one, self._covering) for one in sorted(self._corroboration.origins, key=lambda o: o.id))

    def copies(self) -> Iterator[CopyRow]:
        """Edges between documents, their evidence as places in the texts and ids: it holds no word of them but figures."""
        rows = (_copy(one, self._documents, self._covering) for one in self._corroboration.copies)
        return iter(sorted(rows, key=lambda row: row.id))

    def rules(self) -> Iterator[StateRule]:
        """The rules of states, a team's own words covered."""
        for rule in self._corroboration.rules:
            yield msgspec.structs.replace(rule, says=self._covering.line(rule.says))

    def _things(self, letter: str) -> Iterator[tuple[str, list[Appearance], About]]:
        for one in sorted(one for one in self._seen if one[0] == letter):
            yield one, self._seen[one], self._about.get(one, NOTHING)


class Inputs:
    """SHA-256 over what a register is built from: item, reader and reading of each document, sorted by item, the rules of
    states, and the ids of the decisions that stand.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, reading: Reading) -> None:
        """The next reading, by item."""
        content = hashlib.sha256(msgspec.json.encode(reading)).hexdigest()
        self._digest.update(f"{reading.document.item}\x1f{reading.reader}\x1f{content}\n".encode())

    def done(self, decisions: Sequence[Decision], rules: Sequence[StateRule] = ()) -> str:
        """The digest, once all readings were added."""
        self._digest.update(msgspec.json.encode(rules, order="sorted") + b"\n")
        for one in sorted(decision.id for decision in decisions):
            self._digest.update(f"{one}\n".encode())
        return self._digest.hexdigest()


def inputs(readings: Sequence[Reading], decisions: Sequence[Decision] = (), rules: Sequence[StateRule] = ()) -> str:
    """The digest of these readings, decisions and rules, see Inputs."""
    digest = Inputs()
    for reading in sorted(readings, key=lambda r: (r.document.item, r.reader)):
        digest.add(reading)
    return digest.done(decisions, rules)


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


def _copy(copy: Copy, documents: Mapping[str, str], covering: Covering) -> CopyRow:
    return CopyRow(
        id=derived_id("edge", copy.left, copy.right),
        kind=copy.kind,
        left=documents[copy.left],
        right=documents[copy.right],
        share=copy.share,
        words=copy.words,
        claims=copy.claims,
        figures=[covering.line(figure, copy.left) for figure in copy.figures],
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
