"""The model behind the weights: a chain of voices, sentence by sentence, in which a voice weighs what its clues weigh.

P(voices) is proportional to exp(sum of weights): each sentence adds the clues of its voice, and where the voice is that of
the sentence before, the clues of going on. Learning takes the weights that make the annotated voices most probable, with a
penalty on large ones; sentences without annotation are summed over. All documents are computed side by side.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
LEAST = 5
"""A clue is learned if it is seen in so many sentences."""


class Sentence(NamedTuple):
    """One sentence: all lists are by candidate."""

    own: list[list[str]]
    """The clues of each candidate."""
    on: list[list[str]]
    """The clues of going on; empty where `before` is -1."""
    before: list[int]
    """The candidate's place among those of the sentence before, or -1."""
    told: list[int]
    """How many annotated claims are the candidate's."""


Text = Sequence[Sentence]


def learn(texts: Sequence[Text], penalty: float | Callable[[str], float], steps: int) -> dict[str, float]:
    """The weight of each clue; none where no text tells anything.

    `penalty`: on half the square of each weight, one for all or by clue; `steps`: of the optimiser, at most.
    """
    told = [t for t in texts if any(any(s.told) for s in t)]
    if not told:
        return {}
    clues = _clues(texts)
    held = np.array([penalty(clue) if callable(penalty) else penalty for clue in clues])
    model = _Model(told, {clue: i for i, clue in enumerate(clues)})

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = model.loss(weights)
        return value + float(held @ weights**2) / 2, slope + held * weights

    found = minimize(loss, np.zeros(len(clues)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return dict(zip(clues, map(float, found.x), strict=True))


def _clues(texts: Sequence[Text]) -> list[str]:
    seen: Counter[str] = Counter()
    for text in texts:
        for sentence in text:
            seen.update({clue for row in (*sentence.own, *sentence.on) for clue in row})
    return sorted(clue for clue, times in seen.items() if times >= LEAST)


class _Model:
    """Arrays by [text, sentence, candidate]; what a text has fewer of than the largest is masked out."""

    def __init__(self, texts: Sequence[Text], index: dict[str, int]) -> None:
        self.shape = len(texts), max(map(len, texts)), max(len(s.own) for t in texts for s in t)
        self.mask = np.full(self.shape, -np.inf)
        self.told = np.zeros(self.shape)
        self.before = np.full(self.shape, -1)
        self.after = np.full(self.shape, -1)
        self.ends = np.array([len(t) - 1 for t in texts])
        self._fill(texts)
        self.own = _matrix([[s.own for s in t] for t in texts], self.shape, index)
        self.on = _matrix([[s.on for s in t] for t in texts], self.shape, index)

    def _fill(self, texts: Sequence[Text]) -> None:
        for d, text in enumerate(texts):
            for i, sentence in enumerate(text):
                self.mask[d, i, : len(sentence.own)] = 0
                self.told[d, i, : len(sentence.own)] = _shares(sentence.told)
                for k, j in enumerate(sentence.before):
                    if j >= 0:
                        self.before[d, i, k], self.after[d, i - 1, j] = j, k

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """How improbable the annotated voices are (natural logarithm), and its slope by weight."""
        own = (self.own @ weights).reshape(self.shape) + self.mask
        on = np.where(self.before >= 0, np.expm1((self.on @ weights).reshape(self.shape)), 0.0)
        with np.errstate(divide="ignore"):
            clamped = own + np.log(self.told)
        free, whole, goes_on = self._sums(own, on)
        told, part, kept = self._sums(clamped, on)
        slope = self.own.T @ (whole - part).ravel() + self.on.T @ (goes_on - kept).ravel()
        return free - told, slope

    def _sums(self, own: Floats, on: Floats) -> tuple[float, Floats, Floats]:
        """Logarithm of the sum over all ways; the share of each candidate in it; the share of each going on."""
        top = own.max(axis=2, keepdims=True)
        top = np.where(np.isfinite(top), top, 0.0)
        weight = np.exp(own - top)
        forward, scale = self._forward(weight, on)
        backward = self._backward(weight / scale[:, :, None], on)
        whole = forward * backward
        came = np.take_along_axis(forward[:, :-1], np.maximum(self.before[:, 1:], 0), axis=2)
        goes_on = np.zeros(self.shape)
        goes_on[:, 1:] = came * (on[:, 1:] + (self.before[:, 1:] >= 0)) * (weight / scale[:, :, None] * backward)[:, 1:]
        inside = np.arange(self.shape[1]) <= self.ends[:, None]
        return float(np.sum((np.log(scale) + top[:, :, 0])[inside])), whole, goes_on

    def _forward(self, weight: Floats, on: Floats) -> tuple[Floats, Floats]:
        """The share of each candidate in the ways up to its sentence, and what each sentence is scaled by."""
        forward, scale = np.zeros(self.shape), np.ones(self.shape[:2])
        for i in range(self.shape[1]):
            row = weight[:, i].copy()
            if i:
                row *= 1 + np.take_along_axis(forward[:, i - 1], np.maximum(self.before[:, i], 0), axis=1) * on[:, i]
            total = row.sum(axis=1)
            scale[:, i] = np.where(total > 0, total, 1.0)
            forward[:, i] = row / scale[:, i, None]
        return forward, scale

    def _backward(self, weight: Floats, on: Floats) -> Floats:
        """What the ways from each candidate on weigh; `weight` is scaled as in the forward pass."""
        backward = np.ones(self.shape)
        for i in range(self.shape[1] - 2, -1, -1):
            ahead = weight[:, i + 1] * backward[:, i + 1]
            onward = np.take_along_axis(ahead * on[:, i + 1], np.maximum(self.after[:, i], 0), axis=1)
            row = ahead.sum(axis=1, keepdims=True) + np.where(self.after[:, i] >= 0, onward, 0.0)
            backward[:, i] = np.where((i < self.ends)[:, None], row, 1.0)
        return backward


def _shares(told: Sequence[int]) -> list[float]:
    """What part of the annotated claims is each candidate's; all the same where none is."""
    total = sum(told)
    return [n / total for n in told] if total else [1.0] * len(told)


def _matrix(
    clues: Sequence[Sequence[Sequence[Sequence[str]]]], shape: tuple[int, int, int], index: dict[str, int]
) -> csr_array:
    """One row a [text, sentence, candidate], with how often it shows each clue."""
    rows: list[int] = []
    columns: list[int] = []
    for d, text in enumerate(clues):
        for i, sentence in enumerate(text):
            for k, found in enumerate(sentence):
                known = [index[clue] for clue in found if clue in index]
                columns += known
                rows += [(d * shape[1] + i) * shape[2] + k] * len(known)
    size = shape[0] * shape[1] * shape[2], len(index)
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=size)
