"""The register as a reader walks it: by id, with the words and the page for every voice.

Keeps one rule of protection: a person named anywhere as an alleged perpetrator has no name, no label and no page here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from habeas.dossier import words
from habeas.dossier.withheld import accused
from habeas.model.register import (
    BodyRow,
    ClaimRow,
    CopyRow,
    DocumentRow,
    Finding,
    PersonRow,
    Register,
    SiteRow,
    StateRule,
    UnitRow,
)
from habeas.vocabulary import label, vocabulary

_T = TypeVar("_T")
_ID = re.compile(r"[A-Z]-[0-9A-Z]{1,40}")
_STATES = (
    "judicially_established", "corroborated_multi_kind", "corroborated", "partly_corroborated",
    "single_credible_source", "single_source_unassessed", "recorded", "withdrawn", "refuted",
)  # fmt: skip
"""Between findings with as many origins, which state stands for the site."""


class Voice(msgspec.Struct, frozen=True):
    """Someone who speaks or is spoken of: the words for them, what they are, and where the report tells more."""

    words: str
    role: str = ""
    page: str | None = None


class Lookup:
    """A register with its cross-references. Reads only."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.sites: dict[str, SiteRow] = {s.id: s for s in register.sites}
        self.units: dict[str, UnitRow] = {u.id: u for u in register.units}
        self.people: dict[str, PersonRow] = {p.id: p for p in register.people}
        self.bodies: dict[str, BodyRow] = {b.id: b for b in register.bodies}
        self.claims: dict[str, ClaimRow] = {c.id: c for c in register.claims}
        self.documents: dict[str, DocumentRow] = {d.id: d for d in register.documents}
        self.claims_of: dict[str, list[ClaimRow]] = _grouped((c.document, c) for c in register.claims)
        self.findings_at: dict[str, list[Finding]] = _grouped((f.site, f) for f in register.findings)
        self.findings_on: dict[str, list[Finding]] = _grouped(
            (f.unit, f) for f in register.findings if f.unit and not f.site
        )
        self.wider = [f for f in register.findings if not (f.site or f.unit) and self.listed(f.person)]
        self.parts: dict[str, list[SiteRow]] = _grouped((s.part_of, s) for s in register.sites)
        self.run_by: dict[str, list[SiteRow]] = _grouped((u, s) for s in register.sites for u in s.run_by)
        self.finding_of: dict[str, Finding] = {c: f for f in register.findings for c in (*f.denials, *f.claims)}
        self._near = {(o.id, other) for o in register.origins for other in o.maybe_same}
        self.rules: dict[str, StateRule] = {rule.id: rule for rule in register.rules}
        self.edges: dict[str, list[CopyRow]] = _grouped(
            (one, copy) for copy in register.copies for one in dict.fromkeys((copy.left, copy.right))
        )
        self.home = self._homes()
        self.claims_at: dict[str, list[str]] = _grouped((page, c) for c, page in self.home.items())
        keys = {key: d for d in register.documents for key in (d.id, d.item)}
        self.original: dict[str, DocumentRow] = {
            d.id: keys[d.twin_of] for d in register.documents if d.twin_of in keys and keys[d.twin_of] is not d
        }
        self.copies: dict[str, list[DocumentRow]] = _grouped(
            (self.original[d.id].id, d) for d in register.documents if d.id in self.original
        )

    def _homes(self) -> dict[str, str]:
        """Claim -> the page on which it stands among those that say the same: its site's, its unit's, or the wider one."""
        home = {c.id: site_page(c.site) for c in self.claims.values() if c.site in self.sites}
        sites = [(f.site, f) for f in self.register.findings if f.site in self.sites]
        units = [f for findings in self.findings_on.values() for f in findings if f.unit in self.units]
        for page, claims in (
            *((site_page(site), (*f.claims, *f.denials)) for site, f in sites),
            *((site_page(s.id), s.claims) for s in self.sites.values()),
            *(("units.html", (*f.claims, *f.denials)) for f in units),
            *(("units.html", u.claims) for u in self.units.values()),
            ("wider.html", self.claims),
        ):
            for claim in claims:
                home.setdefault(claim, page)
        return home

    def listed(self, person: str | None) -> bool:
        """Whether a person may be listed; nobody at all may."""
        return person is None or (person in self.people and not accused(self.people[person]))

    def voice(self, voice: str, language: str | None = None) -> Voice:
        """The words for an id of a chain of voices, or for an unnamed speaker (`anon:former detainee`).

        `language`: of the report that has the voice; organisations without an English name stand as it writes them.
        """
        if voice.startswith("anon"):
            return Voice(f"an unnamed {words.line(voice[5:]) or 'speaker'}")
        if person := self.people.get(voice):
            if not self.listed(voice):
                return Voice("an alleged perpetrator")
            roles = ", ".join(label("person_roles", r) for r in person.roles if r != "other")
            return Voice(shown_name(person), roles, f"people.html#{person.id}")
        if unit := self.units.get(voice):
            return Voice(_called(unit, language), label("unit_kinds", unit.kind), f"units.html#{unit.id}")
        if body := self.bodies.get(voice):
            return Voice(_called(body, language), "", f"people.html#{body.id}")
        return Voice("a voice that the register does not hold")

    def state(self, site: SiteRow) -> str:
        """The state that stands for a site in a table: contested if a finding is, else that of the best supported one."""
        findings = self.findings_at.get(site.id, [])
        if any(f.state == "contested" for f in findings):
            return "contested"

        def support(finding: Finding) -> tuple[int, int, int, str]:
            rank = _STATES.index(finding.state) if finding.state in _STATES else len(_STATES)
            return (-finding.origins.independent, -finding.origins.at_most, rank, finding.state)

        return min(findings, key=support).state if findings else ""

    def ranked_sites(self) -> list[SiteRow]:
        """The sites with the most independent origins first, those of which nothing is alleged last."""
        return sorted(
            self.register.sites,
            key=lambda s: (not s.claims, -s.origins.independent, -s.origins.at_most, -len(s.claims), place(s), s.id),
        )

    def deniers(self, site: SiteRow) -> list[Voice]:
        """Who denies what is said of a site, each once: the roots of the denials, or the outlet where none is named."""
        findings = self.findings_at.get(site.id, [])
        ids = {*site.claims, *(denial for f in findings for denial in f.denials)}
        denials = [c for i in sorted(ids) if (c := self.claims.get(i)) and _denies(c) and c.status != "rejected"]
        return list(dict.fromkeys(self.root(claim) for claim in denials))

    def maybe_same(self, one: str, other: str) -> bool:
        """Whether two origins are one or may be."""
        return one == other or (one, other) in self._near or (other, one) in self._near

    def root(self, claim: ClaimRow) -> Voice:
        """Who says it: the root of its chain, or the outlet where no voice is named."""
        if claim.attribution:
            return self.voice(claim.attribution[0], self.documents[claim.document].language)
        return Voice(words.line(self.documents[claim.document].publisher) or "the document itself")


