"""The register in the case's database, a row each: written where it changed, read where it is asked for.

A register of a hundred thousand reports does not fit into memory together with what it is made of. Rows are JSON as in the
exported register, so that this is written without making them again. All of a build is one transaction: whoever looks, or
comes after a kill, sees the register before it or the one after it. Covered words only.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from habeas.model.register import (
    FORMAT,
    BodyRow,
    Built,
    ClaimRow,
    CopyRow,
    DocumentRow,
    Finding,
    Origin,
    PersonRow,
    Register,
    SiteRow,
    StateRule,
    UnitRow,
)
from habeas.storage.database import Database

Thing = SiteRow | UnitRow | PersonRow | BodyRow
Anything = Thing | ClaimRow | Finding | Origin
Row = Anything | DocumentRow | CopyRow | StateRule
Kind = TypeVar("Kind", bound=Row)
KINDS: dict[str, type[Row]] = {
    "documents": DocumentRow,
    "sites": SiteRow,
    "units": UnitRow,
    "people": PersonRow,
    "bodies": BodyRow,
    "origins": Origin,
    "claims": ClaimRow,
    "findings": Finding,
    "copies": CopyRow,
    "rules": StateRule,
}
"""The lists of a register, in its order."""
_LETTERS = {"S": "sites", "U": "units", "P": "people", "B": "bodies", "O": "origins", "C": "claims", "F": "findings"}
BATCH = 2_000
_TABLES = (
    "drop table if exists register",  # as it was kept before, in one piece
    "create table if not exists register_head (case_name text not null, version text not null, inputs text not null)",
    "create table if not exists register_documents (item text primary key, digest blob not null) without rowid",
    "create table if not exists register_rows (number integer primary key, kind text not null, id text not null, "
    "about text, body blob not null)",
    "create unique index if not exists register_rows_id on register_rows (kind, id)",
    "create index if not exists register_rows_about on register_rows (about, kind, id) where about is not null",
    "create table if not exists register_aliases (id text primary key, now text not null) without rowid",
)
_PUT = (
    "insert into register_rows (kind, id, about, body) values (?, ?, ?, ?) on conflict (kind, id) do update "
    "set about = excluded.about, body = excluded.body where body is not excluded.body or about is not excluded.about"
)
_PUT_ALIAS = "insert or replace into register_aliases values (?, ?)"
_encode = msgspec.json.Encoder().encode


class RegisterRows:
    """The register that the last build left."""

    def __init__(self, database: Database) -> None:
        self._database = database
        if not self._rows("select 1 from sqlite_master where name = 'register_aliases'"):
            with database.writing() as db:
                for statement in _TABLES:
                    db.exec_driver_sql(statement)

    @contextmanager
    def replacing(self) -> Iterator["Replacing"]:
        """Write another register over this one, as a whole or not at all."""
        with self._database.writing() as db:
            yield Replacing(db)

    def head(self) -> tuple[str, Built] | None:
        """The case's name and what was built from what; None before the first build."""
        rows = self._rows("select case_name, version, inputs from register_head")
        return (rows[0][0], Built(version=rows[0][1], inputs=rows[0][2])) if rows else None

    def count(self, kind: str) -> int:
        """How many rows a list has."""
        return int(self._rows("select count(*) from register_rows where kind = ?", kind)[0][0])

    def get(self, one: str) -> Anything | None:
        """The row of a thing, claim, origin or finding with this id."""
        kind = _LETTERS.get(one[:1])
        row = self.row(kind, one) if kind else None
        return None if isinstance(row, DocumentRow | CopyRow | StateRule) else row

    def row(self, kind: str, one: str) -> Row | None:
        """The row of a list with this id."""
        rows = self._rows("select body from register_rows where kind = ? and id = ?", kind, one)
        return msgspec.json.decode(rows[0][0], type=KINDS[kind]) if rows else None

    def document(self, one: str) -> DocumentRow | None:
        """The document with this id."""
        row = self.row("documents", one)
        return row if isinstance(row, DocumentRow) else None

    def things(self) -> Iterator[Thing]:
        """Sites, units, bodies and people."""
        yield from self.of(SiteRow)
        yield from self.of(UnitRow)
        yield from self.of(BodyRow)
        yield from self.of(PersonRow)

    def findings(self, about: str) -> Iterator[Finding]:
        """The findings on this site, unit or person."""
        return self.of(Finding, about)

    def claims_in(self, item: str) -> Iterator[ClaimRow]:
        """The claims of the document of this item."""
        return self.of(ClaimRow, item)

    def copies(self, document: str) -> Iterator[CopyRow]:
        """The edges of this document with others, by id. Looks at every edge: who asks is a person, not a build."""
        ends = [msgspec.json.encode(document).decode()] * 2
        query = (
            "select body from register_rows where kind = 'copies' and (instr(body, cast('\"left\":' || ? as blob)) "
            "or instr(body, cast('\"right\":' || ? as blob))) order by id"
        )
        for body in self._bodies(query, ends):
            yield msgspec.json.decode(body, type=CopyRow)

    def rules(self) -> list[StateRule]:
        """The rules by which states were derived, in their order."""
        return list(self.of(StateRule))

    def alias(self, one: str) -> str | None:
        """The present id for one that was given earlier."""
        rows = self._rows("select now from register_aliases where id = ?", one)
        return str(rows[0][0]) if rows else None

    def of(self, sort: type[Kind], about: str | None = None) -> Iterator[Kind]:
        """The rows of a list by id. `about`: of findings only those on this thing, of claims only those of this item."""
        kind = next(kind for kind, known in KINDS.items() if known is sort)
        query, values = "select body from register_rows where kind = ?", [kind]
        if about is not None:
            query, values = query + " and about = ?", [kind, about]
        for body in self._bodies(f"{query} order by id", values):
            yield msgspec.json.decode(body, type=sort)

    def register(self) -> Register | None:
        """All of it; None before the first build."""
        head = self.head()
        if head is None:
            return None
        lists: dict[str, Any] = {kind: list(self.of(sort)) for kind, sort in KINDS.items()}
        return Register(case=head[0], built=head[1], **lists)

    def json(self) -> Iterator[bytes]:
        """The exported register in pieces of whole rows, byte for byte what `to_json` makes of `register()`."""
        head = self.head()
        if head is None:
            return
        first = {"format": FORMAT, "case": head[0], "built": head[1]}
        yield msgspec.json.format(_encode(first), indent=1).removesuffix(b"\n}")
        for kind in KINDS:
            yield b',\n "%s": ' % kind.encode()
            many = False
            for body in self._bodies("select body from register_rows where kind = ? order by id", [kind]):
                row = msgspec.json.format(body, indent=1).replace(b"\n", b"\n  ")
                yield (b",\n  " if many else b"[\n  ") + row
                many = True
            yield b"\n ]" if many else b"[]"
        yield b"\n}\n"

    def _bodies(self, query: str, values: Sequence[str]) -> Iterator[bytes]:
        options = {"yield_per": BATCH}
        yield from self._database.connection.exec_driver_sql(query, tuple(values), execution_options=options).scalars()

    def _rows(self, query: str, *values: str) -> list[Any]:
        return [tuple(row) for row in self._database.connection.exec_driver_sql(query, values)]


