"""Grouping: entries of one class with their profiles become clusters, links and parts; the same for every class.

Entries that tell the same are one profile, and profiles are compared only where they share a block, so that the cost grows
with the number of mentions. `settle` looks at nothing but the entries it is given: entries that share no key, not even over
others, may be settled apart, with the same result.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations_with_replacement
from typing import Generic, NamedTuple, TypeVar

from habeas.model.resolution import Link
from habeas.resolution.clusters import Clusters
from habeas.resolution.edges import Edge, turned
from habeas.resolution.entries import RULES, Entry
from habeas.resolution.judgements import Judgements

P = TypeVar("P", bound=Hashable)
Compared = tuple[tuple[int, int], Edge]
"""Two profiles, by their places, and what comparing them says."""
LARGE = 60
"""From here on the profiles of a block are compared only where they share a finer one."""
LARGEST = 240
"""So many profiles of a finer block are compared, those with the fewest keys: the others meet by what is told of them."""


class Class(NamedTuple, Generic[P]):
    """How the things of one class are joined."""

    profiles: Callable[[Sequence[Entry]], list[P]]
    """What each entry tells; may depend on the others, if they share a key."""
    blocks: Callable[[P], Sequence[tuple[str, Sequence[str]]]]
    """The blocks of a profile, and for each the finer blocks into which it falls where it is large."""
    compare: Callable[[P, P], Edge]
    doubtful: float = 0.5
    """From this score on an edge `unsure` is worth telling."""


class Settled(NamedTuple):
    """What became of some entries."""

    entity: dict[str, str]
    """Entry id -> the id of its cluster: the smallest of its entries' ids."""
    links: tuple[Link, ...]
    parts: dict[str, str]
    """Entity -> the entity it is a part of."""


def settle(nodes: Sequence[Entry], how: Class[P], judged: Judgements) -> Settled:
    """The clusters of the entries of one class, given sorted by id."""
    told = how.profiles(nodes)
    places: dict[P, int] = {}
    profile = [places.setdefault(one, len(places)) for one in told]
    distinct = list(places)
    compare = _remembering(distinct, how)
    clusters = Clusters(nodes, profile, compare, judged)
    edges = [(pair, compare(*pair)) for pair in _candidates(distinct, profile, how)]
    clusters.known_clashes(pair for pair, edge in edges if edge.says not in ("same", "unsure"))
    for _, level in _levels(edges):
        clusters.join(level)
    for (i, j), edge in edges:
        if edge.says == "unsure" and edge.score >= how.doubtful:
            _doubt(clusters, i, j, edge)
    parts = dict(_parts(clusters, edges))
    links = [*clusters.links(), *(link for _, link in parts.values())]
    return Settled(
        entity={node.id: nodes[clusters.find(i)].id for i, node in enumerate(nodes)},
        links=tuple(sorted(links, key=lambda link: (link.left, link.right, link.verdict, link.by))),
        parts={part: whole for part, (whole, _) in parts.items()},
    )


def _remembering(distinct: list[P], how: Class[P]) -> Callable[[int, int], Edge]:
    known: dict[tuple[int, int], Edge] = {}

    def compare(i: int, j: int) -> Edge:
        if i > j:
            return turned(compare(j, i))
        if (i, j) not in known:
            known[i, j] = how.compare(distinct[i], distinct[j])
        return known[i, j]

    return compare


def _candidates(distinct: list[P], profile: list[int], how: Class[P]) -> list[tuple[int, int]]:
    """The pairs of profiles that share a block, and each profile with itself where several entries have it; sorted."""
    several = {p for p in range(len(distinct)) if profile.count(p) > 1} if len(profile) < LARGE else _several(profile)
    pairs = {(p, p) for p in several}
    for block in _blocks(distinct, how):
        pairs.update((i, j) for i, j in combinations_with_replacement(block, 2) if i != j)
    return sorted(pairs)


def _several(profile: list[int]) -> set[int]:
    seen: set[int] = set()
    return {p for p in profile if p in seen or seen.add(p)}  # type: ignore[func-returns-value]


def _blocks(distinct: list[P], how: Class[P]) -> Iterator[list[int]]:
    found: dict[str, list[tuple[int, Sequence[str]]]] = {}
    for place, one in enumerate(distinct):
        for key, finer in how.blocks(one):
            found.setdefault(key, []).append((place, finer))
    for members in found.values():
        if len(members) <= LARGE:
            yield [place for place, _ in members]
            continue
        fine: dict[str, list[tuple[int, int]]] = {}
        for place, finer in members:
            for key in finer:
                fine.setdefault(key, []).append((len(finer), place))
        yield from ([place for _, place in sorted(block)[:LARGEST]] for block in fine.values())


def _levels(
    edges: Iterable[Compared],
) -> list[tuple[tuple[float, str], list[tuple[tuple[int, int], Edge]]]]:
    """The edges `same` by score and rule, those with more evidence first."""
    found: dict[tuple[float, str], list[Compared]] = {}
    for pair, edge in edges:
        if edge.says == "same":
            found.setdefault((-edge.score, edge.rule.name), []).append((pair, edge))
    return sorted(found.items(), key=lambda row: row[0])


def _doubt(clusters: Clusters, i: int, j: int, edge: Edge) -> None:
    """Doubts between the clusters of two profiles: from the first to each; the rest follows from them."""
    ours = clusters.roots(i)
    others = ours[1:] if i == j else clusters.roots(j)[:1]
    for other in others:
        clusters.doubt(ours[0], other, edge)


def _parts(clusters: Clusters, edges: Iterable[Compared]) -> Iterator[tuple[str, tuple[str, Link]]]:
    """Entities that are a part of exactly one other, with the link that says so; none on a circle."""
    wholes: dict[int, dict[int, Edge]] = {}
    for (i, j), edge in edges:
        if edge.says in ("part", "whole"):
            part, whole = (i, j) if edge.says == "part" else (j, i)
            for one in clusters.roots(part):
                wholes.setdefault(one, {}).update((other, edge) for other in clusters.roots(whole) if other != one)
    only = {part: next(iter(found.items())) for part, found in wholes.items() if len(found) == 1}
    for part, (whole, edge) in sorted(only.items()):
        if not _circular(part, {one: other for one, (other, _) in only.items()}):
            left, right = clusters.nodes[part].id, clusters.nodes[whole].id
            yield (
                left,
                (
                    right,
                    Link(left=left, right=right, verdict="part_of", by=f"rule:{edge.rule.name}/{RULES}", why=edge.why),
                ),
            )


def _circular(part: int, wholes: dict[int, int]) -> bool:
    seen, here = {part}, wholes.get(part)
    while here is not None and here not in seen:
        seen.add(here)
        here = wholes.get(here)
    return here is not None
