"""Log-linear estimates beside R's own `glm.fit` in one run, on the same models and tables; and how far results differ.

    python bench/estimation_speed.py           # R is used where it is installed
    python bench/estimation_speed.py --full    # 1,000 replicates of ours instead of 200

Base R has no capture-recapture: its `glm.fit` is what the packages (Rcapture, MultipleSystemsEstimation) call in a loop,
without their own work around it, so the ratio is on the careful side. What the packages themselves took on one idle
thread (R 4.2.2) stands beside it. Seconds are of the process alone. Averaging over graphs and latent classes are timed
in estimation_sampler.py.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from habeas.estimation.bootstrap import resampled
from habeas.estimation.estimating import estimate
from habeas.estimation.fitting import fit
from habeas.estimation.results import Options
from habeas.estimation.tables import CaptureTable
from habeas.estimation.terms import design, hierarchical

PUBLISHED = Path(__file__).parents[1] / "tests/estimation/published.toml"
RCAPTURE = 1.10
"""Seconds of Rcapture's closedpMS.t for the 113 models."""
PACKAGE_REPLICATE = 0.067
"""Seconds a replicate of MultipleSystemsEstimation's bootstrap, with only its 20 best models, machine loaded."""
IN_R = 10
"""Replicates that R does."""
SCRIPT = """
args <- commandArgs(TRUE)
y <- as.matrix(read.csv(args[1], header = FALSE))
lines <- strsplit(readLines(args[2]), ",")
cells <- ncol(y)
designs <- lapply(lines, function(v) matrix(as.numeric(v), nrow = cells, byrow = TRUE))
control <- glm.control(epsilon = 1e-8, maxit = 50)
one <- function(x, counts) suppressWarnings(glm.fit(x, counts, family = poisson(), control = control))$coefficients[1]
start <- proc.time()
for (i in 1:5) found <- sapply(designs, one, counts = y[1, ])
took <- sum((proc.time() - start)[1:2]) / 5
start <- proc.time()
for (row in 2:nrow(y)) for (x in designs) one(x, y[row, ])
each <- sum((proc.time() - start)[1:2]) / (nrow(y) - 1)
cat(took, each, sprintf("%.12g", found), sep = "\\n")
"""


def kosovo() -> CaptureTable:
    entry = tomllib.loads(PUBLISHED.read_text("utf-8"))["kosovo"]
    return CaptureTable.from_counts(entry["lists"], entry["counts"])


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The middle of the runs."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return float(np.median(taken))


def in_r(table: CaptureTable) -> tuple[float, float, np.ndarray] | None:
    """Seconds for all models, for all models on one replicate, and each model's intercept; None without R."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    models = hierarchical(table.t, table.t - 1)
    drawn = resampled(table, 5956, IN_R, 1).drawn
    with tempfile.TemporaryDirectory() as folder:
        counts, designs, script = (Path(folder) / name for name in ("counts.csv", "designs.csv", "run.R"))
        np.savetxt(counts, np.vstack([table.counts[None], drawn])[:, 1:], fmt="%d", delimiter=",")
        designs.write_text("".join(",".join(f"{v:g}" for v in design(m, table.t).ravel()) + "\n" for m in models))
        script.write_text(SCRIPT)
        done = subprocess.run(
            [program, str(script), str(counts), str(designs)], capture_output=True, text=True, check=True
        )
    took, each, *found = map(float, done.stdout.split())
    return took, each, np.array(found)


def main() -> None:
    parser = argparse.ArgumentParser(description="Log-linear estimates beside R.")
    parser.add_argument("--full", action="store_true", help="1,000 replicates")
    replicates = 1000 if parser.parse_args().full else 200
    table = kosovo()
    models = hierarchical(table.t, table.t - 1)
    fits = fit(table.counts, models)
    ours = seconds(lambda: fit(table.counts, models))
    whole = seconds(lambda: estimate(table, "loglinear", Options(replicates=replicates)), 3)
    each = whole / replicates
    theirs = in_r(table)
    print(
        f"Kosovo, {len(models)} hierarchical models: {1000 * ours:.0f} ms; Rcapture took {1000 * RCAPTURE:.0f} ms,",
        end=" ",
    )
    print(f"{RCAPTURE / ours:.0f} times (stated, other machine state)")
    print(
        f"Kosovo, BIC with BCa, {replicates} replicates, all models: {whole:.2f} s, {1000 * each:.2f} ms a replicate;",
        end=" ",
    )
    print(f"package with 20 models {1000 * PACKAGE_REPLICATE:.0f} ms, {PACKAGE_REPLICATE / each:.0f} times (stated)")
    if theirs is None:
        print("R is not installed: nothing to compare with in this run")
        sys.exit()
    took, one, found = theirs
    apart = np.nanmax(np.abs(np.exp(found) / fits.unseen[:, 0] - 1))
    print(f"R glm.fit in this run, same models: {1000 * took:.0f} ms, {took / ours:.1f} times (target 4)")
    print(f"R glm.fit in this run, a replicate of all models: {1000 * one:.0f} ms, {one / each:.0f} times (target 20)")
    print(f"Unseen of all models beside R's: at most {apart:.1e} apart (R stops at 1e-8 of the deviance)")


if __name__ == "__main__":
    main()