def _called(row: UnitRow | BodyRow, language: str | None) -> str:
    """The name in the register if it is English or in this language; else the fullest one in this language."""
    known = {name.language for name in row.names if name.text == row.name}
    own = [name.text for name in row.names if name.language == language]
    return words.line(row.name if known & {"en", language} or not own else max(own, key=lambda text: (len(text), text)))


def _denies(claim: ClaimRow) -> bool:
    return claim.type == "denial" or claim.stance == "denied"


def _grouped(pairs: Iterable[tuple[str | None, _T]]) -> dict[str, list[_T]]:
    groups: dict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return dict(groups)


def by_family(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings by family of type, in the reading order of the families; the best supported first."""
    types = {key: at for at, key in enumerate(vocabulary("claim_types"))}
    groups = _grouped((words.family(f.type), f) for f in findings)

    def order(finding: Finding) -> tuple[int, int, int, str]:
        return (-finding.origins.independent, -finding.origins.at_most, types.get(finding.type, len(types)), finding.id)

    return [(f, sorted(groups[f], key=order)) for f in vocabulary("claim_families") if f in groups]


def site_page(site: str | None) -> str:
    """The page of the site with this id. Raises ValueError for an id that is not of the register's form."""
    if not site or not _ID.fullmatch(site):
        raise ValueError(f"site id {site!r} is not of the register's form")
    return f"sites/{site}.html"


def source_page(item: str) -> str:
    """The page of a document, named by the first 128 bits of its item's hash."""
    return f"sources/{item[:32]}.html"


def shown_name(person: PersonRow) -> str:
    """A person's name where it is open, else the label."""
    return (not person.sealed and words.line(person.name)) or person.label


def place(site: SiteRow) -> str:
    """Where a site is, as far as the reports tell: `Kupiansk, Kharkiv Oblast`."""
    return ", ".join(words.line(part) for part in (site.settlement, site.admin1) if part)
