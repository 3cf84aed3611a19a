"""Sample coverage (Chao & Tsay 1998, the estimators of CARE1): the share of all captures that other lists confirm.

Three totals: as if lists were independent, for high coverage, and a one-step lower form for low coverage. The package
returns n, or infinity, where the overlaps do not carry the high-coverage form; here that form is then not offered.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from habeas.estimation.bootstrap import resampled
from habeas.estimation.bounds import lognormal
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say

ENOUGH = 0.55


@dataclass(frozen=True)
class Coverage:
    """The estimated coverage and the three totals; `high` is None where it is not finite or below n."""

    share: float
    independent: float
    high: float | None
    low: float


def coverage(table: CaptureTable) -> Coverage | None:
    """The totals, or None where nothing overlaps or a list is empty."""
    t, sizes = table.t, table.sizes.astype(np.float64)
    if (sizes == 0).any() or table.recaptured == 0:
        return None
    alone = np.array([table.counts[1 << j] for j in range(t)], dtype=np.float64)
    share = 1 - float((alone / sizes).mean())
    confirmed = table.n - float(alone.mean())
    simple = confirmed / share
    sums = ratios = excess = 0.0
    pairs = []
    for i, j in combinations(range(t), 2):
        exactly = float(alone[i] + alone[j]) + 2 * float(table.counts[1 << i | 1 << j])
        ratio = float(table.overlaps[i, j]) / float(sizes[i] * sizes[j])
        sums += exactly
        ratios += exactly * ratio
        excess += exactly * (simple * ratio - 1)
        pairs.append((exactly, ratio))
    once = simple + excess / (t * share)
    low = simple + sum(exactly * (ratio * once - 1) for exactly, ratio in pairs) / (t * share)
    numerator, denominator = t * confirmed - sums, t * share - ratios
    high = numerator / denominator if numerator > 1e-4 and denominator > 0 else None
    return Coverage(share, float(simple), high if high is not None and high >= table.n else None, float(low))


def estimate_coverage(table: CaptureTable, options: Options) -> Estimate:
    """The high-coverage total where coverage is at least 55 % and it exists, else the low-coverage one."""
    found = coverage(table)
    if found is None:
        raise RefusalError("no_overlap", say("no_overlap"))
    high = found.high if found.share >= ENOUGH else None
    total = high if high is not None else found.low
    details: dict[str, object] = {
        "coverage": found.share,
        "form": "high" if high is not None else "low",
        "independent": found.independent,
        "high_coverage": found.high,
        "low_coverage": found.low,
    }
    if total < table.n:
        raise RefusalError("coverage_below_n", say("coverage_below_n"), details)
    error = _standard_error(table, total, high is not None, options)
    low, top = lognormal(table.n, total - table.n, error**2, options.level)
    notes = () if high is not None else (Note("low_coverage", say("low_coverage", share=100 * found.share)),)
    return Estimate(
        method="coverage",
        n=table.n,
        estimate=total,
        low=low,
        high=top,
        level=options.level,
        assumption=say("assume_coverage"),
        warnings=notes,
        details={**details, "standard_error": error, "replicates": options.replicates},
        seed=options.seed,
    )


def _standard_error(table: CaptureTable, total: float, high: bool, options: Options) -> float:
    """Of bootstrap totals: populations of the estimated size, captured anew."""
    drawn = resampled(table, total - table.n, max(options.replicates, 200), options.seed).drawn
    found = [coverage(CaptureTable(table.lists, counts)) for counts in drawn]
    totals = [one.high if high else one.low for one in found if one is not None]
    return float(np.std([value for value in totals if value is not None], ddof=1))
