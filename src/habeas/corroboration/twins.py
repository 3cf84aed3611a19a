"""Twins: documents that repeat one text, whole or nearly, or of which one stands wholly inside the other.

Near-duplicates come from MinHash-LSH on shingles of words, excerpts from a sample of shingle hashes; both are checked on
the shingles themselves. Hashes and permutations are fixed, so the same texts always give the same twins.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from habeas.corroboration.disjoint import Disjoint
from habeas.model.reading import Reading

SHINGLE = 5
"""Words in a shingle."""
NEAR = 0.7
"""Share of common shingles from which two texts are one text."""
INSIDE = 0.95
"""Share of a text's shingles that stand in the other from which it is an excerpt."""
LEAST = 20
"""Words below which only an exact repetition counts: short texts share phrases by chance."""
_PERMUTATIONS, _SEED = 64, 1
_SAMPLE = 16
"""One shingle in so many is an anchor for excerpts."""
_COMMON = 50
"""Documents from which on an anchor is a common phrase and leads nowhere."""

Shingles = frozenset[int]


def twins(readings: Sequence[Reading]) -> dict[str, str]:
    """Item -> the first item (by hash) of the group whose text it repeats; items without twins are not in it."""
    first_of: dict[str, str] = {}
    texts: dict[str, str] = {}
    for reading in sorted(readings, key=lambda r: r.document.item):
        plain = " ".join(re.findall(r"\w+", reading.document.text.casefold()))
        first_of[reading.document.item] = texts.setdefault(plain, reading.document.item)
    shingled = {item: _shingles(plain) for plain, item in texts.items()}
    groups = Disjoint(shingled)
    for one, other in _pairs({item: s for item, s in shingled.items() if len(s) > LEAST - SHINGLE}):
        groups.join(one, other)
    found = {item: groups.name(first) for item, first in first_of.items()}
    return {item: root for item, root in sorted(found.items()) if item != root}


def _shingles(plain: str) -> Shingles:
    words = plain.split()
    return frozenset(
        zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(max(1, len(words) - SHINGLE + 1))
    )


def _pairs(shingled: dict[str, Shingles]) -> Iterator[tuple[str, str]]:
    """Near-duplicates and excerpts, each confirmed on the shingles themselves."""
    yield from _alike(shingled)
    for one, other in _anchored(shingled):
        mine, theirs = shingled[one], shingled[other]
        if len(mine & theirs) >= INSIDE * min(len(mine), len(theirs)):
            yield one, other


def _alike(shingled: dict[str, Shingles]) -> Iterator[tuple[str, str]]:
    """Each text with one that it nearly repeats. Only texts that repeat none stay to be compared with."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  # half a second that only a build should pay

    empty = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    index = MinHashLSH(threshold=NEAR - 0.1, num_perm=_PERMUTATIONS)
    for item, mine in sorted(shingled.items()):
        sketch = empty.copy()
        sketch.update_batch(np.fromiter(mine, dtype=np.uint64, count=len(mine)))
        near = (other for other in sorted(index.query(sketch)) if _near(mine, shingled[other]))
        other = next(near, None)
        if other is None:
            index.insert(item, sketch)
        else:
            yield other, item


def _near(mine: Shingles, theirs: Shingles) -> bool:
    return len(mine & theirs) >= NEAR * len(mine | theirs)


def _anchored(shingled: dict[str, Shingles]) -> Iterator[tuple[str, str]]:
    """Pairs of which one holds nearly all anchors of the other."""
    holders: dict[int, list[str]] = {}
    anchors = {item: sorted(s for s in shingles if s % _SAMPLE == 0) for item, shingles in shingled.items()}
    for item, its_anchors in anchors.items():
        for anchor in its_anchors:
            holders.setdefault(anchor, []).append(item)
    shared: dict[tuple[str, str], int] = {}
    for items in holders.values():
        if len(items) <= _COMMON:
            for i, one in enumerate(items):
                for other in items[i + 1 :]:
                    pair = (min(one, other), max(one, other))
                    shared[pair] = shared.get(pair, 0) + 1
    for (one, other), count in shared.items():
        if count >= (INSIDE - 0.1) * min(len(anchors[one]), len(anchors[other])):
            yield one, other
