"""Look-up by sound: the nearest keys of the gazetteer, as whole names or word by word."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

ACCEPT, CONSIDER = 0.95, 0.75
"""Similarity of keys that is evidence alone, and similarity that needs a place cue (research notes, section 6)."""
WORD = 0.5
RARE = 30
MOST = 12


class Near(NamedTuple):
    """A key of the gazetteer, how like it is (0 to 1), and whether one rare word of it agrees exactly."""

    key: str
    similarity: float
    anchored: bool


class Keys:
    """All keys, held in memory, with those of several words by word."""

    def __init__(self, keys: list[str]) -> None:
        self._keys = sorted(keys, key=lambda key: (len(key), key))
        self._lengths = [len(key) for key in self._keys]
        self.nearest = lru_cache(maxsize=4096)(self._nearest)
        self._several: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            words = key.split(" ")
            if len(words) > 1:
                for word in set(words):
                    self._several[word].append(key)

    def _nearest(self, key: str) -> tuple[Near, ...]:
        """Keys like `key` from similarity 0.75 on, most alike first. Empty for keys of fewer than four symbols."""
        if len(key) < 4:
            return ()
        first = bisect_left(self._lengths, floor(CONSIDER * len(key)))
        last = bisect_right(self._lengths, ceil(len(key) / CONSIDER))
        found = process.extract(
            key, self._keys[first:last], scorer=OSA.normalized_similarity, score_cutoff=CONSIDER, limit=None
        )
        found = sorted(found, key=lambda row: (-row[1], row[0]))[:MOST]
        near = {name: Near(name, round(score, 4), anchored=False) for name, score, _ in found}
        for other in self.aligned(key):
            if other.key not in near or near[other.key].similarity < other.similarity:
                near[other.key] = other
        return tuple(sorted(near.values(), key=lambda n: (-n.similarity, n.key))[:MOST])

    def aligned(self, key: str) -> list[Near]:
        """Names of as many words that share a rare word with `key` and whose other words are alike."""
        words = key.split(" ")
        if len(words) < 2:
            return []
        shared: Counter[str] = Counter()
        for word in words:
            names = self._several.get(word, [])
            if len(word) >= 4 and len(names) <= RARE:
                shared.update(name for name in names if name.count(" ") == len(words) - 1)
        out = []
        for name in shared:
            alike = [OSA.normalized_similarity(a, b) for a, b in zip(words, name.split(" "), strict=True)]
            if min(alike) >= WORD and max(alike) == 1.0:
                out.append(Near(name, round(0.5 + 0.5 * min(alike), 4), anchored=True))
        return out
