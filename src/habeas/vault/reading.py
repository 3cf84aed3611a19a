"""One pass over a custody log, for verification: its faults, and what it tells of items, files, keys and checkpoints."""

import hashlib
import re
from collections.abc import Callable, Iterator, Set
from pathlib import Path

import msgspec

from habeas.model.errors import HabeasError
from habeas.vault.chain import Chain
from habeas.vault.custody import LINE_LIMIT, NAME, Entry, Head, encode, parse
from habeas.vault.merkle import Edge, leaf_hash
from habeas.vault.problem import Problem, of_entry, of_file
from habeas.vault.store import SHA256

NEEDS_CARE = re.compile(rb"\\|[:,\[]-?\d+[.eE]|[\xf0-\xf4]")
"""Where a line may hold what two JSON writers spell differently: escapes, fractions, characters beyond 16 bits."""
_ENCODER = msgspec.json.Encoder(order="sorted")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says of a digest."""

    entry: int
    sha256: str
    size: int | None = None
    sha512: str | None = None


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry says of a timestamp, or of the request for one."""

    entry: int
    file: str
    checkpoint: int
    note: str
    answered: bool
    request: str = ""
    """The file of the request that it answers."""
    roots: str | None = None
    """The file of the authority's certificates, where they were kept."""


class Log:
    """What one pass over the log of the vault in `root` found; `read` makes the pass."""

    def __init__(self, root: Path, sizes: Set[int] = frozenset()) -> None:
        """`sizes`: how many entries the trees have whose edges are wanted."""
        self.root = root
        self._chain = Chain()
        self.entries = 0
        self.arrived: dict[str, Told] = {}
        """Item -> what its first arrival said."""
        self.found: set[str] = set()
        """Items that a killed command left and that did not arrive since."""
        self.files: dict[str, Told] = {}
        """File of the vault -> what was last said of it."""
        self.torn: set[str] = set()
        self.keys: list[tuple[int, dict[str, object]]] = []
        self.pins: dict[int, str] = {}
        """Size of the log -> SHA-256 of its checkpoint, as the next entry tells it."""
        self.stamps: list[Stamp] = []
        self.edges: dict[int, tuple[Edge, int]] = {}
        """Size -> the tree's edge there, and the log's length in bytes."""
        self.times: dict[int, str] = {}
        """Size -> time of the last entry under it."""
        self.backwards: list[int] = []
        """Entries whose time is before that of the entry before them."""
        self.lines: dict[int, str] = {}
        """Entry -> hash of its line, of those asked for."""
        self.faulty: list[int] = []
        """Numbers of entries with a fault."""
        self._sizes = sizes
        self._at = ""

    def read(self) -> Iterator[Problem]:
        """Make the pass; yields the log's faults in its order."""
        for problem in self._read():
            if problem.subject.startswith("entry "):
                self.faulty.append(int(problem.subject.removeprefix("entry ")))
            yield problem

    def _read(self) -> Iterator[Problem]:
        if not (self.root / NAME).is_file():
            yield of_file(NAME, "entry", "missing")
            return
        edge, end = Edge(), 0
        for number, line in enumerate(self._lines(), 1):
            if not line.endswith(b"\n"):
                aside = f"torn: {len(line)} bytes without an end; the next `add` sets them aside"
                yield of_entry(number, "torn", aside)
                break
            yield from self._line(line[:-1])
            self.entries = number
            edge.add(leaf_hash(line[:-1]))
            end += len(line)
            if number in self._sizes:
                self.edges[number] = Edge(edge.size, edge.hashes), end
                self.times[number] = self._at
                self.lines[number] = self.head.sha256
        yield from self._chain.end()

    @property
    def head(self) -> Head:
        """The last whole line."""
        return self._chain.head

    def _lines(self) -> Iterator[bytes]:
        with (self.root / NAME).open("rb") as file:
            yield from iter(lambda: file.readline(LINE_LIMIT), b"")

    def _line(self, line: bytes) -> Iterator[Problem]:
        """Faults of one whole line."""
        digest = hashlib.sha256(line).hexdigest()
        try:
            entry = parse(line)
        except ValueError:
            yield from self._chain.unreadable(digest)
            return
        yield from self._chain.entry(entry, digest)
        if not canonical(entry, line):
            yield of_entry(self.head.seq, "entry", "not in canonical form: the line was rewritten")
        yield from self._note(self.head.seq, entry)

    def _note(self, number: int, entry: Entry) -> Iterator[Problem]:
        if entry.at < self._at:
            self.backwards.append(number)
        self._at = entry.at
        if isinstance(entry.checkpoint, str):
            self.pins[number - 1] = entry.checkpoint
        if entry.event in _TAKEN and not _TAKEN[entry.event](self, number, entry.data):
            yield of_entry(number, "entry", "does not tell of what its event should")

    def _arrival(self, number: int, data: dict[str, object]) -> bool:
        item, size, second = data.get("item"), data.get("size"), data.get("sha512")
        if not (isinstance(item, str) and SHA256.fullmatch(item) and isinstance(size, int)):
            return False
        told = Told(entry=number, sha256=item, size=size, sha512=second if isinstance(second, str) else None)
        self.arrived.setdefault(item, told)
        self.found.discard(item)
        return True

    def _found(self, number: int, data: dict[str, object]) -> bool:
        told = self._arrival(number, data)
        self.found |= {str(data["item"])} if told else set()
        return told

    def _torn(self, _number: int, data: dict[str, object]) -> bool:
        if "file" in data:
            self.torn.add(str(data["file"]))
        return True

    def _key(self, number: int, data: dict[str, object]) -> bool:
        self.keys.append((number, data))
        return True

    def _file(self, number: int, data: dict[str, object]) -> bool:
        name, sha256 = data.get("file"), data.get("sha256")
        if not isinstance(name, str) or not isinstance(sha256, str):
            return False
        self.files[name] = Told(entry=number, sha256=sha256)
        return True

    def _stamp(self, number: int, data: dict[str, object], *, answered: bool) -> bool:
        try:
            row: dict[str, object] = {"entry": number, "answered": answered}
            row |= {key: data[key] for key in ("file", "checkpoint", "note", "request", "roots") if key in data}
            self.stamps.append(msgspec.convert(row, Stamp))
        except msgspec.ValidationError:
            return False
        if Path(self.stamps[-1].file).parent.as_posix() != "timestamps":
            return False
        return self._file(number, data)

    def _request(self, number: int, data: dict[str, object]) -> bool:
        return self._stamp(number, data, answered=False)

    def _answer(self, number: int, data: dict[str, object]) -> bool:
        return self._stamp(number, data, answered=True)


_TAKEN: dict[str, Callable[[Log, int, dict[str, object]], bool]] = {
    "item.arrived": Log._arrival,
    "item.found": Log._found,
    "log.torn": Log._torn,
    "key.made": Log._key,
    "file.written": Log._file,
    "timestamp.requested": Log._request,
    "timestamped": Log._answer,
}
"""Event -> what takes note of it; False from it: the entry lacks what it should hold."""


def canonical(entry: Entry, line: bytes) -> bool:
    """Whether the line is the one spelling (RFC 8785) of its entry."""
    if not NEEDS_CARE.search(line):
        return _ENCODER.encode(entry) == line
    try:
        return encode(entry) == line
    except HabeasError:
        return False
