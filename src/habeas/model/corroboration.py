"""Which origins are one, which texts are copies, which claims say the same: the result of corroboration."""

import msgspec

from habeas.model.passage import Shared
from habeas.model.register import Finding, Origin, StateRule, Tally


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """An edge between two documents of which one has from the other, or both from a third; with its evidence."""

    kind: str
    """repeats | nearly_repeats | excerpt_of | reuses (shared words); translates | retells (aligned facts)."""
    left: str
    """Item. Of an excerpt the shorter one, of a translation or retelling the later one where dates tell, else the larger
    hash."""
    right: str
    share: float
    """How much of the shorter document stands in the other, between 0 and 1: words, or weight of facts."""
    words: list[Shared] = []
    """The shared words, in the order of `left`."""
    claims: list[tuple[str, str]] = []
    """Ids of claims that say the same at the same place of both tellings, in order."""
    figures: list[str] = []
    """The numbers that both tell in one order."""


class Corroboration(msgspec.Struct, frozen=True, kw_only=True):
    """Origins, findings and twins of all readings; every list sorted by id."""

    origins: list[Origin]
    origin_of: dict[str, str]
    """Claim id -> origin id."""
    findings: list[Finding]
    rules: list[StateRule] = []
    """By which the states of the findings are derived, in their order."""
    twins: dict[str, str] = {}
    """Item -> the item of whose text at least half of its own is a copy or a translation."""
    copies: list[Copy] = []
    """All edges between documents, sorted; a text with many copies has an edge from each to one of them, not between all."""
    tallies: dict[str, Tally] = {}
    """Global id of a site, unit or person -> its origins."""
    former: dict[str, str] = {}
    """Origin id that reviewers joined to another -> the id under which it now stands."""
    denied: list[str] = []
    """Global ids of sites, units and people about whom a denial is on record, sorted."""
