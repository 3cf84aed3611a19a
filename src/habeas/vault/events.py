"""What the custody log tells of, and the data that each event carries."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

from habeas.model.decision import Decision
from habeas.model.item import Arrival, Item

if TYPE_CHECKING:
    from habeas.vault.custody import Entry


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event means."""

    premis: list[str]
    """The PREMIS event types that it stands for."""
    definition: str


EVENTS: dict[str, Kind] = msgspec.convert(
    tomllib.loads(files(__package__).joinpath("events.toml").read_text("utf-8")), dict[str, Kind]
)
"""Every event that the log knows, from `events.toml`."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to the case. `data` is JSON: strings, numbers, lists, tables."""

    event: str
    """One of EVENTS."""
    data: dict[str, Any] = {}


def item_arrived(item: Item, name: str, *, via: str = "file", parent: str | None = None) -> Event:
    """An item came in under the original `name`; `via` and `parent` as in `model.item.Arrival`."""
    digests = {"item": item.sha256, **({"sha512": item.sha512} if item.sha512 else {})}
    data = {**digests, "size": item.size, **_name(name), "via": via, "parent": parent}
    return Event(event="item.arrived", data=data)


def item_found(item: Item) -> Event:
    """An object was found of which no entry told: what a killed command left before it could log an arrival."""
    return Event(event="item.found", data={"item": item.sha256, "sha512": item.sha512, "size": item.size})


def item_not_kept(name: str, reason: str, detail: str, *, via: str = "file", parent: str | None = None) -> Event:
    """An input that could not be kept: `reason` is a key of `unread_reasons`, `detail` the line that the user saw."""
    data = {**_name(name), "reason": reason, "detail": detail, "via": via, "parent": parent}
    return Event(event="item.not_kept", data=data)


def happened(event: str, item: str, tool: str | None = None, **more: Any) -> Event:
    """Something that was done to or with an item (its SHA-256): derived, viewed, handed over …

    `event`: one of EVENTS; `tool`: name and version of what did it, where that was not Habeas; `more`: what else belongs to
    it, as JSON. No personal names: ids and digests.
    """
    return Event(event=event, data={"item": item, **({"by_tool": tool} if tool else {}), **more})


def decided(decision: Decision) -> Event:
    """Somebody decided something; the whole decision is kept, so that the database can be made again from the log."""
    return Event(event="decision", data=msgspec.to_builtins(decision))


def decisions(entries: Iterable["Entry"]) -> Iterator[Decision]:
    """The decisions among log entries, in their order."""
    for entry in entries:
        if entry.event == "decision":
            yield msgspec.convert(entry.data, Decision)


def arrivals(entries: Iterable["Entry"]) -> Iterator[Arrival]:
    """The arrivals among log entries, in their order, with names exactly as they came."""
    for entry in entries:
        if entry.event == "item.arrived":
            data = entry.data
            yield Arrival(
                item=data["item"],
                at=entry.at,
                name=original_name(data),
                via=data["via"],
                parent=data["parent"],
                by=entry.by,
                attested="attested_by_other" in data,
            )


def original_name(data: dict[str, Any]) -> str:
    """The name that an event's data keeps, exactly as it came, stray bytes (as surrogates) included."""
    raw = data.get("name_wtf8")
    return str(data["name"]) if raw is None else bytes.fromhex(raw).decode("utf-8", "surrogatepass")


def _name(name: str) -> dict[str, str]:
    """A file name need not be Unicode; JSON must be. What JSON cannot hold is kept in hex beside a readable form."""
    readable = name.encode("utf-8", "replace").decode("utf-8")
    raw = name.encode("utf-8", "surrogatepass")
    return {"name": name} if readable == name else {"name": readable, "name_wtf8": raw.hex()}
