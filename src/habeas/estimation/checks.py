"""What a table can carry: the checks that run before any estimate, each with a sentence that needs no statistics.

A finding refuses, withholds (only the lower bound may be given: `withhold`) or warns. The lower bound itself is spared
by everything but a table without any overlap.
"""

from dataclasses import dataclass
from itertools import combinations
from math import exp
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from habeas.estimation.bounds import lognormal
from habeas.estimation.fitting import fit_matrix, fitted
from habeas.estimation.results import Estimate, Note
from habeas.estimation.tables import CaptureTable
from habeas.estimation.terms import closed, design
from habeas.estimation.wording import say

Severity = Literal["refuse", "withhold", "warn"]

RECAPTURES, PAIR, SMALL = 20, 5, 100
DOMINANT = 0.8
WIDE, FAR, BOUNDLESS = 3.0, 5.0, 1000.0
UNLIKELY, LEANING = 1.645, 1.0  # standard errors: one-sided 5 %, and 16 %
MATTERS = 1.2
MOST_FITTED = 10
TWO_LISTS = ("chapman", "lincoln_petersen", "chao")


@dataclass(frozen=True)
class Finding:
    """One check that did not pass: its name, what follows from it, and why, in a plain sentence."""

    code: str
    severity: Severity
    text: str

    def blocks(self, method: str) -> bool:
        """Whether the method may give no number because of it."""
        if self.severity == "warn":
            return False
        if self.code == "needs_three_lists":
            return method not in TWO_LISTS
        return self.severity == "refuse" or method != "chao"


def assess(table: CaptureTable) -> tuple[Finding, ...]:
    """Every finding on the table, the gravest first; nothing more is asked of a table that is refused outright."""
    hopeless = _hopeless(table)
    if hopeless:
        return tuple(hopeless)
    return (*_thin(table), *_warnings(table))


def _hopeless(table: CaptureTable) -> list[Finding]:
    if table.t < 2:
        return [Finding("one_list", "refuse", say("one_list"))]
    empty = [name for name, size in zip(table.lists, table.sizes, strict=True) if size == 0]
    if empty:
        return [Finding("empty_list", "refuse", say("empty_list", names=", ".join(empty)))]
    if table.recaptured == 0:
        return [Finding("no_overlap", "refuse", say("no_overlap"))]
    return []


def _thin(table: CaptureTable) -> list[Finding]:
    found = []
    if table.t == 2:
        found.append(Finding("needs_three_lists", "withhold", say("needs_three_lists")))
    for name, size in zip(table.lists, table.sizes, strict=True):
        if size == table.n:
            found.append(Finding("one_covers_all", "withhold", say("one_covers_all", name=name)))
    shared = table.overlaps - np.diag(table.sizes)
    isolated = [name for name, row in zip(table.lists, shared, strict=True) if not row.any()]
    if isolated:
        found.append(Finding("isolated_list", "withhold", say("isolated_list", names=", ".join(isolated))))
    if table.recaptured < RECAPTURES:
        text = say("few_recaptures", recaptured=table.recaptured, needed=RECAPTURES)
        found.append(Finding("few_recaptures", "withhold", text))
    if max(table.pairs.values()) < PAIR:
        found.append(Finding("thin_pairs", "withhold", say("thin_pairs", needed=PAIR)))
    return found


def _warnings(table: CaptureTable) -> list[Finding]:
    found = []
    if RECAPTURES <= table.recaptured < SMALL:
        found.append(Finding("small_table", "warn", say("small_table", recaptured=table.recaptured)))
    for name, size in zip(table.lists, table.sizes, strict=True):
        if DOMINANT * table.n <= size < table.n:
            text = say("dominant_list", name=name, share=100 * int(size) / table.n)
            found.append(Finding("dominant_list", "warn", text))
    for a, b in combinations(range(table.t), 2):
        inner, outer = (a, b) if table.sizes[a] <= table.sizes[b] else (b, a)
        if table.overlaps[a, b] == table.sizes[inner] and table.sizes[outer] < table.n:
            text = say("contained_list", inner=table.lists[inner], outer=table.lists[outer])
            found.append(Finding("contained_list", "warn", text))
    if 3 <= table.t <= MOST_FITTED:
        found += _dependence(table)
    return found


def _dependence(table: CaptureTable) -> list[Finding]:
    """More (or fewer) units on many lists than independence explains; and every pair overlapping more than it should.

    The signs of all pairs alone would be alike by chance in one table of eight, so they count where the excess leans
    that way too.
    """
    excess = overlap_excess(table)
    if excess is None:
        return []
    found = []
    if excess > UNLIKELY:
        found.append(Finding("heterogeneity", "warn", say("heterogeneity")))
    if excess < -UNLIKELY:
        found.append(Finding("avoidance", "warn", say("avoidance")))
    if excess > LEANING and _all_positive(table):
        found.append(Finding("all_positive", "warn", say("all_positive")))
    return found


def _all_positive(table: CaptureTable) -> bool:
    pairs = closed([1 << a | 1 << b for a, b in combinations(range(table.t), 2)], table.t)
    beta, _, valid = fitted(table.counts, pairs)
    of_pairs = [at + 1 for at, term in enumerate(pairs) if term.bit_count() == 2]
    return bool(valid[0] and all(table.pairs.values()) and (beta[0, of_pairs] > 0).all())


def overlap_excess(table: CaptureTable) -> float | None:
    """How many standard errors the common interaction of all pairs of lists lies above 0; None where it has no fit."""
    found = _with_differences(table, first="interaction")
    return None if found is None else float(found[0][0] / np.sqrt(found[1]))


def _with_differences(table: CaptureTable, first: str) -> tuple[NDArray[np.float64], float] | None:
    """Darroch's model, in which units differ in how easily any list finds them: coefficients, variance of the first."""
    times = table.histories[1:].sum(axis=1).astype(np.float64)
    interaction = times * (times - 1) / 2
    independent = design(tuple(1 << j for j in range(table.t)), table.t)
    parts = [interaction, independent] if first == "interaction" else [independent, interaction]
    return fit_matrix(np.column_stack(parts), table.counts[1:])


def _possible_differences(table: CaptureTable, total: float) -> Note | None:
    """Said where such differences are not shown but not ruled out either, and would raise the total by a fifth."""
    excess, found = overlap_excess(table), _with_differences(table, first="intercept")
    if excess is None or found is None:
        return Note("differences_unknown", say("differences_unknown"))
    unseen = exp(min(float(found[0][0]), 600.0))
    high = lognormal(table.n, unseen, unseen + unseen**2 * found[1], 0.9)[1]
    if excess > UNLIKELY or (excess < LEANING and high < MATTERS * total):
        return None
    return Note("differences_possible", say("differences_possible", high=high))


def reviewed(table: CaptureTable, result: Estimate) -> list[Note]:
    """What the finished number itself warns of."""
    notes: list[Note] = []
    if result.estimate is None or result.low is None or result.high is None:
        return notes
    if result.high > WIDE * result.low:
        notes.append(Note("wide", say("wide", ratio=result.high / result.low)))
    if result.estimate > FAR * result.n:
        notes.append(Note("far", say("far", times=FAR)))
    if result.lower_bound is not None and result.high < result.lower_bound:
        notes.append(Note("below_bound", say("below_bound", bound=result.lower_bound)))
    if result.method not in TWO_LISTS and 3 <= table.t <= MOST_FITTED:
        possible = _possible_differences(table, result.estimate)
        notes += [possible] if possible else []
    return notes
