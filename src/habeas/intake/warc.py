"""Web archives (WARC): each page as the record that holds it, everything else that was fetched as the bytes themselves.

The item of a page is its whole record (what was asked for, when, what the server said, and the body), so that the
address and the time of capture cannot get lost; its document carries the address. A file with that one record is the
page; a file with more records is a container of such files. A capture that failed, was moved on or is empty is kept
as such and has no text.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from habeas.intake import html
from habeas.intake.cleaning import web_address
from habeas.intake.limits import Limits
from habeas.intake.read import derive as derived
from habeas.intake.source import Source
from habeas.intake.streams import Allowance, MemberStream, Part, Refusal
from habeas.intake.warc_records import FAILURES, PAGES, Answered, Block, answered, archive, body, header
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError

KINDS = frozenset({"response", "resource", "conversion", "revisit"})
"""Records that hold something that was fetched; the others say how."""
TOOL = "warcio"


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each record that holds something, in its order; none for the file of a single page. Raises UnreadableError."""
    if _single(path, allowance.limits):
        return
    with archive(path, allowance) as records:
        number = 0
        for record in records:
            if record.rec_type in KINDS:
                number += 1
                allowance.take_member()
                yield _member(number, record, allowance)


def _member(number: int, record: Any, allowance: Allowance) -> Part | Refusal:
    block = Block(record)
    try:
        told = answered(record, block)
    except UnreadableError as e:
        return Refusal(name=f"record-{number:06}", via="page", reason=e.reason, detail=e.detail)
    if told.is_page:
        stream: Any = block.whole(record)
        name = f"page-{number:06}.warc"
    else:
        stream, name = body(told, block), told.name
    return Part(name=name, via="page", stream=MemberStream(stream, allowance, allowance.limits.item))


def _single(path: Path, limits: Limits) -> bool:
    """Whether the file is one record that holds something, and nothing else."""
    try:
        with archive(path, Allowance(limits)) as records:
            first = next(records, None)
            return first is not None and first.rec_type in KINDS and next(records, None) is None
    except FAILURES:
        return False


def derive(source: Source) -> Derivation:
    """The page of a file with one record. Raises UnreadableError for all others."""
    if source.path is None or not _single(source.path, source.limits):
        raise UnreadableError("container", "a web archive: its pages and files are items of their own")
    allowance = Allowance(source.limits)
    with archive(source.path, allowance) as records:
        record = next(records)
        block = Block(record)
        told = answered(record, block)
        data = _data(body(told, block), source.limits)
        block.finish()
    facts = {"url": told.url, "captured": header(record, "WARC-Date"), "status": told.status}
    made = _read(told, data, source)
    url = web_address(told.url)
    document = replace(made.document, url=url or made.document.url) if made.document else None
    return replace(made, document=document, tools=[*made.tools, _tool()], facts={**made.facts, **facts})


def _data(stream: Any, limits: Limits) -> bytes:
    pieces, size = [], 0
    while piece := stream.read(1 << 18):
        size += len(piece)
        if size > limits.readable:
            raise UnreadableError("too_large", f"more than {limits.readable >> 20:,} MiB, which is all that is read")
        pieces.append(piece)
    return b"".join(pieces)


def _read(told: Answered, data: bytes, source: Source) -> Derivation:
    if told.kind == "revisit":
        raise UnreadableError("not_captured", "a second visit: its bytes stand in an earlier record of the archive")
    if told.kind == "response" and not 200 <= (told.status or 0) < 300:
        said = told.status or "nothing that is HTTP"
        raise UnreadableError("not_captured", f"the server answered {said}: there is no page to read")
    if not data:
        raise UnreadableError("not_captured", "the capture is empty")
    if told.media_type in PAGES[:2]:
        return Derivation(item=source.item, document=html.read(data, source.item, source.limits, charset=told.charset))
    return derived(replace_source(source, data, told.name))


def replace_source(source: Source, data: bytes, name: str) -> Source:
    """The body of a record on its way to be read."""
    return Source(content=data, item=source.item, name=name, limits=source.limits)


def _tool() -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return f"{TOOL} {version(TOOL)}"
