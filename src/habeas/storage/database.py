"""The database of a case: everything derived. It can be thrown away and computed anew from the vault."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import sqlalchemy as sa

from habeas.model.decision import Decision
from habeas.model.document import Document
from habeas.model.errors import HabeasError
from habeas.model.item import Arrival, Item, NotRead
from habeas.model.reading import Reading
from habeas.storage import tables as t

_TROUBLE = (
    (
        {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB},
        "case.db is damaged: delete it and run `habeas build`, what is in it comes from the vault",
    ),
    (
        {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED},
        "case.db is in use by another habeas process: wait until that one is done",
    ),
    (
        {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY},
        "case.db cannot be read or written: check the disk, its free space and who may write there, and start again",
    ),
)
"""SQLite's primary error codes and what a user can do."""


class Database:
    """Items, documents, readings and the register of one case, in SQLite."""

    def __init__(self, path: Path) -> None:
        """Open or create the database at `path`. Raises HabeasError for one that a newer Habeas made.

        What the disk or another process does to it later is a HabeasError too, from any method.
        """
        self._engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
        sa.event.listen(self._engine, "connect", _careful)
        sa.event.listen(self._engine, "handle_error", _told)
        self._connection = self._engine.connect()
        with self.alone() as db:
            t.metadata.create_all(db)
        version = self.setting("version") or str(t.VERSION)
        if int(version) > t.VERSION:
            raise HabeasError("case.db was made by a newer Habeas: update Habeas to open it")
        self.set("version", str(t.VERSION))

    def __enter__(self) -> Self:
        return self

    @property
    def connection(self) -> sa.Connection:
        """For reading, by what else stands in this room."""
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction: what is done in it is kept as a whole or not at all."""
        try:
            yield self._connection
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    @contextmanager
    def alone(self) -> Iterator[sa.Connection]:
        """A transaction in which nobody else writes from its first look on."""
        with self.writing() as db:
            db.exec_driver_sql("begin immediate")
            yield db

    def setting(self, key: str) -> str | None:
        """A value set earlier under `key`."""
        return self._connection.execute(sa.select(t.meta.c.value).where(t.meta.c.key == key)).scalar()

    def set(self, key: str, value: str) -> None:
        """Keep `value` under `key`."""
        with self.writing() as db:
            _set(db, key, value)

    def follow(
        self,
        rows: Iterable[tuple[Item, Arrival]],
        decided: Iterable[Decision],
        mark: tuple[str, str],
        *,
        since: str | None = None,
    ) -> bool:
        """Record items, how they arrived, and decisions; an item that is there already gets one more arrival.

        `mark`: a setting kept in the same transaction; `since`: its value when the log was read. Where it has another one
        by now, another process was here first: nothing is recorded, and the answer is False.
        """
        pairs = list(rows)
        with self.alone() as db:
            if self.setting(mark[0]) != since:
                return False
            known = self.item_hashes()
            new = {item.sha256: item for item, _ in pairs if item.sha256 not in known}
            if new:
                db.execute(sa.insert(t.items), [{"sha256": i.sha256, "size": i.size} for i in new.values()])
            if pairs:
                db.execute(
                    sa.insert(t.identity_arrivals),
                    [{"item": item.sha256, "body": _plain(arrival)} for item, arrival in pairs],
                )
            _look_again(db, [item.sha256 for item, _ in pairs if item.sha256 in known])
            for decision in decided:
                _append(db, decision)
            _set(db, *mark)
        return True

    def decisions(self) -> list[Decision]:
        """Every decision, in the order of the custody log."""
        query = sa.select(t.identity_decisions.c.body).order_by(t.identity_decisions.c.number)
        return [msgspec.json.decode(body, type=Decision) for body in self._connection.execute(query).scalars()]

    def item_hashes(self) -> frozenset[str]:
        """The SHA-256 of every item."""
        return frozenset(self._connection.execute(sa.select(t.items.c.sha256)).scalars())

    def items(self) -> list[Item]:
        """Every item, by hash."""
        rows = self._connection.execute(sa.select(t.items.c.sha256, t.items.c.size).order_by(t.items.c.sha256))
        return [Item(sha256=sha256, size=size) for sha256, size in rows]

    def arrivals(self) -> dict[str, list[Arrival]]:
        """Item -> its arrivals, first to last."""
        found: dict[str, list[Arrival]] = {}
        query = sa.select(t.identity_arrivals.c.body).order_by(t.identity_arrivals.c.number)
        for body in self._connection.execute(query).scalars():
            arrival = msgspec.json.decode(body, type=Arrival)
            found.setdefault(arrival.item, []).append(arrival)
        return found

    def count_arrivals(self) -> int:
        """How many arrivals there were."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(t.identity_arrivals)).scalar_one()

    def count_documents(self) -> int:
        """How many items have a text."""
        return self._connection.execute(sa.select(sa.func.count()).select_from(t.identity_documents)).scalar_one()

    def underived(self, by: str) -> list[str]:
        """Items of which `by` (intake and its version) has not yet derived a text, by hash.

        What took too long is tried again: the machine may have been busy.
        """
        again = sa.or_(t.items.c.derived_by.is_distinct_from(by), t.items.c.reason == "timeout")
        query = sa.select(t.items.c.sha256).where(again)
        return list(self._connection.execute(query.order_by(t.items.c.sha256)).scalars())

    def put_derived(self, by: str, results: Iterable[Document | NotRead]) -> None:
        """Keep the documents that `by` derived, and why the others could not be read."""
        with self.writing() as db:
            for result in results:
                why = result if isinstance(result, NotRead) else None
                db.execute(
                    sa.update(t.items)
                    .where(t.items.c.sha256 == result.item)
                    .values(derived_by=by, reason=why and why.reason, detail=why and why.detail)
                )
                _replace_document(db, result.item, msgspec.json.encode(result) if why is None else None)

    def not_read(self) -> list[NotRead]:
        """Every item that is kept but has no text, with its reason, by hash."""
        c = t.items.c
        query = sa.select(c.sha256, c.reason, c.detail).where(c.reason.is_not(None)).order_by(c.sha256)
        return [NotRead(item=i, reason=r, detail=d) for i, r, d in self._connection.execute(query)]

    def derived(self, item: str) -> tuple[str | None, str | None, str | None]:
        """What derived an item's text, and why and how it has none."""
        c = t.items.c
        row = self._connection.execute(sa.select(c.derived_by, c.reason, c.detail).where(c.sha256 == item)).one()
        return row[0], row[1], row[2]

    def items_read_with(self, reason: str) -> list[str]:
        """Items whose current reading left a passage unread for this reason, by hash."""
        return [
            reading.document.item
            for reading in self._readings_with(reason)
            if any(u.reason == reason for u in reading.unread)
        ]

    def unread_items(self, reader: str) -> list[str]:
        """Items whose document `reader` has not read yet, by hash."""
        done = sa.select(t.identity_readings.c.item).where(t.identity_readings.c.reader == reader)
        query = sa.select(t.identity_documents.c.item).where(t.identity_documents.c.item.not_in(done))
        return list(self._connection.execute(query.order_by(t.identity_documents.c.item)).scalars())

    def documents(self, items: Sequence[str]) -> list[Document]:
        """The documents of these items, by hash. At most a few hundred at once: the texts are held in memory."""
        c = t.identity_documents.c
        query = sa.select(c.body).where(c.item.in_(items)).order_by(c.item)
        return [msgspec.json.decode(body, type=Document) for body in self._connection.execute(query).scalars()]

    def all_documents(self) -> Iterator[Document]:
        """Every document, by hash."""
        query = sa.select(t.identity_documents.c.body).order_by(t.identity_documents.c.item)
        for body in self._connection.execute(query).scalars():
            yield msgspec.json.decode(body, type=Document)

    def put_readings(self, readings: Iterable[Reading]) -> None:
        """Keep readings; each becomes the current one of its document, older ones stay for comparison."""
        c = t.identity_readings.c
        with self.writing() as db:
            last = db.execute(sa.select(sa.func.max(c.number))).scalar() or 0
            for number, reading in enumerate(readings, last + 1):
                item = reading.document.item
                db.execute(sa.delete(t.identity_readings).where(c.item == item, c.reader == reading.reader))
                db.execute(
                    sa.insert(t.identity_readings).values(
                        item=item, reader=reading.reader, number=number, body=msgspec.json.encode(reading)
                    )
                )

    def readings(self) -> list[Reading]:
        """The current reading of every document, by item."""
        c = t.identity_readings.c
        newest = sa.select(c.item, sa.func.max(c.number).label("number")).group_by(c.item).subquery()
        query = (
            sa.select(c.body)
            .join(newest, sa.and_(c.item == newest.c.item, c.number == newest.c.number))
            .join(t.identity_documents, t.identity_documents.c.item == c.item)
            .order_by(c.item)
        )
        return [msgspec.json.decode(body, type=Reading) for body in self._connection.execute(query).scalars()]

    def readings_of(self, item: str) -> list[Reading]:
        """Every reading of one document, the current one last."""
        c = t.identity_readings.c
        query = sa.select(c.body).where(c.item == item).order_by(c.number)
        return [msgspec.json.decode(body, type=Reading) for body in self._connection.execute(query).scalars()]

    def _readings_with(self, words: str) -> list[Reading]:
        """Current readings in whose bytes `words` stand."""
        c = t.identity_readings.c
        newest = sa.select(sa.func.max(c.number)).group_by(c.item)
        query = sa.select(c.body).where(c.number.in_(newest), sa.func.instr(c.body, words.encode()) > 0)
        return [
            msgspec.json.decode(body, type=Reading)
            for body in self._connection.execute(query.order_by(c.item)).scalars()
        ]

    def reading(self, item: str) -> list[Reading]:
        """The current reading of one document; none where there is none."""
        c = t.identity_readings.c
        query = sa.select(c.body).where(c.item == item).order_by(c.number.desc()).limit(1)
        return [msgspec.json.decode(body, type=Reading) for body in self._connection.execute(query).scalars()]


