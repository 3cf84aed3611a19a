"""How often the intervals hold the truth: simulated populations of known size, good families and bad ones.

    python bench/calibration.py            # 4 lists, N of 200 and 1,000, 60 sets a row: a quarter of an hour of one core
    python bench/calibration.py --full     # also N of 10,000, 3 and 6 lists, 1,000 sets a row: for the night
    python bench/calibration.py rasch_1.2  # only these families
    python bench/calibration.py real       # tables of the tests: hide one list, estimate its size from the others

Rows: share of intervals (95 %) that hold N, middle of the estimates, sets without a number, share of lower bounds that
are at most N; of the sets whose interval misses N by more than a fifth, how many carried a warning about an assumption,
and of those that hold N, how many carried one too (an alarm that always rings would be worthless).
"""

import argparse
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from habeas.estimation.checks import Finding, assess
from habeas.estimation.estimating import estimate
from habeas.estimation.results import Estimate, Options
from habeas.estimation.tables import CaptureTable

Floats = NDArray[np.float64]
Random = np.random.Generator

CHANCES = (0.30, 0.25, 0.20, 0.15, 0.15, 0.10)
SEED = 11
OPTIONS = Options(replicates=200)
METHODS = ("coverage", "loglinear", "dga")
ABOUT_ASSUMPTIONS = {
    "heterogeneity", "avoidance", "all_positive", "contained_list", "small_table", "rivals", "below_bound",
    "differences_possible", "differences_unknown", "prior_decides", "prior_only", "infinite_parameter", "poor_fit", "far",
}  # fmt: skip
"""Warnings that say that the number may be wrong for a reason, and not only that it is uncertain."""
TARGET = (0.93, 0.97)
PUBLISHED = Path(__file__).parents[1] / "tests/estimation/published.toml"


def cells(t: int, shift: float = 0.0, **pairs: float) -> Floats:
    """The chance of each history: every list on its own account, but for pairs such as `ab=1.0` (log odds ratio)."""
    on = np.arange(1 << t)[:, None] >> np.arange(t) & 1
    chances = np.array(CHANCES[:t])
    odds = on @ (np.log(chances / (1 - chances)) + shift)
    for pair, weight in pairs.items():
        first, second = (ord(letter) - ord("a") for letter in pair)
        odds = odds + weight * on[:, first] * on[:, second]
    weights = np.exp(odds)
    return weights / weights.sum()


def rasch(t: int, spread: float, **pairs: float) -> Floats:
    """Units differ in how easily any list finds them, by a normal deviate of this spread."""
    points, weights = np.polynomial.hermite_e.hermegauss(41)
    return np.average([cells(t, spread * at, **pairs) for at in points], axis=0, weights=weights)


def referral(t: int) -> Floats:
    """List c holds only whom list a sent to it, every second of them."""
    without = np.array([chance for mask, chance in enumerate(cells(t)) if not mask & 4])
    both = np.zeros(1 << t)
    masks = [mask for mask in range(1 << t) if not mask & 4]
    for mask, chance in zip(masks, without / without.sum(), strict=True):
        both[mask] += chance * (0.5 if mask & 1 else 1)
        both[mask | 4] += chance * (0.5 if mask & 1 else 0)
    return both


def hidden(t: int) -> Floats:
    """As one positive pair, but with twice as many unseen: no data can tell these two apart."""
    found = cells(t, ab=1.0)
    found[0] *= 2
    return found / found.sum()


FAMILIES: dict[str, Callable[[int], Floats]] = {
    "independent": cells,
    "pair_positive": lambda t: cells(t, ab=1.0),
    "pairs_positive": lambda t: cells(t, ab=1.0, bc=0.8, ac=0.6),
    "pair_negative": lambda t: cells(t, ab=-1.0),
    "latent2": lambda t: 0.5 * cells(t, 1.0) + 0.5 * cells(t, -1.5),
    "rasch_0.5": lambda t: rasch(t, 0.5),
    "rasch_1.2": lambda t: rasch(t, 1.2),
    "referral": referral,
    "rasch_and_pair": lambda t: rasch(t, 0.5, ab=1.0),
    "missed_links": cells,
    "twice_unseen": hidden,
}
OWN = {"independent", "pair_positive", "pairs_positive", "pair_negative"}
"""Families in which the log-linear models and the graphs hold; for the others nothing is promised but warnings."""


def drawn(family: str, t: int, total: int, random: Random) -> CaptureTable:
    """A table of a population of `total`."""
    counts = random.multinomial(total, FAMILIES[family](t))
    if family == "missed_links":
        counts = _torn(counts, t, 0.05, random)
    counts[0] = 0
    return CaptureTable(tuple("abcdef"[:t]), counts)


def _torn(counts: NDArray[np.int64], t: int, missed: float, random: Random) -> NDArray[np.int64]:
    """Each entry of a unit on several lists is, with this chance, not linked to the others: it counts as a unit more."""
    units = np.repeat(np.arange(1 << t), counts)
    torn = units.copy()
    single = np.zeros(1 << t, dtype=np.int64)
    for j in range(t):
        loose = (torn >> j & 1 == 1) & (torn & ~(1 << j) > 0) & (random.random(len(units)) < missed)
        torn[loose] &= ~(1 << j)
        single[1 << j] += int(loose.sum())
    return np.bincount(torn, minlength=1 << t) + single


