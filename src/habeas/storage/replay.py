"""The database follows the custody log: what the vault acknowledged is never missing here, whatever was killed when."""

from pathlib import Path

from habeas.model.decision import Decision
from habeas.model.item import Arrival, Item
from habeas.storage.database import Database
from habeas.vault import arrivals, decisions, read_log

SEEN = "custody.seq"


def catch_up(database: Database, vault: Path) -> None:
    """Record every arrival and decision that the custody log has and the database has not yet.

    A log that was cut or replaced is noticed by `verify`, not here. Raises HabeasError at a line that is no entry.
    """
    while not _caught_up(database, vault):
        pass


def _caught_up(database: Database, vault: Path) -> bool:
    """Read what is new and record it; False where another process recorded something meanwhile."""
    since = database.setting(SEEN)
    last = seen = int(since or 0)
    rows: list[tuple[Item, Arrival]] = []
    decided: list[Decision] = []
    for entry in read_log(vault):
        if entry.seq <= seen:
            continue
        last = entry.seq
        decided.extend(decisions([entry]))
        rows.extend((Item(sha256=a.item, size=entry.data["size"]), a) for a in arrivals([entry]))
    return last == seen or database.follow(rows, decided, (SEEN, str(last)), since=since)
