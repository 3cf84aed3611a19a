"""Which of two annotations of one text mean the same thing."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from habeas.model.passage import Passage

Mine = TypeVar("Mine")
Yours = TypeVar("Yours")


def share(a: Passage, b: Passage) -> float:
    """The length that two passages share over the length of their union, 0 … 1 (Jaccard 1901)."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def nearest(a: Sequence[Passage], b: Sequence[Passage]) -> float:
    """The largest share of a passage of one with a passage of the other."""
    return max((share(x, y) for x in a for y in b), default=0.0)


def paired(
    gold: Sequence[Mine], read: Sequence[Yours], weigh: Callable[[Mine, Yours], tuple[float, float]], least: float
) -> dict[int, int]:
    """Places in `gold` and `read` that belong together, one to one, the best pair first.

    `weigh` gives the share of two, below `least` no pair, and what decides before it between pairs.
    """
    weighed = ((*weigh(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read))
    good = sorted((row for row in weighed if row[0] >= least), key=lambda row: (-row[1], -row[0], row[2], row[3]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in good:
        if i not in pairs and j not in taken:
            taken.add(j)
            pairs[i] = j
    return pairs
