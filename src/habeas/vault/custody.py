"""The custody log: an append-only file of JSON lines in which each entry carries the hash of the line before.

Invariants: a line once written and synced is never changed; `append` returns only after fsync; what a kill left of an
unfinished line is set aside and told of, whole entries are never cut. Appending costs the same in a long log as in a short.
A batch given to one `append` is acknowledged as a whole (group commit), and a checkpoint over it is signed (see `seal`).
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import msgspec
import rfc8785

from habeas import __version__
from habeas.model.errors import HabeasError
from habeas.vault import clock, keys
from habeas.vault.durable import make_folder, sync_folder, write_file
from habeas.vault.events import EVENTS, Event
from habeas.vault.notes import PublicKey
from habeas.vault.seal import Seal
from habeas.vault.store import Store

NAME = "custody.jsonl"
TORN = "torn"
TOOL = f"habeas/{__version__}"
BEFORE_FIRST = "0" * 64
"""`previous` of the first entry."""
LINE_LIMIT = 16 << 20
"""The longest line in bytes; a reader need never hold more."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the log."""

    seq: int
    """1, 2, 3 … without a gap."""
    at: str
    """UTC time, RFC 3339 with seconds and a final Z."""
    by: str | None
    event: str
    tool: str
    data: dict[str, Any]
    previous: str
    """SHA-256 of the bytes of the previous line, without its newline."""
    clock: str | msgspec.UnsetType = msgspec.UNSET
    """Where `at` comes from (see `clock.source`); lines of older versions lack it."""
    checkpoint: str | msgspec.UnsetType = msgspec.UNSET
    """SHA-256 of the signed checkpoint of the log up to the previous line, where there is one."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a log: written down elsewhere, it witnesses everything before it."""

    seq: int = 0
    sha256: str = BEFORE_FIRST
    """Of the bytes of that entry's line, without its newline."""


def parse(line: bytes) -> Entry:
    """The entry in a line (without newline). Raises ValueError when it is not one."""
    try:
        return msgspec.json.decode(line, type=Entry)
    except (msgspec.MsgspecError, RecursionError) as e:
        raise ValueError("not an entry") from e


def encode(entry: Entry) -> bytes:
    """The canonical bytes (RFC 8785) of an entry, without newline. Raises HabeasError for data that JSON cannot hold."""
    try:
        return rfc8785.dumps(msgspec.to_builtins(entry))
    except (rfc8785.CanonicalizationError, TypeError, ValueError, RecursionError) as e:
        raise HabeasError(f"event {entry.event} holds data that cannot be written to the custody log") from e


def read_log(root: Path) -> Iterator[Entry]:
    """Every whole entry of the log of the vault in `root`. Raises HabeasError at a line that is none: run verify."""
    with (root / NAME).open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LINE_LIMIT), b""), 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield parse(line[:-1])
            except ValueError as e:
                raise HabeasError(f"custody log, line {number}: not an entry: run `habeas verify`") from e


