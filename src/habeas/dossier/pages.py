"""The pages of the report: from register and sources to (path, HTML) pairs, in one pass over the documents.

File names come from ids and hashes only. Covered texts are held one at a time.
"""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from habeas.dossier import words
from habeas.dossier.basemap import POINT_OF_VIEW, country_names
from habeas.dossier.lookup import Lookup, place
from habeas.dossier.maps import Place, draw, places, site_name, site_page
from habeas.dossier.rendering import render
from habeas.dossier.segments import excerpt, segments
from habeas.dossier.sources import Source, Sources
from habeas.dossier.views import ClaimView, FamilyView, Quotation, Views, in_order, source_page, source_view
from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.model.register import ClaimRow, DocumentRow, Register, SiteRow, UnitRow
from habeas.vocabulary import vocabulary

Page = tuple[str, str]
_ID = re.compile(r"[A-Z]-[0-9A-Z]{1,40}")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A site in a table."""

    site: SiteRow
    page: str
    name: str
    place: str
    state: str


class UnreadRow(msgspec.Struct, frozen=True, kw_only=True):
    """An item that could not be read."""

    source: Source
    reason: str
    detail: str


class Report:
    """Everything that the pages share."""

    def __init__(self, register: Register, sources: Sources, written: str | None) -> None:
        self.register, self.sources = register, sources
        self.lookup = Lookup(register)
        self.quotations: dict[str, Quotation] = {}
        self.views = Views(self.lookup, self.quotations)
        self.groups = places(self.lookup.ranked_sites())
        self.common = {"register": register, "lookup": self.lookup, "written": written, "pov": POINT_OF_VIEW}

    def page(self, path: str, template: str, title: str, **context: object) -> Page:
        """A page at a path; `root` leads from it to the overview's folder."""
        root = "../" * path.count("/")
        return path, render(template, root=root, path=path, title=title, **self.common, **context)

    def row(self, site: SiteRow) -> Row:
        """A site in a table."""
        return Row(
            site=site, page=site_page(site), name=site_name(site), place=place(site), state=self.lookup.state(site)
        )


def pages(register: Register, sources: Sources, written: str | None) -> Iterator[Page]:
    """Every page. Raises ValueError for an id that cannot be a file name."""
    report = Report(register, sources, written)
    partly = []
    for document in register.documents:
        source = sources.source(document.item)
        if source.unread:
            partly.append((source_view(document), source.unread))
        yield _source(report, document, source)
    yield from (_site(report, site) for site in register.sites)
    unread = _unread(sources)
    yield _overview(report, unread)
    yield _map(report)
    yield _sources(report)
    yield report.page("units.html", "units.html", "Units", units=_units(report))
    yield _people(report)
    yield _wider(report)
    yield report.page("unread.html", "unread.html", "What could not be read", unread=unread, partly=partly)


def _cover(covered: CoveredText, claims: list[ClaimRow]) -> list[Passage]:
    return [covered.passage(c.passage) for c in claims]


def _source(report: Report, document: DocumentRow, source: Source) -> Page:
    covered = source.text or CoveredText(text="")
    claims = in_order(report.lookup.claims_of.get(document.id, []))
    passages = _cover(covered, claims)
    for claim, passage in zip(claims, passages, strict=True):
        report.quotations[claim.id] = Quotation(excerpt(covered.text, passage), document.language)
    views = report.views.claims([c.id for c in claims], set())
    targets = {c.id: _target(report, c) for c in claims}
    twins = [d for d in report.register.documents if document.item in (d.twin_of, d.item) and d.id != document.id]
    return report.page(
        source_page(document.item), "source.html", source_view(document).title,
        document=document, source=source, segments=segments(covered.text, passages), claims=claims,
        views={v.id: v for v in views}, targets=targets, twin=_twin(report, document), twins=[source_view(t) for t in twins],
    )  # fmt: skip


def _twin(report: Report, document: DocumentRow) -> object:
    rows = (d for d in report.register.documents if document.twin_of and document.twin_of in (d.id, d.item))
    return next((source_view(d) for d in rows), None)


def _target(report: Report, claim: ClaimRow) -> str:
    """The page on which a claim stands among others that say the same."""
    finding = report.lookup.finding_of.get(claim.id)
    site = (finding.site if finding else None) or claim.site
    if site in report.lookup.sites:
        return f"{site_page(report.lookup.sites[site])}#{claim.id}"
    if finding and finding.unit in report.lookup.units:
        return f"units.html#{claim.id}"
    return f"wider.html#{claim.id}"


def _site(report: Report, site: SiteRow) -> Page:
    if not _ID.fullmatch(site.id):
        raise ValueError(f"site id {site.id!r} is not of the register's form")
    findings = report.lookup.findings_at.get(site.id, [])
    seen: set[str] = set()
    families = report.views.families(findings, seen)
    return report.page(
        site_page(site), "site.html", site_name(site),
        site=site, row=report.row(site), families=families, rest=report.views.rest(site.claims, findings, seen),
        country=country_names().get(site.country or "", site.country or ""),
        parts=[report.row(s) for s in report.lookup.parts.get(site.id, [])],
        whole=report.row(report.lookup.sites[site.part_of]) if site.part_of in report.lookup.sites else None,
        units=[report.lookup.voice(u) for u in site.run_by],
        sources=len({report.lookup.claims[c].document for c in site.claims if c in report.lookup.claims}),
    )  # fmt: skip


