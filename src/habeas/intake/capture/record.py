"""The collection record of a capture: everything that the Berkeley Protocol asks for of a page that was collected online.

One JSON file a capture, kept in the vault beside the files that it names by their digests. It says which parts are missing;
a capture that lacks one, or that shows no content, is not `court_ready`.
"""

import hashlib
from typing import Annotated

import msgspec

from habeas.intake.capture.settings import Settings
from habeas.intake.capture.walls import REASONS, Outcome
from habeas.model.errors import HabeasError

FORMAT = "habeas-capture/1"
NAME = "capture.json"
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A record may come from elsewhere, and a path is made of this."""


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the capture, an item of its own."""

    part: str
    """page_source | rendered_source | picture | pdf | exchanges | media."""
    name: str
    sha256: Sha256
    sha512: str
    size: int
    media_type: str
    url: str | None = None

    @staticmethod
    def of(part: str, name: str, data: bytes, media_type: str, url: str | None = None) -> "File":
        """The file with these bytes."""
        sha256, sha512 = hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest()
        return File(part=part, name=name, sha256=sha256, sha512=sha512, size=len(data), media_type=media_type, url=url)


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One request on the way from the address asked for to the page."""

    url: str
    at: str
    ip: str
    status: int
    headers: list[tuple[str, str]]
    certificate: str | None
    """SHA-256 of the certificate that the server showed."""
    certificate_der: bytes | None
    failure: str | None


class Addressed(msgspec.Struct, frozen=True, kw_only=True):
    """Part `address`."""

    requested: str
    final: str
    fragment: str
    hops: list[Hop]
    shown: str | None
    """The address that the page itself had when it was drawn; scripts may have changed it."""
    canonical: str | None


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """Part `full_page_capture`."""

    at: str
    browser: str
    sandboxed: bool
    width: int
    height: int
    scale: int = 1
    scroll: str = "down the page in steps of one window and back"
    told: list[str]


class Robots(msgspec.Struct, frozen=True, kw_only=True):
    """What robots.txt says of the page to a program that calls itself as we did."""

    policy: str
    status: int | None
    says: str
    """allowed | forbidden | none | unknown."""
    sha256: str | None


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """Part `collection_data`."""

    by: str | None
    reason: str | None
    plan: str | None
    machine: str
    tools: list[str]
    account: str
    exit_country: str | None
    started: str
    ended: str
    clock: str
    server_ahead: int | None
    """Seconds by which the server's own clock (header Date) was ahead of this machine's; None when it told none."""
    robots: Robots
    requests: int
    refused: list[tuple[str, str]]
    """Addresses in the page that were not asked, and why."""
    settings: Settings
    private_allowed: bool


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A capture."""

    format: str = FORMAT
    outcome: Outcome
    detail: str
    address: Addressed
    files: list[File]
    manifest: str
    """SHA-256 over the lines `sha256  name` of all files in this order: one digest for the whole capture."""
    drawn: Drawn | None
    media: list[File]
    """Every image, sound and video of the page; those that are items stand in `files` too, all are in the exchanges."""
    metadata: dict[str, str]
    """What the page says of itself: title and meta tags, as they stand there."""
    context: str = "comments, counts and links as the page showed them: in page source, rendered source and picture"
    collected: Collected
    reads: str | None
    """SHA-256 of the file whose text is read; None where the capture is no content."""
    missing: dict[str, str]
    """Capture part -> why it is not there."""
    timestamp: str = "pending: the custody log's checkpoints are timestamped"

    @property
    def court_ready(self) -> bool:
        """Whether every part is there and the page is content."""
        return self.outcome == "content" and not self.missing


def manifest(files: list[File]) -> str:
    """The digest of the list of files."""
    return hashlib.sha256("".join(f"{file.sha256}  {file.name}\n" for file in files).encode()).hexdigest()


def encode(record: Record) -> bytes:
    """The record as readable JSON."""
    told = {**msgspec.to_builtins(record), "court_ready": record.court_ready}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def decode(data: bytes) -> Record:
    """The record in a file of ours. Raises HabeasError."""
    try:
        return msgspec.json.decode(data, type=Record)
    except (msgspec.MsgspecError, RecursionError) as e:
        raise HabeasError("not the record of a capture") from e


def verdict(record: Record, item: str) -> tuple[str, str] | None:
    """Why the text of `item`, a file of this capture or its record, is not read: reason and line; None when it is read.

    A capture without content is told of once: by its page source, or by its record where there is no source.
    """
    parts = {file.part for file in record.files if file.sha256 == item}
    if record.outcome == "content":
        read = item == record.reads or "media" in parts
        return None if read else ("capture_part", "a part of a capture; the text is read from its page source")
    sources = any(file.part == "page_source" for file in record.files)
    if "page_source" in parts or not (sources or parts):
        return REASONS[record.outcome], f"captured {record.collected.started[:10]}: {record.detail}"
    return "capture_part", "a part of a capture that shows no content"
