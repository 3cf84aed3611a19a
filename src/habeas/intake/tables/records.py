"""Lists of JSON records: as one array, as `rows` of an answer, or one a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from habeas.intake.limits import Limits
from habeas.intake.source import load
from habeas.intake.text import decode
from habeas.model.errors import UnreadableError

DEEPEST = 4
"""Levels of tables within a record that get a name with dots."""
MOST = 2_000
"""Values of a record that get a name."""


def records(path: Path, limits: Limits) -> Iterator[tuple[Any, dict[str, str]]]:
    """Each record, as it is and flat: keys with dots -> values as text. Raises UnreadableError."""
    text = decode(load(path, limits.listing))
    rows = _lines(text) if _one_a_line(text) else _array(text)
    for row in rows:
        if not isinstance(row, dict):
            raise UnreadableError("not_a_report", "a list of values, not of records")
        flat: dict[str, str] = {}
        _flatten(row, "", flat, 0)
        yield row, flat


def _one_a_line(text: str) -> bool:
    first, _, rest = text.lstrip().partition("\n")
    return first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _array(text: str) -> list[Any]:
    found = _decoded(text)
    if isinstance(found, dict):
        inner = next(
            (found[key] for key in ("rows", "items", "bulletins", "entities", "results") if key in found), None
        )
        found = inner if isinstance(inner, list) else [found]
    return found if isinstance(found, list) else [found]


def _lines(text: str) -> Iterator[Any]:
    for line in text.splitlines():
        if line.strip():
            yield _decoded(line)


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as e:
        reason = "truncated" if "truncated" in str(e) else "broken"
        raise UnreadableError(reason, "it is not valid JSON") from e


def _flatten(value: Any, name: str, flat: dict[str, str], depth: int) -> None:
    """Names with dots; a list of values is joined, and of `{"value": …}`, as Uwazi writes them, the values are taken."""
    if len(flat) >= MOST:
        return
    if isinstance(value, dict) and depth < DEEPEST:
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}" if name else str(key), flat, depth + 1)
    elif isinstance(value, list):
        values = [one.get("value") if isinstance(one, dict) and "value" in one else one for one in value]
        flat[name] = "\n".join(_plain(one) for one in values if isinstance(one, str | int | float))
    elif value is not None:
        flat[name] = _plain(value)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
