"""Look-ups on a register: find by id or name, follow a finding down to its voices. Pure; nothing here opens a document."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from habeas.model.register import (
    BodyRow,
    ClaimRow,
    CopyRow,
    DocumentRow,
    Finding,
    Origin,
    PersonRow,
    Register,
    SiteRow,
    StateRule,
    Tally,
    UnitRow,
)
from habeas.places.folding import heard
from habeas.vocabulary import label

Row = SiteRow | UnitRow | PersonRow | BodyRow
Anything = Row | ClaimRow | Finding | Origin


class Reason(NamedTuple):
    """One step of an explanation: how deep it stands, what it is, and what it says in words."""

    depth: int
    id: str
    words: str


class Held(Protocol):
    """A register wherever it is held: in memory, or a row each in a database."""

    def get(self, one: str) -> Anything | None:
        """The row of a thing, claim, origin or finding with this id."""
        ...

    def alias(self, one: str) -> str | None:
        """The present id for one that an earlier build gave."""
        ...

    def document(self, one: str) -> DocumentRow | None:
        """The document with this id."""
        ...

    def things(self) -> Iterable[Row]:
        """Sites, units, bodies and people."""
        ...

    def findings(self, about: str) -> Iterable[Finding]:
        """The findings on this site, unit or person."""
        ...

    def claims_in(self, item: str) -> Iterable[ClaimRow]:
        """The claims of the document of this item."""
        ...

    def copies(self, document: str) -> Iterable[CopyRow]:
        """The edges of this document with others."""
        ...

    def rules(self) -> Sequence[StateRule]:
        """The rules by which states were derived."""
        ...

    def register(self) -> Register | None:
        """All of it."""
        ...


class InMemory:
    """A whole register, held in memory."""

    def __init__(self, register: Register, aliases: Mapping[str, str] | None = None) -> None:
        """`aliases`: of the resolution, so that an id given by an earlier build is still found."""
        self._register, self._aliases = register, aliases or {}
        groups: Sequence[Sequence[Anything]] = (
            register.sites, register.units, register.people, register.bodies,
            register.claims, register.findings, register.origins,
        )  # fmt: skip
        self._rows: dict[str, Anything] = {row.id: row for group in groups for row in group}
        self._documents = {document.id: document for document in register.documents}

    def get(self, one: str) -> Anything | None:
        """See Held."""
        return self._rows.get(one)

    def alias(self, one: str) -> str | None:
        """See Held."""
        return self._aliases.get(one)

    def document(self, one: str) -> DocumentRow | None:
        """See Held."""
        return self._documents.get(one)

    def things(self) -> Iterable[Row]:
        """See Held."""
        yield from self._register.sites
        yield from self._register.units
        yield from self._register.bodies
        yield from self._register.people

    def findings(self, about: str) -> Iterable[Finding]:
        """See Held."""
        return (f for f in self._register.findings if about in (f.site, f.unit, f.person))

    def claims_in(self, item: str) -> Iterable[ClaimRow]:
        """See Held."""
        own = {document.id for document in self._documents.values() if document.item == item}
        return (claim for claim in self._register.claims if claim.document in own)

    def copies(self, document: str) -> Iterable[CopyRow]:
        """See Held."""
        return (copy for copy in self._register.copies if document in (copy.left, copy.right))

    def rules(self) -> Sequence[StateRule]:
        """See Held."""
        return self._register.rules

    def register(self) -> Register:
        """See Held."""
        return self._register


class Queries:
    """A register with its rows by id and by name."""

    def __init__(self, held: Held | Register, aliases: Mapping[str, str] | None = None) -> None:
        """`aliases`: of a register that is given whole."""
        self._held: Held = InMemory(held, aliases) if isinstance(held, Register) else held

    @property
    def register(self) -> Register:
        """All of it."""
        whole = self._held.register()
        if whole is None:
            raise LookupError("there is no register")
        return whole

    def get(self, one: str) -> Anything | None:
        """The row with this id, or with the id that it is an alias of; case does not matter."""
        wanted = one.strip().upper()
        return self._held.get(wanted) or self._held.get(self._held.alias(wanted) or "")

    def item(self, document: str) -> str:
        """The item (SHA-256) of a document. Raises KeyError for an unknown id."""
        row = self._held.document(document)
        if row is None:
            raise KeyError(document)
        return row.item

    def document(self, one: str) -> DocumentRow | None:
        """The document with this id."""
        return self._held.document(one.strip())

    def claims_in(self, document: DocumentRow) -> list[ClaimRow]:
        """The claims of a document, in the order of its text."""
        return sorted(self._held.claims_in(document.item), key=lambda claim: (claim.passage, claim.id))

    def copies(self, document: str) -> list[CopyRow]:
        """What a document shares with others, the largest share first."""
        return sorted(self._held.copies(document), key=lambda copy: (-copy.share, copy.id))

    def rules(self) -> list[StateRule]:
        """The rules by which the states of findings were derived, in their order."""
        return list(self._held.rules())

    def find(self, name: str) -> list[Row]:
        """Sites, units, bodies and people whose shown name has the words of `name`, in any script; whole names first."""
        wanted = sound(name)
        if not wanted:
            return []
        hits = [
            (min(len(heard) for heard in sounds if wanted <= heard), row.id, row)
            for row, sounds in ((row, [sound(text) for text in _names(row)]) for row in self._held.things())
            if any(wanted <= heard for heard in sounds)
        ]
        return [row for _, _, row in sorted(hits, key=lambda hit: hit[:2])]

    def claims(self, one: str) -> list[ClaimRow]:
        """The claims of an entity, finding or origin, in the order of document and passage; none for an unknown id."""
        row = self.get(one)
        if isinstance(row, ClaimRow):
            return [row]
        found = [self._held.get(claim) for claim in row.claims] if row else []
        return sorted((c for c in found if isinstance(c, ClaimRow)), key=lambda c: (c.document, c.passage, c.id))

    def findings(self, one: str) -> list[Finding]:
        """The findings about a site, unit or person; most independent origins first."""
        row = self.get(one)
        about = self._held.findings(row.id) if row else []
        return sorted(about, key=lambda f: (-f.origins.independent, -f.origins.at_most, f.type, f.id))

    def why(self, one: str) -> list[Reason]:
        """From a finding, entity, origin or claim down to its origins, their claims and the chains of voices, in words."""
        row = self.get(one)
        if row is None:
            return []
        if isinstance(row, Finding):
            return self._finding(row)
        if isinstance(row, SiteRow | UnitRow | PersonRow):
            about = self.findings(row.id)
            return [
                Reason(0, row.id, f"{self.name(row.id)}: {tally(row.origins)}"),
                *_deeper(self._finding(f) for f in about),
            ]
        return [Reason(0, row.id, self.name(row.id)), *_deeper([self._claims(self.claims(row.id))])]

    def _finding(self, finding: Finding) -> list[Reason]:
        state = label("corroboration_states", finding.state)
        rule = f" by rule {int(finding.rule)}" if finding.rule else ""
        what = f"{label('claim_types', finding.type)}: {state}{rule}, {tally(finding.origins)}"
        claims = [row for row in map(self.get, finding.claims) if isinstance(row, ClaimRow)]
        lines = [Reason(0, finding.id, what), *_deeper([self._claims(claims)])]
        for denial in finding.denials:
            row = self.get(denial)
            if isinstance(row, ClaimRow):
                lines.append(Reason(1, row.id, f"denied: {self.chain(row)}"))
        return lines

    def _claims(self, claims: Sequence[ClaimRow]) -> list[Reason]:
        """Claims under their origins."""
        by_origin: dict[str, list[ClaimRow]] = {}
        for claim in claims:
            by_origin.setdefault(claim.origin, []).append(claim)
        lines: list[Reason] = []
        for origin, its_claims in sorted(by_origin.items()):
            row = self._held.get(origin)
            if isinstance(row, Origin):
                near = sorted(set(row.maybe_same) & by_origin.keys())
                doubt = f"; may be the same as {', '.join(near)}" if near else ""
                lines.append(Reason(0, origin, f"{label('origin_kinds', row.kind)} of {self.name(row.voice)}{doubt}"))
            lines.extend(Reason(1, claim.id, self.chain(claim)) for claim in its_claims)
        return lines

    def chain(self, claim: ClaimRow) -> str:
        """The voices of a claim in words, from who knows it to the document: A, relayed by B, in D."""
        voices = [self.name(voice) for voice in claim.attribution] or ["no voice named"]
        words = ", relayed by ".join(voices)
        return f"{label('claim_types', claim.type)} ({claim.stance}): {words}, in {self.source(claim.document)}"

    def source(self, one: str) -> str:
        """A document in words: its outlet or title, and its id."""
        row = self._held.document(one)
        return f"{(row.publisher or row.title if row else None) or one} [{one}]"

    def name(self, one: str) -> str:
        """How a row or voice is called where names may be shown."""
        if one.startswith("anon:"):
            what = one.removeprefix("anon:")
            return "the document itself" if what.startswith(("document ", "publisher ")) else f"unnamed {what}"
        row = self.get(one)
        if isinstance(row, PersonRow):
            return row.name or row.label
        if isinstance(row, SiteRow | UnitRow | BodyRow):
            return row.name
        if isinstance(row, Finding):
            about = row.site or row.unit or row.person
            return label("claim_types", row.type) + (f", {self.name(about)}" if about else "")
        return self.chain(row) if isinstance(row, ClaimRow) else one


def tally(origins: Tally) -> str:
    """The count of origins in words."""
    counted = f"{origins.independent} independent {'origin' if origins.independent == 1 else 'origins'}"
    return counted if origins.independent == origins.at_most else f"{counted}, at most {origins.at_most}"


def _deeper(groups: Iterable[Sequence[Reason]]) -> list[Reason]:
    return [Reason(line.depth + 1, line.id, line.words) for group in groups for line in group]


def _names(row: Row) -> list[str]:
    if isinstance(row, PersonRow):
        return [row.label, *([row.name] if row.name else [])]
    return [row.name, *(name.text for name in row.names)]


def sound(name: str) -> frozenset[str]:
    """The words of a name by sound, in no order."""
    return frozenset(heard(name))
