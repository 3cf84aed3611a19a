"""Disjoint sets whose name is their smallest member, so that joining in another order gives the same names."""

from collections.abc import Collection, Iterable, Mapping
from typing import Generic, TypeVar

Member = TypeVar("Member", int, str)
Apart = Mapping[int, Collection[int]]
"""Origin (index) -> those that a reviewer judged different from it."""


def differ(apart: Apart, one: int, other: int) -> bool:
    """Whether a reviewer judged two origins different."""
    return other in apart.get(one, ())


class Disjoint(Generic[Member]):
    """Sets of members, each alone at first."""

    def __init__(self, members: Iterable[Member], apart: Mapping[Member, Collection[Member]] | None = None) -> None:
        """`apart`: members that never come into one set, whatever is joined."""
        self._parent: dict[Member, Member] = {member: member for member in members}
        known = ((member, foes) for member, foes in (apart or {}).items() if member in self._parent)
        self._foes: dict[Member, set[Member]] = {member: set(foes) for member, foes in known}

    def name(self, member: Member) -> Member:
        """The smallest member of the set."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, one: Member, other: Member) -> None:
        """Make the sets of both one, unless they hold members that are to stay apart."""
        one, other = self.name(one), self.name(other)
        foes = self._foes.get(one, set())
        if one == other or any(foe in self._parent and self.name(foe) == other for foe in foes):
            return
        low, high = min(one, other), max(one, other)
        self._parent[high] = low
        if high in self._foes:
            self._foes.setdefault(low, set()).update(self._foes.pop(high))
