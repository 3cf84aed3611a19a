"""Latent classes: units fall into hidden classes; within one class the lists catch them independently of each other.

Model (Manrique-Vallier 2016, as R's LCMCR): K classes with stick-breaking weights, concentration alpha ~ Gamma(1/4,
1/4), chances of each list in each class uniform on (0, 1), p(N) proportional to 1/N. Summed over the number unseen and
over who is in which class the likelihood of the observed histories is the product of p(history)^count divided by
(1 - p0)^n, p0 the chance to be on no list: the density used here. Alpha is integrated out too: with e = -log(1 - V) of
the stick fractions V the prior density is proportional to (b + sum e)^-(a + K - 1).

A state is a row: log e for K - 1 sticks, then the logits of K x t chances. All functions work on many rows at once.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLASSES = 10
SHAPE, RATE = 0.25, 0.25  # of the prior of alpha
LEAST_ALPHA = 1e-6  # the Gamma draws below it are the same model: one class


class Values(NamedTuple):
    """For each row: log-likelihood of the histories, log prior density, and the chance to be on no list."""

    likelihood: Floats
    prior: Floats
    missed: Floats


class _Parts(NamedTuple):
    sticks: Floats  # e
    fractions: Floats  # V
    chances: Floats  # of each list in each class
    joint: Floats  # log of weight x chance of each history, rows x classes x histories
    odds: Floats  # logits
    log_missed: Floats  # -log of the chance to be missed by a list, rows x classes x lists


@dataclass(frozen=True)
class LatentModel:
    """The posterior density of one table; or of one table a row, with `counts` a row each and `units` alike.

    `histories` is histories x lists of 0 and 1, its first row the history of no list, whose count is 0.
    """

    histories: Floats
    counts: Floats
    units: Floats
    classes: int = CLASSES

    @classmethod
    def of(cls, histories: NDArray[np.bool_], counts: NDArray[np.int64], classes: int = CLASSES) -> "LatentModel":
        """From all capture histories and their counts; histories that nobody has are left out."""
        observed = np.append(0, np.flatnonzero(counts[1:]) + 1)
        seen = counts[observed].astype(np.float64)
        return cls(histories[observed].astype(np.float64), seen, np.array([seen.sum()]), classes)

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return int(self.histories.shape[1])

    @property
    def width(self) -> int:
        """The length of a state."""
        return self.classes * (self.lists + 1) - 1

    def from_prior(self, rows: int, random: np.random.Generator) -> Floats:
        """States drawn from the prior."""
        alpha = np.maximum(random.gamma(SHAPE, 1 / RATE, (rows, 1)), LEAST_ALPHA)
        sticks = np.log(random.exponential(size=(rows, self.classes - 1))) - np.log(alpha)
        return np.hstack([sticks, random.logistic(size=(rows, self.classes * self.lists))])

    def values(self, states: Floats) -> Values:
        """The density in its two parts. Where it cannot be computed it is NaN."""
        parts = self._parts(states)
        chance = np.exp(parts.joint).sum(axis=1)
        missed = chance[:, 0]
        likelihood = (self.counts[..., 1:] * np.log(chance[:, 1:])).sum(axis=1) - self.units * np.log1p(-missed)
        tail = (SHAPE + self.classes - 1) * np.log(RATE + parts.sticks.sum(axis=1))
        spread = (parts.odds - 2 * parts.log_missed).sum(axis=(1, 2))
        return Values(likelihood, states[:, : self.classes - 1].sum(axis=1) - tail + spread, missed)

    def gradient(self, states: Floats, power: Floats) -> Floats:
        """Of power x log-likelihood + log prior, with one power a row."""
        rows, k, t = len(states), self.classes, self.lists
        parts = self._parts(states)
        share = np.exp(parts.joint, out=parts.joint)
        chance = share.sum(axis=1)
        weight = self.counts / chance
        weight[:, 0] = self.units / np.maximum(1 - chance[:, 0], 1e-300)
        share *= (power[:, None] * weight)[:, None, :]
        units = share.sum(axis=2)  # expected in each class, the unseen among them
        listed = (share.reshape(rows * k, -1) @ self.histories).reshape(rows, k, t)
        found = np.empty_like(states)
        sticks, fractions = parts.sticks, parts.fractions
        later = units.sum(axis=1, keepdims=True) - np.cumsum(units, axis=1)[:, :-1]
        of_sticks = units[:, :-1] * ((1 - fractions) / fractions) - later
        tail = (SHAPE + k - 1) / (RATE + sticks.sum(axis=1, keepdims=True))
        found[:, : k - 1] = sticks * (of_sticks - tail) + 1
        found[:, k - 1 :] = (listed + 1 - parts.chances * (units[:, :, None] + 2)).reshape(rows, k * t)
        return found

    def relabelled(self, states: Floats, random: np.random.Generator) -> Floats:
        """The same classes in a new order, drawn from its distribution given the classes (a Metropolis step).

        The order proposed is size-biased. In it the density of the weights is that of the proposal times the term of
        the last stick, which alone decides on acceptance; the likelihood does not know the order.
        """
        rows, k = len(states), self.classes
        weights = self._log_weights(np.exp(states[:, : k - 1]))
        order = np.argsort(-(weights + random.gumbel(size=weights.shape)), axis=1)
        new = np.take_along_axis(weights, order, axis=1)
        rest = np.logaddexp.accumulate(new[:, ::-1], axis=1)[:, ::-1]
        fractions = np.exp(new[:, :-1] - rest[:, :-1])
        small = -np.log1p(-np.minimum(fractions, 0.5))
        sticks = np.log(np.where(fractions < 0.5, small, rest[:, :-1] - rest[:, 1:]))
        gain = (SHAPE + k - 1) * (np.log(RATE - weights[:, -1]) - np.log(RATE - new[:, -1]))
        taken = (np.log(random.random(rows)) < gain) & np.isfinite(sticks).all(axis=1)
        odds = states[:, k - 1 :].reshape(rows, k, -1)
        moved = np.take_along_axis(odds, order[:, :, None], axis=1).reshape(rows, -1)
        return np.where(taken[:, None], np.hstack([sticks, moved]), states)

    def _log_weights(self, sticks: Floats) -> Floats:
        ends = np.cumsum(sticks, axis=1)
        weights = np.empty((len(sticks), self.classes))
        weights[:, :-1] = np.log(-np.expm1(-sticks))
        weights[:, 1:-1] -= ends[:, :-1]
        weights[:, -1] = -ends[:, -1]
        return weights

    def _parts(self, states: Floats) -> _Parts:
        rows, k = len(states), self.classes
        odds = states[:, k - 1 :].reshape(rows, k, self.lists)
        sticks = np.exp(states[:, : k - 1])
        log_missed = np.log1p(np.exp(-np.abs(odds))) + np.maximum(odds, 0)
        joint = (odds.reshape(rows * k, -1) @ self.histories.T).reshape(rows, k, -1)
        joint += (self._log_weights(sticks) - log_missed.sum(axis=2))[:, :, None]
        return _Parts(sticks, -np.expm1(-sticks), 1 / (1 + np.exp(-odds)), joint, odds, log_missed)
