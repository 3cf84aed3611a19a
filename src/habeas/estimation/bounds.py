"""The least number that the overlaps support: Chao's lower bound, and the lower confidence limit printed as "at least".

Two bounds are computed and the lower of their limits is used. Chao's from the units seen once and twice, with the
factor (t - 1) / t without which it exceeds the truth when lists are few; it presumes lists of like size. And the same
argument in a log-linear model that lets lists differ in size (Rcapture's "Mth Chao (LB)"). Both hold when units differ
in how easily they are found; neither holds when being on one list keeps a unit off another.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from habeas.estimation.fitting import fit_matrix
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.terms import design
from habeas.estimation.wording import say

MOST_BENT = 10  # lists; beyond it only the first bend is fitted, which takes seconds where all would take a minute


@dataclass(frozen=True)
class Bound:
    """A bound on the unseen, with the variance of that number."""

    unseen: float
    variance: float

    def limits(self, n: int, level: float) -> tuple[float, float]:
        """The log-normal interval of n + unseen, which never falls below n."""
        return lognormal(n, self.unseen, self.variance, level)


def lognormal(n: int, unseen: float, variance: float, level: float) -> tuple[float, float]:
    """The interval of Burnham and Chao for n + unseen at `level`."""
    if unseen <= 0:
        return float(n), float(n)
    z = float(norm.ppf((1 + level) / 2))
    factor = exp(min(z * sqrt(log(1 + variance / unseen**2)), 600.0))
    return n + unseen / factor, n + unseen * factor


def chao(table: CaptureTable) -> Bound:
    """Chao's bound with the factor (t - 1) / t; its bias-corrected form where no unit is on exactly two lists."""
    f1, f2 = (float(x) for x in (*table.frequencies[:2], 0, 0)[:2])
    share = (table.t - 1) / table.t
    if f2 > 0:
        ratio = f1 / f2
        return Bound(share * f1 * ratio / 2, f2 * (share / 2 * ratio**2 + share**2 * (ratio**3 + ratio**4 / 4)))
    unseen = share * f1 * (f1 - 1) / 2
    variance = unseen + share**2 * f1 * (2 * f1 - 1) ** 2 / 4 - share**2 * f1**4 / (4 * max(table.n + unseen, 1.0))
    return Bound(unseen, max(variance, 0.0))


def chao_by_list(table: CaptureTable) -> Bound | None:
    """The bound that lets lists differ in size; None where it does not exist.

    Beyond two lists a unit's expected count may only rise faster than independence says (that is what differences
    between units do): a bend downwards is set to zero, as in Rcapture, and so is one that no data settle.
    """
    matrix = design(tuple(1 << j for j in range(table.t)), table.t)
    times = table.histories[1:].sum(axis=1)
    bends = [k for k in range(3, table.t + 1) if table.frequencies[k - 1 :].any()]
    bends = bends[:1] if table.t > MOST_BENT else bends
    while True:
        columns: list[NDArray[np.float64]] = [np.maximum(times - k + 1, 0).astype(np.float64) for k in bends]
        found = fit_matrix(np.column_stack([matrix, *columns]), table.counts[1:])
        if found is None and not bends:
            return None
        if found is None:
            bends.pop()
            continue
        beta, variance = found
        downwards = [k for k, bend in zip(bends, beta[1 + table.t :], strict=True) if bend < 0]
        if not downwards:
            unseen = exp(min(float(beta[0]), 600.0))
            return Bound(unseen, unseen + unseen**2 * variance)
        bends.remove(downwards[0])


def lower_bound(table: CaptureTable, level: float) -> float | None:
    """The lower confidence limit of the lower of the two bounds; None without any overlap."""
    if table.t < 2 or table.recaptured == 0:
        return None
    bounds = [chao(table), chao_by_list(table)]
    return min(bound.limits(table.n, level)[0] for bound in bounds if bound is not None)


def estimate_chao(table: CaptureTable, options: Options) -> Estimate:
    """The bound as a method of its own. What may be quoted is `lower_bound`, not the point."""
    if table.recaptured == 0:
        raise RefusalError("no_overlap", say("no_overlap"))
    bound, by_list = chao(table), chao_by_list(table)
    low, high = bound.limits(table.n, options.level)
    f1, f2 = float(table.frequencies[0]), float(table.frequencies[1])
    smaller = by_list is not None and by_list.unseen < 0.9 * bound.unseen
    details: dict[str, object] = {
        "frequencies": table.frequencies,
        "standard_error": sqrt(bound.variance),
        "chao": table.n + f1 * f1 / (2 * f2) if f2 else None,
        "chao_bias_corrected": table.n + f1 * (f1 - 1) / (2 * (f2 + 1)),
        "chao_by_list": None if by_list is None else table.n + by_list.unseen,
        "chao_by_list_low": None if by_list is None else by_list.limits(table.n, options.level)[0],
        "zelterman": table.n / -np.expm1(-2 * f2 / f1) if f1 and f2 else None,
    }
    return Estimate(
        method="chao",
        n=table.n,
        estimate=table.n + bound.unseen,
        low=low,
        high=high,
        level=options.level,
        assumption=say("assume_chao"),
        warnings=(Note("unlike_lists", say("unlike_lists")),) if smaller else (),
        details=details,
    )
