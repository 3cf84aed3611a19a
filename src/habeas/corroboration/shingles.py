"""The words of a text as numbers, and the runs of words that two texts have in common.

Everything here depends on one text (`words_of`) or on two (`runs`), so that it can be kept for a document as long as its
text and this module stay what they are.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from habeas.corroboration.meeting import Keys
from habeas.model.passage import Passage

SHINGLE = 5
"""Words in a shingle."""
WINDOW = 8
"""Of so many shingles in a row one is an anchor: two texts that share a run of so many share an anchor (winnowing)."""
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Words(NamedTuple):
    """A text as numbers."""

    total: int
    """Words."""
    whole: bytes
    """The same for texts of the same words, whatever stands between them."""
    shingles: Keys
    """One for each place where a shingle begins, in order."""
    anchors: Keys
    """Some of the shingles, distinct and sorted."""


class Run(NamedTuple):
    """Words in a row that stand in both texts: the index of the first one in each, and how many."""

    left: int
    right: int
    length: int


def words_of(text: str) -> Words:
    """The words of a text; case makes no difference."""
    words = np.fromiter((_number(word) for word in _WORD.findall(text)), dtype=np.uint64)
    shingles = np.zeros(max(0, len(words) - SHINGLE + 1), dtype=np.uint64)
    for i in range(SHINGLE):
        shingles = (shingles ^ words[i : i + len(shingles)]) * _FACTOR
        shingles ^= shingles >> np.uint64(29)
    return Words(len(words), hashlib.blake2b(words.tobytes(), digest_size=16).digest(), shingles, _anchors(shingles))


@lru_cache(maxsize=1 << 17)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.casefold().encode(), digest_size=8).digest())


def _anchors(shingles: Keys) -> Keys:
    if not len(shingles):
        return shingles
    windows = np.lib.stride_tricks.sliding_window_view(shingles, min(WINDOW, len(shingles)))
    return np.unique(windows.min(axis=1))


def runs(left: Words, right: Words) -> list[Run]:
    """What stands in both, in the order of `left`. No word of `left` is in two runs."""
    theirs = right.shingles.tolist()
    places: dict[int, int] = {}
    for at, shingle in enumerate(theirs):
        places.setdefault(shingle, at)
    found: list[Run] = []
    here = there = begun = -1
    for at, shingle in enumerate([*left.shingles.tolist(), -1]):
        follows = here >= 0 and there + 1 < len(theirs) and theirs[there + 1] == shingle
        if here >= 0 and not follows:
            found.append(Run(begun, there - (at - 1 - begun), at - begun + SHINGLE - 1))
            here = -1
        if follows:
            there += 1
        elif shingle in places:
            here, begun, there = at, at, places[shingle]
    return _parted(found)


def _parted(found: Sequence[Run]) -> list[Run]:
    """Runs of which the next begins where the last one ends."""
    kept: list[Run] = []
    end = 0
    for run in found:
        lost = max(0, end - run.left)
        if run.length > lost:
            kept.append(Run(run.left + lost, run.right + lost, run.length - lost))
            end = run.left + run.length
    return kept


def alike(left: Words, right: Words) -> float:
    """The share of shingles that both have, of those that either has."""
    both = len(np.intersect1d(left.shingles, right.shingles))
    either = len(np.unique(left.shingles)) + len(np.unique(right.shingles)) - both
    return both / either if either else float(left.whole == right.whole)


@lru_cache(maxsize=256)
def spans(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends, in code points."""
    return [word.span() for word in _WORD.finditer(text)]


def passage(places: Sequence[tuple[int, int]], first: int, length: int) -> Passage:
    """The passage of `length` words from the word `first` on."""
    return Passage(places[first][0], places[first + length - 1][1])
