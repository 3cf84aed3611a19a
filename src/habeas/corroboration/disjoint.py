"""Disjoint sets whose name is their smallest member, so that joining in another order gives the same names."""

from collections.abc import Iterable
from typing import Generic, TypeVar

Member = TypeVar("Member", int, str)


class Disjoint(Generic[Member]):
    """Sets of members, each alone at first."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._parent: dict[Member, Member] = {member: member for member in members}

    def name(self, member: Member) -> Member:
        """The smallest member of the set."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, one: Member, other: Member) -> None:
        """Make the sets of both one."""
        one, other = self.name(one), self.name(other)
        self._parent[max(one, other)] = min(one, other)
