"""What the index holds of a case: documents in passages, the claims that stand in each, and names. Covered words only."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.model.reading import DateRange
from habeas.model.register import BodyRow, ClaimRow, DocumentRow, Finding, Name, PersonRow, SiteRow, UnitRow

LONGEST = 1200
"""Characters of a passage; a longer paragraph is cut at the end of a sentence, or at a blank."""
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_STOPS = (". ", "! ", "? ", "… ", ".» ", ".” ", '." ', " ")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as far as search asks for it."""

    id: str
    type: str
    site: str | None
    origin: str
    first: str | None
    last: str | None
    """Days of the claim's date, ISO 8601 of any precision; both None where it has none."""
    states: list[str]
    """Keys of the states of the findings that it is part of, sorted."""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of a document with the claims that begin in it."""

    start: int
    end: int
    """Code points of the covered text; both 0 for the title."""
    text: str
    claims: list[Standing] = []

    @property
    def title(self) -> bool:
        """Whether this is the document's title."""
        return self.end == 0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is looked through."""

    document: DocumentRow
    places: list[Place]

    @property
    def digest(self) -> bytes:
        """What changes when anything of it changes."""
        return hashlib.sha256(msgspec.json.encode(self)).digest()


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A site, unit, person or body by all its names that may be shown."""

    id: str
    kind: str
    """site | unit | person | body."""
    name: str
    names: list[Name]
    claims: int
    part_of: str | None = None
    """Of a site, the one that it is part of."""


class Limits(NamedTuple):
    """What else a passage must have; None asks for nothing. Those of a claim must hold for one and the same claim."""

    sites: tuple[str, ...] | None = None
    type: str | None = None
    """A claim type, or what several begin with: `torture` for `torture.beating` and the others."""
    origin: str | None = None
    state: str | None = None
    since: str | None = None
    until: str | None = None
    """ISO 8601 of any precision, both included: of a claim in the passage, of the publication where none has a date."""
    language: str | None = None


def entry(
    document: DocumentRow, text: CoveredText, claims: Sequence[ClaimRow], states: Mapping[str, Sequence[str]]
) -> Entry:
    """A document with its claims (of this document, with passages of the original text), cut into passages."""
    cut = passages(text.text)
    held: list[list[ClaimRow]] = [[] for _ in cut]
    at = 0
    placed = sorted((text.passage(claim.passage).start, claim.id, claim) for claim in claims)
    for start, _, claim in placed:
        while at + 1 < len(cut) and cut[at + 1].start <= start:
            at += 1
        if cut:
            held[at].append(claim)
    title = [Place(start=0, end=0, text=document.title)] if document.title else []
    found = [
        Place(start=p.start, end=p.end, text=p.of(text.text), claims=[_standing(c, states) for c in row])
        for p, row in zip(cut, held, strict=True)
    ]
    return Entry(document=document, places=title + found)


def _standing(claim: ClaimRow, states: Mapping[str, Sequence[str]]) -> Standing:
    date = claim.date or DateRange()
    return Standing(
        id=claim.id,
        type=claim.type,
        site=claim.site,
        origin=claim.origin,
        first=date.start or date.end,
        last=date.end or date.start,
        states=list(states.get(claim.id, ())),
    )


def passages(text: str) -> list[Passage]:
    """The paragraphs of a text, without blanks around them, none longer than LONGEST."""
    found = (part for m in _PARAGRAPH.finditer(text) for part in _short(text, m.start(), m.end()))
    stripped = ((p, p.of(text)) for p in found)
    return [
        Passage(p.start + len(words) - len(words.lstrip()), p.end - len(words) + len(words.rstrip()))
        for p, words in stripped
        if not words.isspace()
    ]


def _short(text: str, start: int, end: int) -> Iterable[Passage]:
    while end - start > LONGEST:
        cuts = (text.rfind(stop, start + LONGEST // 2, start + LONGEST) + len(stop) for stop in _STOPS)
        cut = next((at for at in cuts if at > start + LONGEST // 2), start + LONGEST)
        yield Passage(start, cut)
        start = cut
    yield Passage(start, end)


_Thing = SiteRow | UnitRow | PersonRow | BodyRow
_KINDS: dict[str, type[_Thing]] = {"site": SiteRow, "unit": UnitRow, "person": PersonRow, "body": BodyRow}


def named(rows: Iterable[SiteRow | UnitRow | PersonRow | BodyRow]) -> list[Named]:
    """Everything of a register that has a name, by id; sealed people by their labels."""
    return sorted(map(_named, rows), key=lambda row: row.id)


def _named(row: _Thing) -> Named:
    if isinstance(row, PersonRow):
        name, names = row.name or row.label, [Name(text=row.label), *([Name(text=row.name)] if row.name else [])]
    else:
        name, names = row.name, [Name(text=row.name), *row.names]
    kind = next(word for word, sort in _KINDS.items() if isinstance(row, sort))
    return Named(
        id=row.id,
        kind=kind,
        name=name,
        names=list(dict.fromkeys(names)),
        claims=len(row.claims),
        part_of=row.part_of if isinstance(row, SiteRow) else None,
    )


def states(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """Claim -> the states of the findings that it is part of, sorted."""
    found: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        for claim in (*finding.claims, *finding.denials):
            known = found.get(claim, ())
            if finding.state not in known:
                found[claim] = tuple(sorted((*known, finding.state)))
    return found
