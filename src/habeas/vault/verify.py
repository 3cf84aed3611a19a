"""Verification: every byte, entry, checkpoint and timestamp of a vault, checked against each other and against a witness.

Writes nothing, so a copy on read-only media can be checked. Messages name entries and hash prefixes, never file names.
`standalone.py` does the same again, by other hands and without this package; `docs/attack-model.md` says what is found.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec

from habeas.model.item import Item
from habeas.vault.checkpoints import Keys, checked, edge_checked, notes_of, witnessed
from habeas.vault.custody import NAME, TORN, Head
from habeas.vault.durable import locked
from habeas.vault.folder import ABOUT, LOCK, VERIFIER
from habeas.vault.notes import Note, PublicKey, found_in
from habeas.vault.problem import Problem, of_entry, of_file, of_item, shown
from habeas.vault.reading import Log, Told
from habeas.vault.seal import CHECKPOINTS, EDGE
from habeas.vault.stamps import FOLDER as STAMPS
from habeas.vault.stamps import Stamped, stamped
from habeas.vault.store import CHUNK, SHA256, Store, hashes


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, and what is wrong; `problems` in the order of the log, then of the hashes."""

    entries: int
    items: int
    head: Head
    """The last whole line. Written down elsewhere it can be the next verification's witness."""
    problems: list[Problem]
    keys: list[str] = []
    """The public keys that sign the log, first to last."""
    checkpoints: int = 0
    sealed: int = 0
    """How many entries are under a signed checkpoint."""
    stamps: list[Stamped] = []
    notes: list[str] = []
    """What is no fault but should be known: no checkpoints, times that run backwards, timestamps not checked or pending."""


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """What a vault is held against, from outside it."""

    head: Head | None = None
    """A last line written down earlier; the log must still hold it."""
    copies: list[bytes] = []
    """Files of witness copies of checkpoints."""
    keys: list[PublicKey] = []
    """Keys that are known to be the log's."""
    roots: bytes | None = None
    """Certificates (PEM) of timestamp authorities; without them, those that were kept with the timestamps."""


def verify(root: Path, *, against: Against | None = None, tick: Callable[[], None] = lambda: None) -> Verification:
    """Check the vault in `root` as it stands, and `against` what others kept.

    `tick` is called once an item, for a progress bar. Raises HabeasError when another process writes to the vault.
    """
    against = against or Against()
    lock = root / LOCK
    with locked(lock, shared=True) if lock.exists() else nullcontext():
        found = notes_of(root)
        copies = [note for data in against.copies for note in found_in(data)]
        sizes = {note.checkpoint.size for note in (*found, *copies) if isinstance(note, Note)}
        log = Log(root, sizes | ({against.head.seq} if against.head else set()))
        problems = list(log.read())
        keys = Keys(log, against.keys)
        problems += checked(log, keys, found)
        problems += edge_checked(root, log, found)
        problems += _witnessed(log, keys, against, copies)
        stamps, faults = stamped(root, log, found, against.roots)
        problems += faults
        items = list(Store(root))
        problems += _presence(log, items)
        for item in items:
            problems += _content(root, item, log.arrived.get(item.sha256))
            tick()
        problems += _files(root, log)
        problems += _strays(root, log)
    whole = [note for note in found if isinstance(note, Note)]
    return Verification(
        entries=log.entries,
        items=len(items),
        head=log.head,
        problems=problems,
        keys=[str(key) for _, key in keys.from_entry],
        checkpoints=len(whole),
        sealed=max((note.checkpoint.size for note in whole), default=0),
        stamps=stamps,
        notes=list(_notes(log, stamps)),
    )


def _witnessed(log: Log, keys: Keys, against: Against, copies: Sequence[Note | int]) -> Iterator[Problem]:
    head = against.head
    if head is not None and log.lines.get(head.seq) != head.sha256:
        yield of_entry(head.seq, "witness", f"the witnessed line {head.sha256[:12]} is not in the log")
    if against.copies:
        yield from witnessed(log, keys, copies)


def _notes(log: Log, stamps: list[Stamped]) -> Iterator[str]:
    if log.entries and not log.keys:
        yield "no checkpoints: no key ever signed this log; the next command that writes makes one"
    if log.backwards:
        more = f" and {len(log.backwards) - 1} more" if len(log.backwards) > 1 else ""
        yield f"entry {log.backwards[0]}{more}: earlier than the entry before: a clock was set back"
    if log.found:
        some = ", ".join(sorted(item[:12] for item in log.found)[:5])
        yield f"{len(log.found)} items ({some}) stood here after a killed command and never arrived: add their files again"
    for stamp in stamps:
        if stamp.note:
            yield f"{stamp.file}: {stamp.note}"


