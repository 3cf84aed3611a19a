"""Claims and findings as the pages show them: ids turned into words, passages into quotations."""

import msgspec

from habeas.dossier import words
from habeas.dossier.lookup import Lookup, Voice, by_family, source_page
from habeas.dossier.segments import Excerpt
from habeas.dossier.weighing import Weighing, weigh
from habeas.model.register import ClaimRow, DocumentRow, Finding
from habeas.vocabulary import label, vocabulary

FOLDED = ("torture", "death")
"""Families whose quotations a reader opens by choice."""


class Quotation(msgspec.Struct, frozen=True):
    """A claim's covered words in their context."""

    excerpt: Excerpt
    language: str | None


class SourceView(msgspec.Struct, frozen=True):
    """A document as a footnote names it."""

    page: str
    title: str
    publisher: str
    published: str
    item: str


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as a reader sees it."""

    id: str
    anchor: str | None
    """The element's id, or None where the claim already stands on the page."""
    type: str
    quotation: Quotation
    chain: list[Voice]
    count: str
    date: str
    stance: str
    status: str
    status_words: str
    units: list[Voice]
    victims: list[Voice]
    source: SourceView
    number: int
    """Its number in the source's list of claims, from 1."""


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """A finding with its statements and what denies it."""

    id: str
    type: str
    definition: str
    state: str
    state_words: str
    state_rule: str
    tally: str
    counts: list[str]
    """The numbers that its claims give, each once, in words."""
    independent: int
    at_most: int
    claims: list[ClaimView]
    denials: list[ClaimView]
    folded: bool
    weighing: Weighing


class FamilyView(msgspec.Struct, frozen=True):
    """The findings of one family."""

    key: str
    label: str
    findings: list[FindingView]


class GroupView(msgspec.Struct, frozen=True):
    """Claims of one family that stand in no finding."""

    key: str
    label: str
    claims: list[ClaimView]
    folded: bool


class Views:
    """Makes views from a register and the quotations cut from its covered texts."""

    def __init__(self, lookup: Lookup, quotations: dict[str, Quotation]) -> None:
        self.lookup = lookup
        self.quotations = quotations
        self.numbers = {c.id: n for cs in lookup.claims_of.values() for n, c in enumerate(in_order(cs), 1)}

    def claim(self, row: ClaimRow, seen: set[str]) -> ClaimView:
        """The view of a claim on a page; `seen` holds the claims that stand on it already, and grows."""
        fresh = row.id not in seen
        seen.add(row.id)
        people, language = self.lookup.people, self.lookup.documents[row.document].language
        return ClaimView(
            id=row.id,
            anchor=row.id if fresh else None,
            type=label("claim_types", row.type),
            quotation=self.quotations[row.id],
            chain=[self.lookup.voice(v, language) for v in row.attribution],
            count=words.count(row.count),
            date=words.dates(row.date),
            stance="" if row.stance == "asserted" else label("stances", row.stance),
            status=row.status,
            status_words=label("claim_statuses", row.status),
            units=[self.lookup.voice(p) for p in row.perpetrators if p in self.lookup.units],
            victims=[self.lookup.voice(v) for v in row.victims if v in people and self.lookup.listed(v)],
            source=source_view(self.lookup.documents[row.document]),
            number=self.numbers[row.id],
        )

    def claims(self, ids: list[str], seen: set[str]) -> list[ClaimView]:
        """The views of claims, by document and place in it; an id that the register lacks is left out."""
        rows = [self.lookup.claims[i] for i in ids if i in self.lookup.claims]
        return [
            self.claim(row, seen) for row in sorted(rows, key=lambda c: (c.status == "rejected", c.document, c.passage))
        ]

    def finding(self, row: Finding, seen: set[str]) -> FindingView:
        """The view of a finding."""
        family = words.family(row.type)
        return FindingView(
            id=row.id,
            type=label("claim_types", row.type),
            definition=words.definition("claim_types", row.type),
            state=row.state,
            state_words=label("corroboration_states", row.state),
            state_rule=words.definition("corroboration_states", row.state),
            tally=words.tally(row.origins),
            counts=self.counts(row),
            independent=row.origins.independent,
            at_most=row.origins.at_most,
            claims=self.claims([c for c in row.claims if c not in row.denials], seen),
            denials=self.claims(row.denials, seen),
            folded=family in FOLDED,
            weighing=weigh(self.lookup, row),
        )

    def counts(self, row: Finding) -> list[str]:
        """The different numbers of a finding's claims, never added, the smallest first."""
        claims = (self.lookup.claims[c] for c in row.claims if c in self.lookup.claims)
        found = {c.count for c in claims if c.count and c.status != "rejected"}
        return [words.count(c) for c in sorted(found, key=lambda c: (c.of, c.n, c.n2 or 0, c.op))]

    def families(self, findings: list[Finding], seen: set[str]) -> list[FamilyView]:
        """Findings by family, in reading order."""
        return [
            FamilyView(key, label("claim_families", key), [self.finding(f, seen) for f in rows])
            for key, rows in by_family(findings)
        ]

    def rest(self, ids: list[str], findings: list[Finding], seen: set[str]) -> list[GroupView]:
        """The claims that none of these findings holds, by family: nothing is lost quietly."""
        held = {c for f in findings for c in (*f.claims, *f.denials)}
        left = {c: words.family(self.lookup.claims[c].type) for c in ids if c not in held and c in self.lookup.claims}
        return [
            GroupView(key, entry.label["en"], self.claims([c for c in left if left[c] == key], seen), key in FOLDED)
            for key, entry in vocabulary("claim_families").items()
            if key in left.values()
        ]


def in_order(claims: list[ClaimRow]) -> list[ClaimRow]:
    """Claims of one document in the order of the text."""
    return sorted(claims, key=lambda c: (c.passage, c.type, c.id))


def source_view(row: DocumentRow) -> SourceView:
    """How a document is named in a footnote."""
    return SourceView(
        page=source_page(row.item),
        title=words.line(row.title) or f"Untitled document {row.item[:12]}",
        publisher=words.line(row.publisher),
        published=words.date(row.published),
        item=row.item,
    )
