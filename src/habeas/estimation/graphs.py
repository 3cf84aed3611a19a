"""Decomposable graphs on a few lists: which sets of lists may depend on each other, and how a likelihood factorises.

An edge joins two lists that may depend on each other directly. A graph is decomposable (chordal) when its lists can be
taken out one by one, each with neighbours that are all joined to each other. The likelihood of such a graph is the
product over its cliques divided by the product over its separators; `terms` holds those exponents, so that the
likelihoods of all graphs are one matrix product. Sets of lists are bitmasks, as in `CaptureTable`: bit j is list j.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.int8]

MAX_VERTICES = 6


@dataclass(frozen=True)
class Graphs:
    """All decomposable graphs on `vertices` lists.

    `edges[g]` are the graph's edges as bits, in the order of `combinations(range(vertices), 2)`; `terms[g, s]` is the
    exponent of the set of lists s: 1 for a clique, minus its multiplicity for a separator; column 0 is empty.
    """

    vertices: int
    edges: NDArray[np.int64]
    terms: Terms

    def __len__(self) -> int:
        return len(self.edges)

    def cliques(self, graph: int) -> list[int]:
        """The cliques of one graph as sets of lists, largest first: a clique is never also a separator."""
        return sorted((int(s) for s in np.flatnonzero(self.terms[graph] > 0)), key=lambda s: (-s.bit_count(), s))


@cache
def decomposable_graphs(vertices: int) -> Graphs:
    """All decomposable graphs on 1 to 6 labelled vertices: 1, 2, 8, 61, 822, 18154. Another number is a ValueError."""
    if not 1 <= vertices <= MAX_VERTICES:
        raise ValueError(f"graphs on {vertices} lists are not enumerated, only on 1 to {MAX_VERTICES}")
    pairs = list(combinations(range(vertices), 2))
    edges = np.arange(1 << len(pairs), dtype=np.int64)
    neighbours = np.zeros((len(edges), vertices), dtype=np.int64)
    for bit, (a, b) in enumerate(pairs):
        joined = edges >> bit & 1
        neighbours[:, a] |= joined << b
        neighbours[:, b] |= joined << a
    terms, left = _eliminate(neighbours)
    chordal = left == 0
    kept, found = edges[chordal], terms[chordal]
    for array in (kept, found):
        array.setflags(write=False)
    return Graphs(vertices, kept, found)


def _eliminate(neighbours: NDArray[np.int64]) -> tuple[Terms, NDArray[np.int64]]:
    """Take out, in all graphs at once, vertices whose neighbours are all joined; what is left of a chordal graph is 0.

    Taking out v with neighbours B multiplies by f(v and B) and divides by f(B): over the whole order that is the
    product over cliques divided by separators, whatever the order was.
    """
    graphs, vertices = neighbours.shape
    left = np.full(graphs, (1 << vertices) - 1, dtype=np.int64)
    terms = np.zeros((graphs, 1 << vertices), dtype=np.int8)
    for _ in range(vertices):
        for v in range(vertices):
            beside = neighbours[:, v] & left
            taken = (left >> v & 1).astype(bool)
            for u in range(vertices):
                lacking = beside & ~neighbours[:, u] & ~(1 << u)
                taken &= ((beside >> u & 1) == 0) | (lacking == 0)
            rows = np.flatnonzero(taken)
            np.add.at(terms, (rows, beside[rows] | 1 << v), 1)
            np.add.at(terms, (rows, beside[rows]), -1)
            left[rows] &= ~(1 << v)
    terms[:, 0] = 0
    return terms, left
