"""Does a log-linear model have a finite, unique maximum-likelihood estimate on this table? Asked before any number.

A term whose lists never overlap is taken out with its parameter at minus infinity and the cells above it deleted (the
extended estimate of Chan, Silverman & Vincent 2021). Then the linear programme of Fienberg & Rinaldo (2012) is solved
in its dual form, which depends only on which cells are zero and whose optimum is either 0 (the estimate exists) or at
least 1, so that no tolerance decides; last, the rank of what is left.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from habeas.estimation.terms import Model, design

Flags = NDArray[np.bool_]


class Status(IntEnum):
    """As in the published check: 0 a finite estimate, 1 none exists, 2 not identified, 3 both."""

    OK = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIED = 2
    NEITHER = 3


@dataclass(frozen=True)
class Reduced:
    """A model on the cells and parameters that are left when empty overlaps are taken out."""

    cells: Flags  # of the histories 1 ... 2^t - 1
    parameters: Flags  # of (intercept, *model)


def margins(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each table (last axis, by history) and each set of lists: the units that are on all of them."""
    total = np.array(counts, dtype=np.int64)
    size = total.shape[-1]
    step = 1
    while step < size:
        pairs = total.reshape(*total.shape[:-1], size // (2 * step), 2, step)
        pairs[..., 0, :] += pairs[..., 1, :]
        step *= 2
    return total


def reduce(model: Model, counts: NDArray[np.int64], t: int) -> Reduced:
    """What is left of the model on this table; everything, where all its lists overlap."""
    terms = np.array((0, *model))
    gone = margins(counts)[terms] == 0
    gone[0] = False
    histories = np.arange(1, 1 << t)
    dead = ((histories[:, None] & terms[gone]) == terms[gone]).any(axis=1)
    return Reduced(~dead, ~gone)


def status(model: Model, counts: NDArray[np.int64], t: int) -> Status:
    """Whether the model's estimate exists and is identified on the table (counts by history, entry 0 unused)."""
    reduced = reduce(model, counts, t)
    matrix = design(model, t)[reduced.cells][:, reduced.parameters]
    exists = has_estimate(matrix, counts[1:][reduced.cells] > 0)
    identified = np.linalg.matrix_rank(matrix) == matrix.shape[1]
    return Status((0 if exists else 1) + (0 if identified else 2))


def has_estimate(matrix: NDArray[np.float64], positive: Flags) -> bool:
    """No direction d exists with (A d) = 0 on the positive cells, >= 0 on the zero cells, and > 0 on one of them."""
    if positive.all():
        return True
    zero = matrix[~positive]
    cells, width = zero.shape
    # variables: d (free), s in [0, 1] for each zero cell, with (A d)_i >= s_i; s_i can be scaled up to 1
    answer = linprog(
        np.concatenate([np.zeros(width), -np.ones(cells)]),
        A_ub=np.hstack([-zero, np.eye(cells)]),
        b_ub=np.zeros(cells),
        A_eq=np.hstack([matrix[positive], np.zeros((int(positive.sum()), cells))]) if positive.any() else None,
        b_eq=np.zeros(int(positive.sum())) if positive.any() else None,
        bounds=[(None, None)] * width + [(0, 1)] * cells,
        method="highs",
    )
    return bool(answer.status == 0 and -answer.fun < 0.5)
