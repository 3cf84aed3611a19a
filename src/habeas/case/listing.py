"""Who listed what, from a register: for sites, people who were held, or deaths, the sightings that an estimate starts from.

A documenter is who took an origin's knowledge down: the first organisation or formation in the chain of voices; for an
official who speaks alone, that official; else the outlet. An origin has one documenter, the earliest, however many copied
it. Claims that are denied or rejected list nothing, nor do claims that only count, call or announce. A part counts with
its whole, and words for several places at once are no unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from habeas.estimation.documenters import Sighting
from habeas.model.register import ClaimRow, DocumentRow, Origin, PersonRow, Register, SiteRow
from habeas.places.folding import fold, key

UNITS = ("sites", "people", "deaths")
BY = ("region", "period")
ABOUT = ("detention", "conditions", "torture", "coercion", "death", "find", "transfer")
"""Families of claims that say that somebody was held, or what was done to them."""
HELD = ("detention", "conditions", "torture", "coercion", "transfer")
ONLY_COUNTED = "Several places"
"""How the register calls words that stand for many places at once."""


@dataclass(frozen=True)
class Listing:
    """The sightings, and what grouping and strata need beside them."""

    sightings: frozenset[Sighting]
    maybe_same: frozenset[frozenset[str]]
    """Pairs of origins that may be one, or of which one may have from the other what it says."""
    strata: dict[str, str]
    """Unit -> its region or period; units without one are left out. Empty unless asked for."""
    names: dict[str, str] = field(default_factory=dict)
    """Documenter -> what it is called, names covered."""


def listing(register: Register, unit: str, by: str | None = None) -> Listing:
    """Everything that is listed of this kind of unit."""
    rows = _Rows(register)
    told = [(one, claim) for claim in register.claims if _lists(claim) for one in rows.units(claim, unit)]
    documenters = rows.documenters(claim for _, claim in told)
    sightings = frozenset(Sighting(one, documenters[claim.origin], claim.origin) for one, claim in told)
    used = {sighting.documenter for sighting in sightings}
    return Listing(
        sightings,
        frozenset({frozenset((o.id, other)) for o in register.origins for other in o.maybe_same} | _copied(register)),
        rows.strata(told, by) if by else {},
        {one: rows.name(one) for one in sorted(used)},
    )


def _copied(register: Register) -> set[frozenset[str]]:
    """The pairs of origins whose claims say the same at the same place of two tellings: one may have it from the other."""
    origin = {claim.id: claim.origin for claim in register.claims}
    ends = (pair for copy in register.copies for pair in copy.claims)
    found = {frozenset((origin[one], origin[other])) for one, other in ends if one in origin and other in origin}
    return {pair for pair in found if len(pair) == 2}


def _lists(claim: ClaimRow) -> bool:
    return claim.stance != "denied" and claim.status != "rejected" and _family(claim) in (*ABOUT, "count")


def _family(claim: ClaimRow) -> str:
    return claim.type.partition(".")[0]


class _Rows:
    """The register's rows by id."""

    def __init__(self, register: Register) -> None:
        self.sites: dict[str, SiteRow] = {row.id: row for row in register.sites}
        self.people: dict[str, PersonRow] = {row.id: row for row in register.people}
        self.origins: dict[str, Origin] = {row.id: row for row in register.origins}
        self.documents: dict[str, DocumentRow] = {row.id: row for row in register.documents}
        self.called = {row.id: row.name for rows in (register.bodies, register.units) for row in rows}
        self.outlets = {sound(row.name): row.id for row in sorted(register.bodies, key=lambda b: b.id, reverse=True)}
        self.titles = {sound(name): name for name in sorted({row.publisher or "" for row in register.documents})}
        self.wholes = {row.id: row.part_of for row in register.sites if row.part_of in self.sites}

    def units(self, claim: ClaimRow, unit: str) -> Iterator[str]:
        """The units of which a claim says that they are there."""
        if unit == "sites":
            site = self.sites.get(self.whole(claim.site or ""))
            counted = _family(claim) == "count" and claim.type != "count.detainees"
            if site and not counted and not site.name.startswith(ONLY_COUNTED):
                yield site.id
        elif _family(claim) in (("death",) if unit == "deaths" else HELD):
            yield from (victim for victim in dict.fromkeys(claim.victims) if victim in self.people)

    def whole(self, site: str) -> str:
        """The site that this one is a part of, of whatever depth, or itself."""
        seen = {site}
        while (above := self.wholes.get(site)) and above not in seen:
            seen.add(above)
            site = above
        return site

    def documenters(self, claims: Iterator[ClaimRow]) -> dict[str, str]:
        """Origin -> its documenter, by the claim that was published first."""
        first: dict[str, tuple[str, str, str]] = {}
        for claim in claims:
            document = self.documents[claim.document]
            found = (document.published or "9999", claim.document, self._documenter(claim))
            first[claim.origin] = min(found, first.get(claim.origin, found))
        return {origin: found[-1] for origin, found in first.items()}

    def _documenter(self, claim: ClaimRow) -> str:
        organised = next((voice for voice in claim.attribution if voice in self.called), None)
        if organised:
            return organised
        origin = self.origins.get(claim.origin)
        if origin and origin.kind == "official_finding" and origin.voice in self.people:
            return origin.voice
        publisher = sound(self.documents[claim.document].publisher or "")
        return (
            self.outlets.get(publisher) or f"{'publisher' if publisher else 'document'} {publisher or claim.document}"
        )

    def name(self, documenter: str) -> str:
        """What a documenter is called; a person accused of anything has not even a label here."""
        person = self.people.get(documenter)
        if person:
            return "[name]" if "alleged_perpetrator" in person.roles else person.name or person.label
        if documenter in self.called:
            return self.called[documenter]
        kind, _, what = documenter.partition(" ")
        return self.titles[what] if kind == "publisher" else f"document {what}"

    def strata(self, told: list[tuple[str, ClaimRow]], by: str) -> dict[str, str]:
        """Unit -> the region of its claims, or the year of the earliest; of several regions the first in order."""
        found: dict[str, str] = {}
        for unit, claim in told:
            where = self._stratum(claim, by)
            if where:
                found[unit] = min(where, found.get(unit, where))
        return found

    def _stratum(self, claim: ClaimRow, by: str) -> str | None:
        if by == "region":
            site = self.sites.get(self.whole(claim.site or ""))
            return site.admin1 if site else None
        return claim.date.start[:4] if claim.date and claim.date.start else None


def sound(publisher: str) -> str:
    """An outlet's name by sound, without what stands in brackets behind it."""
    return key(fold(publisher.split("(", maxsplit=1)[0].strip())).removeprefix("the ")
