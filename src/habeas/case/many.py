"""Reading many documents on all processors; few are read where we are, because starting others takes a second or two."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from habeas.model.document import Document
from habeas.model.reading import Reading
from habeas.places import Gazetteer
from habeas.reading.reader import Reader
from habeas.reading.weights import Weights

MANY = 200
"""Documents from which other processes pay."""
_CHUNK = 8


class Readers:
    """Readers in as many processes as the machine has; a context manager."""

    def __init__(self, documents: int, weights: Weights, places: Path) -> None:
        """`documents`: how many will be read; `weights`: what the readers learned; `places`: the team's own, if any."""
        self._stack = ExitStack()
        self._weights, self._places = weights, places
        self._pool: ProcessPoolExecutor | None = None
        if documents >= MANY and (os.cpu_count() or 1) > 1:
            # spawn: a fork would share our open database
            self._pool = self._stack.enter_context(
                ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_start, initargs=(weights, places))
            )

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @cached_property
    def _reader(self) -> Reader:
        return Reader(Gazetteer.load().with_own(self._places), self._weights)

    def read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """The reading of each document, in their order."""
        if self._pool is None:
            return map(self._reader.read, documents)
        return self._pool.map(_read, documents, chunksize=_CHUNK)


_readers: list[Reader] = []
"""The reader of this process, where it was started to read."""


def _start(weights: Weights, places: Path) -> None:
    _readers.append(Reader(Gazetteer.load().with_own(places), weights))


def _read(document: Document) -> Reading:
    return _readers[0].read(document)
