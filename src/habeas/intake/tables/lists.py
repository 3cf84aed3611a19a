"""Lists of records in JSON, as other systems export them: each record is an item of its own."""

from collections.abc import Iterator
from pathlib import Path

from habeas.intake.source import Source
from habeas.intake.streams import Allowance, Part, Refusal
from habeas.intake.tables.mapping import Mapping, columns_of
from habeas.intake.tables.records import records
from habeas.intake.tables.rows import row_part
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError


def derive(source: Source) -> Derivation:
    """A list has no text of its own. Raises UnreadableError."""
    raise UnreadableError("container", "a list of records: each is an item of its own")


def members(path: Path, allowance: Allowance, mapping: Mapping | None = None) -> Iterator[Part | Refusal]:
    """Each record of a JSON list, or of a file with one record a line. Raises UnreadableError."""
    for number, (record, flat) in enumerate(records(path, allowance.limits), 1):
        allowance.take_member()
        columns = columns_of(list(flat), mapping, whole=False)
        yield row_part(number, list(flat.values()), columns, record, allowance)
