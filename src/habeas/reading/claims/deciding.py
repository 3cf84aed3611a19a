"""Which candidates are claims: those that their clues make probable, in a stretch of text that is about captivity.

How probable a candidate is comes from what its clues weigh (`weights/claims.toml`). A stretch is about captivity where it
makes enough claims for its length, all of their probabilities added up: one word of violence in a text about something
else claims nothing.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import exp
from typing import NamedTuple

from habeas.reading.claims.candidates import Candidate
from habeas.reading.claims.clues import Surroundings, clues
from habeas.reading.weights import Weighed, weigh

PROBABLE, ABOUT = "probable from", "about captivity from"
"""Names among the weights: from which probability on a candidate is a claim, and from how many expected claims for each
sentence on a stretch of text is about captivity."""
REACH = 14
"""Sentences before and after that make a stretch with one."""


class Decided(NamedTuple):
    """What a text claims."""

    claims: list[Candidate]
    """In text order."""
    about: list[bool]
    """For each sentence whether the stretch around it is about captivity."""
    probable: Sequence[float]
    """How probable each candidate was."""


def decided(text: Surroundings, made: Sequence[Candidate], sentences: int, weights: Weighed) -> Decided:
    """Which candidates are claims. `sentences`: how many the text has."""
    return kept(made, [probability(clues(text, c), weights) for c in made], sentences, weights)


def probability(of: Sequence[str], weights: Weighed) -> float:
    """How probable a claim is with these clues."""
    return 1 / (1 + exp(-weigh(of, weights)))


def kept(made: Sequence[Candidate], probable: Sequence[float], sentences: int, thresholds: Weighed) -> Decided:
    """The candidates, of these probabilities, that pass both thresholds."""
    expected = [0.0] * sentences
    for candidate, p in zip(made, probable, strict=True):
        expected[candidate.at] += p
    sums = list(accumulate(expected, initial=0.0))
    least, enough = thresholds.get(PROBABLE, 0.0), thresholds.get(ABOUT, 0.0)
    about = [_density(sums, at) >= enough for at in range(sentences)]
    return Decided([c for c, p in zip(made, probable, strict=True) if p >= least and about[c.at]], about, probable)


def _density(sums: Sequence[float], at: int) -> float:
    """Expected claims for each sentence in the stretch around one; the stretch lies within the text."""
    sentences = len(sums) - 1
    start = max(0, min(at - REACH, sentences - 2 * REACH - 1))
    end = min(sentences, start + 2 * REACH + 1)
    return (sums[end] - sums[start]) / (end - start)
