"""What joining needs of every reading: made on all processors where there is much to make, and kept in the case."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import msgspec

from habeas.model.reading import Reading
from habeas.resolution import Entry, entries
from habeas.storage.database import Database
from habeas.storage.kept_entries import keep_entries, kept_entries, reading_bytes, without_entries

MANY = 1_000
"""Readings from which other processes pay."""
BATCH, _CHUNK = 400, 50


def entries_of(database: Database) -> dict[str, list[Entry]]:
    """Item -> the entries of its current reading; those that are not kept yet are made and kept."""
    waiting = without_entries(database)
    with _makers(len(waiting)) as make:
        for start in range(0, len(waiting), BATCH):
            rows = list(reading_bytes(database, (number for _, number in waiting[start : start + BATCH])))
            made = make(body for _, _, body in rows)
            keep_entries(database, ((item, number, body) for (item, number, _), body in zip(rows, made, strict=True)))
    return kept_entries(database)


@contextmanager
def _makers(readings: int) -> Iterator[Callable[[Iterable[bytes]], Iterator[bytes]]]:
    """What makes the entries of readings, in their order: here, or in as many processes as the machine has."""
    if readings < MANY or (os.cpu_count() or 1) < 2:
        yield lambda bodies: map(_made, bodies)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:  # spawn: a fork would share our open database
        yield lambda bodies: pool.map(_made, bodies, chunksize=_CHUNK)


def _made(body: bytes) -> bytes:
    return msgspec.msgpack.encode(entries(msgspec.json.decode(body, type=Reading)))
