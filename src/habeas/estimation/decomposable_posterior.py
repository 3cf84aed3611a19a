"""The exact posterior of the number unseen, averaged over decomposable graphs, on a grid that knows what it leaves out.

Model (Madigan and York 1997, as R's dga): every decomposable graph is as likely as any other; the cell probabilities of
a graph have the hyper-Dirichlet prior whose margin on a set of c of t lists counts delta * 2^(t-c) units in each cell;
p(N) is proportional to 1/N. For one number unseen x the likelihood of a graph is a product of gamma functions over its
cliques and separators, so that graphs x numbers is one matrix product.

The grid holds every whole number up to `EXACT`, then panels with Gauss-Legendre nodes. Given everything else x has a
relative standard deviation of at least sqrt((x + n) / (x n)): panels that narrow miss no peak. Graphs that together
hold less than `DROPPED` of the mass are left out after a first, coarse pass over all of them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.special import gammaln

from habeas.estimation.graphs import Graphs, decomposable_graphs
from habeas.estimation.tables import CaptureTable

Floats = NDArray[np.float64]

EXACT = 1024  # whole numbers below this are each a point of the grid
DROPPED = 1e-13  # mass of the graphs that the fine grid leaves out
OUTSIDE = 1e-6  # mass beyond the end of a grid that is complete
FURTHEST = 1e15  # no grid goes on beyond this number unseen
NODES, WEIGHTS = np.polynomial.legendre.leggauss(4)
BLOCK = 1 << 21  # graphs x points evaluated at once: keeps memory flat


@dataclass(frozen=True)
class Likelihood:
    """The likelihood of each graph at a number unseen, for one table and one prior count `delta` of a cell."""

    n: int
    delta: float
    graphs: Graphs
    terms: Floats
    shifts: Floats
    total: float
    constants: Floats

    @classmethod
    def of(cls, table: CaptureTable, delta: float) -> "Likelihood":
        """Precompute what does not depend on the number unseen; 2 to 6 lists."""
        graphs = decomposable_graphs(table.t)
        sets = np.arange(1, 1 << table.t)
        prior = delta * 2.0 ** (table.t - np.bitwise_count(sets))
        shifts, constants = np.empty(len(sets)), np.empty(len(sets))
        histories = np.arange(1 << table.t)
        for row, s in enumerate(sets):
            margin = np.bincount(histories & s, weights=table.counts, minlength=1 << table.t)[histories & ~s == 0]
            shifts[row] = margin[0] + prior[row]
            ends = gammaln(margin[1:] + prior[row]).sum() - len(margin) * gammaln(prior[row])
            constants[row] = gammaln(delta * 2.0**table.t) + ends
        terms = graphs.terms[:, 1:].astype(np.float64)
        return cls(table.n, delta, graphs, terms, shifts, table.n + delta * 2.0**table.t, terms @ constants)

    def logs(self, unseen: Floats, rows: NDArray[np.intp]) -> Floats:
        """Log posterior weight, up to one constant, of each of these graphs with each number unseen."""
        moving = gamma_ratio(unseen[None, :], self.shifts[:, None], self.total)
        prior = gamma_ratio(unseen[None, :], float(self.n), 1.0)  # N! / x! times 1/N
        found: Floats = self.terms[rows] @ moving + self.constants[rows, None] + prior
        return found


def gamma_ratio(x: Floats, a: Floats | float, b: float) -> Floats:
    """Log of gamma(x + a) / gamma(x + b), exact to 1e-10 also where both logarithms are beyond 1e12."""
    u, v, apart = x + a, x + b, np.asarray(a - b)
    found: Floats = gammaln(u) - gammaln(v)
    large = np.broadcast_to((u > 1e5) & (v > 1e5), found.shape)
    if large.any():
        u, v, apart = (np.broadcast_to(part, found.shape)[large] for part in (u, v, apart))
        found[large] = (u - 0.5) * np.log1p(apart / v) + apart * (np.log(v) - 1) + (1 / u - 1 / v) / 12
    return found


@dataclass(frozen=True)
class Grid:
    """Points with their weights, in pieces: piece i covers the whole numbers from `starts[i]` up to `starts[i + 1]`."""

    starts: Floats
    points: Floats
    weights: Floats
    piece: NDArray[np.intp]

    @classmethod
    def whole(cls, first: int, last: int) -> "Grid":
        """Every whole number from first to last, each a piece."""
        points = np.arange(first, last + 1, dtype=np.float64)
        return cls(np.append(points, last + 1.0), points, np.ones_like(points), np.arange(len(points)))

    @classmethod
    def panels(cls, starts: Floats) -> "Grid":
        """One panel between each two of these numbers; a sum over whole numbers becomes an integral shifted by 1/2."""
        low, high = starts[:-1] - 0.5, starts[1:] - 0.5
        half = (high - low) / 2
        points = ((high + low) / 2)[:, None] + half[:, None] * NODES
        weights = half[:, None] * WEIGHTS
        return cls(starts, points.ravel(), weights.ravel(), np.repeat(np.arange(len(low)), len(NODES)))

    @classmethod
    def between(cls, low: float, high: float) -> "Grid":
        """A finer grid on the whole numbers from low up to high."""
        if high - low <= EXACT:
            return cls.whole(int(low), int(high) - 1)
        return cls.panels(np.unique(np.rint(np.linspace(low, high, 65))))

    def then(self, after: "Grid") -> "Grid":
        """This grid and one that begins where it ends."""
        return Grid(
            np.append(self.starts, after.starts[1:]),
            np.append(self.points, after.points),
            np.append(self.weights, after.weights),
            np.append(self.piece, after.piece + len(self.starts) - 1),
        )


@dataclass(frozen=True)
class Posterior:
    """Where the mass is: `density` at each point of the grid and `graph_mass` of each graph, both summing to 1.

    `outside` is the mass beyond the grid relative to that on it (0 for a grid that was asked to end there).
    """

    likelihood: Likelihood
    grid: Grid
    kept: NDArray[np.intp]
    density: Floats
    graph_mass: Floats
    outside: float

    @property
    def end(self) -> int:
        """The largest number unseen that the grid holds."""
        return int(self.grid.starts[-1]) - 1

    @cached_property
    def mass(self) -> Floats:
        """The probability of each piece of the grid."""
        return np.bincount(self.grid.piece, weights=self.density * self.grid.weights).astype(np.float64)

    @cached_property
    def cumulative(self) -> Floats:
        """The probability that fewer than `grid.starts[i]` are unseen."""
        return np.append(0.0, np.cumsum(self.mass))

    @property
    def mean(self) -> float:
        """The mean number unseen on this grid: it depends on where the grid ends."""
        return float(self.grid.points @ (self.density * self.grid.weights))

    def quantile(self, probability: float) -> int:
        """The smallest number unseen with at least this probability at or below it."""
        piece = _reached(self.cumulative[1:], probability)
        before, share = self.cumulative[piece], self.mass[piece]
        low, high = self.grid.starts[piece : piece + 2]
        while high - low > 1:
            inner = Grid.between(low, high)
            logs = _sums(self.likelihood, inner.points, self.kept, inner.weights)[0]
            shares = np.bincount(inner.piece, weights=np.exp(logs - logs.max()) * inner.weights)
            sums = before + np.cumsum(shares) * (share / shares.sum())
            piece = _reached(sums, probability)
            before, share = np.append(before, sums)[piece], shares[piece] * (share / shares.sum())
            low, high = inner.starts[piece : piece + 2]
        return int(low)

    def beyond(self, unseen: float) -> float:
        """The probability that more than this many are unseen, with what lies outside the grid."""
        inside = float(np.interp(unseen + 1, self.grid.starts, self.cumulative))
        return min(1.0, max(0.0, 1 - inside) + self.outside)

    def draws(self, size: int, seed: int) -> Floats:
        """Numbers unseen drawn from the posterior, whole; inside a piece the cumulative curve is a smooth line."""
        chance = np.random.default_rng(seed).random(size)
        starts = self.grid.starts
        fine = np.unique(np.append(starts, starts[:-1, None] + np.diff(starts)[:, None] * (np.arange(16) / 16)))
        smooth = PchipInterpolator(starts, self.cumulative)(fine)
        return np.floor(np.interp(chance, np.maximum.accumulate(smooth), fine))


def truncated_posterior(table: CaptureTable, delta: float, last: int) -> Posterior:
    """On the numbers unseen 1 ... last and no others, as R's dga with `Nmissing = 1:last`."""
    likelihood = Likelihood.of(table, delta)
    rough = _rough(likelihood, 1, float(last))
    return _posterior(likelihood, Grid.whole(1, last), rough.survivors(DROPPED), 0.0)


