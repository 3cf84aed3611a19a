"""Verification: every byte and every line of a vault checked against what the log says of it.

Writes nothing, so a copy on read-only media can be checked. Messages name entries and hash prefixes, never file names.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import msgspec

from habeas.model.errors import HabeasError
from habeas.model.item import Item
from habeas.vault.custody import BEFORE_FIRST, LINE_LIMIT, NAME, TORN, Entry, Head, encode, parse
from habeas.vault.durable import locked
from habeas.vault.folder import ABOUT, LOCK
from habeas.vault.store import CHUNK, SHA256, Store


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong."""

    kind: str
    """Its class, for programs: chain, sequence, entry, torn, item, missing, no_arrival, stray, witness."""
    line: str
    """One line for people."""


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, and what is wrong; `problems` in the order of the log, then of the hashes."""

    entries: int
    items: int
    head: Head
    """The last whole line. Written down elsewhere it can be the next verification's witness."""
    problems: list[Problem]


def verify(root: Path, *, witness: Head | None = None, tick: Callable[[], None] = lambda: None) -> Verification:
    """Check the vault in `root`: chain and sequence of the log, presence and hash of every item, nothing left over.

    `witness`: a head that was written down earlier; the log must still hold that line. `tick` is called once an item, for a
    progress bar. Raises HabeasError when another process writes to the vault.
    """
    lock = root / LOCK
    with locked(lock, shared=True) if lock.exists() else nullcontext():
        log = _Log(root)
        problems = list(log.check(witness))
        items = list(Store(root))
        problems += _presence(log, items)
        for item in items:
            problems += _content(root, item)
            tick()
        problems += _strays(root)
    return Verification(entries=log.entries, items=len(items), head=log.head, problems=problems)


class _Log:
    """One pass over the log; remembers which entry first told of which item."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries = 0
        self.head = Head()
        self.arrived: dict[str, tuple[int, int]] = {}
        """Item -> line of its first arrival, and its size."""
        self.torn: set[str] = set()
        self.broken = False

    def check(self, witness: Head | None) -> Iterator[Problem]:
        seen = witness is None or witness == Head()
        if not (self.root / NAME).is_file():
            yield _problem("entry", "custody log: missing")
            return
        expected = 1
        for number, line in enumerate(self._lines(), 1):
            if not line.endswith(b"\n"):
                yield _problem(
                    "torn", f"entry {number}: torn: {len(line)} bytes without an end; the next `add` sets them aside"
                )
                break
            digest = hashlib.sha256(line[:-1]).hexdigest()
            yield from self._line(number, line[:-1], expected)
            expected = self.head.seq + 1
            self.head = Head(seq=self.head.seq, sha256=digest)
            self.entries = number
            seen = seen or self.head == witness
        if not seen and witness is not None:
            yield _problem(
                "witness", f"entry {witness.seq}: the witnessed line {witness.sha256[:12]} is not in the log"
            )

    def _lines(self) -> Iterator[bytes]:
        with (self.root / NAME).open("rb") as file:
            yield from iter(lambda: file.readline(LINE_LIMIT), b"")

    def _line(self, number: int, line: bytes, expected: int) -> Iterator[Problem]:
        """Problems of one whole line; takes over its sequence number."""
        try:
            entry = parse(line)
        except ValueError:
            yield _problem("entry", f"entry {number}: not an entry: the line was changed or damaged")
            self.head = Head(seq=expected, sha256=BEFORE_FIRST)
            return
        if entry.previous != self.head.sha256:
            yield _problem(
                "chain",
                f"entry {number}: does not follow the line before: one of the two was changed, moved or removed",
            )
        if entry.seq != expected:
            yield _problem("sequence", f"entry {number}: carries number {entry.seq} where {expected} is due")
        if not _canonical(entry, line):
            yield _problem("entry", f"entry {number}: not in canonical form: the line was rewritten")
        yield from self._note(number, entry)
        self.head = Head(seq=entry.seq, sha256=BEFORE_FIRST)

    def _note(self, number: int, entry: Entry) -> Iterator[Problem]:
        if entry.event == "log.torn":
            self.torn.add(str(entry.data.get("file")))
        if entry.event != "item.arrived":
            return
        item, size = entry.data.get("item"), entry.data.get("size")
        if isinstance(item, str) and SHA256.fullmatch(item) and isinstance(size, int):
            self.arrived.setdefault(item, (number, size))
        else:
            yield _problem("entry", f"entry {number}: tells of an arrival but not of which item")


def _canonical(entry: Entry, line: bytes) -> bool:
    try:
        return encode(entry) == line
    except HabeasError:
        return False


def _presence(log: _Log, items: list[Item]) -> Iterator[Problem]:
    present = {item.sha256: item.size for item in items}
    for sha256, (number, size) in log.arrived.items():
        if sha256 not in present:
            yield _problem("missing", f"item {sha256[:12]}: missing; it arrived in entry {number}")
        elif present[sha256] != size:
            yield _problem("item", f"item {sha256[:12]}: {present[sha256]} bytes, entry {number} says {size}")
    for sha256 in present:
        if sha256 not in log.arrived:
            yield _problem("no_arrival", f"item {sha256[:12]}: no entry tells of its arrival")
    aside = {path.name for path in (log.root / TORN).glob("*")}
    for name in sorted(aside - log.torn):
        yield _problem("stray", f"{TORN}/{_shown(name)}: no entry tells of it")
    for name in sorted(log.torn - aside - {"None"}):
        yield _problem("missing", f"{TORN}/{_shown(name)}: missing; an entry tells of it")


def _content(root: Path, item: Item) -> Iterator[Problem]:
    digest = hashlib.sha256()
    try:
        with Store(root).path(item.sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError as e:
        yield _problem("item", f"item {item.sha256[:12]}: cannot be read: {e.strerror}")
        return
    if digest.hexdigest() != item.sha256:
        yield _problem("item", f"item {item.sha256[:12]}: damaged: its bytes have the hash {digest.hexdigest()[:12]}")


def _strays(root: Path) -> Iterator[Problem]:
    """Anything in the vault that is neither log, lock, object nor a tail set aside."""
    known = {NAME, LOCK, ABOUT, TORN, "objects", "incoming", "verify.py", "checkpoints.txt", "edge.json", "timestamps"}
    for path in sorted(root.iterdir()):
        if path.name not in known:
            yield _problem("stray", f"{_shown(path.name)}: does not belong in the vault")
    for path in sorted((root / "incoming").glob("*")):
        yield _problem("stray", f"incoming/{_shown(path.name)}: left by an interrupted `add`; the next one removes it")
    for folder in sorted((root / "objects").glob("*")):
        inside = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else [folder]
        for path in inside:
            if path.is_symlink() or not path.is_file() or not SHA256.fullmatch(folder.name + path.name):
                yield _problem(
                    "stray", f"objects/{_shown(folder.name)}: holds something that is no object: {_shown(path.name)}"
                )


def _shown(name: str) -> str:
    """A name that we gave, or else the hash of a foreign one: it may be anybody's original file name."""
    ours = name and len(name) <= 80 and set(name) <= set("0123456789abcdef-")
    return (
        name if ours else f"name with SHA-256 {hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    )


def _problem(kind: str, line: str) -> Problem:
    return Problem(kind=kind, line=line)
