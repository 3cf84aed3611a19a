"""How far the work has come, for whoever asks meanwhile: written by the build that runs, read by `status` beside it.

The stages are extract (texts from items), read (readings of documents) and register (everything that follows).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from habeas.case.results import Tick

if TYPE_CHECKING:
    from habeas.storage.database import Database

STAGES = ("extract", "read", "register")
AT_WORK = "at_work"
READER = "reader"
"""Setting: the reader of the last build."""
DECIDED = "decisions.built"
"""Setting: how many decisions the register rests on."""
BEAT = 1.0
"""Seconds between two notes of progress."""
SILENT = 600.0
"""Seconds without a note after which work counts as stopped, though a process of that number lives."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """What a build noted of the stage it is in. Times in seconds since 1970."""

    stage: str
    done: int
    total: int
    started: float
    noted: float
    process: int
    over: bool = False


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """How far a stage has come. `rate` and `seconds_left` are known only while it runs."""

    stage: str
    done: int
    total: int
    failed: int = 0
    """Of those done: how many gave no text, and are no part or container either."""
    state: str
    """done | waiting | running | stopped."""
    rate: float | None = None
    """A second."""
    seconds_left: int | None = None


@contextmanager
def stage(database: "Database", name: str, tick: Tick) -> Iterator[Tick]:
    """A tick that also notes the progress of this stage in the database, once a BEAT. What ends the stage is noted too."""
    started = time.time()
    last = Work(stage=name, done=0, total=0, started=started, noted=started, process=os.getpid())

    def note(work: Work) -> None:
        nonlocal last
        last = work
        database.set(AT_WORK, msgspec.json.encode(work).decode())

    def told(done: int, total: int) -> None:
        tick(done, total)
        noted = time.time()
        if noted - last.noted >= BEAT or total != last.total:
            note(msgspec.structs.replace(last, done=done, total=total, noted=noted))

    note(last)
    try:
        yield told
    finally:
        note(msgspec.structs.replace(last, noted=time.time(), over=True))


def at_work(database: "Database", now: float) -> Work | None:
    """What a build is doing, or was doing when it was killed; None where the last one came to its end."""
    text = database.setting(AT_WORK)
    work = msgspec.json.decode(text, type=Work) if text else None
    return None if work is None or work.over or now < work.noted else work


def stages(counts: dict[str, tuple[int, int, int]], work: Work | None, now: float) -> list[Stage]:
    """The state of every stage. `counts`: stage -> done, total, failed, as the database knows them."""
    found = []
    for name in STAGES:
        done, total, failed = counts[name]
        state = "done" if done >= total else "waiting"
        row = Stage(stage=name, done=done, total=total, failed=failed, state=state)
        if work is not None and work.stage == name:
            row = _running(row, work, now)
        found.append(row)
    return found


def _running(row: Stage, work: Work, now: float) -> Stage:
    if now - work.noted > SILENT or not _lives(work.process):
        return msgspec.structs.replace(row, state="stopped")
    passed = work.noted - work.started
    rate = work.done / passed if work.done and passed > 0 else None
    left = round((work.total - work.done) / rate) if rate else None
    return msgspec.structs.replace(row, state="running", rate=rate and round(rate, 2), seconds_left=left)


def _lives(process: int) -> bool:
    with suppress(ProcessLookupError):
        try:
            os.kill(process, 0)
        except PermissionError:
            return True
        return True
    return False
