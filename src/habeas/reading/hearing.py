"""Hearing a whole text: of all ways to give its sentences voices, the one whose clues weigh most together.

The clues of a sentence weigh for a voice, the clues between two sentences for a voice that goes on; the best sequence is
found exactly (Viterbi), in time that grows with the text and the few candidates of each sentence.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from habeas.reading.clues import clues, going_on
from habeas.reading.discourse import Discourse, sort_of

Weights = Mapping[str, float]


class _Way(NamedTuple):
    """The best way to reach a voice: what it weighs, and the voice of the sentence before."""

    weight: float
    came_from: str | None


def decide(heard: Discourse, weights: Weights) -> list[str]:
    """The voice of every sentence; of ways that weigh the same the one whose voices stand first in the text."""
    ways: list[dict[str, _Way]] = []
    for i in range(len(heard.scenes)):
        own = {who: weigh(clues(heard, i, who), weights) for who in heard.candidates(i)}
        if i:
            ways.append(_step(heard, i, own, ways[-1], weights))
        else:
            ways.append({who: _Way(weight, None) for who, weight in own.items()})
    return _back(ways)


def weigh(found: Iterable[str], weights: Weights) -> float:
    """What clues weigh together."""
    return sum(weights.get(clue, 0.0) for clue in found)


def _step(
    heard: Discourse, i: int, own: Mapping[str, float], before: Mapping[str, _Way], weights: Weights
) -> dict[str, _Way]:
    """The best ways to each voice of sentence `i`: the voice before goes on, or the best other one gives way."""
    best = sorted(before, key=lambda who: -before[who].weight)[:2]
    found = {}
    for who, weight in own.items():
        options = [(before[other].weight, other) for other in best if other != who]
        if who in before:
            options.append((before[who].weight + weigh(going_on(heard, i, sort_of(who)), weights), who))
        reached, came_from = max(options, key=lambda o: o[0])
        found[who] = _Way(weight + reached, came_from)
    return found


def _back(ways: list[dict[str, _Way]]) -> list[str]:
    if not ways:
        return []
    who: str | None = max(ways[-1], key=lambda w: ways[-1][w].weight)
    found = []
    for step in reversed(ways):
        assert who is not None  # noqa: S101  (every way but the first came from a voice)
        found.append(who)
        who = step[who].came_from
    return found[::-1]
