"""Latent classes (method `lcmcr`): units differ in hidden ways that change how likely each list is to hold them.

What the priors mean, in plain words:
- Every class has its own chance for each list, and before the data any chance between 0 and 1 is as likely as another.
  So a class that no list can see is thought possible, and nothing in the data can rule it out.
- The concentration alpha (Gamma 1/4, 1/4) says how many classes there are: before the data one class that holds nearly
  all is likely, several of like size are possible; at most 10 have any weight.
- p(N) proportional to 1/N: twice the total is half as likely, whatever the total; no scale is preferred.

The draws stop when the ladders agree and are worth enough; where they do not within `Effort.rounds`, there is no interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from habeas.estimation.diagnostics import effective_size, modes, quantile_error, r_hat
from habeas.estimation.latent_model import CLASSES, RATE, SHAPE, Floats, LatentModel
from habeas.estimation.latent_sampler import LADDERS, RUNGS, WARM_UP, TemperedSampler
from habeas.estimation.overriding import refuse
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable, Counts
from habeas.estimation.wording import number, say

FEWEST = 3
LARGEST = 10**7
AGREED, ENOUGH = 1.01, 400.0  # refused above this R-hat and below this effective size
STOP_AGREED, STOP_ENOUGH = 1.005, 2000.0  # not refused, but drawing goes on until then
HORIZON, LEFT = 1000, 1e-3  # refused when more than LEFT of the draws lie beyond HORIZON n
SHOWN = (0.025, 0.1, 0.5, 0.9, 0.975)
DRAWS = 4000


@dataclass(frozen=True)
class Effort:
    """How long to draw: rounds of warm-up, rounds between two looks at the draws, and the most rounds there are."""

    warm_up: int = WARM_UP
    block: int = 200
    rounds: int = 3000


FULL = Effort()


def estimate_classes(table: CaptureTable, options: Options, effort: Effort = FULL) -> Estimate:
    """The posterior of the total under latent classes, on 3 lists or more. RefusalError where the draws disagree.

    `options.max_missing` keeps only draws with at most so many unseen (R's LCMCR keeps those up to 20 n).
    """
    if table.t < FEWEST:
        raise RefusalError("lcmcr_lists", say("lcmcr_lists", t=table.t))
    if table.n > LARGEST:
        raise RefusalError("too_many_units", say("too_many_units", most=LARGEST, n=table.n))
    missed, powers = draw_missed(table, options.seed, effort)
    unseen = _unseen(missed, table.n, options)
    details = {**_details(table, missed, unseen, options), "powers": powers}
    notes = _of_draws(missed, options, details) + _of_tail(table, unseen, options, details)
    low, high = options.tails
    return Estimate(
        method="lcmcr",
        n=table.n,
        estimate=table.n + _quantile(unseen, 0.5),
        low=table.n + _quantile(unseen, low),
        high=table.n + _quantile(unseen, high),
        level=options.level,
        assumption=say("assume_lcmcr"),
        warnings=(*notes, *_warnings(details)),
        details=details,
        draws=np.random.default_rng(options.seed).choice(unseen, DRAWS, replace=len(unseen) < DRAWS),
        seed=options.seed,
    )


def draw_missed(table: CaptureTable, seed: int, effort: Effort = FULL) -> tuple[Floats, list[float]]:
    """Posterior draws of the chance to be on no list, rounds x ladders, until they agree; the powers of the rungs."""
    sampler = TemperedSampler(LatentModel.of(*_ordered(table)), seed)
    sampler.warm_up(effort.warm_up)
    missed = sampler.draw(effort.block)
    while len(missed) < effort.rounds and not (r_hat(missed) < STOP_AGREED and effective_size(missed) > STOP_ENOUGH):
        missed = np.concatenate([missed, sampler.draw(effort.block)])
    return missed, [float(power) for power in sampler.powers]


def _ordered(table: CaptureTable) -> tuple[NDArray[np.bool_], Counts]:
    """Histories and counts with the lists in an order of their own, so that the order given does not move the draws."""
    shared = np.sort(table.overlaps, axis=1)
    key = {name: (*shared[j][::-1].tolist(), name) for j, name in enumerate(table.lists)}
    ordered = table.restrict(sorted(table.lists, key=key.__getitem__, reverse=True))
    return ordered.histories, ordered.counts


def _unseen(missed: Floats, n: int, options: Options) -> Floats:
    """Numbers unseen given the chances to be missed: negative binomial; those beyond a stated end are left out."""
    caught = np.maximum(1 - missed.ravel(), 1e-12)
    unseen = np.random.default_rng(options.seed).negative_binomial(n, caught).astype(np.float64)
    if options.max_missing is not None:
        unseen = unseen[unseen <= options.max_missing]
        if len(unseen) < ENOUGH:
            raise RefusalError("beyond_stated_end", say("beyond_stated_end", last=options.max_missing))
    return unseen


def _quantile(unseen: Floats, probability: float) -> int:
    return int(np.quantile(unseen, probability, method="inverted_cdf"))


def _details(table: CaptureTable, missed: Floats, unseen: Floats, options: Options) -> dict[str, object]:
    totals = table.n / np.maximum(1 - missed, 1e-12)
    chances = sorted({*SHOWN, *options.tails})
    return {
        "median": table.n + _quantile(unseen, 0.5),
        "quantiles": {f"{chance:g}": table.n + _quantile(unseen, chance) for chance in chances},
        "r_hat": r_hat(missed),
        "effective_size": effective_size(missed),
        "median_error": quantile_error(totals, 0.5),
        "modes": [{"at": round(mode.at), "share": mode.share} for mode in modes(totals)],
        "classes": CLASSES,
        "prior": {"shape": SHAPE, "rate": RATE},
        "max_missing": options.max_missing,
        "sampler": {"ladders": LADDERS, "rungs": RUNGS, "rounds": len(missed)},
    }


def _of_draws(missed: Floats, options: Options, details: Mapping[str, object]) -> list[Note]:
    """Whether the ladders agree and are worth enough."""
    agreement, size = r_hat(missed), effective_size(missed)
    if agreement <= AGREED and size >= ENOUGH:
        return []
    shown = {"r_hat": f"{agreement:.3f}", "allowed": f"{AGREED:g}", "size": f"{size:.0f}", "needed": f"{ENOUGH:.0f}"}
    return [refuse("not_converged", options, details, **shown)]


def _of_tail(table: CaptureTable, unseen: Floats, options: Options, details: Mapping[str, object]) -> list[Note]:
    """Whether the posterior ends at all."""
    beyond = float((unseen > HORIZON * table.n).mean())
    if beyond <= LEFT:
        return []
    return [refuse("unbounded_tail", options, details, beyond=f"{beyond:.2%}", times=HORIZON)]


def _warnings(details: Mapping[str, object]) -> list[Note]:
    hills = details["modes"]
    if not isinstance(hills, list) or len(hills) < 2:
        return []
    answers = " or ".join(f"about {number(hill['at'])} ({hill['share']:.0%})" for hill in hills)
    return [Note("separate_answers", say("separate_answers", answers=answers))]
