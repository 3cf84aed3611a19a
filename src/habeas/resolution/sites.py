"""How sites are joined: the matcher of names judges, within one settlement, and what is told beside the names counts too.

A site without a settlement is joined with another only by a specific name in the same region, or as a well-known place.
Numbers and towns that conflict are fatal; a part of a place is not the place.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from habeas.resolution.edges import Edge, Rule, Says, edge, told
from habeas.resolution.entries import Entry
from habeas.resolution.grouping import Class
from habeas.resolution.matching.site_names import Place
from habeas.resolution.matching.sites import NOTHING, Beside, described, names_meet, same_place, vague
from habeas.resolution.matching.verdict import Verdict, verdict
from habeas.resolution.settlements import Anchor, settlement_keys
from habeas.resolution.site_facts import SiteFacts

NONE = frozenset[str]()
SITE = Rule("site")
BARE = Rule("site-settlement")
RUN_BY, YEARS = 0.5, 0.3


class Profile(NamedTuple):
    """What of a site decides whether it is another."""

    where: Anchor | None
    region: str | None
    looks: Place
    """With the key of the settlement as its town; without one where none is told or several would fit."""
    bare: bool
    city: bool
    kind: str | None
    """What the reader says of its kind."""
    run_by: frozenset[str]
    years: frozenset[str]
    many: frozenset[int]


def _profiles(nodes: Sequence[Entry]) -> list[Profile]:
    facts = [node.facts for node in nodes if isinstance(node.facts, SiteFacts)]
    anchors = settlement_keys([one.where for one in facts])
    return [_profile(one, anchor) for one, anchor in zip(facts, anchors, strict=True)]


def _profile(facts: SiteFacts, anchor: Anchor | None) -> Profile:
    towns = frozenset([":".join(anchor)]) if anchor and anchor[0] != "open" else frozenset[str]()
    looks = facts.looks._replace(towns=towns)
    if looks.known:  # everything else about it is known too: a thousand reports describe it in a thousand ways
        looks = looks._replace(concepts=NONE, names=NONE, levels=NONE, street="", house="")
        facts = replace(facts, run_by=NONE, years=NONE, many=frozenset())
    return Profile(
        where=anchor,
        region=facts.where.region,
        looks=looks,
        bare=facts.bare,
        city=facts.city,
        kind=facts.kind,
        run_by=facts.run_by,
        years=facts.years,
        many=facts.many,
    )


def _blocks(one: Profile) -> list[tuple[str, list[str]]]:
    looks = one.looks
    names = [f"name {name[:5]}" for name in sorted(looks.names)]
    fine = [
        f"kind {looks.kind}",
        f"number {looks.number}",
        f"street {looks.street[:5]}",
        f"known {looks.known}",
        *names,
    ]
    found = [(f"at {one.where}", [key for key in fine if not key.endswith(" ")])] if one.where else []
    found += [(f"region {one.region} {name}", [f"kind {looks.kind}"]) for name in sorted(looks.names) if one.region]
    return [*found, *([(f"known {looks.known}", names)] if looks.known else [])]


@lru_cache(maxsize=1 << 18)
def _compare(a: Profile, b: Profile) -> Edge:
    if a.region and b.region and a.region != b.region and not (a.where and a.where == b.where):
        return edge(SITE, verdict("different", 0.0, ["they lie in two regions"]))
    if a.many or b.many:
        return _several(a, b)
    if a.bare and b.bare and a.where == b.where and a.looks.kind == b.looks.kind and not _marked(a, b):
        return Edge("same", 0.7, told(["both reports name no more than the settlement"], 0.7), BARE)
    if (a.bare or b.bare) and not a.looks.known and (vague(a.looks) or vague(b.looks)):
        return edge(SITE, verdict("unsure", 0.0, ["one names no more than the settlement"]))
    found = same_place(a.looks, b.looks, _beside(a, b), _doubt(a, b))
    return _part(a.looks, b.looks, found) or edge(SITE, found)


def _several(a: Profile, b: Profile) -> Edge:
    """Where a report speaks of several places at once: they are those of another report if it counts as many."""
    if not (a.many and b.many):
        return edge(SITE, verdict("different", 0.0, ["one is several places, the other is not"]))
    if not a.where or a.where != b.where or a.where[0] == "open" or not a.many & b.many:
        return edge(SITE, verdict("unsure", 0.0, ["both are several places"]))
    number = max(a.many & b.many)
    return edge(SITE, verdict("same", 1.5, [f"both are {number} places in the same settlement"]))


def _marked(a: Profile, b: Profile) -> bool:
    """Whether a number, street or name is told of one of two places that are called by their settlement."""
    return any(one.looks.number or one.looks.street or one.looks.names for one in (a, b))


def _part(a: Place, b: Place, found: Verdict) -> Edge | None:
    """Where one is a part of the other: the same but for the part, of which only one of them tells."""
    if found.judgement != "different" or bool(a.part) == bool(b.part) or not a.towns & b.towns:
        return None
    if same_place(a._replace(part=""), b._replace(part="")).judgement != "same":
        return None
    says: Says = "part" if a.part else "whole"
    which = "first" if a.part else "second"
    return edge(SITE, replace(found, why=(f"the {which} is a {a.part or b.part} of the other", *found.why[1:])), says)


def _beside(a: Profile, b: Profile) -> Beside:
    points, why = 0.0, list[str]()
    if a.run_by & b.run_by:
        points, why = points + RUN_BY, [*why, "run by the same unit"]
    if a.years & b.years:
        points, why = points + YEARS, [*why, f"both told of {', '.join(sorted(a.years & b.years))}"]
    return Beside(points, tuple(why)) if why else NOTHING


def _doubt(a: Profile, b: Profile) -> str | None:
    """What beside the names says that two sites of one kind and town may be two."""
    if names_meet(a.looks, b.looks) or a.looks.number == b.looks.number != "" or (a.looks.street and b.looks.street):
        return None
    if not (a.kind and b.kind):
        return "what kind of place it is, is not told by both"
    if a.kind != b.kind and not a.looks.concepts & b.looks.concepts:
        return "two kinds of place that one may call by one name, and no more in common"
    if (a.city or b.city) and not a.looks.levels & b.looks.levels and not described(a.looks, b.looks):
        return "a city may have several of this kind"
    if a.years and b.years and not a.years & b.years and not a.looks.concepts & b.looks.concepts:
        return f"told of {', '.join(sorted(a.years))} and of {', '.join(sorted(b.years))}"
    return None


SITES: Class[Profile] = Class(_profiles, _blocks, _compare, doubtful=0.49)
