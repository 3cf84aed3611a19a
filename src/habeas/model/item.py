"""What was preserved, and how it came in."""

import msgspec


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A preserved digital item: original bytes, named by their SHA-256 (64 lower-case hex digits)."""

    sha256: str
    size: int
    """In bytes."""
    sha512: str | None = None
    """The second digest, where it was computed: when the bytes came in."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which an item came in; the same bytes may arrive many times."""

    item: str
    at: str
    """UTC time, RFC 3339 with seconds and a final Z."""
    name: str
    """The original file name, without folders, exactly as it came: it may hold a protected name."""
    via: str = "file"
    """file | folder | archive | attachment | capture (a page by its address) | custody (papers of a hand-over), and what
    else a format calls its members (`intake/registry.py`)."""
    parent: str | None = None
    """The SHA-256 of the archive or message that held it."""
    by: str | None = None
    attested: bool = False
    """Whether only the giver of a bag says so."""


class NotRead(msgspec.Struct, frozen=True, kw_only=True):
    """An item that is kept but of which no text could be derived."""

    item: str
    reason: str
    """A key of `vocabulary/data/unread_reasons.toml`."""
    detail: str
    """One line for the user; holds no personal name."""
