"""The build: derive, read, resolve, corroborate; the register computed from everything in the vault."""

from collections.abc import Set
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from habeas import intake
from habeas.case import progress, ruling
from habeas.case.deriving import derive
from habeas.case.joining import entries_of
from habeas.case.judging import Judged
from habeas.case.layout import PLACES, WEIGHTS
from habeas.case.many import Readers
from habeas.case.registering import much_is_kept, write_register
from habeas.case.results import Built, LastBuild, Tick, Worked
from habeas.case.taking import taken
from habeas.model.errors import UsageError
from habeas.places import Gazetteer
from habeas.reading.reader import name as reader_name
from habeas.reading.weights import load as load_weights
from habeas.storage.register_rows import RegisterRows

if TYPE_CHECKING:
    from habeas.case.case import Case

BATCH = 200
LAST_BUILD = "last_build"


def build(case: "Case", readings: Path | None, tick: Tick, worked: Worked | None = None) -> tuple[Built, Judged]:
    """Compute the register, and keep it with the search index; also what it rests on.

    `readings`: a folder of ID.json in the reading format that other readers made; they become current.
    `worked`: what was derived and read just before; None to derive and read here whatever waits.
    Raises UsageError when there is no such folder.
    """
    if readings and not readings.is_dir():
        raise UsageError(f"no folder {readings}: --readings names a folder of ID.json")
    ruling.rules(case.root)  # a file that is none is told before the hours of reading, not behind them
    places = Gazetteer.load().with_own(case.root / PLACES)
    if worked is None:
        with progress.stage(case.database, "extract", tick) as step:
            derived = derive(case, step)
        with progress.stage(case.database, "read", tick) as step:
            worked = Worked(derived=derived, read=read_documents(case, step))
    with progress.stage(case.database, "register", tick), much_is_kept():
        return _registered(case, readings, places, worked)


def _registered(case: "Case", readings: Path | None, places: Gazetteer, worked: Worked) -> tuple[Built, Judged]:
    good, told = taken(readings, case.database.all_documents(), places) if readings else ([], [])
    case.database.put_readings(good)
    current = Judged.of(case.database.readings(), case.database.decisions(), entries_of(case.database))
    shown = current.covering.line
    notes = [f"reading {intake.safe_name(shown(name))} {shown(what)}" for name, what in told]
    notes += [*current.notes, *map(shown, places.own.refused)]
    head = write_register(case, current)
    _told(case, LastBuild(inputs=head.inputs, passages_unread=current.unread(), notes=notes))
    case.database.set(progress.DECIDED, str(len(case.database.decisions())))
    return Built(worked, notes, RegisterRows(case.database)), current


def _told(case: "Case", last: LastBuild) -> None:
    """Keep what the build has to tell, and log it where it changed anything."""
    line = msgspec.json.encode(last).decode()
    if case.database.setting(LAST_BUILD) != line:
        case.database.set(LAST_BUILD, line)
        case.log("build", {"inputs": last.inputs})


def read_documents(case: "Case", tick: Tick, items: Set[str] | None = None) -> int:
    """Read every document that the current reader has not read; returns how many. `items`: of these only."""
    weights, places = load_weights(case.root / WEIGHTS), Gazetteer.load().with_own(case.root / PLACES)
    reader = reader_name(weights, places.own.digest)
    case.database.set(progress.READER, reader)
    waiting = case.database.unread_items(reader)
    if items is not None:
        again = case.database.items_read_with("reader_failed")
        waiting = sorted((set(waiting) | set(again)) & items)
    done = count(1)
    with Readers(len(waiting), weights, case.root / PLACES) as readers:
        for start in range(0, len(waiting), BATCH):
            batch = []
            for reading in readers.read(case.database.documents(waiting[start : start + BATCH])):
                batch.append(reading)
                tick(next(done), len(waiting))
            case.database.put_readings(batch)
    return len(waiting)
