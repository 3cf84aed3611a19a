"""Lists of testimonies or links: each row of a table, each record of a JSON list, is an item of its own.

Links are kept as they are listed and never fetched. Rows without a cell are no rows. A row's item holds the whole row under
its headers, so that what no mapping asked for is not lost.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from habeas.intake.cleaning import web_address
from habeas.intake.cuts import part
from habeas.intake.source import Source, load
from habeas.intake.streams import Allowance, Part, Refusal, whole
from habeas.intake.tables.cells import Rows, sheets
from habeas.intake.tables.dates import day
from habeas.intake.tables.mapping import Columns, Mapping, columns_of
from habeas.model.derivation import Derivation
from habeas.model.errors import HabeasError, UnreadableError

HELP = "name its columns in a file NAME.mapping.toml beside it (docs/formats.md) and add it again"


def derive(source: Source) -> Derivation:
    """A table has no text of its own; says what its columns were taken for. Raises UnreadableError.

    Sheets are told by their number: their names may be those of witnesses.
    """
    told, known = [], False
    for number, (_, rows) in enumerate(sheets(source.data(), source.limits), 1):
        headers, _ = _headed(rows)
        columns = columns_of(headers, None)
        known = known or _readable(columns)
        told.append(f"sheet {number}: {f'columns known by {columns.known_as}' if headers else 'empty'}")
    if not known:
        raise UnreadableError("unmapped", f"a table without a column that is known to hold a text or a link: {HELP}")
    raise UnreadableError("container", "a table: its rows are items of their own; " + ", ".join(told[:20]))


def members(path: Path, allowance: Allowance, mapping: Mapping | None = None) -> Iterator[Part | Refusal]:
    """Each row of each sheet that is not empty. Raises UnreadableError for what ends the whole table."""
    wanted = mapping.sheet if mapping else None
    number = 0
    for name, rows in sheets(load(path, allowance.limits.readable), allowance.limits):
        if wanted and name and name != wanted:
            continue
        headers, rest = _headed(rows)
        if not headers:
            continue
        columns = _columns(headers, mapping)
        if not _readable(columns):
            continue
        names = _distinct(headers, len(headers))
        for row in rest:
            if any(cell.strip() for cell in row):
                number += 1
                allowance.take_member()
                fitting = names if len(row) <= len(names) else _distinct(headers, len(row))
                told = {name: cell for name, cell in zip(fitting, row, strict=False) if cell}
                yield row_part(number, row, columns, told, allowance)


def _columns(headers: list[str], mapping: Mapping | None) -> Columns:
    try:
        return columns_of(headers, mapping)
    except HabeasError as e:
        raise UnreadableError("unmapped", f"{e}: correct the mapping and add it again") from e


def _readable(columns: Columns) -> bool:
    return bool(columns.text) or "url" in columns.single


def _headed(rows: Rows) -> tuple[list[str], Rows]:
    """The first row that has a cell, and the rows behind it."""
    for row in rows:
        if any(cell.strip() for cell in row):
            return row, rows
    return [], rows


def _distinct(headers: list[str], width: int) -> list[str]:
    """A name for each of so many cells: its header; its number where it has none, or where another has the same."""
    names: list[str] = []
    seen: set[str] = set()
    for at in range(width):
        name = headers[at].strip() if at < len(headers) else ""
        name = name if name and name not in seen else f"{name} {at + 1}".strip()
        seen.add(name)
        names.append(name)
    return names


def row_part(number: int, row: list[str], columns: Columns, told: Any, allowance: Allowance) -> Part:
    def cell(at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    single = {role: cell(at) for role, at in columns.single.items()}
    texts = [text for at in columns.text if (text := cell(at))]
    data = part(
        "\n".join(texts) or None,
        told,
        markup="html" if columns.markup else None,
        title=single.get("title"),
        publisher=single.get("publisher"),
        published=day(single.get("published", "")),
        url=web_address(single.get("url", "")),
        lang=single.get("language", "").lower()[:2] or None,
    )
    return Part(name=f"row-{number:06}.json", via="row", stream=whole(data, allowance))