class Replacing:
    """A register while it is written. Every row must come, changed or not; what did not come is gone at the end."""

    def __init__(self, db: sa.Connection) -> None:
        self._db = db
        self._digests = {
            item: bytes(digest) for item, digest in self._run("select item, digest from register_documents")
        }
        self._gone_items = set(self._digests)
        self._waiting: list[tuple[str, str, str | None, bytes]] = []

    def document(self, row: DocumentRow, claims: Sequence[ClaimRow]) -> bool:
        """The rows of a document; returns whether any of them changed."""
        bodies = [_encode(row), *map(_encode, claims)]
        digest = hashlib.sha256(b"\n".join(bodies)).digest()
        self._gone_items.discard(row.item)
        known = self._digests.get(row.item)
        if known == digest:
            return False
        if known:
            self._forget(row.item)
        self._run("insert into register_documents values (?, ?)", row.item, digest)
        self._put("documents", row.id, row.item, bodies[0])
        for claim, body in zip(claims, bodies[1:], strict=True):
            self._put("claims", claim.id, row.item, body)
        return True

    def things(self, kind: str, rows: Iterable[Row]) -> None:
        """All rows of a list that is no document's."""
        gone = {one for (one,) in self._run("select id from register_rows where kind = ?", kind)}
        for row in rows:
            gone.discard(row.id)
            about = (row.site or row.unit or row.person) if isinstance(row, Finding) else None
            self._put(kind, row.id, about, _encode(row))
        self._flush()
        self._many("delete from register_rows where kind = ? and id = ?", [(kind, one) for one in sorted(gone)])

    def done(self, case: str, built: Built, aliases: Mapping[str, str]) -> None:
        """The head, and the present ids of those that were given earlier."""
        for item in sorted(self._gone_items):
            self._forget(item)
        self._flush()
        self._put_aliases({one: now for one, now in aliases.items() if one != now})
        self._run("delete from register_head")
        self._run("insert into register_head values (?, ?, ?)", case, built.version, built.inputs)

    def _put_aliases(self, wanted: dict[str, str]) -> None:
        known = self._db.exec_driver_sql("select id, now from register_aliases", execution_options={"yield_per": BATCH})
        gone: list[tuple[str]] = []
        changed: dict[str, str] = {}
        for one, now in known:
            new = wanted.pop(one, None)
            if new is None:
                gone.append((one,))
            elif new != now:
                changed[one] = new
        self._many("delete from register_aliases where id = ?", gone)
        self._many(_PUT_ALIAS, sorted((changed | wanted).items()))

    def _forget(self, item: str) -> None:
        self._flush()
        self._run("delete from register_documents where item = ?", item)
        self._run("delete from register_rows where about = ? and kind in ('documents', 'claims')", item)

    def _put(self, kind: str, one: str, about: str | None, body: bytes) -> None:
        self._waiting.append((kind, one, about, body))
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        self._many(_PUT, self._waiting)
        self._waiting = []

    def _many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        batch: list[tuple[Any, ...]] = []
        for row in rows:
            batch.append(row)
            if len(batch) >= BATCH:
                self._db.exec_driver_sql(statement, batch)
                batch = []
        if batch:
            self._db.exec_driver_sql(statement, batch)

    def _run(self, statement: str, *values: object) -> list[Any]:
        result = self._db.exec_driver_sql(statement, values)
        return [tuple(row) for row in result] if result.returns_rows else []
