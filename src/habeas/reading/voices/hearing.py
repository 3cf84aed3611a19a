"""Hearing a whole text: for each sentence the most probable voice, all ways to give the text its voices considered."""

from habeas.reading.likeliest import Step, likeliest, step
from habeas.reading.voices.clues import clues, going_on
from habeas.reading.voices.discourse import Discourse
from habeas.reading.weights import Weighed, weigh


def decide(heard: Discourse, weights: Weighed) -> list[str]:
    """The most probable voice of every sentence; of equals the one that stands first among the candidates."""
    steps: list[Step] = []
    before: dict[str, float] = {}
    for i in range(len(heard.scenes)):
        own = {who: weigh(clues(heard, i, who), weights) for who in heard.candidates(i)}
        on = {who: weigh(going_on(heard, i, who), weights) for who in own if who in before}
        steps.append(step(own, on))
        before = own
    return likeliest(steps)
