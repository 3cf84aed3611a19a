"""The plain sentences of the estimates, from `data/sentences.toml`: no sentence that a user reads stands in the code."""

import tomllib
from functools import cache
from math import isfinite
from pathlib import Path
from string import Formatter


@cache
def _sentences() -> dict[str, str]:
    path = Path(__file__).parent / "data" / "sentences.toml"
    return {key: " ".join(str(text).split()) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def say(key: str, **values: object) -> str:
    """The sentence `key` with its values; numbers are rounded to how exactly such a number can be known."""
    shown = {name: number(value) if isinstance(value, float | int) else value for name, value in values.items()}
    return Formatter().vformat(_sentences()[key], (), shown)


def number(value: float) -> str:
    """A count for reading: whole, with thousands set apart; below 10 with one decimal where it is not whole."""
    if not isfinite(value):
        return "without end"
    if abs(value) < 10 and value != int(value):
        return f"{value:.1f}"
    return f"{value:,.0f}" if abs(value) < 1e15 else f"{value:.0e}"
