"""The index of search, in the case's database: passages by their words and stems, the claims that stand in them, names.

It is derived, and holds covered words only. A text that stands in many documents is kept once, so that ten copies are one
hit. Numbers of rows depend on the order of arrival; nothing that is answered does. What a question says reaches SQL as bound
values and FTS5 as quoted words, never as syntax.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from heapq import nsmallest
from importlib.resources import files
from itertools import islice
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from habeas import __version__
from habeas.languages.stems import fingerprint
from habeas.model.register import DocumentRow
from habeas.places.folding import heard
from habeas.searching import Asked, Entry, Limits, Named, Place, Standing, written
from habeas.searching.asking import Term
from habeas.storage.database import Database
from habeas.storage.search_match import match, match_name

FORM = "1"
"""Counted up when the tables or what stands in them change."""
MADE_BY, FILLED_FOR, NAMES = "search.made_by", "search.filled_for", "search.names"
BATCH = 500
WIDEST = 400
"""Words of the case that a part of a word may stand for; the rarer ones are left out."""
_WEIGHTS = "3.0, 1.0"
"""A word as it was typed counts more than another form of it."""


class Stands(NamedTuple):
    """Where a passage stands: a document, and the claims there."""

    document: DocumentRow
    start: int
    stop: int
    claims: list[Standing]


class Passed(NamedTuple):
    """A passage, the language of its document, and all places within the limits where it stands."""

    text: str
    language: str | None
    stands: list[Stands]


class Passages(NamedTuple):
    """The best passages, and how many there are."""

    best: list[Passed]
    all: int


class SearchIndex:
    """What `habeas search` asks. Reading needs nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made_by = f"{__version__} {FORM} {fingerprint()}"

    # --- filling --------------------------------------------------------------------------------------------------

    def is_for(self, inputs: str) -> bool:
        """Whether the index is complete for the register of these inputs, and made by this program."""
        setting = self._database.setting
        return setting(MADE_BY) == self._made_by and setting(FILLED_FOR) == inputs

    def fill(self, inputs: str, entries: Iterable[Entry], names: Sequence[Named]) -> int:
        """Bring the index to what `entries` and `names` say; returns how many documents were written.

        Only documents that are new or changed are written, and `entries` is not even asked where nothing is new. Killed in
        between, it goes on where it was.
        """
        if self.is_for(inputs):
            return 0
        self._prepare()
        self._database.set(FILLED_FOR, "")  # until all is done
        known = dict(self._rows("select item, digest from search_documents"))
        count, gone = 0, set(known)
        waiting = _new(entries, known, gone)
        while batch := list(islice(waiting, BATCH)):
            count += len(batch)
            with self._database.writing() as db:
                self._remove(db, [entry.document.item for entry, _ in batch if entry.document.item in known])
                _insert(db, batch)
        with self._database.writing() as db:
            self._remove(db, sorted(gone))
            changed = _drop_unused(db)
            if changed:  # deleted words stay in the index until its parts are joined
                _run(db, "insert into search_words (search_words) values ('optimize')")
        self._put_names(names)
        self._database.set(FILLED_FOR, inputs)
        return count

    def _prepare(self) -> None:
        """Empty tables where there are none, or some of another form."""
        if self._database.setting(MADE_BY) == self._made_by:
            return
        with self._database.writing() as db:
            old = [name for name, in _run(db, "select name from sqlite_master where name in ('search_words', "
                   "'search_name_words', 'search_documents', 'search_texts', 'search_places', 'search_claims', "
                   "'search_vocabulary', 'search_names')")]  # fmt: skip
            for name in old:
                _run(db, f"drop table {name}")
            script = files(__package__).joinpath("search.sql").read_text("utf-8")
            for statement in filter(str.strip, _without_comments(script).split(";")):
                _run(db, statement)
        for key, value in ((NAMES, ""), (FILLED_FOR, ""), (MADE_BY, self._made_by)):
            self._database.set(key, value)

    def _remove(self, db: sa.Connection, items: Sequence[str]) -> None:
        for item in items:
            for table in ("search_documents", "search_places", "search_claims"):
                _run(db, f"delete from {table} where item = ?", item)  # noqa: S608  (names of our own)

    def _put_names(self, names: Sequence[Named]) -> None:
        digest = hashlib.sha256(msgspec.json.encode(names)).hexdigest()
        if self._database.setting(NAMES) == digest:
            return
        with self._database.writing() as db:
            _run(db, "insert into search_name_words (search_name_words) values ('delete-all')")
            _run(db, "delete from search_names")
            rows = list(enumerate(names, 1))
            _many(db, "insert into search_names values (?, ?, ?, ?, ?)",
                  [(n, row.id, row.kind, row.part_of, msgspec.json.encode(row)) for n, row in rows])  # fmt: skip
            _many(db, "insert into search_name_words (rowid, surface, stems, sounds) values (?, ?, ?, ?)",
                  [(n, *_name_words(row)) for n, row in rows])  # fmt: skip
        self._database.set(NAMES, digest)

    # --- asking ---------------------------------------------------------------------------------------------------

    def passages(self, asked: Asked, limits: Limits, most: int) -> Passages:
        """The best `most` passages: words beside each other first, titles last, else by bm25; of equals by hash."""
        within, values = _within(limits, "1", "and p.text = found.number") if limits != Limits() else ("", [])
        chosen: dict[int, None] = {}
        every = self._hits(asked, within, values)
        if len(asked.groups) > 1 and len(every) > 1:
            together = self._hits(Asked((tuple(asked.terms),)), within, values)
            chosen.update(dict.fromkeys(self._first(together, most)))
        if len(chosen) < most:
            chosen.update(dict.fromkeys(self._first(every, most + len(chosen))))
        best = [self._passage(number, limits) for number in islice(chosen, most)]
        return Passages(best, len(every))

    def _hits(self, asked: Asked, within: str, values: Sequence[object]) -> list[tuple[int, float]]:
        expression = match(asked, self._parts)
        if expression is None:
            return []
        found = f"select rowid as number, bm25(search_words, {_WEIGHTS}) as score from search_words"  # noqa: S608
        found += " where search_words match ?"
        if within:  # materialized: else the words are looked for again at every passage within
            found = f"with found as materialized ({found}) select * from found where exists ({within})"  # noqa: S608
        return self._rows(found, expression, *values)

    def _first(self, hits: list[tuple[int, float]], most: int) -> list[int]:
        """The best by score; those that share a place are told apart by their digest, which does not know of arrival."""
        ranks = [(number < 0, round(score, 6), number) for number, score in hits]
        best = nsmallest(most, ranks)
        running = [rank for rank in ranks if rank[:2] <= best[-1][:2]] if best else []
        ordered = sorted((*rank[:2], self._digest(rank[2]), rank[2]) for rank in running)
        return [number for *_, number in ordered[:most]]

    def _digest(self, number: int) -> bytes:
        ((digest,),) = self._rows("select digest from search_texts where number = ?", number)
        return bytes(digest)

    def _passage(self, number: int, limits: Limits) -> Passed:
        ((text, language),) = self._rows("select body, language from search_texts where number = ?", number)
        within, values = _within(limits, "p.item, p.place, p.start, p.stop, d.body", "and p.text = ?")
        order = "order by coalesce(d.published, '~'), p.item, p.place"
        rows = self._rows(f"{within} {order}", *values, number)
        stands = [
            Stands(msgspec.json.decode(body, type=DocumentRow), start, stop, self._claims(item, place))
            for item, place, start, stop, body in dict.fromkeys(rows)
        ]
        return Passed(text, language, stands)

    def _claims(self, item: str, place: int) -> list[Standing]:
        what = "id, type, site, origin, first, last, states"
        query = f"select {what} from search_claims where item = ? and place = ? order by id"  # noqa: S608
        return [
            Standing(id=i, type=t, site=s, origin=o, first=f, last=e, states=states.split())
            for i, t, s, o, f, e, states in self._rows(query, item, place)
        ]

    def names(self, asked: Asked, kind: str | None = None) -> list[Named]:
        """Everything whose names have all the words, in any script; the best first."""
        expression = match_name(asked, self._parts)
        if expression is None:
            return []
        query = (
            "select n.body, bm25(search_name_words) from search_name_words w join search_names n on n.number = w.rowid "
            "where search_name_words match ? and (? is null or n.kind = ?)"
        )
        found = [
            (round(s, 6), msgspec.json.decode(body, type=Named))
            for body, s in self._rows(query, expression, kind, kind)
        ]
        return [row for _, row in sorted(found, key=lambda hit: (hit[0], -hit[1].claims, hit[1].id))]

    def name(self, one: str) -> Named | None:
        """What has this id."""
        rows = self._rows("select body from search_names where id = ?", one)
        return msgspec.json.decode(rows[0][0], type=Named) if rows else None

    def with_parts(self, sites: Sequence[str]) -> tuple[str, ...]:
        """These sites and what is part of them, and so on, sorted."""
        found = set(sites)
        while new := {site for site in self._parts_of(found) if site not in found}:
            found |= new
        return tuple(sorted(found))

    def _parts_of(self, sites: Iterable[str]) -> list[str]:
        query = "select id from search_names where part_of = ?"
        return [part for site in sites for (part,) in self._rows(query, site)]

    def _parts(self, term: Term) -> list[str]:
        """Words of the case that have a part, the frequent ones first."""
        has = "instr(word, ?1) > 0" if term.after else "substr(word, -length(?1)) = ?1"
        query = f"select word from search_vocabulary where {has} order by texts desc, word limit {WIDEST}"  # noqa: S608
        return [word for (word,) in self._rows(query, term.word)]

    def _rows(self, query: str, *values: object) -> list[Any]:
        return [tuple(row) for row in self._database.connection.exec_driver_sql(query, tuple(values))]


