"""The seal of an open log: after every batch of entries a checkpoint, signed with a key that is outside the vault.

Invariants: no checkpoint is signed that contradicts the last one; one entry costs the same in a long log as in a short one,
since the tree's right edge is kept in `edge.json`, which is believed only where the last signed checkpoint bears it out and
is computed anew from the log otherwise. Evidence goes before signatures: where the key is absent or a checkpoint cannot be
written, entries are kept all the same and stand under no checkpoint until the next opening with the key.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from habeas.model.errors import HabeasError
from habeas.vault import keys
from habeas.vault.durable import replace_file, sync_folder
from habeas.vault.merkle import Edge, leaf_hash
from habeas.vault.notes import Checkpoint, Note, PrivateKey, parse

CHECKPOINTS = "checkpoints.txt"
EDGE = "edge.json"
NOTE_LIMIT = 1 << 13
"""The longest checkpoint of ours in bytes."""
LINE_LIMIT = 16 << 20
SIGNED = re.compile("\n\n\u2014 [^\n]+\n\n".encode())
"""Where a checkpoint ends."""


class Seal:
    """The checkpoints of the vault in `root`, for whoever holds its lock and writes to its log."""

    def __init__(self, root: Path) -> None:
        """Find the last checkpoint and its key. Raises HabeasError when the file ends in something else."""
        self.root = root
        self.torn = 0
        """Bytes of a checkpoint that a kill left unfinished; they were cut off, they were never acknowledged."""
        self.last = self._last()
        self.key: PrivateKey | None = None
        """What signs; None where it is absent."""
        if self.last:
            name, signature = self.last.signatures[0]
            self.key = keys.find(name, signature[:4])
        self._edge = Edge()
        self._end = 0

    @property
    def origin(self) -> str | None:
        """The log's name; None before its first checkpoint."""
        return self.last.checkpoint.origin if self.last else None

    def pin(self, size: int) -> str | None:
        """The SHA-256 of the last checkpoint when it is that of a log of `size` entries: the next entry carries it."""
        return self.last.sha256 if self.last and self.last.checkpoint.size == size else None

    def start(self, log: BinaryIO, size: int, end: int) -> int:
        """Fit the tree to a log of `size` entries and `end` bytes; returns how many of them no checkpoint covers.

        Raises HabeasError when the log is not the one that was signed: a checkpoint more would bear false witness.
        """
        signed = self.last.checkpoint.size if self.last else 0
        if self.last and (signed > size or (self.key and self.key.public.signed(self.last) is False)):
            raise _broken("the custody log and its last checkpoint do not belong together")
        if self.key:
            self._edge, self._end = self._believed() or (Edge(), 0)
            for line in _lines(log, self._end, end):
                self._take(line)
                if self.last and self._edge.size == signed and self._edge.root() != self.last.checkpoint.root:
                    raise _broken("the custody log is not the one that was signed")
            if self._edge.size != size:
                raise _broken(f"the custody log has {self._edge.size} entries and ends in number {size}")
            if size and size == signed:
                with suppress(OSError):
                    self._keep_edge()
        return size - signed

    def take_over(self, key: PrivateKey, log: BinaryIO, size: int, end: int) -> None:
        """Sign with `key` from now on; the tree is fitted to the log if no key was there to do it. Raises as `start`."""
        absent, self.key = self.key is None, key
        if absent:
            self.start(log, size, end)

    def cover(self, lines: Sequence[bytes]) -> None:
        """Sign a checkpoint over the log with these lines (without line feeds) at its end; it is on the disk on return."""
        if self.key is None:
            return
        for line in lines:
            self._take(line)
        at = Checkpoint(origin=self.origin or self.key.public.name, size=self._edge.size, root=self._edge.root())
        note = parse(self.key.sign(at.text()))
        try:
            self._append(note.raw + b"\n")
            self.last = note
            self._keep_edge()
        except OSError:
            self.key = None  # entries go on; the next opening signs what is unsigned by then

    def _take(self, line: bytes) -> None:
        self._edge.add(leaf_hash(line))
        self._end += len(line) + 1

    def _append(self, data: bytes) -> None:
        path = self.root / CHECKPOINTS
        new = not path.exists()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            before = file.seek(0, os.SEEK_END)
            try:
                if file.write(data) != len(data):
                    raise OSError("short write")
                os.fsync(file.fileno())
                if new:
                    sync_folder(self.root)
            except OSError as e:
                try:
                    file.truncate(before)
                except OSError:  # the next entry would not tell of a checkpoint that stands; the next opening sees it
                    raise HabeasError(f"a checkpoint could be neither written nor taken back: {e.strerror}") from e
                raise

    def _last(self) -> Note | None:
        path = self.root / CHECKPOINTS
        if not path.exists():
            return None
        with path.open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 2 * NOTE_LIMIT))
            data = file.read()
            cut = max((found.end() for found in SIGNED.finditer(data)), default=0)
            if cut < len(data):
                self.torn = len(data) - cut
                if self.torn > NOTE_LIMIT:
                    raise _broken("the checkpoints end in no checkpoint")
                file.truncate(end - self.torn)
                os.fsync(file.fileno())
        return _note(data[:cut])

    def _believed(self) -> tuple[Edge, int] | None:
        """The kept edge and the bytes of log that it covers, where the last checkpoint bears it out."""
        if self.last is None or self.key is None or self.key.public.signed(self.last) is not True:
            return None
        try:
            edge, end = edge_of((self.root / EDGE).read_bytes())
        except (OSError, ValueError):
            return None
        checkpoint = self.last.checkpoint
        return (edge, end) if (edge.size, edge.root()) == (checkpoint.size, checkpoint.root) else None

    def _keep_edge(self) -> None:
        """Without sync: what is lost of it is computed anew."""
        replace_file(self.root / EDGE, edge_bytes(self._edge, self._end), self.root / "incoming", sync=False)


def edge_bytes(edge: Edge, end: int) -> bytes:
    """The one content that `edge.json` may have for this edge, over a log of `end` bytes."""
    kept = {"bytes": end, "hashes": [one.hex() for one in edge.hashes], "size": edge.size}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def edge_of(data: bytes) -> tuple[Edge, int]:
    """The edge and the length of log that a file's bytes tell. Raises ValueError when they tell none."""
    try:
        kept = json.loads(data)
        return Edge(int(kept["size"]), [bytes.fromhex(one) for one in kept["hashes"]]), int(kept["bytes"])
    except (TypeError, KeyError, RecursionError) as e:
        raise ValueError("not an edge") from e


def newest(root: Path) -> Note | None:
    """The last whole checkpoint of a vault; None where there is none, or the file is damaged. Changes nothing."""
    path = root / CHECKPOINTS
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 2 * NOTE_LIMIT))
            data = file.read()
        return _note(data[: max((found.end() for found in SIGNED.finditer(data)), default=0)])
    except (OSError, HabeasError):
        return None


def _note(data: bytes) -> Note | None:
    """The last of whole notes, each followed by an empty line."""
    if not data:
        return None
    lines = data.split(b"\n")
    try:
        return parse(b"\n".join(lines[-7:-2]) + b"\n")
    except ValueError as e:
        raise _broken("the last checkpoint is damaged") from e


def _lines(log: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    log.seek(start)
    rest = b""
    while start < end and (block := log.read(min(1 << 20, end - start))):
        start += len(block)
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
        if len(rest) > LINE_LIMIT:
            return


def _broken(what: str) -> HabeasError:
    return HabeasError(f"{what}: run `habeas verify`; nothing is added")
