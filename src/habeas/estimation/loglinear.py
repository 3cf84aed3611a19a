"""Log-linear estimates: every hierarchical model or stepwise selection, with an interval that repeats the choice.

The number is n + exp(intercept) of the chosen model. It is never shown without the models within 2 BIC of it, which
fit about as well and may say something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.stats import chi2

from habeas.estimation import selection
from habeas.estimation.bootstrap import bca, resampled
from habeas.estimation.bounds import lognormal
from habeas.estimation.existence import status
from habeas.estimation.fitting import Array, Fits, fit
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable, Counts
from habeas.estimation.terms import Model, closed, groups, hierarchical, label
from habeas.estimation.wording import say

MOST_LISTS = 10
CLOSE = 2.0
SHORTLIST = (60, 40.0)
FRAGILE, UNSTABLE = 0.5, 0.05
UNFIT = 0.001


@dataclass(frozen=True)
class _Search:
    """The models in question with their fits, and the number of the chosen one."""

    models: tuple[Model, ...]
    fits: Fits
    chosen: int
    how: str

    def total(self, n: int, number: int) -> float:
        return n + float(self.fits.unseen[number, 0])


def estimate_loglinear(table: CaptureTable, options: Options) -> Estimate:
    """The chosen model's total; the interval is BCa, or log-normal for the model as given without replicates."""
    if table.t > MOST_LISTS:
        raise RefusalError("too_many_lists", say("too_many_lists", t=table.t, most=MOST_LISTS))
    always = declared(table, options)
    search = _search(table, options, always)
    total = search.total(table.n, search.chosen)
    details = {**_details(table, search), "choices": _choices(table, options, search, always)}
    fits = search.fits
    low, high = lognormal(table.n, total - table.n, float(fits.errors()[search.chosen, 0]) ** 2, options.level)
    details["interval_of_the_model"] = [low, high]
    notes = _notes(table, search, options)
    draws = None
    if options.replicates:
        low, high, draws, missing = _resampled_interval(table, search, options, always)
        details |= {"replicates": options.replicates, "replicates_without_estimate": missing}
        if missing > FRAGILE * options.replicates:
            raise RefusalError("fragile", say("fragile", share=100 * missing / options.replicates), details)
        if missing > UNSTABLE * options.replicates:
            notes.append(
                Note("unstable_replicates", say("unstable_replicates", share=100 * missing / options.replicates))
            )
    else:
        notes.append(Note("model_given", say("model_given")))
    model = search.models[search.chosen]
    return Estimate(
        method="loglinear",
        n=table.n,
        estimate=total,
        low=low,
        high=high,
        level=options.level,
        assumption=say("assume_loglinear", model=groups(model, table.lists), t=table.t),
        warnings=tuple(notes),
        details=details,
        draws=draws,
        seed=options.seed,
    )


def declared(table: CaptureTable, options: Options) -> Model:
    """The terms of the pairs that the user declared as dependent; names that are no lists are an error."""
    return tuple(sorted({sum(1 << table.index(name) for name in pair) for pair in options.dependent}))


def _search(table: CaptureTable, options: Options, always: Model) -> _Search:
    if how(table, options) == "stepwise":
        return _stepwise(table, options, always)
    order = options.max_order or (table.t - 1 if table.t <= 4 else 2)
    try:
        models = hierarchical(table.t, order, always)
    except ValueError:
        raise RefusalError("too_many_models", say("too_many_models", t=table.t, order=order)) from None
    fits = fit(table.counts, models)
    chosen = int(selection.by_criterion(fits, np.array([table.n], dtype=np.float64))[0])
    if chosen < 0:
        raise _without_model(table, always)
    return _Search(models, fits, chosen, "bic")


def how(table: CaptureTable, options: Options) -> str:
    """BIC over all models up to 5 lists, stepwise beyond, unless the options say which."""
    return ("bic" if table.t <= 5 else "stepwise") if options.selection == "auto" else options.selection


def _stepwise(table: CaptureTable, options: Options, always: Model) -> _Search:
    steps = selection.stepwise(table.counts, table.t, options.threshold, always)
    if not np.isfinite(steps.unseen[0]):
        raise _without_model(table, always)
    chosen = steps.models[0]
    models = (chosen, *_neighbours(chosen, table.t, always))
    return _Search(models, fit(table.counts, models), 0, "stepwise")


def _neighbours(model: Model, t: int, always: Model) -> list[Model]:
    """The models with one pair of lists more or less."""
    found = []
    for a, b in combinations(range(t), 2):
        pair = 1 << a | 1 << b
        if pair not in always:
            found.append(tuple(sorted(set(model) ^ {pair})))
    return found


def _without_model(table: CaptureTable, always: Model) -> RefusalError:
    if not always:
        return RefusalError("no_model", say("no_model"))
    model = closed(always, table.t)
    why = say(f"why_{int(status(model, table.counts, table.t)) or 1}")
    text = say("dependence_without_estimate", model=label(model, table.t), why=why)
    return RefusalError("dependence_without_estimate", text)