def _new(entries: Iterable[Entry], known: dict[str, bytes], gone: set[str]) -> Iterator[tuple[Entry, bytes]]:
    """Entries that the index lacks, with their digests; whatever is seen is not gone."""
    for entry in entries:
        gone.discard(entry.document.item)
        digest = entry.digest
        if known.get(entry.document.item) != digest:
            yield entry, digest


def _insert(db: sa.Connection, batch: Sequence[tuple[Entry, bytes]]) -> None:
    documents = [entry.document for entry, _ in batch]
    _many(db, "insert into search_documents values (?, ?, ?, ?, ?)",
          [(d.item, digest, msgspec.json.encode(d), d.published, d.language)
           for d, (_, digest) in zip(documents, batch, strict=True)])  # fmt: skip
    places = [(entry.document, n, place) for entry, _ in batch for n, place in enumerate(entry.places)]
    numbers = _texts(db, [(place.text, document.language, place.title) for document, _, place in places])
    _many(db, "insert into search_places values (?, ?, ?, ?, ?)",
          [(d.item, n, number, p.start, p.end) for (d, n, p), number in zip(places, numbers, strict=True)])  # fmt: skip
    _many(db, "insert into search_claims values (?, ?, ?, ?, ?, ?, ?, ?, ?)", list(_claim_rows(places)))


