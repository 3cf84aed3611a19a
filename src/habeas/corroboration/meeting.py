"""Which documents have keys in common, without comparing all with all. Near-linear in the keys."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

FEW = 4
"""Up to so many holders of a key meet each other; of more, each meets the first and its neighbour only."""


def meeting(holders: Sequence[Keys], least: int) -> Iterator[tuple[int, int]]:
    """Pairs (i < j) of holders that meet on `least` keys or more, sorted. Each holder's keys are distinct.

    Whoever shares a whole passage or story shares many keys, and some of them with few others: no pair is lost by what is
    left out for a key that many have.
    """
    if not holders:
        return
    keys = np.concatenate(holders)
    owners = np.repeat(np.arange(len(holders), dtype=np.uint64), [len(one) for one in holders])
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    found = [pairs for pairs in _pairs(keys, owners) if len(pairs)]
    if not found:
        return
    codes, counts = np.unique(np.concatenate(found), return_counts=True)
    for code in codes[counts >= least].tolist():
        yield code >> 32, code & 0xFFFFFFFF


def _pairs(keys: Keys, owners: Keys) -> Iterator[Keys]:
    """Codes (i << 32 | j) of the pairs that share a key. Owners of one key stand in order, for the sort is stable."""
    if not len(keys):
        return
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    sizes = np.diff(np.append(starts, len(keys)))
    first, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    place = np.arange(len(keys)) - first
    for back in range(1, FEW):
        later = np.flatnonzero((place >= back) & ((size <= FEW) | (back == 1)))
        yield owners[later - back] << np.uint64(32) | owners[later]
    later = np.flatnonzero((place >= 2) & (size > FEW))
    yield owners[first[later]] << np.uint64(32) | owners[later]