@dataclass
class Tally:
    """What became of the sets of one row."""

    holds: list[bool] = field(default_factory=list)
    estimates: list[float] = field(default_factory=list)
    refused: int = 0
    missed_warned: list[bool] = field(default_factory=list)
    held_warned: list[bool] = field(default_factory=list)

    def take(self, result: Estimate, total: int) -> None:
        """Count one result."""
        if result.estimate is None or result.low is None or result.high is None:
            self.refused += 1
            return
        held = result.low <= total <= result.high
        self.holds.append(held)
        self.estimates.append(result.estimate)
        warned = any(note.code in ABOUT_ASSUMPTIONS for note in result.warnings)
        if held:
            self.held_warned.append(warned)
        elif total > 1.2 * result.high or total < result.low / 1.2:
            self.missed_warned.append(warned)


def share(values: list[bool]) -> str:
    """A share as text, or a dash for none."""
    return f"{np.mean(values):.2f}" if values else "-"


def row(family: str, t: int, total: int, sets: int) -> None:
    """All methods on the same sets of one family."""
    random = np.random.default_rng((SEED, list(FAMILIES).index(family), t, total))
    tallies = {method: Tally() for method in METHODS}
    bounds = []
    for _ in range(sets):
        table = drawn(family, t, total, random)
        results = [estimate(table, method, OPTIONS) for method in METHODS]
        for result in results:
            tallies[result.method].take(result, total)
        if results[0].lower_bound is not None:
            bounds.append(results[0].lower_bound <= total)
    seen = 1 - FAMILIES[family](t)[0]
    print(f"\n{family}, {t} lists, N {total:,}, seen {seen:.2f}, {sets} sets: lower bound at most N {share(bounds)}")
    for method, tally in tallies.items():
        middle = f"{np.median(tally.estimates):,.0f}" if tally.estimates else "-"
        print(f"  {method:10} holds {share(tally.holds)}  middle {middle:>8}  no number {tally.refused:4}", end="  ")
        print(f"missed by a fifth {len(tally.missed_warned):4}, warned {share(tally.missed_warned)}", end="  ")
        print(f"(of those that hold {share(tally.held_warned)})", flush=True)


def inside() -> None:
    """Tables with a truth inside: the units on one list, as the other lists see them."""
    entries = tomllib.loads(PUBLISHED.read_text("utf-8"))
    errors: dict[str, list[float]] = {method: [] for method in METHODS}
    held: dict[str, list[bool]] = {method: [] for method in METHODS}
    bounds = []
    for entry in entries.values():
        table = CaptureTable.from_counts(entry["lists"], entry["counts"])
        for truth, part in _hidden_lists(table):
            results = [estimate(part, method, OPTIONS) for method in METHODS]
            bounds += [r.lower_bound <= truth for r in results[:1] if r.lower_bound is not None]
            for result in results:
                if result.estimate is not None and result.low is not None and result.high is not None:
                    held[result.method].append(result.low <= truth <= result.high)
                    errors[result.method].append(log(result.estimate / truth))
    print(f"Lists of published tables, hidden one at a time: lower bound at most the truth {share(bounds)}")
    for method in METHODS:
        print(f"  {method:10} {len(held[method])} lists, holds {share(held[method])}", end=", ")
        print(f"mean log ratio {np.mean(errors[method]):+.2f}")


def _hidden_lists(table: CaptureTable) -> Iterator[tuple[int, CaptureTable]]:
    if table.t < 4:
        return
    for name, size in zip(table.lists, table.sizes, strict=True):
        part = table.seen_by(name)
        part = (
            part.restrict([one for one, units in zip(part.lists, part.sizes, strict=True) if units]) if part.n else part
        )
        findings: tuple[Finding, ...] = assess(part) if part.t >= 3 else ()
        if part.t >= 3 and not any(finding.blocks("dga") for finding in findings):
            yield int(size), part


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the intervals hold the truth.")
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=f"one of {', '.join(FAMILIES)}, or real")
    parser.add_argument("--full", action="store_true", help="all sizes and numbers of lists, 1,000 sets a row")
    parser.add_argument("--sets", type=int, help="sets a row")
    asked = parser.parse_args()
    for family in asked.families:
        if family not in FAMILIES and family != "real":
            parser.error(f"there is no family {family}")
    print(f"Seed {SEED}, {OPTIONS.replicates} replicates; aim inside a method's own family {TARGET[0]} to {TARGET[1]}")
    sizes, lists = ((200, 1000, 10_000), (3, 4, 6)) if asked.full else ((200, 1000), (4,))
    for family in [one for one in asked.families or FAMILIES if one in FAMILIES]:
        for t, total in product(lists, sizes):
            row(family, t, total, asked.sets or (1000 if asked.full else 60))
    if not asked.families or "real" in asked.families:
        inside()


if __name__ == "__main__":
    main()
