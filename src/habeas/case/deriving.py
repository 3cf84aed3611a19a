"""Texts from bytes: every item of the vault becomes a document, or says why it cannot be read.

Each processor has a worker of its own, as many as memory allows; what they made is written as it comes, so that a kill costs
little, and memory holds no more than a few texts.
"""

import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from habeas import __version__, intake
from habeas.case.capturing import Captures
from habeas.case.layout import VAULT
from habeas.case.results import Tick
from habeas.model.document import Document
from habeas.model.errors import UnreadableError
from habeas.model.item import Arrival, NotRead

if TYPE_CHECKING:
    from habeas.case.case import Case

INTAKE = f"intake/{__version__}"
BATCH = 200
TEXT = 16_000_000
"""Characters of text that wait to be written; a batch ends when there are more."""
AHEAD = 4
"""Items handed to each worker before their turn."""


def derive(case: "Case", tick: Tick, items: Sequence[str] | None = None) -> int:
    """Derive the text of every item that has none by this intake; returns how many items were looked at.

    `items`: only these, whether they have one or not.
    """
    waiting = case.database.underived(INTAKE) if items is None else items
    batch: list[Document | NotRead] = []
    size = 0
    for done, result in enumerate(_derived(case, waiting), 1):
        batch.append(result)
        size += len(result.text) if isinstance(result, Document) else 0
        if len(batch) >= BATCH or size >= TEXT or done == len(waiting):
            case.database.put_derived(INTAKE, batch)
            batch.clear()
            size = 0
        tick(done, len(waiting))
    return len(waiting)


def workers(waiting: int, memory: int) -> int:
    """How many workers to have: one a processor, no more than there are items, and as many as fit into memory.

    `memory`: what one worker may take, in bytes.
    """
    try:
        fit = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // memory
    except (AttributeError, ValueError, OSError):  # a system that does not tell
        fit = 2
    return max(1, min(os.cpu_count() or 1, waiting, fit))


def _derived(case: "Case", waiting: Sequence[str]) -> Iterator[Document | NotRead]:
    """What each item gave, in their order."""
    if not waiting:
        return
    arrivals = case.database.arrivals()
    with _Workers(case, workers(len(waiting), intake.Limits().memory)) as pool:
        ahead: deque[Future[Document | NotRead]] = deque()
        for item in waiting:
            ahead.append(pool.submit(item, arrivals[item]))
            if len(ahead) >= AHEAD * pool.number:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


class _Workers:
    """Threads that each wait for a worker process of their own; a context manager."""

    def __init__(self, case: "Case", number: int) -> None:
        self.number = number
        self._vault = case.root / VAULT
        self._captures = Captures(self._vault)
        self._own = threading.local()
        self._opened = ExitStack()
        self._opening = threading.Lock()
        self._pool = ThreadPoolExecutor(number)

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._opened.close()

    def submit(self, item: str, arrivals: list[Arrival]) -> Future[Document | NotRead]:
        """Ask for the document of an item, or why there is none."""
        why_not = self._captures.why_not(item, arrivals)
        if why_not is not None:
            done: Future[Document | NotRead] = Future()
            done.set_result(why_not)
            return done
        return self._pool.submit(self._read, item, arrivals)

    def _read(self, item: str, arrivals: list[Arrival]) -> Document | NotRead:
        path = self._vault / "objects" / item[:2] / item[2:]
        try:
            document = self._reader().read(path, item, min(arrival.name for arrival in arrivals))
        except UnreadableError as e:
            return NotRead(item=item, reason=e.reason, detail=e.detail)
        return self._captures.placed(document, arrivals)

    def _reader(self) -> intake.Reader:
        """This thread's reader."""
        if not hasattr(self._own, "reader"):
            with self._opening:
                self._own.reader = self._opened.enter_context(intake.Reader())
        reader: intake.Reader = self._own.reader
        return reader
