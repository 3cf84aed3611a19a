"""Which site a claim is about: decided for all claims of a text together, by clues of learned weight (`site_clues`).

A claim is about a site that the text speaks of, or about none. One that holds for several places named side by side in
its clause is about each of them. Every link points to the mention that ties the claim to the site.
"""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.site_clues import NOWHERE, Seen, Stated, Whereabouts, weighing
from habeas.reading.likeliest import likeliest, step
from habeas.reading.weights import Weighed, weigh

_SIDE_BY_SIDE = 24
"""Code points between the mentions of places that are named side by side."""
_OF_ONE = ("count.", "legal.", "denial", "other", "transfer.")
"""Types of which a clause with several places says nothing that holds for each."""


class SiteLink(NamedTuple):
    """A site and the mention that ties a claim to it."""

    site: str
    mention: Passage


def site_links(text: Whereabouts, claims: Sequence[Stated], weights: Weighed) -> list[list[SiteLink]]:
    """The sites of each claim, none, one or several, in the order of their mentions; `claims` in text order."""
    if not text.spoken:
        return [[] for _ in claims]
    rows = weighing(text, claims)
    sums = [[{s: weigh(found, weights) for s, found in part.items()} for part in (row.own, row.on)] for row in rows]
    decided = likeliest([step(own, on) for own, on in sums])
    return [_links(text, row.seen, site) for row, site in zip(rows, decided, strict=True)]


def _links(text: Whereabouts, claim: Seen, site: str) -> list[SiteLink]:
    if site == NOWHERE:
        return []
    listed = _listed(claim)
    return listed if site in {link.site for link in listed} else [SiteLink(site, _tie(text, claim, site))]


def _tie(text: Whereabouts, claim: Seen, site: str) -> Passage:
    """The mention in the clause, else in the sentence, else the last before it, else the next."""
    near = next((s for s in (*claim.within, *claim.around) if s.site == site), None)
    before, after = text.beside(site, claim.stated.passage.start)
    tie = near or before or after
    return tie.mention if tie else claim.stated.passage


def _listed(claim: Seen) -> list[SiteLink]:
    """The places named side by side at the first mention of one in the clause; empty unless there are several."""
    row: list[SiteLink] = []
    for spoken in claim.within if not claim.stated.type.startswith(_OF_ONE) else ():
        if row and spoken.mention.start - row[-1].mention.end > _SIDE_BY_SIDE:
            break
        if spoken.site not in {link.site for link in row}:
            row.append(SiteLink(spoken.site, spoken.mention))
    return row if len(row) > 1 else []
