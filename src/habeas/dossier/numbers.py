"""How many places, by whom, when: the numbers of sites that reports give, as a series by date, never added.

Claims with one number that may go back to one origin share a line: two papers on one release are one answer.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import msgspec

from habeas.dossier import words
from habeas.dossier.lookup import Lookup
from habeas.dossier.views import ClaimView, Views
from habeas.model.register import ClaimRow
from habeas.places import Gazetteer

TYPE = "count.sites"


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number of places, with the statements that give it and may go back to one origin."""

    counts: list[str]
    """The number in words, once for each operator."""
    areas: list[str]
    """Where the places lie, as far as the statements tell."""
    claims: list[ClaimView]
    """By day of publication."""
    published: str
    """The first day on which a report gives it; empty where none tells its day."""


def numbers(lookup: Lookup, views: Views) -> list[Number]:
    """All numbers of more than one place, the earliest published first, the undated last."""
    told: dict[tuple[int, int | None], list[ClaimRow]] = defaultdict(list)
    for claim in lookup.register.claims:
        count = claim.count
        if claim.type == TYPE and count and count.of == "sites" and count.n > 1 and _stands(claim):
            told[count.n, count.n2].append(claim)
    rows = [_number(group, lookup, views) for claims in told.values() for group in _folded(claims, lookup, views)]
    return [number for _, number in sorted(rows, key=lambda row: row[0])]


def _stands(claim: ClaimRow) -> bool:
    return claim.status != "rejected" and claim.stance != "denied"


def _folded(claims: Sequence[ClaimRow], lookup: Lookup, views: Views) -> Iterator[list[ClaimRow]]:
    """The claims of one number, those together that may go back to one origin and name no different areas."""
    where = {claim.id: _area(claim, lookup, views) for claim in claims}
    group = {claim.id: claim.id for claim in claims}
    for one, other in combinations(claims, 2):
        apart = where[one.id] and where[other.id] and where[one.id] != where[other.id]
        if not apart and lookup.maybe_same(one.origin, other.origin):
            low, high = sorted((group[one.id], group[other.id]))
            group = {claim: low if root == high else root for claim, root in group.items()}
    for root in sorted(set(group.values())):
        yield [claim for claim in claims if group[claim.id] == root]


def _number(claims: Sequence[ClaimRow], lookup: Lookup, views: Views) -> tuple[tuple[str, str, str], Number]:
    """The number, and where it stands in the series."""
    days = {claim.id: (lookup.documents[claim.document].published or "9999")[:10] for claim in claims}
    ordered = sorted(claims, key=lambda claim: (days[claim.id], claim.document, claim.passage))
    seen: set[str] = set()
    first = ordered[0]
    number = Number(
        counts=list(dict.fromkeys(words.count(claim.count) for claim in ordered)),
        areas=list(dict.fromkeys(area for claim in ordered if (area := _area(claim, lookup, views)))),
        claims=[views.claim(claim, seen) for claim in ordered],
        published=words.date(lookup.documents[first.document].published),
    )
    return (days[first.id], first.document, first.id), number


def _area(claim: ClaimRow, lookup: Lookup, views: Views) -> str:
    """Where the places lie: as the claim's site tells, else as its own words do; nothing where neither does."""
    site = lookup.sites.get(claim.site or "")
    if site and (site.settlement or site.admin1):
        return words.line(site.settlement or site.admin1)
    said = Gazetteer.load().scan(views.quotations[claim.id].excerpt.words)
    named = [seen.matches[0].place for seen in said if seen.matches]
    towns = [place.name for place in named if place.kind != "region"]
    return words.joined(dict.fromkeys(towns or [place.name for place in named]))