def _details(table: CaptureTable, search: _Search) -> dict[str, object]:
    fits, units = search.fits, np.array([table.n], dtype=np.float64)
    bic, aic = fits.criterion(units)[:, 0], fits.criterion(units, "aic")[:, 0]
    order = np.lexsort((np.nan_to_num(fits.unseen[:, 0], nan=np.inf), bic))
    best = search.chosen

    def row(number: int) -> dict[str, object]:
        return {
            "model": label(search.models[number], table.t),
            "estimate": search.total(table.n, number),
            "standard_error": float(fits.errors()[number, 0]),
            "deviance": float(fits.deviances[number, 0]),
            "degrees_of_freedom": (1 << table.t) - 1 - int(fits.parameters[number]),
            "aic": float(aic[number]),
            "bic": float(bic[number]),
            "infinite_parameters": int(fits.infinite[number, 0]),
        }

    close = [int(number) for number in order if bic[number] <= bic[best] + CLOSE]
    totals = [search.total(table.n, number) for number in {*close, best}]
    return {
        **row(best),
        "selection": search.how,
        "models_fitted": int(fits.valid.sum()),
        "models_without_estimate": int((~fits.valid).sum()),
        "spread": {"within_bic": CLOSE, "low": min(totals), "high": max(totals), "models": [row(i) for i in close]},
        "models": [row(int(number)) for number in order[:10] if np.isfinite(bic[number])],
        "lists": {str(j + 1): name for j, name in enumerate(table.lists)},
    }


def _choices(table: CaptureTable, options: Options, search: _Search, always: Model) -> list[dict[str, object]]:
    """What each way of choosing gives on the same table: the two published ones often differ by half."""
    found = {search.how: search}
    for other in ("stepwise", *(("bic",) if table.t <= 5 else ())):
        if other not in found:
            try:
                found[other] = _search(table, replace(options, selection=other), always)
            except RefusalError:
                continue
    return [
        {"selection": name, "model": label(one.models[one.chosen], table.t), "estimate": one.total(table.n, one.chosen)}
        for name, one in sorted(found.items())
    ]


def _notes(table: CaptureTable, search: _Search, options: Options) -> list[Note]:
    fits, units = search.fits, np.array([table.n], dtype=np.float64)
    bic = fits.criterion(units)[:, 0]
    close = [search.total(table.n, int(i)) for i in np.flatnonzero(bic <= bic[search.chosen] + CLOSE)]
    notes = []
    if max(close) > 1.2 * min(close):
        notes.append(Note("rivals", say("rivals", low=min(close), high=max(close))))
    if fits.infinite[search.chosen, 0]:
        notes.append(Note("infinite_parameter", say("infinite_parameter")))
    if _misfit(table, search) < UNFIT:
        notes.append(Note("poor_fit", say("poor_fit")))
    if options.dependent:
        pairs = "; ".join(" and ".join(pair) for pair in options.dependent)
        notes.append(Note("declared", say("declared", pairs=pairs)))
    return notes


def _misfit(table: CaptureTable, search: _Search) -> float:
    """How often chance alone would take overlaps as far from the chosen model as these (chi-square on the deviance)."""
    free = (1 << table.t) - 1 - int(search.fits.parameters[search.chosen])
    return float(chi2.sf(search.fits.deviances[search.chosen, 0], free)) if free > 0 else 1.0


def _resampled_interval(
    table: CaptureTable, search: _Search, options: Options, always: Model
) -> tuple[float, float, Array, int]:
    """The limits, the draws of the unseen, and how many resampled tables had no estimate."""
    total = search.total(table.n, search.chosen)
    again = resampled(table, total - table.n, options.replicates, options.seed)
    tables = np.concatenate([again.drawn, again.less_one])
    totals = _totals(tables, table, search, options, always)
    draws, less_one = totals[: options.replicates], totals[options.replicates :]
    finite = draws[np.isfinite(draws)]
    missing = options.replicates - len(finite)
    if not len(finite):
        return total, total, finite, missing
    low, high = bca(total, finite, less_one, again.weights, options.tails)
    return max(float(low), float(table.n)), float(high), np.maximum(finite - table.n, 0.0), missing


def _totals(tables: Counts, table: CaptureTable, search: _Search, options: Options, always: Model) -> Array:
    """The total that the same choice gives in each of many tables; NaN where it gives none."""
    units = tables.sum(axis=1).astype(np.float64)
    if search.how == "stepwise":
        return np.asarray(units + selection.stepwise(tables, table.t, options.threshold, always).unseen)
    shortlist = _shortlist(table, search)
    fits = fit(tables, shortlist, near=table.counts)
    best = selection.by_criterion(fits, units)
    unseen = fits.unseen[np.maximum(best, 0), np.arange(len(tables))]
    return np.where(best >= 0, units + unseen, np.nan)


def _shortlist(table: CaptureTable, search: _Search) -> Sequence[Model]:
    """The models that a resampled table could choose: those far behind on the table itself never are."""
    bic = search.fits.criterion(np.array([table.n], dtype=np.float64))[:, 0]
    order = np.lexsort((np.nan_to_num(search.fits.unseen[:, 0], nan=np.inf), bic))
    most, within = SHORTLIST
    return [search.models[int(number)] for number in order[:most] if bic[number] <= bic[order[0]] + within]
