"""Texts from bytes: every item of the vault becomes a document, or says why it cannot be read.

Each processor has a worker of its own, as many as memory allows; what they made is written as it comes, so that a kill costs
little, and memory holds no more than a few texts.
"""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from habeas import __version__, intake
from habeas.case.capturing import Captures
from habeas.case.layout import VAULT, now
from habeas.case.results import Tick
from habeas.case.settling import options
from habeas.model.derivation import Derivation
from habeas.model.item import Arrival
from habeas.storage.facts import put_facts
from habeas.vault import Event, Vault
from habeas.vault.events import happened

if TYPE_CHECKING:
    from habeas.case.case import Case

INTAKE = f"intake/{__version__}+3"
"""What derives texts. The last number grows when more is read than before: cases made until then derive once more."""
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
    batch: list[Derivation] = []
    size = 0
    for done, made in enumerate(_derived(case, waiting), 1):
        batch.append(made)
        size += len(made.document.text) if made.document else 0
        if len(batch) >= BATCH or size >= TEXT or done == len(waiting):
            _keep(case, batch)
            batch.clear()
            size = 0
        tick(done, len(waiting))
    return len(waiting)


def _keep(case: "Case", batch: Sequence[Derivation]) -> None:
    """Write texts, reasons and facts; what other tools than ours had a part in stands in the custody log."""
    case.database.put_derived(INTAKE, [result for one in batch if (result := one.document or one.not_read)])
    put_facts(case.database, batch)
    told = [_event(one) for one in batch if one.tools]
    if told:
        with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
            vault.log.append(*told, at=now(), by=case.by)


def _event(made: Derivation) -> Event:
    """What was made of an item, by which tools: the digest of its text, or the reason why there is none."""
    recognised = any(tool.startswith("tesseract") for tool in made.tools)
    transcribed = any(tool.startswith("transcriber") for tool in made.tools)
    what = "transcribed" if transcribed else "ocr_done" if recognised else "extracted"
    text = made.document and hashlib.sha256(made.document.text.encode()).hexdigest()
    reason = made.not_read and made.not_read.reason
    return happened(what, made.item, "; ".join(made.tools), text=text, reason=reason)


def workers(waiting: int, memory: int) -> int:
    """How many workers to have: one a processor, no more than there are items, and as many as fit into memory.

    `memory`: what one worker may take, in bytes.
    """
    try:
        fit = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // memory
    except (AttributeError, ValueError, OSError):  # a system that does not tell
        fit = 2
    return max(1, min(os.cpu_count() or 1, waiting, fit))


def _derived(case: "Case", waiting: Sequence[str]) -> Iterator[Derivation]:
    """What each item gave, in their order."""
    if not waiting:
        return
    arrivals = case.database.arrivals()
    with _Workers(case, workers(len(waiting), intake.Limits().memory)) as pool:
        ahead: deque[Future[Derivation]] = deque()
        for item in waiting:
            ahead.append(pool.submit(item, arrivals[item]))
            if len(ahead) >= AHEAD * pool.number:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _names(path: Path, arrivals: list[Arrival]) -> list[str]:
    """One name for each format that the names of an item make of it, the first name first.

    Whoever sends bytes that we have under a name that is no text's must not silence them.
    """
    try:
        with path.open("rb") as file:
            head = file.read(intake.HEAD)
    except OSError:
        head = b""
    forms: dict[str, str] = {}
    for name in sorted({arrival.name for arrival in arrivals}):
        forms.setdefault(intake.identify(head, name), name)
    return list(forms.values())


class _Workers:
    """Threads that each wait for a worker process of their own; a context manager."""

    def __init__(self, case: "Case", number: int) -> None:
        self.number = number
        self._vault = case.root / VAULT
        self._captures = Captures(self._vault)
        self._options = options(case.root)
        self._own = threading.local()
        self._opened = ExitStack()
        self._opening = threading.Lock()
        self._pool = ThreadPoolExecutor(number)

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._opened.close()

    def submit(self, item: str, arrivals: list[Arrival]) -> Future[Derivation]:
        """Ask for the document of an item, or why there is none."""
        why_not = self._captures.why_not(item, arrivals)
        if why_not is not None:
            done: Future[Derivation] = Future()
            done.set_result(Derivation(item=item, not_read=why_not))
            return done
        return self._pool.submit(self._read, item, arrivals)

    def _read(self, item: str, arrivals: list[Arrival]) -> Derivation:
        path = self._vault / "objects" / item[:2] / item[2:]
        first, *others = _names(path, arrivals)
        made = self._reader().derive(path, item, first)
        for name in others:
            if made.document:
                break
            again = self._reader().derive(path, item, name)
            made = again if again.document else made
        return replace(made, document=self._captures.placed(made.document, arrivals)) if made.document else made

    def _reader(self) -> intake.Reader:
        """This thread's reader."""
        if not hasattr(self._own, "reader"):
            with self._opening:
                self._own.reader = self._opened.enter_context(intake.Reader(options=self._options))
        reader: intake.Reader = self._own.reader
        return reader