def _claim_rows(places: Iterable[tuple[DocumentRow, int, Place]]) -> Iterator[tuple[object, ...]]:
    for document, n, place in places:
        for c in place.claims:
            states = f" {' '.join(c.states)} "
            yield document.item, n, c.id, c.type, c.site, c.origin, c.first, c.last, states


def _texts(db: sa.Connection, texts: Sequence[tuple[str, str | None, bool]]) -> list[int]:
    """The numbers of these texts; those that are new are put into the index. Titles have negative numbers."""
    ((last,),) = _run(db, "select coalesce(max(abs(number)), 0) from search_texts")
    digests = [
        hashlib.sha256(f"{language or ''}\n{title}\n{text}".encode()).digest() for text, language, title in texts
    ]
    numbers = _numbers(db, digests)
    new, indexed = [], []
    vocabulary: Counter[str] = Counter()
    for digest, (text, language, title) in zip(digests, texts, strict=True):
        if digest not in numbers:
            last += 1
            numbers[digest] = number = -last if title else last
            found = written(text, language)
            new.append((number, digest, language, text))
            indexed.append((number, " ".join(found.words), " ".join(found.stems)))
            vocabulary.update(set(found.words))
    _many(db, "insert into search_texts values (?, ?, ?, ?)", new)
    _many(db, "insert into search_words (rowid, surface, stems) values (?, ?, ?)", indexed)
    _count(db, vocabulary)
    return [numbers[digest] for digest in digests]


