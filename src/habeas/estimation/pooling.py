"""Estimates put together: the total over strata, and the average over decisions on unsure links.

Both work on the draws of the unseen, so that uncertainty adds up as it should; both name what they were made of.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import chi2_contingency

from habeas.estimation.results import Draws, Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say

DRAWN = 4000
UNALIKE = 0.01


def over_strata(results: Mapping[str, Estimate], options: Options | None = None) -> Estimate:
    """The total of estimates of separate strata: the sum of their numbers, its interval from the sum of their draws.

    RefusalError where a stratum was refused or its method has no draws (the lower bounds are not added up: their sum
    would be too careful).
    """
    options = options or Options()
    for name, result in results.items():
        if result.estimate is None or result.draws is None or not len(result.draws):
            why = result.refused or "its method gives no draws."
            raise RefusalError("strata_need_draws", say("strata_need_draws", name=name, why=why))
    random = np.random.default_rng(options.seed)
    unseen = sum((_drawn(results[name], random) for name in sorted(results)), np.zeros(DRAWN))
    n = sum(result.n for result in results.values())
    low, high = np.quantile(unseen, options.tails)
    return Estimate(
        method="strata",
        n=n,
        estimate=sum(result.estimate or 0.0 for result in results.values()),
        low=n + float(low),
        high=n + float(high),
        level=options.level,
        assumption=" ".join(dict.fromkeys(result.assumption for result in results.values())),
        warnings=tuple(dict.fromkeys(note for result in results.values() for note in result.warnings)),
        details={"strata": {name: [r.estimate, r.low, r.high] for name, r in sorted(results.items())}},
        draws=unseen,
        seed=options.seed,
    )


def strata_differ(tables: Mapping[str, CaptureTable]) -> Note | None:
    """Said where strata overlap in ways that chance does not explain (chi-square at 1 %): one total would mislead."""
    rows = np.array([table.counts for _, table in sorted(tables.items()) if table.n])
    rows = rows[:, rows.any(axis=0)] if len(rows) else rows
    if len(rows) < 2 or rows.shape[1] < 2:
        return None
    chance = float(chi2_contingency(rows).pvalue)
    return Note("strata_differ", say("strata_differ")) if chance < UNALIKE else None


def over_links(results: Sequence[Estimate], options: Options | None = None) -> Estimate:
    """The same method on the tables of several link decisions, each as likely as its share of them (Sadinle).

    Its number is the median of all draws; `details` give the totals of each decision and the share of the variance
    that comes from the links. RefusalError where one decision has no estimate.
    """
    options = options or Options()
    for result in results:
        if result.estimate is None or result.draws is None or not len(result.draws):
            why = result.refused or "its method gives no draws."
            raise RefusalError("links_need_draws", say("links_need_draws", count=len(results), why=why))
    random = np.random.default_rng(options.seed)
    totals = np.array([result.n + _drawn(result, random) for result in results])
    within, between = float(totals.var(axis=1).mean()), float(totals.mean(axis=1).var())
    share = between / (within + between) if within + between > 0 else 0.0
    low, middle, high = np.quantile(totals, (options.tails[0], 0.5, options.tails[1]))
    numbers = [float(result.estimate or 0.0) for result in results]
    text = say("links_matter", low=min(numbers), high=max(numbers), share=100 * share)
    bounds = [result.lower_bound for result in results if result.lower_bound is not None]
    return Estimate(
        method="links",
        n=min(result.n for result in results),
        estimate=float(middle),
        low=float(low),
        high=float(high),
        level=options.level,
        lower_bound=min(bounds, default=None),
        assumption=results[0].assumption,
        warnings=(*dict.fromkeys(n for r in results for n in r.warnings), Note("links_matter", text)),
        details={"decisions": numbers, "observed": [r.n for r in results], "share_of_links": share},
        draws=totals.ravel() - min(result.n for result in results),
        seed=options.seed,
    )


def _drawn(result: Estimate, random: np.random.Generator) -> Draws:
    if result.draws is None:
        raise RefusalError("strata_need_draws", say("strata_need_draws", name=result.method, why="no draws."))
    return np.asarray(random.choice(result.draws, size=DRAWN), dtype=np.float64)
