"""Poisson log-linear fits of many models to many tables at once, by damped Newton steps in numpy.

A fit counts as valid when Newton's steps vanish within a few rounds: then its fitted cells, all above 0, are themselves
a solution of the Fienberg-Rinaldo programme, so the estimate exists. Where no estimate exists one parameter runs away
by a whole unit in every round and never settles; those fits are marked invalid (`existence.status` says why).
Empty overlaps are handled as in `existence`: parameter at minus infinity, cells above it deleted.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from habeas.estimation.existence import margins
from habeas.estimation.terms import Model, design

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS, ROUNDS_NEAR = 25, 15
SETTLED, SETTLED_NEAR = 1e-9, 1e-6
AT_ONCE = 1_000_000
ONE_THREAD = 250_000  # products of this size stay on one thread: more threads only wait for each other


@dataclass(frozen=True)
class Fits:
    """One entry for each model (axis 0) and table (axis 1). Invalid fits hold NaN.

    `unseen` is n0 = exp(intercept), `variance` that of the intercept, `logliks` the Poisson log-likelihood,
    `parameters` (by model) counts the intercept and those at minus infinity too.
    """

    unseen: Array
    logliks: Array
    deviances: Array
    variance: Array
    valid: Flags
    parameters: NDArray[np.int64]
    infinite: NDArray[np.int64]

    def criterion(self, units: Array, kind: str = "bic") -> Array:
        """BIC (log of the observed units) or AIC; infinity where a fit is invalid."""
        each = np.log(units)[None, :] if kind == "bic" else np.full((1, len(units)), 2.0)
        return np.where(self.valid, -2 * self.logliks + each * self.parameters[:, None], np.inf)

    def errors(self) -> Array:
        """Standard errors of n0 (and of N): sqrt(n0 + n0^2 Var(intercept))."""
        return np.sqrt(self.unseen + self.unseen**2 * self.variance)


@dataclass
class _Problem:
    """Models with the same number of parameters, and tables; all arrays are models x tables x ...."""

    matrix: Array  # models x cells x parameters
    counts: Array  # tables x cells
    dead: Flags | None  # models x tables x cells, where anything is dead
    gone: Flags | None  # models x tables x parameters

    def means(self, beta: Array) -> tuple[Array, Array]:
        eta = np.clip(beta @ self.matrix.transpose(0, 2, 1), -300.0, 60.0)
        mu = np.exp(eta)
        return eta, mu if self.dead is None else np.where(self.dead, 0.0, mu)

    def information(self, mu: Array) -> Array:
        models, cells, width = self.matrix.shape
        if mu.shape[1] == 1:
            inner = self.matrix.transpose(0, 2, 1) @ (mu[:, 0, :, None] * self.matrix)
            return inner[:, None]
        products = (self.matrix[:, :, :, None] * self.matrix[:, :, None, :]).reshape(models, cells, width * width)
        return (mu @ products).reshape(models, mu.shape[1], width, width)

    def solvable(self, information: Array) -> Array:
        """With parameters that are gone set aside, and a diagonal that keeps a singular matrix from stopping all."""
        diagonal = np.einsum("...ii->...i", information)
        diagonal *= 1 + 1e-13
        diagonal += diagonal < 1e-280
        return information

    def likelihood(self, eta: Array, mu: Array) -> Array:
        return np.asarray((self.counts[None] * eta).sum(axis=-1) - mu.sum(axis=-1))


def fit(counts: NDArray[np.int64], models: Sequence[Model], near: NDArray[np.int64] | None = None) -> Fits:
    """Fit every model to every table. `counts` is tables x 2^t by history, its column 0 unused.

    `near` is a table that all of them resemble, as in a bootstrap: its own fit is where theirs start.
    """
    tables = np.atleast_2d(counts)
    found = [np.empty((len(models), len(tables))) for _ in range(6)]
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number, model in enumerate(models):
        groups[len(model)].append(number)
    for width, numbers in groups.items():
        rows = max(1, ONE_THREAD // (tables.shape[1] * (width + 1) ** 2))
        for chunk in _chunks(numbers, AT_ONCE // (min(rows, len(tables)) * (width + 1) ** 2)):
            alike = [models[i] for i in chunk]
            start = None if near is None else _newton(_problem(near[None], alike))[0]
            for first in range(0, len(tables), rows):
                parts = _fit_alike(_problem(tables[first : first + rows], alike), start)
                for target, part in zip(found, parts, strict=True):
                    target[chunk, first : first + rows] = part
    unseen, logliks, deviances, variance, valid, infinite = found
    sizes = np.array([len(model) + 1 for model in models], dtype=np.int64)
    return Fits(unseen, logliks, deviances, variance, valid > 0, sizes, infinite.astype(np.int64))


def fitted(counts: NDArray[np.int64], model: Model) -> tuple[Array, Array, Flags]:
    """One model on many tables: coefficients (tables x parameters), fitted cells by history, and which are valid."""
    tables = np.atleast_2d(counts)
    problem = _problem(tables, [model])
    beta, settled = _newton(problem)
    _, mu = problem.means(beta)
    valid = settled & _identified(problem)
    return beta[0], mu[0], valid[0]


def _empty(tables: NDArray[np.int64]) -> Flags:
    """For each table and set of lists: no unit is on all of them."""
    return np.asarray(margins(np.concatenate([np.zeros_like(tables[:, :1]), tables[:, 1:]], axis=1)) == 0)


def _chunks(numbers: list[int], size: int) -> list[list[int]]:
    return [numbers[i : i + max(size, 1)] for i in range(0, len(numbers), max(size, 1))]


def _problem(tables: NDArray[np.int64], models: Sequence[Model]) -> _Problem:
    t = int(tables.shape[1]).bit_length() - 1
    matrix = np.stack([design(model, t) for model in models])
    terms = np.array(models)
    empty = _empty(tables)[:, terms].transpose(1, 0, 2)  # models x tables x terms
    if not empty.any():
        return _Problem(matrix, tables[:, 1:].astype(np.float64), None, None)
    dead = (empty.astype(np.float64) @ matrix[:, :, 1:].transpose(0, 2, 1)) > 0
    gone = np.concatenate([np.zeros((*empty.shape[:2], 1), dtype=bool), empty], axis=2)
    return _Problem(matrix, tables[:, 1:].astype(np.float64), dead, gone)


def _fit_alike(problem: _Problem, start: Array | None) -> list[Array]:
    beta, settled = _newton(problem, start)
    eta, mu = problem.means(beta)
    valid = settled & _identified(problem)
    y = problem.counts
    logliks = problem.likelihood(eta, mu) - gammaln(y + 1).sum(axis=-1)
    deviances = 2 * (xlogy(y, y).sum(axis=-1) - (y[None] * eta).sum(axis=-1) - y.sum(axis=-1) + mu.sum(axis=-1))
    with np.errstate(over="ignore"):
        unseen = np.exp(beta[..., 0])
    information = problem.solvable(problem.information(mu))
    first = np.zeros((information.shape[-1], 1))
    first[0] = 1.0
    variance = np.linalg.solve(information, np.broadcast_to(first, (*information.shape[:-1], 1)))[..., 0, 0]
    numbers = [np.where(valid, part, np.nan) for part in (unseen, logliks, deviances, variance)]
    return [*numbers, valid.astype(np.float64), _count(problem, valid.shape)]


def _count(problem: _Problem, shape: tuple[int, ...]) -> Array:
    return np.zeros(shape) if problem.gone is None else problem.gone.sum(axis=-1).astype(np.float64)


def _newton(problem: _Problem, start: Array | None = None) -> tuple[Array, Flags]:
    """Coefficients and which fits settled; without a start, the first step is that of least squares from the counts."""
    alive = 1.0 if problem.dead is None else (~problem.dead).astype(np.float64)
    if start is None:
        weights = (problem.counts + 0.1)[None] * alive + np.zeros((len(problem.matrix), 1, 1))
        working = np.log(problem.counts + 0.1) + (-0.1) / (problem.counts + 0.1)
        beta = _solve(problem, weights, weights * working)
    else:
        beta = np.repeat(start, len(problem.counts), axis=1)
    eta, mu = problem.means(beta)
    value = problem.likelihood(eta, mu)
    settled = np.zeros(value.shape, dtype=bool)
    rounds, enough = (ROUNDS, SETTLED) if start is None else (ROUNDS_NEAR, SETTLED_NEAR)
    for _ in range(rounds):
        step = _solve(problem, mu, problem.counts[None] * alive - mu)
        beta, eta, mu, value = _damped(problem, beta, step, value)
        settled = np.abs(step).max(axis=-1) < enough
        if settled.all():
            break
    return beta, settled


def _solve(problem: _Problem, weights: Array, right: Array) -> Array:
    information = problem.solvable(problem.information(weights))
    return np.asarray(np.linalg.solve(information, (right @ problem.matrix)[..., None])[..., 0])


def _damped(problem: _Problem, beta: Array, step: Array, value: Array) -> tuple[Array, Array, Array, Array]:
    """The step, halved where it would lower the likelihood."""
    scale = np.ones((*value.shape, 1))
    for _ in range(30):
        trial = beta + scale * step
        eta, mu = problem.means(trial)
        new = problem.likelihood(eta, mu)
        worse = ~(new >= value - 1e-9 * (1 + np.abs(value)))
        if not worse.any():
            break
        scale[worse] /= 2
    return trial, eta, mu, new


def _identified(problem: _Problem) -> Flags:
    """Whether the parameters that are left have full rank on the cells that are left."""
    models, tables = len(problem.matrix), len(problem.counts)
    good = np.ones((models, tables), dtype=bool)
    if problem.dead is None or problem.gone is None:
        return good
    for number in range(models):
        for pattern in np.unique(problem.gone[number], axis=0):
            same = (problem.gone[number] == pattern).all(axis=1)
            cells = ~problem.dead[number][int(np.argmax(same))]
            left = problem.matrix[number][cells][:, ~pattern]
            good[number, same] = bool(np.linalg.matrix_rank(left) == left.shape[1])
    return good


def fit_matrix(matrix: Array, counts: NDArray[np.int64]) -> tuple[Array, float] | None:
    """One Poisson fit of any design to the counts of its rows: coefficients and the variance of the first one.

    None where the fit does not settle or the design has not full rank.
    """
    if np.linalg.matrix_rank(matrix.T @ matrix) < matrix.shape[1]:
        return None
    problem = _Problem(matrix[None], counts[None].astype(np.float64), None, None)
    beta, settled = _newton(problem)
    if not settled.all():
        return None
    _, mu = problem.means(beta)
    inverse = np.linalg.inv(problem.information(mu)[0, 0])
    return beta[0, 0], float(inverse[0, 0])
