"""The covered texts of many documents, on all processors: what covers a name is known, and every text stands alone."""

import os
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import get_context

from habeas.model.covering import CoveredText, Covering

MANY = 2_000
"""Documents from which other processes pay."""
WINDOW, _CHUNK = 2_000, 25
"""Texts that are covered ahead of those who take them, and texts a message."""
_covering: list[Covering] = []
"""What the processes that are forked below cover with; they take it over and are given items only."""


def covered_texts(covering: Covering, items: Sequence[str], many: int = MANY) -> Iterator[CoveredText]:
    """The covered text of each item, in their order.

    Other processes are forked, where that is safe (Linux): a covering is too large to be sent. They touch no database of
    the case.
    """
    if len(items) < many or sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        yield from map(covering.document, items)
        return
    _covering.append(covering)
    try:
        with get_context("fork").Pool() as pool:
            windows = [items[start : start + WINDOW] for start in range(0, len(items), WINDOW)]
            ahead = pool.map_async(_covered, windows[0], _CHUNK)
            for after in [*windows[1:], ()]:
                ready, ahead = ahead, pool.map_async(_covered, after, _CHUNK)
                yield from ready.get()
    finally:
        _covering.pop()


def _covered(item: str) -> CoveredText:
    return _covering[-1].document(item)
