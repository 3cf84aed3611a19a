"""The pages of the report: from register and sources to (path, HTML) pairs, in one pass over the documents.

File names come from ids and hashes only. Covered texts are held one at a time.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from habeas.dossier import words
from habeas.dossier.basemap import POINT_OF_VIEW, country_names
from habeas.dossier.copying import copy_views
from habeas.dossier.lookup import Lookup, Voice, by_family, place, shown_name, site_page, source_page
from habeas.dossier.maps import Place, draw, locate, places, site_name
from habeas.dossier.numbers import numbers
from habeas.dossier.rendering import render
from habeas.dossier.segments import excerpt, segments
from habeas.dossier.sources import Source, Sources
from habeas.dossier.unseen import PAGE, Unseen
from habeas.dossier.unseen_drawing import pictures
from habeas.dossier.views import FamilyView, GroupView, Quotation, Views, in_order, source_view
from habeas.dossier.withheld import without_accused
from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.model.register import ClaimRow, DocumentRow, Finding, Register, SiteRow, UnitRow
from habeas.vocabulary import vocabulary

Page = tuple[str, str]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A site in a table."""

    site: SiteRow
    page: str
    name: str
    place: str
    state: str
    deniers: list[Voice]
    """Who denies what is said of it."""
    reports: int
    """How many documents speak of it."""


class UnreadRow(msgspec.Struct, frozen=True, kw_only=True):
    """An item that could not be read."""

    source: Source
    reason: str
    detail: str


class Report:
    """Everything that the pages share."""

    def __init__(self, register: Register, sources: Sources, written: str | None, unseen: Unseen | None = None) -> None:
        self.register, self.sources = register, sources
        self.lookup = Lookup(register)
        self.quotations: dict[str, Quotation] = {}
        self.views = Views(self.lookup, self.quotations)
        self.groups = places(self.lookup.ranked_sites())
        self.common = {"register": register, "lookup": self.lookup, "written": written, "pov": POINT_OF_VIEW}
        self.common |= {"unseen": unseen, "alone": False}

    def page(self, path: str, template: str, title: str, **context: object) -> Page:
        """A page at a path; `root` leads from it to the overview's folder."""
        root = "../" * path.count("/")
        return path, render(template, root=root, path=path, title=title, **self.common, **context)

    def row(self, site: SiteRow) -> Row:
        """A site in a table."""
        claims = self.lookup.claims
        return Row(
            site=site, page=site_page(site.id), name=site_name(site), place=place(site), state=self.lookup.state(site),
            deniers=self.lookup.deniers(site), reports=len({claims[c].document for c in site.claims if c in claims}),
        )  # fmt: skip


def pages(register: Register, sources: Sources, written: str | None, unseen: Unseen | None = None) -> Iterator[Page]:
    """Every page; that of the undocumented where it is given. Raises ValueError for an id that cannot be a file name."""
    register, sources = without_accused(register, sources)
    report = Report(register, sources, written, unseen)
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
    if unseen:
        yield report.page(PAGE, "unseen.html", "How many more?", **pictures(unseen))
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
    original = report.lookup.original.get(document.id)
    copies = report.lookup.copies.get(document.id, [])
    return report.page(
        source_page(document.item), "source.html", source_view(document).title,
        document=document, source=source, segments=segments(covered.text, passages), claims=claims,
        views={v.id: v for v in views}, original=source_view(original) if original else None,
        copies=[source_view(d) for d in copies], shared=copy_views(report.lookup, report.views, document, covered),
        edges=len(report.lookup.edges.get(document.id, [])),
    )  # fmt: skip


def _site(report: Report, site: SiteRow) -> Page:
    findings = report.lookup.findings_at.get(site.id, [])
    seen: set[str] = set()
    families = report.views.families(findings, seen)
    return report.page(
        site_page(site.id), "site.html", _title(site),
        site=site, row=report.row(site), families=families, rest=report.views.rest(_held(report, site), findings, seen),
        locator=locate(site), country=country_names().get(site.country or "", site.country or ""),
        parts=[report.row(s) for s in report.lookup.parts.get(site.id, [])],
        whole=report.row(report.lookup.sites[site.part_of]) if site.part_of in report.lookup.sites else None,
        units=[report.lookup.voice(u) for u in site.run_by],
    )  # fmt: skip


def _title(site: SiteRow) -> str:
    name, settlement = site_name(site), words.line(site.settlement)
    return name if not settlement or settlement in name else f"{name}, {settlement}"


def _held(report: Report, site: SiteRow) -> list[str]:
    return list(dict.fromkeys((*site.claims, *report.lookup.claims_at.get(site_page(site.id), []))))


def _unread(sources: Sources) -> list[UnreadRow]:
    rows = sorted(sources.not_read(), key=lambda r: (r.reason, r.item))
    return [UnreadRow(source=sources.source(r.item), reason=r.reason, detail=words.line(r.detail)) for r in rows]


def _maps(report: Report, name: str, wide: tuple[int, int], narrow: tuple[int, int]) -> list[object]:
    groups = report.groups
    return [draw(f"{name}-wide", groups, *wide, most_towns=18), draw(f"{name}-narrow", groups, *narrow, most_towns=7)]


def _overview(report: Report, unread: list[UnreadRow]) -> Page:
    register = report.register
    rows = [report.row(s) for s in report.lookup.ranked_sites()]
    return report.page(
        "index.html", "index.html", "Overview",
        rows=[row for row in rows if row.site.claims], named_only=[row for row in rows if not row.site.claims],
        numbers=numbers(report.lookup, report.views), maps=_maps(report, "small", (1000, 460), (358, 320)),
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


class UnitView(msgspec.Struct, frozen=True):
    """A unit with what is alleged of it."""

    unit: UnitRow
    families: list[FamilyView]
    """Findings on the unit that name no site."""
    others: list[GroupView]
    """Statements that stand in no finding."""
    runs: list[Row]
    alleged: list[tuple[Finding, Row, int]]
    """Findings at sites, the site, and how many of their statements name the unit."""

    @property
    def told(self) -> bool:
        """Whether the reports say more of the unit than its name."""
        return bool(self.families or self.others or self.runs or self.alleged)


def _units(report: Report) -> list[UnitView]:
    seen: set[str] = set()
    units = sorted(report.register.units, key=lambda u: (-len(u.claims), u.name, u.id))
    return [_unit(report, unit, seen) for unit in units]


def _unit(report: Report, unit: UnitRow, seen: set[str]) -> UnitView:
    lookup = report.lookup
    own = lookup.findings_on.get(unit.id, [])
    named = Counter(f.id for c in unit.claims if (f := lookup.finding_of.get(c)) and f.site in lookup.sites)
    at_sites = [f for _, findings in by_family(f for f in report.register.findings if f.id in named) for f in findings]
    return UnitView(
        unit,
        report.views.families(own, seen),
        report.views.rest(unit.claims, [*own, *at_sites], seen),
        [report.row(s) for s in lookup.run_by.get(unit.id, [])],
        [(f, report.row(lookup.sites[f.site]), named[f.id]) for f in at_sites if f.site],
    )


def _people(report: Report) -> Page:
    people = [p for p in report.register.people if report.lookup.listed(p.id)]
    people.sort(key=lambda p: (p.sealed, shown_name(p), p.id))
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
    families = report.views.families(lookup.wider, seen)
    rest = report.views.rest(lookup.claims_at.get("wider.html", []), lookup.wider, seen)
    return report.page("wider.html", "wider.html", "Beyond single places", families=families, rest=rest)
