"""Clusters: which entries are one thing, never against what one reading keeps apart or a comparison or reviewer forbids.

Rules propose groups of entries that are the same, those with more evidence first. A group is joined but for its contested
clusters: where two clusters of it are different, or stand in one reading that keeps them apart, nobody can say which of them
the rest belongs to, so both stay outside and get a link `unsure`. That needs no order among entries, so there is nothing for
arrival to change. What reviewers judge comes first, and no rule joins what they keep apart, over however many steps; where
their own judgements contradict each other, what stands between them stays open.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from habeas.model.resolution import Link
from habeas.resolution.edges import Edge, Rule
from habeas.resolution.entries import RULES, Entry
from habeas.resolution.judgements import Judgements

MOST_CHECKED = 100_000
"""So many pairs of profiles of one group are compared before it is joined; of a larger one those that share a block."""
MOST_DOUBTS = 3
"""So many doubts about one thing are told, the strongest."""
REVIEWER = Rule("reviewer")
CONTESTED = "it fits several that are kept apart: by one report, by what tells them apart, or by a reviewer"
CUT = "not joined: another judgement of a reviewer keeps them apart"

T = TypeVar("T")
Compare = Callable[[int, int], Edge]
"""The edge of two profiles, by their places; asked often, so it should remember."""
Hyper = tuple[int, int]
"""Two profiles, or one twice, whose entries are all the same thing."""


class Clusters:
    """Disjoint sets of entries. `profile`: for each entry the place of its profile."""

    def __init__(self, nodes: Sequence[Entry], profile: Sequence[int], compare: Compare, judged: Judgements) -> None:
        """Every entry alone but for what reviewers joined. `nodes` sorted by id."""
        self.nodes = nodes
        self._compare = compare
        self._parent = list(range(len(nodes)))
        self._members = {i: [i] for i in range(len(nodes))}
        self._items = [{node.item} for node in nodes]
        self._profiles = [{p} for p in profile]
        self._holders: dict[int, list[int]] = {}
        for i, p in enumerate(profile):
            self._holders.setdefault(p, []).append(i)
        self._judged = judged
        self._foes: dict[int, set[int]] = {}
        for one, other in judged.apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        self._reviewed_roots: set[int] = set()
        self._clashes: dict[int, set[int]] = {}
        self._links: list[Link] = []
        self._doubts: dict[tuple[int, int], Edge] = {}
        self._join_judged()

    def find(self, node: int) -> int:
        """The representative of the entry's cluster: always its smallest index, hence its smallest id."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def roots(self, profile: int) -> list[int]:
        """The clusters that hold an entry of this profile, sorted."""
        return sorted({self.find(i) for i in self._holders[profile]})

    def join(self, pairs: Iterable[tuple[Hyper, Edge]]) -> None:
        """Join what edges of equal evidence say is the same."""
        spread = [((i, j), edge, sorted({*self.roots(i), *self.roots(j)})) for (i, j), edge in pairs]
        spread = [one for one in spread if len(one[2]) > 1]
        for group in _connected([roots for _, _, roots in spread]):
            edges = [spread[at] for at in group]
            every = sorted({root for _, _, roots in edges for root in roots})
            within = all(edge.rule.within for _, edge, _ in edges)
            contested = self._contested(every, within=within)
            for hyper, edge, roots in edges:
                self._join_free(hyper, edge, [r for r in roots if r not in contested])
                self._doubt_contested(edge, roots, contested)

    def _join_free(self, hyper: Hyper, edge: Edge, free: list[int]) -> None:
        """Join clusters that nothing keeps apart, each link between two entries that were compared."""
        holders = {i for profile in hyper for i in self._holders[profile]}
        here = sorted({self.find(root) for root in free})
        speaks = [next((m for m in self._members[root] if m in holders), root) for root in here]
        for root, speaker in zip(here[1:], speaks[1:], strict=True):
            self._links.append(self._link(speaks[0], speaker, "same", edge))
            self._union(here[0], root)

    def _doubt_contested(self, edge: Edge, roots: list[int], contested: set[int]) -> None:
        here = [r for r in roots if r in contested]
        hub = next((r for r in roots if r not in contested), None)
        ends = here if hub is not None else here[1:]
        for root in ends:
            self.doubt(here[0] if hub is None else hub, root, edge._replace(why=f"{CONTESTED}; {edge.why}"))

    def doubt(self, one: int, other: int, edge: Edge) -> None:
        """Say that nobody can say whether two entries' clusters are one; the strongest reason of a pair is kept."""
        pair = (min(one, other), max(one, other))
        if pair not in self._doubts or self._doubts[pair].score < edge.score:
            self._doubts[pair] = edge

    def _join_judged(self) -> None:
        same = sorted(self._judged.same)
        for group in _connected([list(pair) for pair in same]):
            pairs = [same[at] for at in group]
            contested = self._judged_apart(sorted({end for pair in pairs for end in pair}))
            for one, other in pairs:
                if one not in contested and other not in contested:
                    self._union(one, other)
                    self._reviewed_roots.add(self.find(one))

    def _contested(self, roots: list[int], *, within: bool) -> set[int]:
        found = self._judged_apart(roots) | (set() if within else self._kept_apart(roots))
        return found | self._told_apart(roots)

    def _judged_apart(self, roots: list[int]) -> set[int]:
        """The clusters of these that a reviewer keeps apart from another of them."""
        here = {self.find(root) for root in roots}
        return {root for root in here for foe in self._foes.get(root, ()) if self.find(foe) in here - {root}}

    def _kept_apart(self, roots: list[int]) -> set[int]:
        """The clusters of these that one reading keeps apart."""
        seen: dict[str, int] = {}
        contested: set[int] = set()
        for root in roots:
            for item in self._items[root]:
                if item in seen:
                    contested.update((root, seen[item]))
                else:
                    seen[item] = root
        return contested

    def _told_apart(self, roots: list[int]) -> set[int]:
        """The clusters of these that differ from another of them by what is told of them."""
        of: dict[int, set[int]] = {}
        for root in roots:
            for profile in self._profiles[root]:
                of.setdefault(profile, set()).add(root)
        contested: set[int] = set()
        for i, j in self._clashing(sorted(of)):
            if of[i].isdisjoint(of[j]):
                ends = [(r, s) for r in of[i] for s in of[j] if not (self._bridged(s, i, j) or self._bridged(r, j, i))]
                contested.update(end for pair in ends for end in pair)
        return contested

    def known_clashes(self, pairs: Iterable[Hyper]) -> None:
        """Say which profiles that share a block differ: all that is looked at in a group too large to compare."""
        for i, j in pairs:
            self._clashes.setdefault(i, set()).add(j)

    def _clashing(self, profiles: list[int]) -> Iterator[Hyper]:
        """The pairs of these profiles that differ."""
        if len(profiles) ** 2 <= 2 * MOST_CHECKED:
            return (pair for pair in _pairs(profiles) if self._clash(*pair))
        here = set(profiles)
        return ((i, j) for i in profiles for j in sorted(self._clashes.get(i, set()) & here))

    def _clash(self, i: int, j: int) -> bool:
        return self._compare(i, j).says in ("different", "part", "whole")

    def _bridged(self, root: int, one: int, other: int) -> bool:
        """Whether a reviewer put what is told by `other` in this cluster together with something that is the same as `one`,
        though the two clash: then they clash no more.
        """
        if root not in self._reviewed_roots:
            return False
        return any(self._compare(one, k).says == "same" and self._clash(k, other) for k in self._profiles[root])

    def _union(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        low, high = min(one, other), max(one, other)
        self._parent[high] = low
        self._members[low] += self._members.pop(high)
        self._items[low], self._items[high] = _merged(self._items[low], self._items[high]), set()
        self._profiles[low], self._profiles[high] = _merged(self._profiles[low], self._profiles[high]), set()
        if high in self._reviewed_roots:
            self._reviewed_roots.add(low)
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))

    def links(self) -> Iterator[Link]:
        """Why each entry is in its cluster, and what stays in doubt."""
        reviewed = dict(self._reviewed())
        yield from reviewed.values()
        yield from self._links
        yield from (link for link in self._doubted() if (link.left, link.right) not in reviewed)

    def _doubted(self) -> Iterator[Link]:
        """The strongest doubts about each cluster."""
        best: dict[tuple[int, int], Edge] = {}
        for (one, other), edge in sorted(self._doubts.items()):
            low, high = sorted((self.find(one), self.find(other)))
            if low != high and ((low, high) not in best or best[low, high].score < edge.score):
                best[low, high] = edge
        told: dict[int, int] = {}
        for (low, high), edge in sorted(best.items(), key=lambda row: (-row[1].score, row[0])):
            if min(told.get(low, 0), told.get(high, 0)) < MOST_DOUBTS:
                told[low], told[high] = told.get(low, 0) + 1, told.get(high, 0) + 1
                yield self._link(low, high, "unsure", edge)

    def _reviewed(self) -> Iterator[tuple[tuple[str, str], Link]]:
        """What reviewers judged, between the clusters as they are now; what they joined, between the entries themselves."""
        for table in (self._judged.same, self._judged.apart):
            for (a, b), link in sorted(table.items()):
                joined = link.verdict == "same" and self.find(a) == self.find(b)
                left, right = sorted(self.nodes[end if joined else self.find(end)].id for end in (a, b))
                verdict, why = link.verdict, link.why
                if link.verdict == "same" and not joined:
                    verdict, why = "unsure", f"{why}; {CUT}"
                yield (left, right), Link(left=left, right=right, verdict=verdict, by=link.by, why=why)

    def _link(self, one: int, other: int, verdict: str, edge: Edge) -> Link:
        left, right = sorted((self.nodes[one].id, self.nodes[other].id))
        return Link(left=left, right=right, verdict=verdict, by=f"rule:{edge.rule.name}/{RULES}", why=edge.why)


def _merged(one: set[T], other: set[T]) -> set[T]:
    """Both sets; the larger takes in the smaller."""
    small, large = sorted((one, other), key=len)
    large |= small
    return large


def _pairs(profiles: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((i, j) for at, i in enumerate(profiles) for j in profiles[at + 1 :])


def _connected(hypers: Sequence[Sequence[int]]) -> list[list[int]]:
    """The places of hyperedges that hang together over shared ends, each group and all groups in order."""
    parent: dict[int, int] = {}

    def find(one: int) -> int:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for ends in hypers:
        first = find(ends[0])
        for end in ends[1:]:
            parent[find(end)] = first
    groups: dict[int, list[int]] = {}
    for at, ends in enumerate(hypers):
        groups.setdefault(find(ends[0]), []).append(at)
    return sorted(groups.values())