def _set(db: sa.Connection, key: str, value: str) -> None:
    db.execute(sa.delete(t.meta).where(t.meta.c.key == key))
    db.execute(sa.insert(t.meta).values(key=key, value=value))


def _look_again(db: sa.Connection, items: Sequence[str]) -> None:
    """What was left out as part of a capture, and comes again, may have come for itself now."""
    for item in items:
        left_out = sa.and_(t.items.c.sha256 == item, t.items.c.reason.startswith("capture_"))
        db.execute(sa.update(t.items).where(left_out).values(derived_by=None))


def _append(db: sa.Connection, decision: Decision) -> None:
    """A decision that is there already is the same one."""
    c = t.identity_decisions.c
    if db.execute(sa.select(c.id).where(c.id == decision.id)).scalar() is None:
        last = db.execute(sa.select(sa.func.max(c.number))).scalar() or 0
        body = msgspec.json.encode(decision)
        db.execute(sa.insert(t.identity_decisions).values(id=decision.id, number=last + 1, body=body))


def _plain(arrival: Arrival) -> bytes:
    """A file name need not be Unicode; stray bytes stand as question marks here and as they came in the custody log."""
    name = arrival.name.encode("utf-8", "replace").decode("utf-8")
    return msgspec.json.encode(msgspec.structs.replace(arrival, name=name))


def _replace_document(db: sa.Connection, item: str, body: bytes | None) -> None:
    """A text that changed takes its readings with it: their offsets no longer cut the words they cut."""
    c = t.identity_documents.c
    if db.execute(sa.select(c.body).where(c.item == item)).scalar() == body:
        return
    for table in (t.identity_readings, t.identity_entries):
        db.execute(sa.delete(table).where(table.c.item == item))
    db.execute(sa.delete(t.identity_documents).where(c.item == item))
    if body is not None:
        db.execute(sa.insert(t.identity_documents).values(item=item, body=body))


def _careful(connection: Any, _record: object) -> None:
    """Deleted names are overwritten on disk, links between tables are checked, and a kill loses no committed row."""
    for pragma in ("secure_delete=ON", "foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _told(context: sa.ExceptionContext) -> None:
    """What became of the file, in one line; a fault of ours stays what it is. Raises HabeasError."""
    code = getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF
    for codes, line in _TROUBLE:
        if code in codes:
            raise HabeasError(line) from context.original_exception
