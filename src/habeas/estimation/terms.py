"""Hierarchical log-linear models: which interactions of lists a model holds, enumerated and named.

A term is the bitmask of its lists; a model is the sorted tuple of its terms (the intercept left out). Invariants: a
model contains every single list and, with a term, each part of it; none contains the interaction of all lists, which no
data can inform. Models are named by their largest terms, lists numbered from 1, as in `[123,14,34]`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Model = tuple[int, ...]

MOST_MODELS = 40_000


def closed(generators: Iterable[int], t: int) -> Model:
    """The smallest hierarchical model over t lists that holds these terms."""
    terms = {1 << j for j in range(t)}
    for generator in generators:
        part = generator
        while part:
            terms.add(part)
            part = (part - 1) & generator
    return tuple(sorted(terms))


def generators(model: Model) -> tuple[int, ...]:
    """The terms that no other term of the model contains."""
    return tuple(term for term in model if not any(term != other and term & other == term for other in model))


def label(model: Model, t: int) -> str:
    """The model's name: its generators, larger first, then by list number."""
    members = [[j + 1 for j in range(t) if term >> j & 1] for term in generators(model)]
    between = "." if t > 9 else ""
    return "[" + ",".join(between.join(map(str, m)) for m in sorted(members, key=lambda m: (-len(m), m))) + "]"


def groups(model: Model, lists: Sequence[str]) -> str:
    """The groups of lists that the model lets depend on each other, by name; "none" for independence."""
    names = [
        [name for j, name in enumerate(lists) if term >> j & 1] for term in generators(model) if term.bit_count() > 1
    ]
    return "; ".join(" with ".join(group) for group in sorted(names, key=lambda group: (-len(group), group))) or "none"


@lru_cache(maxsize=32)
def hierarchical(t: int, max_order: int, always: Model = ()) -> tuple[Model, ...]:
    """Every hierarchical model over t lists with terms of at most `max_order` lists, each holding the terms `always`.

    8 models for 3 lists, 113 for 4; ValueError beyond MOST_MODELS.
    """
    order = min(max_order, t - 1)
    base = frozenset(closed(always, t))
    found = {base}
    for size in range(2, order + 1):
        terms = [sum(1 << j for j in chosen) for chosen in combinations(range(t), size)]
        possible = {model: [term for term in terms if term not in model and _parts(term) <= model] for model in found}
        if sum(2 ** len(free) for free in possible.values()) > MOST_MODELS:
            raise ValueError(f"more than {MOST_MODELS} models")
        found = {model.union(chosen) for model, free in possible.items() for chosen in _subsets(free)}
    return tuple(sorted((tuple(sorted(model)) for model in found), key=lambda model: (len(model), model)))


def _parts(term: int) -> set[int]:
    """The terms with one list less."""
    return {term & ~(1 << j) for j in range(term.bit_length()) if term >> j & 1}


def _subsets(items: list[int]) -> Iterator[tuple[int, ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)


def design(model: Model, t: int) -> NDArray[np.float64]:
    """The model matrix: a row for each capture history 1 ... 2^t - 1, the intercept and a column for each term."""
    histories = np.arange(1, 1 << t)[:, None]
    terms = np.array((0, *model))
    return np.asarray((histories & terms) == terms, dtype=np.float64)
