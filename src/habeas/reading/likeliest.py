"""The likeliest way through a row of decisions in which each may go on with what the one before decided.

A way is as probable as the exponential of what its clues weigh together: the clues of each step for what is decided there,
and the clues between two steps for the same to go on. For each step that is decided which is most probable, all ways
considered: exactly (forwards, then backwards), in time that grows with the row and the few candidates of each step.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple


class Step(NamedTuple):
    """One decision, by candidate."""

    odds: dict[str, float]
    """By its own clues, the best one being 1."""
    bonus: dict[str, float]
    """Added to 1 where the candidate was decided at the step before."""


def step(own: Mapping[str, float], on: Mapping[str, float]) -> Step:
    """A step from what the clues of each candidate weigh, and what the clues of going on weigh for some of them."""
    best = max(own.values())
    return Step({c: exp(w - best) for c, w in own.items()}, {c: exp(on[c]) - 1 if c in on else 0.0 for c in own})


def likeliest(steps: Sequence[Step]) -> list[str]:
    """The most probable candidate of every step; of equals the one that stands first."""
    found = []
    before: dict[str, float] = {}
    for now, after in zip(steps, _backwards(steps), strict=True):
        before = _even({c: odds * (1 + now.bonus[c] * before.get(c, 0.0)) for c, odds in now.odds.items()})
        found.append(max(before, key=lambda c: before[c] * after[c]))
    return found


def _backwards(steps: Sequence[Step]) -> list[dict[str, float]]:
    """For each candidate of each step, how probable the rest of the row is after it."""
    found: list[dict[str, float]] = []
    for i in range(len(steps) - 1, -1, -1):
        if not found:
            found.append(dict.fromkeys(steps[i].odds, 1.0))
            continue
        onward = _even({c: odds * found[-1][c] for c, odds in steps[i + 1].odds.items()})
        found.append({c: 1 + steps[i + 1].bonus.get(c, 0.0) * onward.get(c, 0.0) for c in steps[i].odds})
    return found[::-1]


def _even(odds: Mapping[str, float]) -> dict[str, float]:
    """The same odds, adding up to 1."""
    total = sum(odds.values())
    return {c: weight / total for c, weight in odds.items()}
