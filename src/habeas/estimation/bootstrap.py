"""Intervals by resampling: new tables of a population of the estimated size, the model chosen anew in each.

The unseen are drawn too, so that the interval covers that another sample would have found more or fewer units; the
published packages hold the observed number fixed. BCa after DiCiccio & Efron (1996), quantiles of type 8 as there.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from habeas.estimation.fitting import Array
from habeas.estimation.tables import CaptureTable, Counts

MOST_UNITS = 10**15


@dataclass(frozen=True)
class Resampled:
    """Tables drawn from the estimated population, and the table less one unit of each observed history."""

    drawn: Counts
    less_one: Counts
    weights: Counts


def resampled(table: CaptureTable, unseen: float, replicates: int, seed: int) -> Resampled:
    """`replicates` tables, the same for the same seed whatever the order of the lists; and the jackknife's tables."""
    counts: Counts = np.array(table.counts)
    counts[0] = int(min(round(unseen), MOST_UNITS))
    cells = np.flatnonzero(counts)
    order = cells[np.lexsort((_signature(table)[cells], -counts[cells]))]
    random = np.random.default_rng(seed)
    drawn: Counts = np.zeros((replicates, len(counts)), dtype=np.int64)
    drawn[:, order] = random.multinomial(int(counts.sum()), counts[order] / counts.sum(), size=replicates)
    drawn[:, 0] = 0
    observed = np.flatnonzero(table.counts)
    less_one = np.repeat(table.counts[None], len(observed), axis=0)
    less_one[np.arange(len(observed)), observed] -= 1
    return Resampled(drawn, less_one, table.counts[observed])


def _signature(table: CaptureTable) -> NDArray[np.int64]:
    """A rank of each history that does not depend on the order of the lists (up to lists that are exchangeable)."""
    return table.histories[:, table.canonical_order].astype(np.int64) @ (1 << np.arange(table.t))


def bca(point: float, draws: Array, less_one: Array, weights: NDArray[np.int64], tails: tuple[float, float]) -> Array:
    """The bias-corrected and accelerated limits for the two tail probabilities; `draws` without NaN."""
    same = np.abs(draws - point) <= 1e-9 * abs(point)  # small tables give the very same total again and again
    share = ((draws < point) & ~same).mean() + same.mean() / 2
    share = np.clip(share, 0.5 / len(draws), 1 - 0.5 / len(draws))
    shift = norm.ppf(share)
    kept = np.isfinite(less_one)
    weight = weights[kept].astype(np.float64)
    centred = (weight * less_one[kept]).sum() / weight.sum() - less_one[kept] if kept.any() else np.zeros(1)
    weight = weight if kept.any() else np.ones(1)
    spread = float((weight * centred**2).sum())
    acceleration = float((weight * centred**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    normal = norm.ppf(tails) + shift
    levels = norm.cdf(shift + normal / np.maximum(1 - acceleration * normal, 1e-6))
    return np.asarray(np.quantile(draws, levels, method="median_unbiased"))
