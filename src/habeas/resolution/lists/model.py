"""The model by which rows are weighed: levels of agreement from `data/link_model.toml`, and how often they come by chance.

Nothing is trained: how often rows of one person agree is written down, and how often others do is counted in the lists
themselves where it can be. So a weight can be looked up and argued about, and the same lists give the same weights.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from habeas.resolution.names import data

RAREST = 1e-7
"""A level that never comes by chance in a list is not taken for impossible."""


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way in which two rows agree or differ."""

    same: float
    why: str
    sql: str = "ELSE"
    other: float | None = None
    counted: str | None = None
    """The column in which it is counted how often two rows agree by chance."""


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One matter on which rows are compared, with its levels, the closest first."""

    name: str
    missing: str
    """A condition: the matter is not told by both."""
    level: tuple[Level, ...]

    def at(self, gamma: int) -> Level | None:
        """The level by Splink's number for it: 0 is the last, -1 a matter that is not told."""
        return self.level[len(self.level) - 1 - gamma] if gamma >= 0 else None


@cache
def comparisons() -> tuple[Comparison, ...]:
    """All comparisons, in the order of the file."""
    return tuple(msgspec.convert(data("link_model")["comparison"], list[Comparison]))


def settings(chance: Mapping[str, float], prior: float, *, two_lists: bool) -> dict[str, Any]:
    """Splink's settings. `chance`: column -> how often two rows agree in it by chance; `prior`: how often two are one."""
    return {
        "link_type": "link_only" if two_lists else "dedupe_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": prior,
        "blocking_rules_to_generate_predictions": [
            _block(columns) for columns in data("link_model")["blocks"]["columns"]
        ],
        "comparisons": [_comparison(one, chance) for one in comparisons()],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "linker_uid": "habeas",
    }


def _block(columns: list[str]) -> dict[str, str]:
    return {"blocking_rule": " AND ".join(f"l.{column} = r.{column}" for column in columns), "sql_dialect": "duckdb"}


def _comparison(one: Comparison, chance: Mapping[str, float]) -> dict[str, Any]:
    null = {"sql_condition": one.missing, "label_for_charts": "not told by both", "is_null_level": True}
    levels = [_level(level, chance) for level in one.level]
    return {"output_column_name": one.name, "comparison_levels": [null, *levels]}


def _level(level: Level, chance: Mapping[str, float]) -> dict[str, Any]:
    by_chance = chance[level.counted] if level.counted else level.other
    found: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.why,
        "m_probability": level.same,
        "u_probability": max(by_chance or 0.0, RAREST),
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    if level.counted and level.sql != "ELSE" and level.counted != "year":
        found |= {"tf_adjustment_column": level.counted, "tf_adjustment_weight": 1.0}
    return found
