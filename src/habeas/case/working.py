"""The queue of a case: its stages one by one, what failed once more, and the truth about all of it.

Work is resumed where it ended: each item's text and each document's reading is kept as soon as it is there.
"""

import time
from collections.abc import Set
from typing import TYPE_CHECKING

import msgspec

from habeas import intake
from habeas.case import progress
from habeas.case.building import read_documents
from habeas.case.deriving import INTAKE, derive
from habeas.case.progress import DECIDED, READER, Stage
from habeas.case.results import Status, Tick, Worked, silent
from habeas.model.errors import UsageError
from habeas.storage.facts import facts
from habeas.storage.register_rows import RegisterRows

if TYPE_CHECKING:
    from habeas.case.case import Case

WORK = frozenset({"extract", "read"})
AS_THEY_ARE = frozenset(
    {
        "container",
        "custody_paper",
        "empty",
        "capture_part",
        "capture_failed",
        "capture_walled",
        "capture_empty",
        "capture_refused",
        "altered",
        "listed_link",
        "not_captured",
    }
)
"""Reasons that no second attempt changes."""
UNDONE = "reader_failed"


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of a case and how far each stage has come."""

    sum: Status
    stages: list[Stage]


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """What was done with one item."""

    item: str
    size: int
    came: list[dict[str, str | None]]
    """Each arrival: at, via, as (the covered file name), inside."""
    extracted_by: str | None
    tools: list[str]
    """What else had a part in it, with versions: tesseract, exiftool, …"""
    recognised: object
    """Of a scan or picture: each page with its confidence and language, and how many could not be read; or None."""
    reason: str | None
    """Why it has no text."""
    detail: str | None
    document: str | None
    language: str | None
    characters: int | None
    readings: list[dict[str, str | int]]
    """Each reading, newest last: reader, claims, unread passages."""


def work(case: "Case", tick: Tick = silent, only: Set[str] = WORK, failed: bool = False) -> Worked:
    """Go through the stages in `only`, extract before read; with `failed` only what failed before."""
    again = set(failures(case)) if failed else None
    derived = read = 0
    if "extract" in only:
        with progress.stage(case.database, "extract", tick) as step:
            derived = derive(case, step, None if again is None else sorted(again))
    if "read" in only:
        if again is not None:
            again |= set(case.database.items_read_with(UNDONE))
        with progress.stage(case.database, "read", tick) as step:
            read = read_documents(case, step, again)
    return Worked(derived=derived, read=read)


def failures(case: "Case") -> list[str]:
    """Items of which no text could be derived, for a reason that may be another one next time."""
    return [row.item for row in case.database.not_read() if row.reason not in AS_THEY_ARE]


def state(case: "Case") -> State:
    """The sum of the case, and every stage with its rate and the time that it will take while it runs."""
    database, now = case.database, time.time()
    items, documents = len(database.item_hashes()), database.count_documents()
    waiting = len(database.underived(INTAKE))
    reader = database.setting(READER)
    unread = len(database.unread_items(reader)) if reader else documents
    stale = waiting or unread or database.setting(DECIDED) != str(len(database.decisions()))
    built = 0 if stale or RegisterRows(database).head() is None else 1
    told = case.status()
    failing = told.last is not None and UNDONE in told.last.passages_unread  # looking into all readings takes long
    counts = {
        "extract": (items - waiting, items, len(failures(case))),
        "read": (documents - unread, documents, len(database.items_read_with(UNDONE)) if failing else 0),
        "register": (built, 1, 0),
    }
    stages = progress.stages(counts, progress.at_work(database, now), now)
    return State(sum=told, stages=stages)


def log(case: "Case", prefix: str) -> Log:
    """What was done with the item whose hash begins with `prefix`. Raises UsageError when there is none, or several."""
    found = [item for item in case.database.items() if prefix and item.sha256.startswith(prefix.lower())]
    if len(found) != 1:
        raise UsageError(f"{len(found) or 'no'} items begin with {intake.safe_name(prefix)}: give more of the hash")
    item = found[0].sha256
    row, documents = case.database.derived(item), case.database.documents([item])
    document = documents[0] if documents else None
    told = facts(case.database, item)
    return Log(
        item=item,
        size=found[0].size,
        came=[
            {"at": one.at, "via": one.via, "as": case.shown(one.name), "inside": one.parent}
            for one in case.database.arrivals()[item]
        ],
        extracted_by=row[0],
        tools=told.tools,
        recognised=told.facts.get("recognised"),
        reason=row[1],
        detail=row[2],
        document=document.id if document else None,
        language=document.language if document else None,
        characters=len(document.text) if document else None,
        readings=[
            {"reader": reading.reader, "claims": len(reading.claims), "unread": len(reading.unread)}
            for reading in case.database.readings_of(item)
        ],
    )
