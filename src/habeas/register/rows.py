"""Rows of the register: one thing across documents, from all its appearances.

Every string passes the covering, but for towns and regions under the very names that the gazetteer gives them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from habeas.model.corroboration import Corroboration
from habeas.model.reading import Body, Person, Site, Unit
from habeas.model.register import BodyRow, PersonRow, SiteRow, Tally, UnitRow
from habeas.model.resolution import Resolution
from habeas.places import Place
from habeas.register.about import About
from habeas.register.names import Where, best, names, site_name
from habeas.register.proper import known_place
from habeas.register.shown import Appearance, Shown

NONE = Tally(independent=0, at_most=0)
_LABEL = re.compile(r"\bPerson [0-9A-Z]{4,16}\b")
PRECISIONS = ("point", "settlement", "hromada", "region", "none")


class Maker:
    """Makes rows; holds what all of them need."""

    def __init__(self, resolution: Resolution, corroboration: Corroboration, shown: Shown) -> None:
        """All three of one case; `shown` has read all its documents when a row is made."""
        self._resolution = resolution
        self._tallies = corroboration.tallies
        self._denied = frozenset(corroboration.denied)
        self._covering, self._shown = shown.covering, shown

    def site(self, one: str, seen: Sequence[Appearance], about: About) -> SiteRow:
        """The site `one` with the claims about it."""
        sites = [s.entity for s in seen if isinstance(s.entity, Site)]
        kind = common((s.kind for s in sites if s.kind != "unknown"), "unknown") or "unknown"
        settlement = common(s.settlement for s in sites)
        located = _located(sites, settlement)
        days = _days(seen, about)
        known = _known_places(sites)
        where = Where(
            self._place(settlement, {place.name for place in known}),
            self._place(common(s.admin1 for s in sites), {place.admin1 for place in known}),
            common(s.country for s in sites),
        )
        return SiteRow(
            id=one,
            name=site_name(seen, kind, _told(where, settlement), about, self._shown),
            names=names(seen, self._shown),
            kind=kind,
            settlement=where.settlement,
            admin1=where.admin1,
            country=where.country,
            lat=located.lat if located else None,
            lon=located.lon if located else None,
            precision=_precision(located),
            candidates=sorted({c for s in sites if not s.place for c in s.candidates})
            if not any(s.place for s in sites)
            else [],
            part_of=self._resolution.parts.get(one),
            run_by=self._run_by(seen),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            claims=sorted(about.claims),
            origins=self._tallies.get(one, NONE),
            denied=one in self._denied,
        )

    def unit(self, one: str, seen: Sequence[Appearance], about: About) -> UnitRow:
        """The unit `one`."""
        kinds = (s.entity.kind for s in seen if isinstance(s.entity, Unit) and s.entity.kind != "other")
        return UnitRow(
            id=one,
            name=best(seen, self._shown),
            names=names(seen, self._shown),
            kind=common(kinds, "other") or "other",
            part_of=self._resolution.parts.get(one),
            claims=sorted(about.claims),
            origins=self._tallies.get(one, NONE),
            denied=one in self._denied,
        )

    def person(self, one: str, seen: Sequence[Appearance], about: About) -> PersonRow:
        """The person `one`: a label, and a name only where the covering opens it."""
        return PersonRow(
            id=one,
            label=self._covering.label(one),
            sealed=self._covering.sealed(one),
            name=None if self._covering.sealed(one) else self._covering.name(one),
            roles=sorted({role for s in seen if isinstance(s.entity, Person) for role in s.entity.roles}),
            claims=sorted(about.claims),
            origins=self._tallies.get(one, NONE),
            denied=one in self._denied,
        )

    def body(self, one: str, seen: Sequence[Appearance], about: About) -> BodyRow:
        """The body `one`."""
        kinds = (s.entity.kind for s in seen if isinstance(s.entity, Body) and s.entity.kind != "other")
        return BodyRow(
            id=one,
            name=best(seen, self._shown),
            names=names(seen, self._shown),
            kind=common(kinds, "other") or "other",
            claims=sorted(about.claims),
        )

    def _place(self, words: str | None, known: Collection[str]) -> str | None:
        """A town or region: as it stands where it is known under exactly this name, else covered.

        Covered all the same where somebody of the case bears the name of a known village: what leaves must name nobody.
        """
        if words is None:
            return None
        covered = self._covering.line(words)
        return words if words in known and not _LABEL.search(covered) else covered

    def _run_by(self, seen: Sequence[Appearance]) -> list[str]:
        found: set[str] = set()
        for s in seen:
            if isinstance(s.entity, Site):
                known = {unit.id for unit in s.reading.units}
                found.update(self._resolution.entity(s.reading.document.item, u) for u in s.entity.run_by if u in known)
        return sorted(found)


def common(values: Iterable[str | None], otherwise: str | None = None) -> str | None:
    """The value that most tell; a tie goes to the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else otherwise


def _told(where: Where, settlement: str | None) -> Where:
    """Where a site is, as far as it can be told without a cover: `Basement, Person 7K3F` would be somebody's."""
    return where if where.settlement == settlement else where._replace(settlement=None)


def _known_places(sites: Sequence[Site]) -> list[Place]:
    """The places of the gazetteer in which readings put a site."""
    found = (known_place(one) for one in sorted({site.place for site in sites if site.place}))
    return [place for place in found if place]


def _located(sites: Sequence[Site], settlement: str | None) -> Site | None:
    """The most exact position that a reading gives, from those that name the common settlement where there is one."""
    placed = [s for s in sites if s.lat is not None and s.lon is not None]
    fitting = [s for s in placed if s.settlement == settlement] or placed
    return min(fitting, key=lambda s: (_rank(s.precision), s.lat or 0.0, s.lon or 0.0), default=None)


def _rank(precision: str) -> int:
    return PRECISIONS.index(precision) if precision in PRECISIONS else len(PRECISIONS)


def _precision(site: Site | None) -> str:
    """A position without a stated precision stands for its settlement: never a claim to more."""
    if site is None:
        return "none"
    return site.precision if site.precision != "none" else "settlement"


def _days(seen: Sequence[Appearance], about: About) -> list[str]:
    """The days told of a site, sorted: from its claims, or without any from the days its reports were published."""
    return sorted(about.days or {s.reading.document.published for s in seen if s.reading.document.published})