def whole_posterior(table: CaptureTable, delta: float, first: int = 0, dropped: float = DROPPED) -> Posterior:
    """On all numbers unseen from `first`: the grid ends where less than `OUTSIDE` of the mass lies beyond it.

    Where even `FURTHEST` is not far enough, `outside` says so. `dropped` is the mass of graphs that may be left out.
    """
    likelihood = Likelihood.of(table, delta)
    end = 1000.0 * max(table.n, EXACT)
    rough = _rough(likelihood, first, end)
    while rough.tail() > OUTSIDE / 2 and end < FURTHEST:
        rough = rough.then(_rough(likelihood, end, end * 10))
        end *= 10
    starts = np.union1d(_spaced(likelihood.n, EXACT, end, 1.0), [1000.0 * max(table.n, EXACT)])
    grid = Grid.whole(first, EXACT - 1).then(Grid.panels(starts))
    return _posterior(likelihood, grid, rough.survivors(dropped), rough.tail())


@dataclass(frozen=True)
class _Rough:
    """A first pass over all graphs: which of them matter, and how the mass falls off at the end."""

    points: Floats
    weights: Floats
    logs: Floats
    graphs: Floats

    def then(self, after: "_Rough") -> "_Rough":
        return _Rough(
            np.append(self.points, after.points),
            np.append(self.weights, after.weights),
            np.append(self.logs, after.logs),
            np.logaddexp(self.graphs, after.graphs),
        )

    def survivors(self, dropped: float) -> NDArray[np.intp]:
        """The graphs that are not among those that together hold next to nothing."""
        order = np.argsort(self.graphs)
        shares = np.exp(self.graphs[order] - self.graphs[order[-1]])
        return np.sort(order[np.cumsum(shares) > dropped * shares.sum()])

    def tail(self) -> float:
        """The mass beyond the last point relative to that before it, where the density falls as a power."""
        falls = (self.logs[-2] - self.logs[-1]) / np.log(self.points[-1] / self.points[-2])
        if falls <= 1 + 1e-6:
            return np.inf
        top = self.logs.max()
        inside = self.weights @ np.exp(self.logs - top)
        return float(self.points[-1] * np.exp(self.logs[-1] - top) / (falls - 1) / inside)


