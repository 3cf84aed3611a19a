"""Pages by their address: captured, kept in the vault with their record, and later read as what the record says they are.

What is kept of a capture are items like all others, come in `via` capture; the record's item is the parent of its files.
So everything about a capture can be found again from the vault alone.
"""

import re
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from habeas import intake
from habeas.case.layout import SETTINGS, VAULT, now
from habeas.case.results import Tick, silent
from habeas.intake import capture as captures
from habeas.model.document import Document
from habeas.model.errors import HabeasError, UnreadableError
from habeas.model.item import Arrival, NotRead
from habeas.storage.replay import catch_up
from habeas.vault import Event, Vault, item_arrived, item_not_kept
from habeas.vault.store import Store

if TYPE_CHECKING:
    from habeas.case.case import Case

ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
VIA = "capture"
CUSTODY = "custody"
"""How the papers of a hand-over come in; their text is never read as a report."""
RECORD_LIMIT = 64 << 20
"""Bytes of a record."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one address."""

    url: str
    record: str | None
    """SHA-256 of the record's item; None where the address was refused and nothing was asked."""
    outcome: str
    """content, refused, or why it is no content (`intake.capture.walls.Outcome`)."""
    detail: str = ""
    files: int = 0
    missing: dict[str, str] = {}
    court_ready: bool = False


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """On which terms pages are captured."""

    reason: str | None = None
    """Why, for the record."""
    allow_private: bool = False
    """Whether the host of an address may be of this machine or of a private network; it opens no other host there."""
    reach: captures.Reach | None = None
    """In place of `allow_private`: which addresses."""


def is_address(text: str) -> bool:
    """Whether an input of `add` is to be captured and not a path."""
    return ADDRESS.match(text) is not None


def add_pages(case: "Case", urls: Sequence[str], terms: Terms | None = None, tick: Tick = silent) -> list[Page]:
    """Capture each address, one after the other, and keep it before the next: one bad address never stops the others.

    Raises UsageError for settings that cannot be understood, HabeasError when the vault cannot be written.
    """
    terms = terms or Terms()
    asked = captures.Asked(by=case.by, reason=terms.reason, settings=_settings(case.root))
    found = []
    with intake.Reader() as reader, tempfile.TemporaryDirectory(prefix="habeas-capture-") as folder:
        read = _read(reader, Path(folder) / "page.html")
        for done, url in enumerate(urls):
            if done and _host(url) == _host(urls[done - 1]):
                time.sleep(asked.settings.pause)
            found.append(_one(case, url, msgspec.structs.replace(asked, reach=_reach(url, terms)), read))
            tick(done + 1, len(urls))
    catch_up(case.database, case.root / VAULT)
    return found


def _reach(url: str, terms: Terms) -> captures.Reach:
    return terms.reach or (captures.Reach.named(url) if terms.allow_private else captures.Reach())


def _settings(root: Path) -> captures.Settings:
    return captures.settings(tomllib.loads((root / SETTINGS).read_text("utf-8")).get(VIA, {}))


def _host(url: str) -> str | None:
    try:
        return captures.parse(url).host
    except captures.CaptureError:
        return None


def _read(reader: intake.Reader, path: Path) -> Callable[[bytes], str]:
    """Reads pages in the worker process, through a file that goes with its folder."""

    def text(source: bytes) -> str:
        path.write_bytes(source)
        try:
            return reader.read(path, "0" * 64, path.name).text
        except UnreadableError:
            return ""

    return text


def _one(case: "Case", url: str, asked: captures.Asked, read: Callable[[bytes], str]) -> Page:
    try:
        captured = captures.capture(url, asked, read)
    except captures.CaptureError as e:
        with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
            event = item_not_kept(intake.base_name(url), "capture_refused", e.detail, via=VIA)
            vault.log.append(event, at=now(), by=case.by)
        return Page(url=url, record=None, outcome="refused", detail=e.detail)
    with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
        record, events = _kept(vault, captured)
        vault.log.append(*events, at=now(), by=case.by)
    told = captured.record
    return Page(
        url=url,
        record=record,
        outcome=told.outcome,
        detail=told.detail,
        files=len(told.files),
        missing=told.missing,
        court_ready=told.court_ready,
    )


def _kept(vault: Vault, captured: captures.Captured) -> tuple[str, list[Event]]:
    """Put record and files into the vault: the record's hash, and what there is to log, in one batch."""
    items = [vault.store.put(BytesIO(data)) for data in captured.contents]
    record = vault.store.put(BytesIO(captures.encode(captured.record)))
    events = [item_arrived(record, captures.NAME, via=VIA)]
    for item, file in zip(items, captured.record.files, strict=True):
        events.append(item_arrived(item, file.name, via=VIA, parent=record.sha256))
    told = captured.record
    data = {"item": record.sha256, "outcome": told.outcome, "manifest": told.manifest, "missing": sorted(told.missing)}
    return record.sha256, [*events, Event(event="captured", data={**data, "court_ready": told.court_ready})]


def _known(arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
    """What we know of an item ourselves; what the giver of a bag says only where that is all."""
    return [arrival for arrival in arrivals if not arrival.attested] or arrivals


class Captures:
    """What the records of a vault say of its items. Records are loaded when first asked for."""

    def __init__(self, vault: Path) -> None:
        self._store = Store(vault)
        self._records: dict[str, captures.Record | None] = {}

    def why_not(self, item: str, arrivals: Sequence[Arrival]) -> NotRead | None:
        """Why the text of an item is not to be read, when it came in by captures only and none of them vouches for it."""
        arrivals = _known(arrivals)
        if any(arrival.via not in (VIA, CUSTODY) for arrival in arrivals):
            return None
        verdicts = [self._verdict(item, arrival) for arrival in arrivals]
        if None in verdicts:
            return None
        reason, detail = min(verdict for verdict in verdicts if verdict)
        return NotRead(item=item, reason=reason, detail=detail)

    def _verdict(self, item: str, arrival: Arrival) -> tuple[str, str] | None:
        """What one capture says of an item; the record itself stands for a capture that shows nothing."""
        if arrival.via == CUSTODY:
            return "custody_paper", "a paper of custody that came with a hand-over, and no report"
        record = self._record(arrival.parent or item)
        if record is None:
            return "capture_part", "the record of a capture, or a part of one, that is damaged"
        return captures.verdict(record, item)

    def placed(self, document: Document, arrivals: Sequence[Arrival]) -> Document:
        """The document of a captured page with the address that it was captured at, which is surer than the page's word."""
        for record in self._vouching(document.item, _known(arrivals)):
            return msgspec.structs.replace(document, url=record.address.final)
        return document

    def _vouching(self, item: str, arrivals: Sequence[Arrival]) -> Iterator[captures.Record]:
        for parent in sorted({arrival.parent for arrival in arrivals if arrival.via == VIA and arrival.parent}):
            record = self._record(parent)
            if record is not None and record.reads == item:
                yield record

    def _record(self, sha256: str) -> captures.Record | None:
        """A record of this vault; None for one that is damaged, of which `verify` tells."""
        if sha256 not in self._records:
            try:
                with self._store.open(sha256) as file:
                    self._records[sha256] = captures.decode(file.read(RECORD_LIMIT))
            except (HabeasError, OSError):
                self._records[sha256] = None
        return self._records[sha256]
