"""Counting origins: how many are certainly different, and how many there are at most."""

from collections.abc import Iterable, Sequence

from habeas.corroboration.disjoint import Disjoint
from habeas.corroboration.sameness import Same
from habeas.model.register import Tally


class Counter:
    """Counts sets of origins after joining those that may be the same."""

    def __init__(self, number: int, same: Sequence[Same]) -> None:
        """`number`: of origins; `same`: groups of their indexes."""
        self._groups: list[list[int]] = [[] for _ in range(number)]
        for group, one in enumerate(same):
            for member in one.members:
                self._groups[member].append(group)

    def tally(self, origins: Iterable[int]) -> Tally:
        """The tally of these origins (indexes); origins outside the set join nothing in it but through a shared group."""
        chosen = sorted(set(origins))
        sets = Disjoint(chosen)
        first: dict[int, int] = {}
        for origin in chosen:
            for group in self._groups[origin]:
                sets.join(first.setdefault(group, origin), origin)
        return Tally(independent=sets.number(), at_most=len(chosen))