class CustodyLog:
    """The log of the vault in `root`, opened for writing by the one who holds the vault's lock; a context manager.

    Opening repairs a torn end: a whole entry that lacks only its newline is completed; anything else after the last newline
    goes to `torn/`. Both are told of in an entry `log.torn` of the given time and author.
    """

    def __init__(self, root: Path, *, at: str, by: str | None, store: Store | None = None) -> None:
        """`store`: what waits in it is flushed before an entry is written."""
        self.root, self._store = root, store
        path = root / NAME
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self.file: BinaryIO = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            sync_folder(root)
            self.head, self.end = Head(), 0
            self._clock = clock.source()
            self.seal = Seal(root)
            self._open(at, by)
        except BaseException:
            self.file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def append(self, *events: Event, at: str, by: str | None) -> list[Entry]:
        """Write the events as entries, in order, and sync once; when this returns they are on the disk.

        `at`: UTC, RFC 3339 with seconds and Z. Raises HabeasError when nothing was written: unknown event, bad time, data
        that JSON cannot hold, no room on the disk.
        """
        if not TIME.fullmatch(at):
            raise HabeasError("a custody entry needs a UTC time such as 2026-01-31T12:00:00Z")
        entries, lines, head = [], [], self.head
        for event in events:
            entry = self._entry(event, head, at, by)
            line = encode(entry)
            if len(line) >= LINE_LIMIT:
                raise HabeasError(f"event {event.event} is too large for the custody log")
            head = Head(seq=entry.seq, sha256=hashlib.sha256(line).hexdigest())
            entries.append(entry)
            lines.append(line)
        if lines:
            if self._store:
                self._store.flush()
            self._write(b"".join(line + b"\n" for line in lines))
            self.head = head
            if self._store:
                self._store.logged(event.data["item"] for event in events if event.event == "item.arrived")
            self.seal.cover(lines)
        return entries

    def _entry(self, event: Event, head: Head, at: str, by: str | None) -> Entry:
        if event.event not in EVENTS:
            raise HabeasError(f"event {event.event} is not one that the custody log knows")
        pin = self.seal.pin(head.seq)
        return Entry(
            seq=head.seq + 1,
            at=at,
            by=by,
            event=event.event,
            tool=TOOL,
            data=event.data,
            previous=head.sha256,
            clock=self._clock,
            checkpoint=msgspec.UNSET if pin is None else pin,
        )

    def _write(self, data: bytes) -> None:
        if self.file.seek(0, os.SEEK_END) != self.end:
            raise HabeasError("the custody log changed while it was open: nothing was written; run `habeas verify`")
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self.file.write(rest) :]
            os.fsync(self.file.fileno())
        except OSError as e:
            with suppress(OSError):  # if even that fails, the next opening finds a torn end and sets it aside
                self.file.truncate(self.end)
            self.file.close()
            raise HabeasError(f"the custody log cannot be written: {e.strerror or 'output error'}") from e
        self.end += len(data)

    def _open(self, at: str, by: str | None) -> None:
        """Find the head by reading the end of the file only, and repair a torn end."""
        whole, tail = _last_newline(self.file)
        self.end = whole
        if whole:
            self.head = _head(_line_before(self.file, whole))
        told: list[Event] = []
        if tail:
            told.append(self._finish(tail) if self._continues(tail) else self._set_aside(tail))
        told += [event for event in self._untold() if event not in told]
        told = self._sealed(told)
        if told:
            self.append(*told, at=at, by=by)

    def _sealed(self, told: list[Event]) -> list[Event]:
        """Make the seal fit the log; the events that tell of a new key or of what stood unsigned, and those given."""
        if self.seal.last is None:
            made = [entry for entry in read_log(self.root) if entry.event == "key.made"]
            key = PublicKey.parse(str(made[-1].data.get("key"))) if made else None
            self.seal.key = keys.find(key.name, key.id) if key else keys.make()
            if self.seal.key and not made:
                told = [key_made(self.seal.key.public), *told]
        unsigned = self.seal.start(self.file, self.head.seq, self.end)
        if self.seal.key and (unsigned or self.seal.torn):
            span = {"from": self.head.seq - unsigned + 1, "to": self.head.seq, "torn_bytes": self.seal.torn}
            told = [*told, Event(event="log.unsigned", data=span)]
        return told

    def _continues(self, tail: bytes) -> bool:
        try:
            entry = parse(tail)
        except ValueError:
            return False
        return entry.seq == self.head.seq + 1 and entry.previous == self.head.sha256

    def _finish(self, tail: bytes) -> Event:
        self.file.seek(0, os.SEEK_END)
        self.file.write(b"\n")
        os.fsync(self.file.fileno())
        self.end += len(tail) + 1
        self.head = _head(tail)
        return Event(event="log.torn", data={"outcome": "completed", "entry": self.head.seq, "bytes": len(tail)})

    def _set_aside(self, tail: bytes) -> Event:
        """Copy first, cut then: a kill between the two loses nothing."""
        digest = hashlib.sha256(tail).hexdigest()
        name = f"{self.head.seq + 1:010}-{digest}"
        make_folder(self.root / TORN)
        if not (self.root / TORN / name).exists() or (self.root / TORN / name).read_bytes() != tail:
            (self.root / TORN / name).unlink(missing_ok=True)
            write_file(self.root / TORN / name, tail)
        self.file.truncate(self.end)
        os.fsync(self.file.fileno())
        return _aside(name, len(tail))

    def _untold(self) -> Iterator[Event]:
        """Tails set aside by an opening that was killed before it could tell of them."""
        names = sorted(path.name for path in (self.root / TORN).glob("*"))
        if names:
            told = {entry.data.get("file") for entry in read_log(self.root) if entry.event == "log.torn"}
            yield from (_aside(n, (self.root / TORN / n).stat().st_size) for n in names if n not in told)


def key_made(key: PublicKey, before: PublicKey | None = None, endorsed: str | None = None) -> Event:
    """A key signs from this entry on; `before`: the key it takes over from, `endorsed`: that one's word for it."""
    data = {"key": str(key), "before": before and str(before), "endorsed": endorsed}
    return Event(event="key.made", data=data)


def _aside(name: str, size: int) -> Event:
    return Event(event="log.torn", data={"outcome": "set_aside", "file": name, "bytes": size})


def _head(line: bytes) -> Head:
    try:
        return Head(seq=parse(line).seq, sha256=hashlib.sha256(line).hexdigest())
    except ValueError as e:
        raise HabeasError(
            "the last line of the custody log is not an entry: run `habeas verify`; nothing is added"
        ) from e


def _last_newline(file: BinaryIO) -> tuple[int, bytes]:
    """Length of the file up to and with its last newline, and what stands behind it."""
    end = file.seek(0, os.SEEK_END)
    tail = b""
    while len(tail) < end and b"\n" not in tail:
        if len(tail) > LINE_LIMIT:
            raise HabeasError("the custody log ends in no entry: run `habeas verify`; nothing is added")
        tail = _span(file, max(0, end - max(4096, 2 * len(tail))), end)
    cut = tail.rfind(b"\n") + 1
    return end - len(tail) + cut, tail[cut:]


def _line_before(file: BinaryIO, end: int) -> bytes:
    """The line whose newline is the byte before `end`."""
    size = 4096
    while True:
        start = max(0, end - size)
        block = _span(file, start, end - 1)
        cut = block.rfind(b"\n")
        if cut >= 0 or start == 0 or size > LINE_LIMIT:
            return block[cut + 1 :]
        size *= 2


def _span(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    parts = []
    while start < end and (part := file.read(end - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)
