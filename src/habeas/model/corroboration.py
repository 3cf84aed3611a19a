"""Which origins are one, which texts are copies, which claims say the same: the result of corroboration."""

import msgspec

from habeas.model.register import Finding, Origin, Tally


class Corroboration(msgspec.Struct, frozen=True, kw_only=True):
    """Origins, findings and twins of all readings; every list sorted by id."""

    origins: list[Origin]
    origin_of: dict[str, str]
    """Claim id -> origin id."""
    findings: list[Finding]
    twins: dict[str, str] = {}
    """Item -> the item whose text it repeats (the first by hash of its group)."""
    tallies: dict[str, Tally] = {}
    """Global id of a site, unit or person -> its origins."""
    former: dict[str, str] = {}
    """Origin id that reviewers joined to another -> the id under which it now stands."""
    denied: list[str] = []
    """Global ids of sites, units and people about whom a denial is on record, sorted."""
