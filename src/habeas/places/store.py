"""Reads the gazetteer file: an SQLite database opened read-only, so that nothing is loaded before it is asked for."""

import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from habeas.model.errors import HabeasError
from habeas.places.model import Place

NUMBER_BITS = 22
_NUMBER = (1 << NUMBER_BITS) - 1
MAIN, GENERATED, ALTERNATE, OWN = 0, 1, 2, 3
"""Where a form comes from: the place's own name, a rule, the source's other names, a team's list (never in the file)."""


class Entry(NamedTuple):
    """A place that a form stands for: its number, and whether the form is its name, generated, or an alternate."""

    number: int
    source: int


def _entries(packed: bytes) -> tuple[Entry, ...]:
    numbers = (int.from_bytes(packed[at : at + 3], "big") for at in range(0, len(packed), 3))
    return tuple(Entry(n & _NUMBER, n >> NUMBER_BITS) for n in numbers)


class Store:
    """The file's tables as functions; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Raises HabeasError when there is no readable gazetteer at `path`."""
        try:
            self._base = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._base.execute("PRAGMA mmap_size=33554432")
            self._words: list[str] = [word for (word,) in self._base.execute("SELECT word FROM word ORDER BY n")]
            ((self._size,),) = self._base.execute("SELECT count(*) FROM place")
        except sqlite3.Error as error:
            raise HabeasError(f"gazetteer {path.name} cannot be read ({error}): install the package again") from error
        self._lock = threading.Lock()
        self.place = lru_cache(maxsize=16384)(self._place)
        self.form = lru_cache(maxsize=65536)(self._form)
        self.key = lru_cache(maxsize=16384)(self._key)

    def _row(self, query: str, value: str | int) -> Any:
        with self._lock:
            return self._base.execute(query, (value,)).fetchone()

    def _place(self, number: int) -> Place:
        row = self._row("SELECT * FROM place WHERE n = ?", number)
        word = self._words
        return Place(
            id=row[1],
            name=row[2],
            name_uk=row[3],
            name_ru=row[4],
            kind=word[row[5]],
            region=word[row[6]],
            admin1=word[row[7]],
            raion=word[row[8]],
            hromada=word[row[9]],
            country=word[row[10]],
            lat=None if row[11] is None else row[11] / 1e5,
            lon=None if row[12] is None else row[12] / 1e5,
            precision=word[row[13]],
            population=row[14],
            variants=tuple(row[15].split("|")) if row[15] else (),
        )

    def _form(self, form: str) -> tuple[Entry, ...]:
        row = self._row("SELECT places FROM form WHERE form = ?", form)
        return _entries(row[0]) if row else ()

    def _key(self, key: str) -> tuple[Entry, ...]:
        row = self._row("SELECT places FROM key WHERE key = ?", key)
        return _entries(row[0]) if row else ()

    def number(self, place_id: str) -> int | None:
        """The number of the place with this id, by bisection: the file is ordered by id."""
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            if self._row("SELECT id FROM place WHERE n = ?", middle)[0] < place_id:
                low = middle + 1
            else:
                high = middle
        found = low < self._size and self._row("SELECT id FROM place WHERE n = ?", low)[0] == place_id
        return low if found else None

    def keys(self) -> list[str]:
        """All keys, sorted."""
        with self._lock:
            return [key for (key,) in self._base.execute("SELECT key FROM key")]

    def first_words(self) -> frozenset[str]:
        """First words of all names of several words, folded."""
        return frozenset(self._row("SELECT value FROM meta WHERE name = ?", "first_words")[0].split("\n"))
