"""Averaging over decomposable graphs (method `dga`): which lists depend on which others is left open, not chosen.

What the priors mean, in plain words:
- Every decomposable graph is as likely as any other before the data. A graph says which lists may depend on each other.
- `delta` is how many units each capture history is thought to hold before the data. 2^-t (the default) is one unit in
  all; 1/2 or 1 adds 16 or 32 imagined units on five lists, spread over histories that may be empty in truth, and pulls
  the number unseen towards 0. On sparse tables such values decide the answer, so they are refused there.
- p(N) proportional to 1/N: twice the total is half as likely, whatever the total; no scale is preferred.

The estimate is the posterior median. The mean depends on where the grid ends (the tail is heavy), so it is given only
for a grid whose end was stated (`max_missing`), which is then R's `Nmissing = 1:max_missing`, without 0.
"""

from collections.abc import Mapping

from habeas.estimation.decomposable_posterior import OUTSIDE, Posterior, truncated_posterior, whole_posterior
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable

FEWEST, MOST = 3, 6
LARGEST = 10**7  # units: beyond it the grid would need too many points
HORIZON, LEFT = 1000, 1e-3  # refused when more than LEFT of the mass lies beyond HORIZON n
SHOWN = (0.025, 0.1, 0.5, 0.9, 0.975)
TOP = 10
DRAWS = 4000
APART = 0.2  # medians that differ by more are said to depend on the prior

ASSUMPTION = (
    "Apart from the dependences between lists that the graphs describe, all units had the same chances of being listed,"
    " in one closed population; and before the data each capture history was thought to hold {delta:g} units, the total"
    " to be as likely as 1 divided by it."
)


def average_graphs(table: CaptureTable, options: Options) -> Estimate:
    """The posterior of the total over all decomposable graphs on 3 to 6 lists. RefusalError where it says too little.

    `options.delta` is the prior count of a cell (None: 2^-t), `options.max_missing` a stated end of the grid.
    """
    delta = 2.0**-table.t if options.delta is None else options.delta
    _check(table, delta, options)
    others = {2.0**-table.t, 0.5, 1.0} - {delta}
    whole = {delta: whole_posterior(table, delta)} | {d: whole_posterior(table, d, dropped=1e-8) for d in others}
    posterior = whole[delta]
    if options.max_missing is not None:
        posterior = truncated_posterior(table, delta, options.max_missing)
    compared = {d: _summary(table, other, options) for d, other in sorted(whole.items())}
    details = _details(table, posterior, delta, options)
    details["delta_sensitivity"] = [{"delta": d, **row} for d, row in compared.items()]
    if options.max_missing is None and not options.override:
        _check_tail(table, posterior, details)
    low, high = options.tails
    return Estimate(
        method="dga",
        n=table.n,
        estimate=table.n + posterior.quantile(0.5),
        low=table.n + posterior.quantile(low),
        high=table.n + posterior.quantile(high),
        level=options.level,
        assumption=ASSUMPTION.format(delta=delta),
        warnings=tuple(_warnings(posterior, whole[delta], compared)),
        details=details,
        draws=posterior.draws(DRAWS, options.seed),
        seed=options.seed,
    )


def _check(table: CaptureTable, delta: float, options: Options) -> None:
    if not FEWEST <= table.t <= MOST:
        what = "need three lists or more" if table.t < FEWEST else f"are averaged for up to {MOST} lists"
        more = "" if table.t < FEWEST else ": merge lists whose holders work together, and say so"
        raise RefusalError("lists", f"graphs of dependence {what}, and there are {table.t}{more}")
    if not 0 < table.n <= LARGEST:
        raise RefusalError("units", f"{table.n} units: this method needs between 1 and {LARGEST}; divide into strata")
    if delta > 2.0**-table.t and is_sparse(table) and options.max_missing is None and not options.override:
        raise RefusalError(
            "delta",
            f"delta {delta:g} imagines {delta * 2**table.t:g} units that nobody saw, on a table with empty capture"
            f" histories: the prior would decide the answer; leave delta at {2.0**-table.t:g}",
        )