def _presence(log: Log, items: list[Item]) -> Iterator[Problem]:
    present = {item.sha256: item.size for item in items}
    for sha256, told in log.arrived.items():
        if sha256 not in present:
            yield of_item(sha256, "missing", f"missing; entry {told.entry} tells of it")
        elif present[sha256] != told.size:
            yield of_item(sha256, "item", f"{present[sha256]} bytes, entry {told.entry} says {told.size}")
    for sha256 in present:
        if sha256 not in log.arrived:
            yield of_item(sha256, "no_arrival", "no entry tells of its arrival")
    aside = {path.name for path in (log.root / TORN).glob("*")}
    for name in sorted(aside - log.torn):
        yield of_file(f"{TORN}/{shown(name)}", "stray", "no entry tells of it")
    for name in sorted(log.torn - aside):
        yield of_file(f"{TORN}/{shown(name)}", "missing", "missing; an entry tells of it")
    for name in sorted(aside & log.torn):
        if hashlib.sha256((log.root / TORN / name).read_bytes()).hexdigest() != name[-64:]:
            yield of_file(f"{TORN}/{shown(name)}", "file", "changed: its bytes have another hash than its name")


def _content(root: Path, item: Item, told: Told | None) -> Iterator[Problem]:
    try:
        with Store(root).path(item.sha256).open("rb") as file:
            sha256, sha512, _ = hashes(iter(lambda: file.read(CHUNK), b""))
    except OSError as e:
        yield of_item(item.sha256, "item", f"cannot be read: {e.strerror}")
        return
    if sha256 != item.sha256:
        yield of_item(item.sha256, "item", f"damaged: its bytes have the hash {sha256[:12]}")
    elif told and told.sha512 not in (None, sha512):
        yield of_item(item.sha256, "item", f"its SHA-512 is not the one that entry {told.entry} tells")


def _files(root: Path, log: Log) -> Iterator[Problem]:
    """Files that the log tells of by their hash."""
    for name, told in sorted(log.files.items()):
        path = root / name
        if name not in (ABOUT, VERIFIER) and Path(name).parent.as_posix() != STAMPS:
            yield of_entry(told.entry, "entry", "tells of a file that no vault has")
        elif path.is_symlink() or not path.is_file():
            yield of_file(_known(name), "missing", f"missing; entry {told.entry} tells of it")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != told.sha256:
            yield of_file(_known(name), "file", f"not as entry {told.entry} tells; an interrupted command heals it")


def _strays(root: Path, log: Log) -> Iterator[Problem]:
    """Anything in the vault that is neither log, lock, object, a tail set aside nor told of."""
    known = {NAME, LOCK, TORN, CHECKPOINTS, EDGE, STAMPS, "objects", "incoming", *log.files}
    known |= set() if log.keys else {ABOUT}
    for path in sorted(root.iterdir()):
        if path.name not in known:
            yield of_file(_known(path.name), "stray", "does not belong in the vault")
    if (root / LOCK).is_file() and (root / LOCK).stat().st_size:
        yield of_file(LOCK, "file", "not empty")
    for path in sorted((root / STAMPS).glob("*")):
        if f"{STAMPS}/{path.name}" not in log.files:
            yield of_file(f"{STAMPS}/{shown(path.name)}", "stray", "no entry tells of it")
    for path in sorted((root / "incoming").glob("*")):
        name = f"incoming/{shown(path.name)}"
        yield of_file(name, "stray", "left by an interrupted command; the next one removes it")
    for folder in sorted((root / "objects").glob("*")):
        inside = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else [folder]
        for path in inside:
            if path.is_symlink() or not path.is_file() or not SHA256.fullmatch(folder.name + path.name):
                what = f"holds something that is no object: {shown(path.name)}"
                yield of_file(f"objects/{shown(folder.name)}", "stray", what)


def _known(name: str) -> str:
    head, _, tail = name.rpartition("/")
    return name if name in (ABOUT, VERIFIER) else f"{STAMPS}/{shown(tail)}" if head == STAMPS else shown(name)
