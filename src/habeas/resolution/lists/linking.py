"""Linking: the pairs of rows that may be one person, weighed by Splink on DuckDB, with the reasons in words and figures.

Splink and DuckDB are an extra; they run in memory, without a network. Weights are log2 of the odds: ten bits are a thousand
to one. They do not saturate, so of many likely pairs the likeliest can still be told.
"""

import csv
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from habeas.model.errors import HabeasError
from habeas.resolution.lists.keys import Keys, keys
from habeas.resolution.lists.model import comparisons, settings
from habeas.resolution.lists.rows import Row

LIKELY = 10.0
"""The weight from which a pair is told: a thousand to one."""
COLUMNS = ("row", *Keys._fields)
_NUMBERS = ("row", "year")


class Linked(NamedTuple):
    """Two rows that may be one person."""

    left: str
    right: str
    """Ids of rows: both of the first list where there is one, else of the first and of the second."""
    weight: float
    """log2 of the odds that they are one person."""
    why: tuple[str, ...]
    """What speaks for it and against it with its weight, the strongest first; holds no name."""


def link(rows: Sequence[Row], others: Sequence[Row] | None = None, *, least: float = LIKELY) -> list[Linked]:
    """The pairs of rows, within one list or between two, that weigh `least` or more; the likeliest first.

    Deterministic, whatever the order of the rows. Raises HabeasError when the extra is not installed.
    """
    lists = [sorted(rows)] if others is None else [sorted(rows), sorted(others)]
    if not all(lists) or sum(map(len, lists)) < 2:
        return []
    duckdb, splink = _extra()
    with tempfile.TemporaryDirectory() as folder, closing(duckdb.connect(":memory:")) as database:
        database.execute("SET threads = 2; SET memory_limit = '3GB'")
        chance = _load(database, lists, Path(folder))
        database.execute("SET enable_external_access = false")
        found = list(
            _predicted(splink, database, settings(chance, _prior(lists), two_lists=len(lists) > 1), lists, least)
        )
    return sorted(found, key=lambda one: (-one.weight, one.left, one.right))


def _extra() -> tuple[Any, Any]:
    try:
        import duckdb  # noqa: PLC0415
        import splink  # noqa: PLC0415
    except ImportError as e:
        raise HabeasError("linking lists needs the extra `link`: pip install 'habeas[link]'") from e
    return duckdb, splink


def _prior(lists: list[list[Row]]) -> float:
    """How often two rows are one person, if every second row of the shorter list has one fellow."""
    pairs = len(lists[0]) * (len(lists[1]) if len(lists) > 1 else (len(lists[0]) - 1) / 2)
    return min(0.5 * min(map(len, lists)) / pairs, 0.5)


def _load(database: Any, lists: list[list[Row]], folder: Path) -> dict[str, float]:
    """Put the keys of the rows into tables `list0` and `list1`; column -> how often two rows agree in it by chance."""
    counted: dict[str, Counter[object]] = {name: Counter() for name in _counted()}
    types = ", ".join(f"'{name}': '{'INTEGER' if name in _NUMBERS else 'VARCHAR'}'" for name in COLUMNS)
    for number, rows in enumerate(lists):
        file = folder / f"{number}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(_counting(rows, counted))
        source = f"read_csv(?, header = false, columns = {{{types}}}, nullstr = '')"
        database.execute(f"CREATE TABLE list{number} AS SELECT * FROM {source}", [str(file)])  # noqa: S608
    return {name: _chance(values) for name, values in counted.items()}


def _counted() -> set[str]:
    return {level.counted for one in comparisons() for level in one.level if level.counted}


def _counting(rows: Iterable[Row], counted: dict[str, Counter[object]]) -> Iterator[tuple[object, ...]]:
    places = {name: Keys._fields.index(name) for name in counted}
    for number, row in enumerate(rows):
        found = keys(row)
        for name, place in places.items():
            if found[place] is not None:
                counted[name][found[place]] += 1
        yield (number, *found)


def _chance(values: Counter[object]) -> float:
    """How often two rows that tell a value tell the same."""
    told = values.total()
    return sum(n * (n - 1) for n in values.values()) / (told * (told - 1)) if told > 1 else 0.0


def _predicted(
    splink: Any, database: Any, told: dict[str, Any], lists: list[list[Row]], least: float
) -> Iterator[Linked]:
    api = splink.DuckDBAPI(connection=database)
    tables = [api.register(f"list{number}", table_name=f"people{number}") for number in range(len(lists))]
    linker = splink.Linker(tables if len(tables) > 1 else tables[0], told, log_level=None, validate_settings=False)
    found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    names = [one.name for one in comparisons()]
    weights = [
        f"coalesce(mw_{name}, 0) + coalesce(mw_tf_adj_{name}, 0)" if _adjusted(name) else f"mw_{name}" for name in names
    ]
    columns = ", ".join(["row_l", "row_r", "match_weight", *(f"gamma_{name}" for name in names), *weights])
    rows = database.execute(f"SELECT {columns} FROM {found.physical_name}").fetchall()  # noqa: S608  (no words of the lists)
    for left, right, weight, *more in rows:
        one, other = lists[0][left].id, lists[-1][right].id
        if len(lists) == 1:
            one, other = sorted((one, other))
        yield Linked(one, other, round(weight, 2), _why(more[: len(names)], more[len(names) :]))


def _adjusted(name: str) -> bool:
    return any(
        level.counted and level.counted != "year" for one in comparisons() if one.name == name for level in one.level
    )


def _why(gammas: Sequence[int], weights: Sequence[float]) -> tuple[str, ...]:
    told = [
        (weight, level.why)
        for one, gamma, weight in zip(comparisons(), gammas, weights, strict=True)
        if (level := one.at(gamma))
    ]
    return tuple(f"{why} ({weight:+.1f})" for weight, why in sorted(told, key=lambda row: (-abs(row[0]), row[1])))
