"""The plain sentences of the estimates, from `data/sentences.toml`: no sentence that a user reads stands in the code."""

import tomllib
from functools import cache
from math import floor, isfinite, log10
from pathlib import Path
from string import Formatter


@cache
def _sentences() -> dict[str, str]:
    path = Path(__file__).parent / "data" / "sentences.toml"
    return {key: " ".join(str(text).split()) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def say(key: str, **values: object) -> str:
    """The sentence `key` with its values: counts exactly, estimated numbers (float) to three figures."""
    shown = {name: number(value) if isinstance(value, float | int) else value for name, value in values.items()}
    return Formatter().vformat(_sentences()[key], (), shown)


def number(value: float) -> str:
    """A number for reading, thousands set apart: whole numbers exactly, a float no finer than estimates are known."""
    if not isfinite(value):
        return "without end"
    if isinstance(value, float) and value != 0:
        digits = 2 - floor(log10(abs(value)))
        value = round(value, digits) if digits <= 1 else round(value, 1)
    if abs(value) >= 1e15:
        return f"{value:.0e}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
