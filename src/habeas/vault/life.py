"""The life of one item, from its arrival to what left the case, as the custody log tells it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from habeas.model.errors import HabeasError
from habeas.vault.custody import Entry, read_log
from habeas.vault.events import EVENTS

WIDE = frozenset({"build", "export", "verification", "replicated", "transferred_out", "disclosed", "returned"})
"""Events that are about everything in the case at that time, where they name no item."""
PREFIX = 8
"""The fewest digits of a hash that name an item."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to an item."""

    entry: int
    at: str
    by: str | None
    event: str
    tool: str
    what: str
    """In words; holds no file name and no personal name."""
    whole_case: bool = False
    """Whether it was about all that was in the case."""


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """An item and all that happened to it, in order."""

    item: str
    moments: list[Moment]
    sealed: int | None = None
    """The first entry whose checkpoint covers its arrival; None while none does."""
    stamped: str | None = None
    """When an authority first stamped a checkpoint that covers its arrival (UTC): the item was there by then."""


def names_item(text: str) -> bool:
    """Whether `text` is written as (the beginning of) an item's hash."""
    return PREFIX <= len(text) <= 64 and set(text) <= set("0123456789abcdef")


def life(root: Path, sha256: str) -> Life:
    """The life of the item of this hash, or of the one item whose hash so begins, in the vault in `root`.

    Raises HabeasError when no item, or more than one, is meant.
    """
    item = _meant(root, sha256)
    return told(item, read_log(root))


def told(item: str, entries: Iterable[Entry]) -> Life:
    """What the entries of a log tell of an item (64 digits)."""
    moments: list[Moment] = []
    arrived: int | None = None
    sealed, stamped = None, None
    for entry in entries:
        about = entry.event != "file.written" and _about(item, entry.data)  # a file of the vault may be an item too
        if arrived is None and entry.event == "item.arrived" and entry.data.get("item") == item:
            arrived = entry.seq
        if about or (arrived and entry.event in WIDE and "item" not in entry.data and "items" not in entry.data):
            moments.append(_moment(item, entry, whole_case=not about))
        if arrived and entry.seq > arrived and sealed is None and isinstance(entry.checkpoint, str):
            sealed = entry.seq - 1
        if arrived and entry.event == "timestamped" and arrived <= int(entry.data.get("checkpoint", 0)):
            stamped = min(filter(None, (stamped, str(entry.data.get("time")))))
    return Life(item=item, moments=moments, sealed=sealed, stamped=stamped)


def _meant(root: Path, prefix: str) -> str:
    if not names_item(prefix):
        raise HabeasError(f"{prefix[:70]} names no item: {PREFIX} to 64 digits of its hash are needed")
    found = {
        str(entry.data["item"])
        for entry in read_log(root)
        if entry.event in ("item.arrived", "item.found") and str(entry.data.get("item")).startswith(prefix)
    }
    if len(found) != 1:
        raise HabeasError(f"{len(found) or 'no'} items have a hash that begins with {prefix}")
    return found.pop()


def _about(item: str, value: object) -> bool:
    """Whether the hash stands anywhere in an event's data."""
    if isinstance(value, dict):
        return any(_about(item, one) for one in value.values())
    if isinstance(value, list):
        return any(_about(item, one) for one in value)
    return value == item


def _moment(item: str, entry: Entry, *, whole_case: bool) -> Moment:
    tool = str(entry.data.get("by_tool") or entry.tool)
    words = _words(item, entry)
    return Moment(
        entry=entry.seq, at=entry.at, by=entry.by, event=entry.event, tool=tool, what=words, whole_case=whole_case
    )


def _words(item: str, entry: Entry) -> str:
    data = entry.data
    if entry.event == "item.found":
        return f"found after a killed command, {data.get('size')} bytes; no arrival is told of"
    if entry.event == "item.arrived" and data.get("item") == item:
        inside = f" inside item {str(data['parent'])[:12]}" if data.get("parent") else ""
        return f"arrived as {data.get('via')}{inside}, {data.get('size')} bytes"
    if entry.event in ("item.arrived", "item.not_kept"):
        what = f"item {str(data['item'])[:12]}" if "item" in data else f"something not kept ({data.get('reason')})"
        return f"held {what}"
    if entry.event == "decision":
        target = data.get("target") or {}
        return " ".join(filter(None, ("decided:", str(data.get("verdict")), str(target.get("type") or ""))))
    if entry.event in ("export", "build") and data.get("inputs"):
        return f"{entry.event} {data.get('what') or ''}".strip() + f", inputs {str(data['inputs'])[:12]}"
    plain = ", ".join(f"{key} {value}" for key, value in _plain(data))
    kind = EVENTS[entry.event].definition if entry.event in EVENTS else entry.event
    return plain or kind


def _plain(data: dict[str, object]) -> Iterator[tuple[str, object]]:
    """Figures and digests of an event; text that somebody wrote may hold names and stays in the log."""
    for key, value in sorted(data.items()):
        if key in ("item", "by_tool"):
            continue
        if isinstance(value, bool | int | float):
            yield key, value
        elif isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef"):
            yield key, value[:12]
