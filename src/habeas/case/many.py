"""Reading many documents on all processors; few are read where we are, because starting others takes a second or two."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from multiprocessing import get_context

from habeas.model.document import Document
from habeas.model.reading import Reading
from habeas.places import Gazetteer
from habeas.reading.reader import Reader

MANY = 200
"""Documents from which other processes pay."""
_CHUNK = 8


class Readers:
    """Readers in as many processes as the machine has; a context manager."""

    def __init__(self, documents: int) -> None:
        """`documents`: how many will be read."""
        self._stack = ExitStack()
        self._pool: ProcessPoolExecutor | None = None
        if documents >= MANY and (os.cpu_count() or 1) > 1:
            # spawn: a fork would share our open database
            self._pool = self._stack.enter_context(ProcessPoolExecutor(mp_context=get_context("spawn")))

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, documents: Sequence[Document]) -> Iterator[Reading]:
        """The reading of each document, in their order."""
        if self._pool is None:
            return map(_read, documents)
        return self._pool.map(_read, documents, chunksize=_CHUNK)


@cache
def _reader() -> Reader:
    """The reader of this process."""
    return Reader(Gazetteer.load())


def _read(document: Document) -> Reading:
    return _reader().read(document)
