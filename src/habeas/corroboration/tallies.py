"""Counting origins: how many are certainly different, and how many there are at most.

What is said of one subject (a site, a unit, a person) is counted together: two origins that a third of the same subject may
be the same as count once in each of its findings too, so that no finding has more independent origins than its subject.
"""

from collections.abc import Iterable, Mapping, Sequence

from habeas.corroboration.disjoint import Apart, Disjoint
from habeas.corroboration.sameness import Same
from habeas.model.register import Tally

Parts = Mapping[int, int]
"""Origin (index) -> the smallest of those that it may be the same as, over any number of steps."""


class Counter:
    """Parts sets of origins into those that may be the same."""

    def __init__(self, number: int, same: Sequence[Same], apart: Apart | None = None) -> None:
        """`number`: of origins; `same`: groups of their indexes; `apart`: those that never count as one."""
        self._apart = apart or {}
        self._groups: list[list[int]] = [[] for _ in range(number)]
        for group, one in enumerate(same):
            for member in one.members:
                self._groups[member].append(group)

    def parts(self, origins: Iterable[int]) -> Parts:
        """The origins (indexes) of one subject, parted. Those of other subjects join nothing but through a shared group."""
        chosen = sorted(set(origins))
        sets = Disjoint(chosen, self._apart)
        first: dict[int, int] = {}
        for origin in chosen:
            for group in self._groups[origin]:
                sets.join(first.setdefault(group, origin), origin)
        return {origin: sets.name(origin) for origin in chosen}


def tally(origins: Iterable[int], parts: Parts) -> Tally:
    """The tally of these origins, which stand in `parts`."""
    chosen = set(origins)
    return Tally(independent=len({parts[origin] for origin in chosen}), at_most=len(chosen))
