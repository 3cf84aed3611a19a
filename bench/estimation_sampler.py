"""The Bayesian estimates against R and against a Gibbs sampler, in one run; and simulation-based calibration.

    python bench/estimation_sampler.py dga         # time on a stated grid beside R's dga, and six lists, which R has not
    python bench/estimation_sampler.py classes     # effective draws a second beside a Gibbs sampler, time to converge
    python bench/estimation_sampler.py medians     # every reference table: medians beside R's LCMCR, in standard errors
    python bench/estimation_sampler.py calibrate   # ranks of the truth in 1,000 posteriors of data drawn from the prior

Seconds are of this process alone (not of the clock on the wall), so that a busy machine does not spoil the comparison.
R's figures were measured on one idle thread (dga 2.0.2, LCMCR 0.4.14, R 4.2.2).
"""

import json
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import chi2

from gibbs import gibbs
from habeas.estimation.decomposable import average_graphs
from habeas.estimation.decomposable_posterior import truncated_posterior, whole_posterior
from habeas.estimation.diagnostics import effective_size, quantile_error, r_hat
from habeas.estimation.latent import draw_missed
from habeas.estimation.latent_model import LatentModel
from habeas.estimation.latent_sampler import TemperedSampler
from habeas.estimation.results import Options
from habeas.estimation.tables import CaptureTable

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "tests/estimation/published.toml"
REFERENCE = ROOT.parent / "shared/research/estimation-reference.json"
R_DGA = {("kosovo", 88000): 0.69, ("uk_2013_5", 27440): 3.16}  # seconds
R_LCMCR = {"kosovo": (417, 3 * 2.47)}  # effective draws of three chains, and their seconds


def published(name: str) -> CaptureTable:
    """A table of the tests."""
    entry = tomllib.loads(PUBLISHED.read_text("utf-8"))[name]
    return CaptureTable.from_counts(entry["lists"], entry["counts"])


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The middle of five runs, in seconds of this process."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return float(np.median(taken))


def dga() -> None:
    """Stated grids beside R's times; the grid that extends itself; six lists."""
    for (name, last), theirs in R_DGA.items():
        table = published(name)
        ours = seconds(lambda table=table, last=last: truncated_posterior(table, 2.0**-table.t, last))
        print(f"{name}, 1 to {last:,}: {ours:.3f} s, R {theirs:.2f} s, {theirs / ours:.1f} times")
        print(f"  grid that extends itself: {seconds(lambda t=table: whole_posterior(t, 2.0**-t.t)):.3f} s")
    table = published("snowshoe_hare_6")
    took = seconds(lambda: average_graphs(table, Options()))
    print(f"six lists, 18,154 graphs, four prior counts: {took:.2f} s (R has none; target under 3 s)")


def classes() -> None:
    """Effective draws a second, beside the Gibbs sampler on the same table."""
    for name in ("kosovo", "uk_2013_5"):
        table = published(name)
        start = time.process_time()
        missed, _ = draw_missed(table, 1)
        total = time.process_time() - start
        sampler = TemperedSampler(LatentModel.of(table.histories, table.counts), 2)
        sampler.warm_up()
        start = time.process_time()
        timed = sampler.draw(400)
        each = effective_size(timed) / (time.process_time() - start)
        print(f"{name}: median {table.n / (1 - np.median(missed)):,.0f}, R-hat {r_hat(missed):.4f}, effective size")
        print(f"  {effective_size(missed):,.0f} in {total:.1f} s with warm-up; {each:.0f} a second once warm")
        start = time.process_time()
        theirs = gibbs(table, chains=32, burn_in=2000, sweeps=6000, seed=1)
        rate = effective_size(theirs) / (time.process_time() - start) * 8000 / 6000
        print(
            f"  Gibbs, 32 chains at once: median {table.n / (1 - np.median(theirs)):,.0f}, R-hat {r_hat(theirs):.3f},"
        )
        print(f"  {rate:.1f} effective draws a second once warm; ours are {each / rate:.0f} times as many")
        if name in R_LCMCR:
            draws, took = R_LCMCR[name]
            print(f"  LCMCR in R: {draws / took:.0f} a second; ours are {each * took / draws:.1f} times as many")


def medians() -> None:
    """How far each median is from R's, in joint Monte-Carlo standard errors; R's are worth little above R-hat 1.01."""
    for name, entry in json.loads(REFERENCE.read_text("utf-8"))["tables"].items():
        run = entry["outputs"].get("LCMCR")
        if not run:
            continue
        table = CaptureTable.from_counts(entry["lists"], entry["counts"])
        start = time.process_time()
        missed, _ = draw_missed(table, 1)
        took = time.process_time() - start
        totals, pooled = table.n / (1 - missed), run["pooled"]
        theirs = 1.25 * (pooled["q975"] - pooled["q025"]) / 3.92 / np.sqrt(run["ess_total"])
        apart = (np.median(totals) - pooled["q50"]) / np.hypot(quantile_error(totals, 0.5), theirs)
        said = f"R-hat {r_hat(missed):.3f}, {effective_size(missed):6,.0f} draws, {took:4.0f} s"
        print(
            f"{name:20} {np.median(totals):9,.0f} ({said}) R {pooled['q50']:9,.0f} (R-hat {run['rhat']:.3f})", end=" "
        )
        print(f"{apart:+.1f} standard errors", flush=True)


def calibrate(replicates: int = 1000, units: int = 50, lists: int = 3, at_once: int = 200) -> None:
    """Simulation-based calibration: the rank of the true chance to be missed must be uniform."""
    histories = (np.arange(1 << lists)[:, None] >> np.arange(lists) & 1).astype(np.float64)
    ranks = []
    for batch in range(replicates // at_once):
        random = np.random.default_rng(batch)
        empty = LatentModel(histories, np.zeros(len(histories)), np.zeros(1))
        truth = empty.from_prior(at_once, random)
        cells = np.exp(empty._parts(truth).joint).sum(axis=1)
        seen = random.multinomial(units, cells[:, 1:] / cells[:, 1:].sum(axis=1, keepdims=True))
        counts = np.hstack([np.zeros((at_once, 1)), seen])
        rungs = 4
        model = LatentModel(histories, np.tile(counts, (rungs, 1)), np.full(rungs * at_once, float(units)))
        sampler = TemperedSampler(model, batch, at_once, rungs)
        sampler.warm_up(200)
        ranks.append((sampler.draw(396)[::4] < cells[:, 0]).sum(axis=0))
        found = np.bincount(np.concatenate(ranks) // 10, minlength=10)
        statistic = ((found - found.mean()) ** 2 / found.mean()).sum()
        print(f"{found.sum():5} data sets, ranks in tenths {found.tolist()}: chi2 {statistic:.1f}", end=", ")
        print(f"p {chi2.sf(statistic, 9):.3f}", flush=True)


def main() -> None:
    parts = {"dga": dga, "classes": classes, "medians": medians, "calibrate": calibrate}
    for name in sys.argv[1:] or ("dga", "classes", "calibrate"):
        parts[name]()


if __name__ == "__main__":
    main()
