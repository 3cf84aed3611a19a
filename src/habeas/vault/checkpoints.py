"""Verification of checkpoints: those of the vault and those of a witness, against the tree that the log's lines make."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from habeas.vault.notes import Checkpoint, Note, PublicKey, found_in
from habeas.vault.problem import Problem, of_checkpoint, of_entry, of_file
from habeas.vault.reading import Log
from habeas.vault.seal import CHECKPOINTS, EDGE, edge_bytes, edge_of


class Keys:
    """The keys that a log tells of, and whether each is vouched for by one that was trusted before it."""

    def __init__(self, log: Log, trusted: Sequence[PublicKey] = ()) -> None:
        """`trusted`: keys that whoever verifies knows to be right; without any, the log's first one is taken on its word."""
        self.from_entry: list[tuple[int, PublicKey]] = []
        self.problems: list[Problem] = []
        known = {str(key) for key in trusted}
        for number, data in log.keys:
            try:
                key = PublicKey.parse(str(data.get("key")))
            except ValueError:
                self.problems.append(of_entry(number, "key", "tells of a key that is none"))
                continue
            before = self.from_entry[-1][1] if self.from_entry else None
            if str(key) not in known and not (before is None and not trusted) and not endorsed(before, key, data):
                why = "another than --key gives" if before is None else "one that the key before it did not sign"
                self.problems.append(of_entry(number, "key", f"the key is {why}: {key}"))
            self.from_entry.append((number, key))
        if trusted and not log.keys:
            self.problems.append(of_file(CHECKPOINTS, "key", "no key ever signed this log; --key says that one did"))

    def at(self, size: int) -> PublicKey | None:
        """The key that signs a checkpoint over `size` entries."""
        return next((key for number, key in reversed(self.from_entry) if number <= size), None)

    def signed(self, note: Note) -> bool:
        """Whether the key that the log tells of signed the note."""
        key = self.at(note.checkpoint.size)
        return key is not None and self.from_entry[0][1].name == note.checkpoint.origin and key.signed(note) is True


def endorsed(before: PublicKey | None, key: PublicKey, data: dict[str, object]) -> bool:
    """Whether the entry of a new key carries the word of the one before it."""
    try:
        return before is not None and before.vouches(endorsement(key), str(data.get("endorsed")))
    except ValueError:
        return False


def endorsement(key: PublicKey) -> str:
    """What an old key signs to pass on to a new one."""
    return f"habeas key\n{key}\n"


def notes_of(root: Path) -> list[Note | int]:
    """What the vault's file of checkpoints holds; numbers are lines where there is something else."""
    path = root / CHECKPOINTS
    return found_in(path.read_bytes()) if path.is_file() else []


def checked(log: Log, keys: Keys, found: Iterable[Note | int]) -> Iterator[Problem]:
    """Faults of the vault's checkpoints, in their order; the log's pass must be done."""
    yield from keys.problems
    last = differs = 0
    pins = dict(log.pins)
    for note in found:
        if isinstance(note, int):
            yield of_file(CHECKPOINTS, "checkpoint", f"line {note}: not a checkpoint: changed or damaged")
            continue
        size = note.checkpoint.size
        if size <= last:
            yield of_checkpoint(size, f"stands again, or out of its place, after that of {last} entries")
            continue
        last = size
        yield from _one(log, keys, note, pins.pop(size, None))
        if size <= log.entries and log.edges[size][0].root() != note.checkpoint.root:
            differs = differs or size
    if differs:
        yield from _differing(log, differs)
    for size in sorted(pins):
        yield of_checkpoint(size, f"missing or damaged: entry {size + 1} tells of it")
    yield from _open_end(log, last)


def _one(log: Log, keys: Keys, note: Note, pin: str | None) -> Iterator[Problem]:
    size = note.checkpoint.size
    if not keys.signed(note):
        yield of_checkpoint(size, "its signature is not that of the log's key")
    if size < log.entries and pin is None:
        yield of_checkpoint(size, f"entry {size + 1} does not tell of it")
    elif size < log.entries and pin != note.sha256:
        yield of_checkpoint(size, f"changed: entry {size + 1} tells of another")


def _differing(log: Log, size: int) -> Iterator[Problem]:
    """Only the last entry under a checkpoint can be changed without breaking the chain, and only at the log's end."""
    if size == log.entries and not log.faulty:
        yield of_entry(size, "chain", f"changed: checkpoint {size} was signed over another")
    else:
        yield of_checkpoint(size, "was signed over other entries: one of them was changed, moved or removed")


def _open_end(log: Log, last: int) -> Iterator[Problem]:
    if last > log.entries:
        yield of_entry(
            log.entries + 1, "sequence", f"missing: a checkpoint covers {last} entries, {log.entries} are there"
        )
    elif log.keys and last < log.entries:
        where = (
            "no checkpoint covers it" if last + 1 == log.entries else f"no checkpoint covers it, up to {log.entries}"
        )
        yield of_entry(last + 1, "unsigned", f"{where}: written without the key, or by a killed process")


def _bears_out(kept: bytes, newest: Checkpoint) -> bool:
    try:
        edge, end = edge_of(kept)
    except ValueError:
        return False
    return (edge.size, edge.root()) == (newest.size, newest.root) and edge_bytes(edge, end) == kept


def edge_checked(root: Path, log: Log, found: Sequence[Note | int]) -> Iterator[Problem]:
    """Whether `edge.json` is the edge of the tree that the newest checkpoint signs, and of the log as it stands."""
    newest = max((n.checkpoint for n in found if isinstance(n, Note)), key=lambda one: one.size, default=None)
    path = root / EDGE
    kept = path.read_bytes() if path.is_file() else b""
    if newest is None:
        if path.exists():
            yield of_file(EDGE, "edge", "does not belong here: there is no checkpoint")
        return
    edge, end = log.edges.get(newest.size, (None, 0))
    sound = edge is not None and edge.root() == newest.root
    right = edge_bytes(edge, end) == kept if sound and edge else _bears_out(kept, newest)
    if not right:
        yield of_file(EDGE, "edge", "not the edge of the newest checkpoint's tree; the next writing makes it again")


def witnessed(log: Log, keys: Keys, notes: Sequence[Note | int]) -> Iterator[Problem]:
    """What a witness's copies of checkpoints say against the log. Copies of other logs are passed over."""
    origin = keys.from_entry[0][1].name if keys.from_entry else None
    ours = [note for note in notes if isinstance(note, Note) and note.checkpoint.origin == origin]
    if not ours:
        yield Problem(kind="witness", subject="witness", what="holds no checkpoint of this log: another log, or none")
    if any(isinstance(note, int) for note in notes):
        yield Problem(kind="witness", subject="witness", what="holds something that is no checkpoint")
    for note in ours:
        size = note.checkpoint.size
        if size > log.entries:
            what = f"the witness has it, the log ends at entry {log.entries}: cut off, or an old state of the vault"
            yield of_checkpoint(size, what, "witness")
        elif log.edges[size][0].root() != note.checkpoint.root:
            yield of_checkpoint(size, "the witness has another: the log was rewritten", "witness")
        elif not keys.signed(note):
            yield of_checkpoint(size, "the witness's copy is not signed with the log's key", "witness")
