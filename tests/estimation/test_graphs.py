"""Decomposable graphs against their definition: no cycle of four or more lists without a chord."""

from itertools import combinations

import numpy as np
import pytest

from habeas.estimation.graphs import decomposable_graphs


def neighbours(vertices, edges):
    pairs = list(combinations(range(vertices), 2))
    joined = {pair for bit, pair in enumerate(pairs) if edges >> bit & 1}
    return {v: {u for u in range(vertices) if (min(u, v), max(u, v)) in joined} for v in range(vertices)}


def is_cycle(beside, chosen):
    """Whether these vertices and the edges among them are one chordless cycle."""
    inner = {v: beside[v] & chosen for v in chosen}
    if any(len(found) != 2 for found in inner.values()):
        return False
    start = min(chosen)
    reached, todo = {start}, [start]
    while todo:
        for u in inner[todo.pop()] - reached:
            reached.add(u)
            todo.append(u)
    return reached == chosen


def is_chordal(vertices, edges):
    beside = neighbours(vertices, edges)
    larger = (set(c) for size in range(4, vertices + 1) for c in combinations(range(vertices), size))
    return not any(is_cycle(beside, chosen) for chosen in larger)


def maximal_cliques(vertices, edges):
    beside = neighbours(vertices, edges)
    cliques = [
        set(c)
        for size in range(1, vertices + 1)
        for c in combinations(range(vertices), size)
        if all(b in beside[a] for a, b in combinations(c, 2))
    ]
    return [c for c in cliques if not any(c < other for other in cliques)]


def separators(cliques):
    """The intersections along a maximum spanning tree of the cliques, with their multiplicity; empty ones left out."""
    links = sorted(((len(a & b), i, j) for (i, a), (j, b) in combinations(enumerate(cliques), 2)), reverse=True)
    group = list(range(len(cliques)))
    found = []
    for size, i, j in links:
        if group[i] != group[j]:
            group = [group[i] if g == group[j] else g for g in group]
            if size:
                found.append(cliques[i] & cliques[j])
    return found


def bits(chosen):
    return sum(1 << v for v in chosen)


@pytest.mark.parametrize(("vertices", "count"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_there_are_as_many_as_is_known(vertices, count):
    assert len(decomposable_graphs(vertices)) == count


@pytest.mark.parametrize("vertices", [3, 4, 5])
def test_they_are_the_chordal_graphs_and_no_others(vertices):
    chordal = [edges for edges in range(1 << vertices * (vertices - 1) // 2) if is_chordal(vertices, edges)]
    assert decomposable_graphs(vertices).edges.tolist() == chordal


@pytest.mark.parametrize(("vertices", "step"), [(3, 1), (4, 1), (5, 7), (6, 401)])
def test_terms_are_cliques_and_separators_of_a_junction_tree(vertices, step):
    graphs = decomposable_graphs(vertices)
    for g in range(0, len(graphs), step):
        cliques = maximal_cliques(vertices, int(graphs.edges[g]))
        expected = np.zeros(1 << vertices, dtype=int)
        np.add.at(expected, [bits(c) for c in cliques], 1)
        np.add.at(expected, [bits(s) for s in separators(cliques)], -1)
        assert graphs.terms[g].tolist() == expected.tolist()
        assert sorted(graphs.cliques(g)) == sorted(bits(c) for c in cliques)


def test_the_last_graph_joins_all_lists():
    assert decomposable_graphs(4).cliques(60) == [15]


@pytest.mark.parametrize("vertices", [0, 7])
def test_other_numbers_are_refused(vertices):
    with pytest.raises(ValueError, match="not enumerated"):
        decomposable_graphs(vertices)
