"""Learning the weights of voices, on texts of our own."""

import numpy as np
import pytest

from habeas.reading.learning.chain import Sentence, _Model, learn

CLUES = {"spoke": 0, "named": 1, "on": 2}
HEAD = Sentence(own=[["spoke"], ["named"]], on=[[], []], before=[-1, -1], told=[1, 0])
TAIL = Sentence(own=[["named"], ["spoke", "named"], []], on=[["on"], [], ["on"]], before=[0, -1, 1], told=[0, 0, 0])
END = Sentence(own=[["named"], []], on=[["on"], ["on"]], before=[0, 1], told=[1, 2])
TEXTS = [[HEAD, TAIL, END], [HEAD, END]]


def ways(text: list[Sentence], weights: np.ndarray) -> list[tuple[float, float]]:
    """Every way to give voices to a text, one by one: its weight, and the share of it that agrees with what is told."""

    def weigh(clues: list[str]) -> float:
        return float(sum(weights[CLUES[c]] for c in clues))

    found = [((), 0.0, 1.0)]
    for s in text:
        shares = [t / sum(s.told) if sum(s.told) else 1.0 for t in s.told]
        found = [
            ((k,), w + weigh(s.own[k]) + (weigh(s.on[k]) if last == (s.before[k],) else 0.0), share * shares[k])
            for last, w, share in found
            for k in range(len(s.own))
        ]
    return [(w, share) for _, w, share in found]


def loss(weights: np.ndarray) -> float:
    total = 0.0
    for text in TEXTS:
        each = ways(text, weights)
        total += np.log(sum(np.exp(w) for w, _ in each)) - np.log(sum(np.exp(w) * share for w, share in each))
    return total


@pytest.mark.parametrize("weights", [[0, 0, 0], [1.5, -0.5, 0.7], [-2, 3, -1]])
def test_the_loss_is_that_of_all_ways_one_by_one_and_its_slope_is_right(weights: list[float]) -> None:
    at = np.array(weights, dtype=float)
    value, slope = _Model(TEXTS, CLUES).loss(at)
    assert value == pytest.approx(loss(at))
    for i, step in enumerate(np.eye(3) * 1e-5):
        assert slope[i] == pytest.approx((loss(at + step) - loss(at - step)) / 2e-5, abs=1e-6)


def test_a_clue_that_tells_gets_a_weight_and_a_rare_one_none() -> None:
    weights = learn([[HEAD]] * 10, penalty=0.1, steps=50)
    assert weights["spoke"] > 1
    assert weights["named"] < 0
    assert learn([[HEAD]] * 4, penalty=0.1, steps=50) == {}
