"""What joining needs of each reading, made once and kept beside it: of a case that grows only new readings are looked at.

Entries hold names of people, so they stand in the identity store. They belong to one reading and one version of the rules;
those of another are not given out, and are overwritten.
"""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from habeas import __version__
from habeas.resolution import RULES, Entry
from habeas.storage import tables as t
from habeas.storage.database import Database

MADE_BY = f"{__version__} {RULES}"
_decode = msgspec.msgpack.Decoder(list[Entry]).decode


def kept_entries(database: Database) -> dict[str, list[Entry]]:
    """Item -> the entries of its current reading, where they are kept."""
    e, current = t.identity_entries.c, _current()
    query = sa.select(e.item, e.body).join(current, sa.and_(current.c.item == e.item, current.c.number == e.reading))
    return {item: _decode(body) for item, body in database.connection.execute(query.where(e.rules == MADE_BY))}


def without_entries(database: Database) -> list[tuple[str, int]]:
    """Item and number of each current reading whose entries are not kept, by item."""
    e, current = t.identity_entries.c, _current()
    fits = sa.and_(e.item == current.c.item, e.reading == current.c.number, e.rules == MADE_BY)
    query = sa.select(current.c.item, current.c.number).outerjoin(t.identity_entries, fits).where(e.item.is_(None))
    return [(item, number) for item, number in database.connection.execute(query.order_by(current.c.item))]


def reading_bytes(database: Database, numbers: Iterable[int]) -> list[tuple[str, int, bytes]]:
    """Item, number and JSON of the readings with these numbers, by item; ask for a few hundred at once."""
    c = t.identity_readings.c
    query = sa.select(c.item, c.number, c.body).where(c.number.in_(list(numbers))).order_by(c.item)
    return [(item, number, body) for item, number, body in database.connection.execute(query)]


def keep_entries(database: Database, rows: Iterable[tuple[str, int, bytes]]) -> None:
    """Keep item, number of the reading and entries (msgpack) in place of what was kept for the item."""
    made = [{"item": item, "reading": number, "rules": MADE_BY, "body": body} for item, number, body in rows]
    if made:
        with database.writing() as db:
            db.execute(sa.insert(t.identity_entries).prefix_with("or replace"), made)


def _current() -> sa.Subquery:
    """Item and number of the current reading of every document."""
    c = t.identity_readings.c
    newest = sa.select(c.item, sa.func.max(c.number).label("number")).group_by(c.item)
    return newest.where(c.item.in_(sa.select(t.identity_documents.c.item))).subquery()
