"""Hearing a whole text: for each sentence the voice that is most probable, all ways to give the text its voices considered.

A way is as probable as the exponential of what its clues weigh together: the clues of each sentence for its voice, and the
clues between two sentences for a voice that goes on. The probabilities are exact (forwards, then backwards), in time that
grows with the text and the few candidates of each sentence.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

from habeas.reading.voices.clues import clues, going_on
from habeas.reading.voices.discourse import Discourse
from habeas.reading.weights import Weighed, weigh


class _Step(NamedTuple):
    """One sentence, by voice."""

    own: dict[str, float]
    """The odds by its own clues, the best one being 1."""
    bonus: dict[str, float]
    """Added to 1 where the voice of the sentence before goes on."""


def decide(heard: Discourse, weights: Weighed) -> list[str]:
    """The most probable voice of every sentence; of equals the one that stands first among the candidates."""
    steps: list[_Step] = []
    for i in range(len(heard.scenes)):
        steps.append(_step(heard, i, steps[-1].own if steps else {}, weights))
    ahead = _backwards(steps)
    found = []
    before: dict[str, float] = {}
    for step, after in zip(steps, ahead, strict=True):
        before = _even({who: odds * (1 + step.bonus[who] * before.get(who, 0.0)) for who, odds in step.own.items()})
        found.append(max(before, key=lambda who: before[who] * after[who]))
    return found


def _step(heard: Discourse, i: int, before: Mapping[str, float], weights: Weighed) -> _Step:
    own = {who: weigh(clues(heard, i, who), weights) for who in heard.candidates(i)}
    best = max(own.values())
    on = {who: exp(weigh(going_on(heard, i, who), weights)) - 1 if who in before else 0.0 for who in own}
    return _Step({who: exp(weight - best) for who, weight in own.items()}, on)


def _backwards(steps: Sequence[_Step]) -> list[dict[str, float]]:
    """For each voice of each sentence, how probable the rest of the text is after it."""
    found: list[dict[str, float]] = []
    for i in range(len(steps) - 1, -1, -1):
        if not found:
            found.append(dict.fromkeys(steps[i].own, 1.0))
            continue
        onward = _even({who: odds * found[-1][who] for who, odds in steps[i + 1].own.items()})
        found.append({who: 1 + steps[i + 1].bonus.get(who, 0.0) * onward.get(who, 0.0) for who in steps[i].own})
    return found[::-1]


def _even(odds: Mapping[str, float]) -> dict[str, float]:
    """The same odds, adding up to 1."""
    total = sum(odds.values())
    return {who: weight / total for who, weight in odds.items()}