def _unread(sources: Sources) -> list[UnreadRow]:
    rows = sorted(sources.not_read(), key=lambda r: (r.reason, r.item))
    return [UnreadRow(source=sources.source(r.item), reason=r.reason, detail=words.line(r.detail)) for r in rows]


def _maps(report: Report, name: str, wide: tuple[int, int], narrow: tuple[int, int]) -> list[object]:
    groups = report.groups
    return [draw(f"{name}-wide", groups, *wide, most_towns=18), draw(f"{name}-narrow", groups, *narrow, most_towns=7)]


def _overview(report: Report, unread: list[UnreadRow]) -> Page:
    register = report.register
    return report.page(
        "index.html", "index.html", "Overview",
        rows=[report.row(s) for s in report.lookup.ranked_sites()], maps=_maps(report, "small", (1000, 460), (358, 320)),
        unread=unread, reasons=sorted(Counter(r.reason for r in unread).items()), items=report.sources.items(),
        languages=sorted(Counter(d.language or "" for d in register.documents).items(), key=lambda r: (-r[1], r[0])),
        twins=sum(1 for d in register.documents if d.twin_of), states=vocabulary("corroboration_states"),
        held=Counter(f.state for f in register.findings),
        denied=sum(1 for s in register.sites if s.denied),
    )  # fmt: skip


def _map(report: Report) -> Page:
    placed = {s.id for g in report.groups for s in g.sites}
    return report.page(
        "map.html", "map.html", "Map",
        maps=_maps(report, "map", (1000, 680), (358, 460)),
        groups=[(g, [report.row(s) for s in g.sites]) for g in report.groups if isinstance(g, Place)],
        unplaced=[report.row(s) for s in report.lookup.ranked_sites() if s.id not in placed],
    )  # fmt: skip


def _sources(report: Report) -> Page:
    documents = sorted(report.register.documents, key=lambda d: (d.published or "9999", d.publisher or "", d.id))
    rows = [(d, source_view(d), len(report.lookup.claims_of.get(d.id, []))) for d in documents]
    return report.page("sources.html", "sources.html", "Sources", rows=rows)


def _units(report: Report) -> list[tuple[UnitRow, list[FamilyView], list[ClaimView], list[Row]]]:
    found = []
    seen: set[str] = set()
    for unit in sorted(report.register.units, key=lambda u: (-len(u.claims), u.name, u.id)):
        at_sites = [f for i in unit.claims if (f := report.lookup.finding_of.get(i)) and f.site]
        own = report.lookup.findings_on.get(unit.id, [])
        families = report.views.families(own, seen)
        others = report.views.rest([c for c in unit.claims if c in report.lookup.claims], [*own, *at_sites], seen)
        ids = {f.site for f in at_sites if f.site} | {s.id for s in report.lookup.run_by.get(unit.id, [])}
        sites = [report.row(s) for s in report.lookup.ranked_sites() if s.id in ids]
        found.append((unit, families, others, sites))
    return found


def _people(report: Report) -> Page:
    people = [p for p in report.register.people if report.lookup.listed(p)]
    people.sort(key=lambda p: (p.sealed, p.name or p.label, p.id))
    bodies = sorted(report.register.bodies, key=lambda b: (b.name.casefold(), b.id))
    spoken: dict[str, list[ClaimRow]] = {}
    for claim in report.register.claims:
        for voice in dict.fromkeys((*claim.attribution, *claim.victims)):
            spoken.setdefault(voice, []).append(claim)
    links = {
        voice: list(dict.fromkeys(source_view(report.lookup.documents[c.document]) for c in claims))
        for voice, claims in spoken.items()
    }
    return report.page(
        "people.html", "people.html", "People and organisations", people=people, bodies=bodies, links=links
    )


def _wider(report: Report) -> Page:
    """What is said of no single site or unit: numbers above all."""
    lookup, seen = report.lookup, set[str]()
    on_people = [f for f in report.register.findings if f.person and not (f.site or f.unit)]
    wider = [*lookup.wider, *(f for f in on_people if _listed(lookup, f.person))]
    families = report.views.families(wider, seen)
    loose = [c.id for c in report.register.claims if c.id not in lookup.finding_of and c.site is None]
    on_units = {c for u in report.register.units for c in u.claims}
    rest = report.views.claims([c for c in loose if c not in on_units], seen)
    return report.page("wider.html", "wider.html", "Beyond single places", families=families, rest=rest)


def _listed(lookup: Lookup, person: str | None) -> bool:
    return person in lookup.people and lookup.listed(lookup.people[person])
