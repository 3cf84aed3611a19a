"""A consistent state of a vault, taken without its lock: somebody may be adding to it all the while.

The log is only ever added to, objects stand before their arrival is logged, and a checkpoint follows each batch. So the
state at a checkpoint is whole: the log up to there, the objects that it tells of, the files that it tells of.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from habeas.model.errors import HabeasError
from habeas.model.item import Arrival, Item
from habeas.vault.custody import LINE_LIMIT, NAME, Entry, parse
from habeas.vault.events import arrivals
from habeas.vault.folder import ABOUT, VERIFIER
from habeas.vault.merkle import Edge, leaf_hash
from habeas.vault.notes import Note, found_in
from habeas.vault.seal import CHECKPOINTS, EDGE, edge_bytes
from habeas.vault.store import SHA256

PATIENCE = 1.0
"""Seconds to wait for the checkpoint of a batch that is being written; a vault without its key gets none."""
BLOCK = 1 << 20
VIA = re.compile("[a-z_]{1,40}")


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """A state of a vault."""

    root: Path
    entries: int
    end: int
    """Length of the log in bytes."""
    at: str
    """Time of the last entry."""
    arrivals: list[tuple[Item, Arrival]]
    """In the order of the log; an item may have several."""
    found: list[Item] = []
    """Items that a killed command left, of which an entry `item.found` tells."""
    files: list[str]
    """Files beside the objects that the log tells of, by their path in the vault."""
    whole: dict[str, bytes]
    """Small files whose content belongs to this state: checkpoints and the tree's edge."""
    checkpoint: str
    """Origin, size and root of the tree in one line; empty where there is no checkpoint."""

    @property
    def items(self) -> list[Item]:
        """Each item once, by hash."""
        told = {item.sha256: item for item in (*self.found, *(item for item, _ in self.arrivals))}
        return [told[sha256] for sha256 in sorted(told)]


def snapshot(root: Path) -> Snapshot:
    """The state of the vault in `root` now. Raises HabeasError where its log or its checkpoints are damaged."""
    try:
        with (root / NAME).open("rb") as log:
            count = sum(1 for _ in _lines(log))
            notes = _notes(root, count)
            cut = min((note.checkpoint.size for note in notes if note.checkpoint.size >= count), default=count)
            return _taken(root, log, cut, [note for note in notes if note.checkpoint.size <= cut])
    except OSError as e:
        raise HabeasError(f"the vault cannot be read: {e.strerror}") from e


def _notes(root: Path, count: int) -> list[Note]:
    """The checkpoints, after a moment in which that of the last batch may still come."""
    until = time.monotonic() + PATIENCE
    while True:
        path = root / CHECKPOINTS
        found = found_in(path.read_bytes()) if path.exists() else []
        whole = [note for note in found if isinstance(note, Note)]
        if any(isinstance(note, int) for note in found[:-1]):
            raise HabeasError("the vault's checkpoints are damaged: run `habeas verify`; nothing was copied")
        if not whole or any(note.checkpoint.size >= count for note in whole) or time.monotonic() > until:
            return whole
        time.sleep(0.02)


def _taken(root: Path, log: BinaryIO, cut: int, notes: list[Note]) -> Snapshot:
    log.seek(0)
    newest = max((note.checkpoint.size for note in notes), default=0)
    edge, end, at, kept = Edge(), 0, "", b""
    found: list[tuple[Item, Arrival]] = []
    left: list[Item] = []
    files: dict[str, None] = {}
    for number, line in enumerate(_lines(log), 1):
        entry = _parsed(line, number)
        edge.add(leaf_hash(line[:-1]))
        end, at = end + len(line), entry.at
        found += _arrivals(entry)
        left += [_item(entry, str(entry.data.get("item")))] if entry.event == "item.found" else []
        files |= dict.fromkeys(_files(entry))
        if number == newest:
            kept = edge_bytes(edge, end)
        if number == cut:
            break
    last = next((note.checkpoint for note in notes if note.checkpoint.size == newest), None)
    return Snapshot(
        root=root,
        entries=cut,
        end=end,
        at=at,
        arrivals=found,
        found=left,
        files=list(files),
        whole={CHECKPOINTS: b"".join(note.raw + b"\n" for note in notes), EDGE: kept} if notes else {},
        checkpoint=f"{last.origin} {last.size} {last.root.hex()}" if last else "",
    )


def _lines(log: BinaryIO) -> Iterator[bytes]:
    """The whole lines, each with its line feed."""
    return (line for line in iter(lambda: log.readline(LINE_LIMIT), b"") if line.endswith(b"\n"))


def _parsed(line: bytes, number: int) -> Entry:
    try:
        return parse(line[:-1])
    except ValueError as e:
        raise HabeasError(f"custody log, line {number}: not an entry: run `habeas verify`; nothing was copied") from e


def _arrivals(entry: Entry) -> list[tuple[Item, Arrival]]:
    """The arrivals of an entry, of which nothing is believed: a log that came in a bag may be an enemy's."""
    try:
        found = [msgspec.convert(msgspec.to_builtins(arrival), Arrival) for arrival in arrivals([entry])]
        if all(VIA.fullmatch(one.via) and SHA256.fullmatch(one.parent or one.item) for one in found):
            return [(_item(entry, arrival.item), arrival) for arrival in found]
    except (KeyError, ValueError, TypeError, msgspec.ValidationError):
        pass
    raise _none(entry)


def _item(entry: Entry, sha256: str) -> Item:
    size = entry.data.get("size")
    if not SHA256.fullmatch(sha256) or not isinstance(size, int):
        raise _none(entry)
    return Item(sha256=sha256, size=size)


def _none(entry: Entry) -> HabeasError:
    return HabeasError(f"custody log, entry {entry.seq}: tells of no item: run `habeas verify`; nothing was copied")


def _files(entry: Entry) -> Iterator[str]:
    """Files that an entry tells of, where they are such as a vault has: no path is taken from the log unseen."""
    name = entry.data.get("file")
    if not isinstance(name, str):
        return
    if entry.event == "log.torn":
        name = f"torn/{name}"
    head, _, tail = name.rpartition("/")
    if name in (ABOUT, VERIFIER) or (head in {"torn", "timestamps"} and tail.strip(".") and set(tail) <= _PLAIN):
        yield name


_PLAIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz.-_")