def _numbers(db: sa.Connection, digests: Sequence[bytes]) -> dict[bytes, int]:
    """Digest -> number of the texts that are there already."""
    found: dict[bytes, int] = {}
    for start in range(0, len(digests), BATCH):
        some = digests[start : start + BATCH]
        marks = ", ".join("?" * len(some))
        query = f"select digest, number from search_texts where digest in ({marks})"  # noqa: S608
        found.update((bytes(digest), number) for digest, number in _run(db, query, *some))
    return found


def _drop_unused(db: sa.Connection) -> bool:
    """Take texts that stand nowhere any more out of the index; whether there were any."""
    unused = _run(
        db, "select number, language, body from search_texts where number not in (select text from search_places)"
    )
    vocabulary: Counter[str] = Counter()
    for number, language, text in unused:
        found = written(text, language)
        values = number, " ".join(found.words), " ".join(found.stems)
        _run(db, "insert into search_words (search_words, rowid, surface, stems) values ('delete', ?, ?, ?)", *values)
        _run(db, "delete from search_texts where number = ?", number)
        vocabulary.subtract(set(found.words))
    _count(db, vocabulary)
    _run(db, "delete from search_vocabulary where texts = 0")
    return bool(unused)


def _count(db: sa.Connection, words: Counter[str]) -> None:
    put = "insert into search_vocabulary values (?, ?) on conflict (word) do update set texts = texts + excluded.texts"
    _many(db, put, sorted(words.items()))


def _name_words(row: Named) -> tuple[str, str, str]:
    found = [written(name.text, name.language) for name in row.names]
    sounds = [sound for name in row.names for sound in heard(name.text)]
    return (
        " ".join(w for one in found for w in one.words),
        " ".join(s for one in found for s in one.stems),
        " ".join(filter(None, sounds)),
    )


def _within(limits: Limits, what: str, more: str) -> tuple[str, list[object]]:
    """A query for places within the limits, with its values."""
    conditions: list[str] = []
    values: list[object] = []
    if limits.sites is not None:
        conditions.append(f"c.site in ({', '.join('?' * len(limits.sites))})")
        values += limits.sites
    if limits.type is not None:
        conditions.append("(c.type = ? or instr(c.type, ?) = 1)")
        values += limits.type, f"{limits.type}."
    for column, value in (("c.origin", limits.origin), ("d.language", limits.language)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if limits.state is not None:
        conditions.append("instr(c.states, ?) > 0")
        values.append(f" {limits.state} ")
    if limits.since is not None:
        conditions.append("coalesce(c.last, d.published) || '~' >= ?")
        values.append(limits.since)
    if limits.until is not None:
        conditions.append("coalesce(c.first, d.published) <= ? || '~'")
        values.append(limits.until)
    joined = "search_places p join search_documents d on d.item = p.item"
    if any("c." in condition for condition in conditions):
        joined += " left join search_claims c on c.item = p.item and c.place = p.place"
    where = " and ".join(conditions) or "1"
    return f"select {what} from {joined} where {where} {more}", values  # noqa: S608  (columns of our own)


def _without_comments(script: str) -> str:
    return "\n".join(line for line in script.splitlines() if not line.startswith("--"))


def _run(db: sa.Connection, statement: str, *values: object) -> list[Any]:
    with closing(db.exec_driver_sql(statement, tuple(values))) as result:
        return [tuple(row) for row in result] if result.returns_rows else []


def _many(db: sa.Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        db.exec_driver_sql(statement, list(rows))
