"""Which log-linear model: the smallest BIC over all of them, or terms added one by one while chance would not explain.

Both choose for many tables at once, because a bootstrap must repeat the choice in every resampled table. Ties are
broken by fewer parameters, then the smaller total, so that the order of the lists decides nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc

from habeas.estimation.existence import Status, margins, status
from habeas.estimation.fitting import Array, Fits, fitted
from habeas.estimation.terms import Model, closed

Counts = NDArray[np.int64]


def by_criterion(fits: Fits, units: Array, kind: str = "bic") -> NDArray[np.int64]:
    """For each table the number of the best valid model, or -1 where none is valid."""
    values = fits.criterion(units, kind)
    order = np.lexsort((np.nan_to_num(fits.unseen, nan=np.inf), _wide(fits), np.round(values, 8)), axis=0)
    best = order[0]
    return np.where(np.isfinite(values[best, np.arange(values.shape[1])]), best, -1)


def _wide(fits: Fits) -> NDArray[np.int64]:
    return np.broadcast_to(fits.parameters[:, None], fits.unseen.shape)


@dataclass
class _Path:
    """Where stepwise selection stands for one table."""

    model: Model
    refused: set[int] = field(default_factory=set)
    done: bool = False


@dataclass(frozen=True)
class Steps:
    """For each table the model that stepwise selection ends with, and its unseen (NaN where even the first fails)."""

    models: tuple[Model, ...]
    unseen: Array


def stepwise(counts: Counts, t: int, threshold: float, always: Sequence[int] = ()) -> Steps:
    """Add the pair of lists whose overlap is least likely by chance, while that chance is below `threshold`.

    The chance is the smaller Poisson tail of the observed overlap under the present model (Chan, Silverman & Vincent
    2021). A pair with which no finite, unique estimate exists is passed over.
    """
    tables = np.atleast_2d(counts)
    pairs = tuple((1 << a) | (1 << b) for a, b in combinations(range(t), 2))
    overlaps = margins(tables)[:, pairs]
    paths = [_Path(closed(always, t)) for _ in tables]
    unseen, means = _start(tables, paths[0].model)
    for path, first in zip(paths, unseen, strict=True):
        path.done = bool(np.isnan(first))
    inside = ((np.arange(1, 1 << t)[:, None] & np.array(pairs)) == np.array(pairs)).astype(np.float64)
    while True:
        wanted = _wanted(paths, _chances(overlaps, means @ inside), pairs, threshold, overlaps - means @ inside)
        if not wanted:
            return Steps(tuple(path.model for path in paths), unseen)
        for (model, pair), numbers in wanted.items():
            larger = tuple(sorted((*model, pair)))
            beta, mu, valid = fitted(tables[numbers], larger)
            for at, number in enumerate(numbers):
                if valid[at] and _stands(larger, tables[number], t, len(tables)):
                    paths[number] = _Path(larger)
                    unseen[number], means[number] = np.exp(beta[at, 0]), mu[at]
                else:
                    paths[number].refused.add(pair)


def _start(tables: Counts, model: Model) -> tuple[Array, Array]:
    beta, means, valid = fitted(tables, model)
    with np.errstate(over="ignore"):
        return np.where(valid, np.exp(beta[:, 0]), np.nan), means


def _stands(model: Model, counts: Counts, t: int, tables: int) -> bool:
    """The programme itself is solved for a single table; in a bootstrap the settled fit is certificate enough."""
    return tables > 1 or status(model, counts, t) is Status.OK


def _chances(overlaps: Counts, expected: Array) -> Array:
    below = gammaincc(overlaps + 1, expected)
    above = np.where(overlaps == 0, 1.0, gammainc(np.maximum(overlaps, 1), expected))
    return np.asarray(np.minimum(below, above))


def _wanted(
    paths: Sequence[_Path], chances: Array, pairs: tuple[int, ...], threshold: float, excess: Array
) -> dict[tuple[Model, int], list[int]]:
    """The tables that want one more pair, by their present model and that pair; the others are marked as done."""
    wanted: defaultdict[tuple[Model, int], list[int]] = defaultdict(list)
    for number, path in enumerate(paths):
        if path.done:
            continue
        free = [
            (chances[number, at], -abs(excess[number, at]), at)
            for at, pair in enumerate(pairs)
            if pair not in path.model and pair not in path.refused
        ]
        best = min(free, default=(1.0, 0.0, -1))
        if best[0] < threshold:
            wanted[path.model, pairs[best[2]]].append(number)
        else:
            path.done = True
    return wanted