def is_sparse(table: CaptureTable) -> bool:
    """Whether some capture history that could have been observed holds nobody."""
    return bool((table.counts[1:] == 0).any())


def _check_tail(table: CaptureTable, posterior: Posterior, details: Mapping[str, object]) -> None:
    beyond = posterior.beyond(HORIZON * table.n)
    if beyond > LEFT or posterior.outside > OUTSIDE:
        raise RefusalError(
            "tail",
            f"the overlaps do not bound the number from above: {beyond:.2%} of the probability lies beyond"
            f" {HORIZON} times the {table.n} units observed; more overlap between lists is needed",
            details,
        )


def _summary(table: CaptureTable, posterior: Posterior, options: Options) -> dict[str, int]:
    """Median and interval on the whole grid: at other prior counts they show how much hangs on that choice."""
    low, high = options.tails
    named = (("median", 0.5), ("low", low), ("high", high))
    return {name: table.n + posterior.quantile(chance) for name, chance in named}


def _details(table: CaptureTable, posterior: Posterior, delta: float, options: Options) -> dict[str, object]:
    chances = sorted({*SHOWN, *options.tails})
    grid = {
        "first": int(posterior.grid.starts[0]),
        "last": posterior.end,
        "points": len(posterior.grid.points),
        "outside": posterior.outside,
        "stated": options.max_missing is not None,
    }
    details: dict[str, object] = {
        "median": table.n + posterior.quantile(0.5),
        "quantiles": {f"{chance:g}": table.n + posterior.quantile(chance) for chance in chances},
        "graphs": _graphs(table, posterior),
        "graphs_compared": len(posterior.likelihood.graphs),
        "grid": grid,
        "delta": delta,
        "prior_only": prior_only(posterior),
        "none_unseen": float(posterior.density[0]) if grid["first"] == 0 else None,
    }
    if options.max_missing is not None:
        details["mean"] = table.n + posterior.mean
    return details


def _graphs(table: CaptureTable, posterior: Posterior) -> list[dict[str, object]]:
    """The likeliest graphs: their cliques as names of lists, and their probability."""
    graphs = posterior.likelihood.graphs
    order = sorted(range(len(graphs)), key=lambda g: (-posterior.graph_mass[g], int(graphs.edges[g])))[:TOP]
    return [
        {
            "cliques": [[name for j, name in enumerate(table.lists) if s >> j & 1] for s in graphs.cliques(g)],
            "probability": float(posterior.graph_mass[g]),
        }
        for g in order
        if posterior.graph_mass[g] > 0
    ]


def prior_only(posterior: Posterior) -> float:
    """The probability of the graph in which all lists depend on all others: there the data say nothing of the unseen."""
    return float(posterior.graph_mass[-1])


def _warnings(posterior: Posterior, whole: Posterior, compared: Mapping[float, Mapping[str, int]]) -> list[Note]:
    notes = []
    medians = [row["median"] for row in compared.values()]
    if max(medians) > min(medians) * (1 + APART):
        said = ", ".join(f"{row['median']} with {d:g}" for d, row in compared.items())
        notes.append(Note("prior", f"The answer depends on the prior count of a cell: the median is {said}."))
    alone = prior_only(posterior)
    if alone > 0.05:
        text = f"With probability {alone:.0%} all lists depend on each other; there the number comes from the prior."
        notes.append(Note("prior_only", text))
    none = float(whole.density[0])
    if none > 0.01:
        notes.append(Note("none_unseen", f"The probability that nothing at all is undocumented is {none:.0%}."))
    cut = whole.beyond(posterior.end)
    if cut > LEFT:
        text = f"The stated end, {posterior.end} unseen, cuts off {cut:.1%} of the probability."
        notes.append(Note("truncated", text))
    return notes
