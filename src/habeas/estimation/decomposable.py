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
from habeas.estimation.graphs import decomposable_graphs
from habeas.estimation.overriding import refuse
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import number, say

FEWEST, MOST = 3, 6
LARGEST = 10**7  # units: beyond it the grid would need too many points
LATEST, EVALUATED = 5_000_000, 6 * 10**9  # a stated grid: most numbers, and most graphs x numbers
HORIZON, LEFT = 1000, 1e-3  # refused when more than LEFT of the mass lies beyond HORIZON n
SHOWN = (0.025, 0.1, 0.5, 0.9, 0.975)
TOP = 10
DRAWS = 4000
APART = 0.2  # medians that differ by more are said to depend on the prior


def average_graphs(table: CaptureTable, options: Options) -> Estimate:
    """The posterior of the total over all decomposable graphs on 3 to 6 lists. RefusalError where it says too little.

    `options.delta` is the prior count of a cell (None: 2^-t), `options.max_missing` a stated end of the grid.
    """
    delta = 2.0**-table.t if options.delta is None else options.delta
    notes = _of_table(table, delta, options)
    others = {2.0**-table.t, 0.5, 1.0} - {delta}
    whole = {delta: whole_posterior(table, delta)} | {d: whole_posterior(table, d, dropped=1e-8) for d in others}
    posterior = whole[delta]
    if options.max_missing is not None:
        posterior = truncated_posterior(table, delta, options.max_missing)
    compared = {d: _summary(table, other, options) for d, other in sorted(whole.items())}
    details = _details(table, posterior, delta, options)
    details["delta_sensitivity"] = [{"delta": d, **row} for d, row in compared.items()]
    notes += _of_tail(table, posterior, details, options)
    low, high = options.tails
    return Estimate(
        method="dga",
        n=table.n,
        estimate=table.n + posterior.quantile(0.5),
        low=table.n + posterior.quantile(low),
        high=table.n + posterior.quantile(high),
        level=options.level,
        assumption=say("assume_dga", delta=f"{delta:g}"),
        warnings=(*notes, *_warnings(posterior, whole[delta], compared)),
        details=details,
        draws=posterior.draws(DRAWS, options.seed),
        seed=options.seed,
    )


def _of_table(table: CaptureTable, delta: float, options: Options) -> list[Note]:
    """What the table and the prior forbid; a larger prior count may be compared on a stated grid."""
    if not FEWEST <= table.t <= MOST:
        raise RefusalError("dga_lists", say("dga_lists", least=FEWEST, most=MOST, t=table.t))
    if table.n > LARGEST:
        raise RefusalError("too_many_units", say("too_many_units", most=LARGEST, n=table.n))
    most = min(LATEST, EVALUATED // len(decomposable_graphs(table.t)))
    if options.max_missing is not None and options.max_missing > most:
        raise RefusalError("end_too_far", say("end_too_far", last=options.max_missing, most=most))
    usual = 2.0**-table.t
    if delta <= usual or not is_sparse(table) or options.max_missing is not None:
        return []
    shown = {"delta": f"{delta:g}", "added": f"{delta * 2**table.t:g}", "usual": f"{usual:g}"}
    return [refuse("large_delta", options, {}, **shown)]


def is_sparse(table: CaptureTable) -> bool:
    """Whether some capture history that could have been observed holds nobody."""
    return bool((table.counts[1:] == 0).any())


def _of_tail(table: CaptureTable, posterior: Posterior, details: Mapping[str, object], options: Options) -> list[Note]:
    """Whether the posterior ends at all; a stated end is the user's own."""
    beyond = posterior.beyond(HORIZON * table.n)
    if options.max_missing is not None or (beyond <= LEFT and posterior.outside <= OUTSIDE):
        return []
    return [refuse("unbounded_tail", options, details, beyond=f"{beyond:.2%}", times=HORIZON)]


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
        said = ", ".join(f"{number(row['median'])} with {d:g}" for d, row in compared.items())
        notes.append(Note("prior_decides", say("prior_decides", medians=said)))
    alone, none = prior_only(posterior), float(whole.density[0])
    if alone > 0.05:
        notes.append(Note("prior_only", say("prior_only", share=f"{alone:.0%}")))
    if none > 0.01:
        notes.append(Note("none_unseen", say("none_unseen", share=f"{none:.0%}")))
    cut = whole.beyond(posterior.end)
    if cut > LEFT:
        notes.append(Note("stated_end", say("stated_end", last=posterior.end, share=f"{cut:.1%}")))
    return notes