def _rough(likelihood: Likelihood, first: float, end: float) -> _Rough:
    starts = _spaced(likelihood.n, first, end, 2.0)
    points, weights = starts[:-1], np.diff(starts)
    rows = np.arange(len(likelihood.graphs))
    return _Rough(points, weights, *_sums(likelihood, points, rows, weights))


def _spaced(n: int, first: float, end: float, deviations: float) -> Floats:
    """Whole numbers from first to end, so many of the least standard deviations apart, at most a fifth of their size."""
    starts = [first]
    while starts[-1] < end:
        x = max(starts[-1], 1.0)
        step = min(0.2, deviations * float(np.sqrt((x + n) / (x * n))))
        starts.append(min(max(x + 1, float(np.rint(x * (1 + step)))), end) if starts[-1] >= 1 else 1.0)
    return np.array(starts)


def _sums(likelihood: Likelihood, points: Floats, rows: NDArray[np.intp], weights: Floats) -> tuple[Floats, Floats]:
    """Logarithms of the sum over graphs at each point and of the weighted sum over points for each graph."""
    at_points = np.empty(len(points))
    of_graphs = np.full(len(rows), -np.inf)
    step = max(1, BLOCK // len(rows))
    for begin in range(0, len(points), step):
        part = slice(begin, begin + step)
        logs = likelihood.logs(points[part], rows)
        tops = logs.max(axis=0)
        logs -= tops
        np.exp(logs, out=logs)
        at_points[part] = tops + np.log(logs.sum(axis=0))
        top = tops.max()
        with np.errstate(divide="ignore"):  # a graph that holds nothing here
            of_graphs = np.logaddexp(of_graphs, top + np.log(logs @ (weights[part] * np.exp(tops - top))))
    return at_points, of_graphs


def _posterior(likelihood: Likelihood, grid: Grid, kept: NDArray[np.intp], outside: float) -> Posterior:
    at_points, of_graphs = _sums(likelihood, grid.points, kept, grid.weights)
    top = at_points.max()
    scale = top + np.log(grid.weights @ np.exp(at_points - top))
    graph_mass = np.zeros(len(likelihood.graphs))
    graph_mass[kept] = np.exp(of_graphs - scale)
    return Posterior(likelihood, grid, kept, np.exp(at_points - scale), graph_mass, outside)


def _reached(sums: Floats, probability: float) -> int:
    """The first place where the sums reach the probability; the last one where rounding leaves them below it."""
    return min(int(np.searchsorted(sums, probability)), len(sums) - 1)
