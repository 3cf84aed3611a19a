"""Joining: which nodes are one thing, never against what one reading keeps apart, and the same in every order of arrival.

Rules propose groups of nodes that are the same. A group is joined as a whole but for its contested clusters: where two
clusters of the group stand in one reading, the reader kept them apart and nobody can say which of them the group means,
so both stay outside and get a link `unsure`; so do clusters whose marks (number, sex, patronymic) differ. That needs no
order among nodes, so there is nothing for arrival to change. What reviewers judge comes first, and no rule joins what they
keep apart, over however many steps.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from habeas.model.resolution import Link
from habeas.resolution.judgements import NONE, Judgements
from habeas.resolution.nodes import Node


class Rule(NamedTuple):
    """A rule of joining, with the sentence that explains it to a reviewer (no personal name)."""

    name: str
    why: str
    within: bool = False
    """Whether it also joins what one reading keeps apart, as two entries under one full name."""


REVIEWED = Rule("reviewer", "a reviewer says that they are the same")
REVIEWED_BY = "rule:reviewer/1"
CONTESTED = Rule(
    "contested", "a rule fits, but one report names two of these apart, or a number, sex or patronymic differs"
)

Marks = tuple[Hashable | None, ...]
"""Values on which one thing cannot differ, in fixed places; None where a node does not tell."""


class Clusters:
    """Disjoint sets of nodes, each with the items it stands in and its marks."""

    def __init__(self, nodes: list[Node], marks: Sequence[Marks], judged: Judgements = NONE) -> None:
        """Every node alone but for what reviewers joined. `nodes` sorted by id, `marks` beside them."""
        self.nodes = nodes
        self._parent = list(range(len(nodes)))
        self._items: list[set[str]] = [{node.item} for node in nodes]
        self._marks = list(marks)
        self._rule: dict[int, Rule] = {}
        self._unsure: dict[tuple[int, int], Rule] = {}
        self._judged = judged
        self._foes: dict[int, set[int]] = {}
        for one, other in judged.apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        for pair in sorted(judged.same):
            if not self._judged_apart(self.roots(pair)):
                self._union(*pair, REVIEWED)

    def find(self, node: int) -> int:
        """The representative of the node's cluster: always its smallest index, hence its smallest id."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def roots(self, members: Iterable[int]) -> list[int]:
        """The clusters of these nodes, sorted."""
        return sorted({self.find(m) for m in members})

    def join(self, rule: Rule, members: Iterable[int]) -> None:
        """Join the clusters of these nodes but for the contested ones."""
        roots = self.roots(members)
        contested = self._judged_apart(roots) | self._different(roots)
        contested |= set() if rule.within else self._kept_apart(roots)
        free = [r for r in roots if r not in contested]
        for root in free[1:]:
            self._union(free[0], root, rule)
        if contested:
            self.doubt(CONTESTED, free[:1] or [min(contested)], contested)

    def doubt(self, rule: Rule, ones: Iterable[int], others: Iterable[int]) -> None:
        """Say that nobody can say whether each of `ones` is each of `others`."""
        right = self.roots(others)
        for left in self.roots(ones):
            for other in right:
                if left != other:
                    self._unsure.setdefault((min(left, other), max(left, other)), rule)

    def _judged_apart(self, roots: list[int]) -> set[int]:
        """The clusters of these that a reviewer keeps apart from another of them."""
        here = set(roots)
        return {root for root in roots for foe in self._foes.get(root, ()) if self.find(foe) in here - {root}}

    def _kept_apart(self, roots: list[int]) -> set[int]:
        seen: dict[str, int] = {}
        contested: set[int] = set()
        for root in roots:
            for item in self._items[root]:
                if item in seen:
                    contested.update((root, seen[item]))
                else:
                    seen[item] = root
        return contested

    def _different(self, roots: list[int]) -> set[int]:
        contested: set[int] = set()
        for values in zip(*(self._marks[root] for root in roots), strict=True):
            if len({value for value in values if value is not None}) > 1:
                contested.update(root for root, value in zip(roots, values, strict=True) if value is not None)
        return contested

    def _union(self, one: int, other: int, rule: Rule) -> None:
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        low, high = min(one, other), max(one, other)
        self._parent[high] = low
        small, large = sorted((self._items[low], self._items[high]), key=len)
        large |= small
        self._items[low], self._items[high] = large, set()
        self._marks[low] = tuple(
            one if one is not None else other for one, other in zip(self._marks[low], self._marks[high], strict=True)
        )
        self._rule[high] = rule
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))

    def links(self) -> list[Link]:
        """Why each node is in its cluster, and what stays in doubt; sorted."""
        same = [
            self._link(self.nodes[node].id, self.nodes[self.find(node)].id, "same", rule)
            for node, rule in self._rule.items()
        ]
        pairs = {(self.find(a), self.find(b)): rule for (a, b), rule in sorted(self._unsure.items(), reverse=True)}
        unsure = [
            self._link(self.nodes[min(a, b)].id, self.nodes[max(a, b)].id, "unsure", rule)
            for (a, b), rule in pairs.items()
            if a != b
        ]
        unique = {(link.left, link.right): link for link in reversed(unsure)}
        by_people = self._reviewed()
        unique = {pair: link for pair, link in unique.items() if pair not in by_people}
        same = [link for link in same if link.by != REVIEWED_BY]
        return sorted(
            [*same, *unique.values(), *by_people.values()], key=lambda link: (link.left, link.right, link.verdict)
        )

    def _reviewed(self) -> dict[tuple[str, str], Link]:
        """What reviewers judged, between the clusters as they are now; what they joined, between the nodes themselves."""
        found: dict[tuple[str, str], Link] = {}
        for table in self._judged:
            for (a, b), link in sorted(table.items()):
                ends = (a, b) if link.verdict == "same" else (self.find(a), self.find(b))
                left, right = sorted(self.nodes[end].id for end in ends)
                found[left, right] = Link(left=left, right=right, verdict=link.verdict, by=link.by, why=link.why)
        return found

    @staticmethod
    def _link(left: str, right: str, verdict: str, rule: Rule) -> Link:
        return Link(left=left, right=right, verdict=verdict, by=f"rule:{rule.name}/1", why=rule.why)


Parts = tuple[list[list[int]], list[int]]
"""Groups of nodes that fit together, and the nodes that would fit several of them."""


def part(members: Iterable[int], value: Callable[[int], Hashable | None]) -> Parts:
    """Part nodes by a value on which they may not differ; those without one fit only where there is no choice."""
    groups: dict[Hashable, list[int]] = {}
    without: list[int] = []
    for member in members:
        found = value(member)
        if found is None:
            without.append(member)
        else:
            groups.setdefault(found, []).append(member)
    if len(groups) <= 1:
        return [sorted([*without, *(m for group in groups.values() for m in group)])], []
    return sorted(groups.values()), without


def blocks(keys: Iterable[Iterable[Hashable]]) -> list[list[int]]:
    """Nodes that share a key, for each key that two or more have; in an order that the keys alone give."""
    found: dict[Hashable, list[int]] = {}
    for node, its_keys in enumerate(keys):
        for one in sorted(set(its_keys), key=repr):
            found.setdefault(one, []).append(node)
    return sorted(block for block in found.values() if len(block) > 1)
