"""The simplest decision that is learned: one of several candidates is right, and each shows some clues.

P(candidate) is proportional to exp(sum of the weights of its clues). A yes or no is a choice between the clues and none.
Learning takes the weights that make the right candidates most probable, with a penalty on large ones (conditional logit;
McFadden 1974). The same choices in the same order give the same weights.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

Floats = NDArray[np.float64]


class Choice(NamedTuple):
    """The clues of each candidate, and which candidate is right."""

    clues: Sequence[Sequence[str]]
    right: int
    times: float = 1.0
    """How much the choice counts."""


def yes_or_no(clues: Sequence[str], *, right: bool) -> Choice:
    """Whether something with these clues is so: it is where their weights add up to more than 0."""
    return Choice((clues, ()), 0 if right else 1)


def learn(choices: Sequence[Choice], penalty: float, least: int = 5, steps: int = 200) -> dict[str, float]:
    """The weight of each clue, by name.

    `penalty`: on half the square of each weight; `least`: a clue is learned if it is seen so often; `steps`: of the
    optimiser, at most.
    """
    seen = Counter(clue for choice in choices for row in choice.clues for clue in set(row))
    names = sorted(clue for clue, times in seen.items() if times >= least)
    if not names:
        return {}
    model = _Model(choices, {name: i for i, name in enumerate(names)})

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = model.loss(weights)
        return value + penalty / 2 * float(weights @ weights), slope + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return dict(zip(names, map(float, found.x), strict=True))


class _Model:
    """All candidates of all choices one under the other; `first` is where each choice begins."""

    def __init__(self, choices: Sequence[Choice], index: dict[str, int]) -> None:
        sizes = [len(choice.clues) for choice in choices]
        self.first = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
        self.of = np.repeat(np.arange(len(choices)), sizes)
        self.right = self.first + np.array([choice.right for choice in choices])
        self.times = np.array([choice.times for choice in choices])
        self.clues = _matrix([row for choice in choices for row in choice.clues], index)

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """How improbable the right candidates are (natural logarithm), and its slope by weight."""
        odds = self.clues @ weights
        odds -= np.maximum.reduceat(odds, self.first)[self.of]
        total = np.add.reduceat(np.exp(odds), self.first)
        log_p = odds - np.log(total)[self.of]
        excess = np.exp(log_p) * self.times[self.of]
        excess[self.right] -= self.times
        return -float(self.times @ log_p[self.right]), self.clues.T @ excess


def _matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_array:
    """One row a candidate, with how often it shows each clue."""
    at = [(i, index[clue]) for i, row in enumerate(rows) for clue in row if clue in index]
    places = tuple(zip(*at, strict=True)) or ((), ())
    return csr_array((np.ones(len(at)), places), shape=(len(rows), len(index)))
