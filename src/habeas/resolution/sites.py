"""Which sites are one: the same settlement and kind, unless number or specific name tells them apart.

A site without a settlement is joined with another only by a specific name in the same region. Numbers and towns that
conflict are fatal; vague kinds (unknown, other) need a name that agrees.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from habeas.model.reading import Site
from habeas.places import Gazetteer
from habeas.resolution.clusters import Clusters, Rule, blocks, part
from habeas.resolution.judgements import NONE, Judgements
from habeas.resolution.names import data, sound, sounds, stem, words
from habeas.resolution.nodes import Node
from habeas.resolution.settlements import Anchor, region_key, settlement_keys

NUMBER = Rule("site-number", "the same settlement and the same institution number")
NAME = Rule("site-name", "the same settlement, a specific name in common, and kinds that agree")
KIND = Rule("site-kind", "the same settlement and kind, and no number or specific name that tells them apart")
BARE = Rule("site-settlement", "both reports name no more than the settlement")
REGION = Rule("site-region-name", "no settlement is told; the same region, kind and specific name")
WHICH = Rule(
    "site-which",
    "the same settlement and kind, but several sites of it differ by number or name, and this one tells neither",
)
OTHER_KIND = Rule(
    "site-other-kind", "the same settlement and a specific name in common, but kinds that differ: perhaps a part of it"
)


class Profile(NamedTuple):
    """What of a site decides whether it is another."""

    where: Anchor | None
    region: str | None
    kind: str | None
    """None when vague."""
    number: str | None
    named: frozenset[str]
    """Specific names in its own name."""
    tokens: frozenset[str]
    """Specific names in all its mentions."""
    bare: bool
    """Whether its name is the settlement's and nothing else."""


def join_sites(nodes: list[Node], judged: Judgements = NONE) -> Clusters:
    """The sites of all readings as clusters."""
    sites = [node.entity for node in nodes if isinstance(node.entity, Site)]
    local = _local_names(nodes)
    profiles = [
        _profile(node, site, where, local[node.item])
        for node, site, where in zip(nodes, sites, settlement_keys(sites), strict=True)
    ]
    clusters = Clusters(nodes, [(p.number,) for p in profiles], judged)
    for block in blocks((("number", p.where, p.number),) if p.where and p.number else () for p in profiles):
        _join_kinds(clusters, block, profiles, NUMBER)
    for block in blocks(((p.where, token) for token in p.tokens) if p.where else () for p in profiles):
        for group in part(block, lambda m: profiles[m].number)[0]:
            _join_kinds(clusters, group, profiles, NAME)
    for block in blocks(
        ((p.region, p.kind, token) for token in p.tokens if p.kind) if not p.where else () for p in profiles
    ):
        clusters.join(REGION, block)
    for block in blocks(((p.where, p.kind),) if p.where and p.kind else () for p in profiles):
        _join_kind(clusters, block, profiles)
    for block in blocks(((p.where, "bare"),) if p.where and not p.kind and p.bare else () for p in profiles):
        clusters.join(BARE, block)
    return clusters


def _join_kinds(clusters: Clusters, block: list[int], profiles: list[Profile], rule: Rule) -> None:
    groups, vague = part(block, lambda m: profiles[m].kind)
    for group in groups:
        clusters.join(rule, group)
    if len(groups) > 1:
        heads = [group[0] for group in groups]
        clusters.doubt(OTHER_KIND, heads[:1], [*heads[1:], *vague])


def _join_kind(clusters: Clusters, block: list[int], profiles: list[Profile]) -> None:
    """Sites of one kind in one settlement: all one; where some are told apart, those that tell nothing stay in doubt."""
    identity = _identities(clusters, block, profiles)
    groups, open_ones = part(block, lambda m: identity.get(clusters.find(m)))
    for group in groups:
        clusters.join(KIND, group)
    if open_ones:
        clusters.join(KIND, open_ones)
        clusters.doubt(WHICH, open_ones[:1], [group[0] for group in groups])


def _identities(clusters: Clusters, block: Iterable[int], profiles: list[Profile]) -> dict[int, str]:
    """Cluster -> the number or specific name that tells it from others, for those that have one."""
    found: dict[int, str] = {}
    for member in block:
        profile, root = profiles[member], clusters.find(member)
        if profile.number:
            found[root] = min(found.get(root, "~"), f"number {profile.number}")
        elif profile.named:
            found[root] = min(found.get(root, "~"), f"root {root}")
    return found


def _local_names(nodes: list[Node]) -> dict[str, frozenset[str]]:
    """Item -> stems of all settlements, regions and countries of its sites, in whatever language they are written: never
    specific names, of whichever site.
    """
    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node.entity, Site):
            told = (node.entity.settlement, node.entity.admin1, node.entity.country, *_known_names(node.entity.place))
            found.setdefault(node.item, set()).update(stem(s)[:5] for name in told if name for s in sounds(name))
    return {item: frozenset(names) for item, names in found.items()}


@lru_cache(maxsize=1 << 14)
def _known_names(place: str | None) -> tuple[str, ...]:
    """The names of a place of the gazetteer."""
    known = Gazetteer.load().place(place) if place else None
    return (known.name, known.name_uk, known.name_ru) if known else ()


def _profile(node: Node, site: Site, where: Anchor | None, local: frozenset[str]) -> Profile:
    numbers = {n for surface in (site.name, *node.surfaces) for n in _numbers(surface)}
    named = _specific(site.name, local)
    return Profile(
        where=where,
        region=region_key(site),
        kind=None if site.kind in data("sites")["vague_kinds"] else site.kind,
        number=numbers.pop() if len(numbers) == 1 else None,
        named=named,
        tokens=named.union(*(_specific(surface, local) for surface in node.surfaces)),
        bare=bool(site.settlement) and all(_place_word(s, local) for s in sounds(site.name)),
    )


@cache
def _generic() -> frozenset[str]:
    return frozenset(stem(s) for word in data("sites")["generic"] for s in sounds(word))


def _place_word(sounding: str, local: frozenset[str]) -> bool:
    """Whether a word is made from the name of a place of the same report: of Kupiansk, Kupiansk's."""
    return any(sounding.startswith(name) for name in local if len(name) >= 3)


def _specific(name: str, local: frozenset[str]) -> frozenset[str]:
    """The stems of the proper names in a site's name: capitals that neither open it nor tell kind or place."""
    found = set()
    parts = words(name)
    for i, word in enumerate(parts):
        sounding = sound(word)
        if not word[:1].isupper() or len(sounding) < 4 or (i == 0 and len(parts) > 2 and not _quoted(name, word)):
            continue
        if stem(sounding) not in _generic() and not _place_word(sounding, local):
            found.add(stem(sounding))
    return frozenset(found)


def _quoted(name: str, word: str) -> bool:
    at = name.find(word)
    return at > 0 and name[at - 1] in "«„“\"‘'"


@cache
def _number_pattern() -> re.Pattern[str]:
    starts = "|".join(sorted(map(re.escape, data("sites")["numbered"]), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:(?<!\w)(?:{starts})\w{{0,8}}|№|#)[\s.№-]{{0,4}}(\d{{1,4}})(?!\d)")


def _numbers(name: str) -> set[str]:
    """The numbers of institutions in a name; years and street numbers do not follow these words."""
    return {m[1].lstrip("0") for m in _number_pattern().finditer(name.lower())} - {""}
