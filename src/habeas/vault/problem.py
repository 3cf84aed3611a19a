"""What verification says: one line a fault, which names exactly what is wrong."""

import hashlib

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong."""

    kind: str
    """Its class, for programs: chain, sequence, entry, torn, item, missing, no_arrival, stray, file, checkpoint, key,
    unsigned, edge, timestamp, witness."""
    subject: str
    """What is wrong: `entry 12`, `item 0a1b2c3d4e5f`, `checkpoint 40`, or a file of the vault."""
    what: str
    """What is wrong with it. Holds no original file name."""

    @property
    def line(self) -> str:
        """One line for people."""
        return f"{self.subject}: {self.what}"


def of_item(sha256: str, kind: str, what: str) -> Problem:
    """A fault of an item."""
    return Problem(kind=kind, subject=f"item {sha256[:12]}", what=what)


def of_entry(number: int, kind: str, what: str) -> Problem:
    """A fault of an entry of the log."""
    return Problem(kind=kind, subject=f"entry {number}", what=what)


def of_checkpoint(size: int, what: str, kind: str = "checkpoint") -> Problem:
    """A fault of the checkpoint over `size` entries."""
    return Problem(kind=kind, subject=f"checkpoint {size}", what=what)


def of_file(name: str, kind: str, what: str) -> Problem:
    """A fault of a file, `name` being relative to the vault and already fit to be shown."""
    return Problem(kind=kind, subject=name, what=what)


def shown(name: str) -> str:
    """A name that we gave, or else the hash of a foreign one: it may be anybody's original file name."""
    ours = name and len(name) <= 100 and set(name) <= set("0123456789abcdef-.tsqrpemo")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return name if ours else f"name with SHA-256 {digest}"
