"""What a case settles for intake: the table `[intake]` of its case.toml, and the mapping of a table beside it."""

import tomllib
from pathlib import Path

import msgspec

from habeas import intake
from habeas.case.layout import SETTINGS
from habeas.model.errors import HabeasError, UsageError

TABLE = "intake"
ENDING = ".mapping.toml"
TABLES = (".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".ndjson")
LONGEST = 1 << 20
"""Bytes of a mapping."""


def options(root: Path) -> intake.Options:
    """The options of the case in `root`. Raises UsageError for a table that cannot be understood."""
    try:
        told = tomllib.loads((root / SETTINGS).read_text("utf-8")).get(TABLE, {})
        return msgspec.convert(told, intake.Options)
    except msgspec.ValidationError as e:
        raise UsageError(f"{SETTINGS}, table [{TABLE}]: {e}") from e


def mapping_beside(path: Path) -> intake.Mapping | None:
    """The mapping in `NAME.mapping.toml` beside a table called `NAME` or `NAME.csv`; None where there is none.

    Raises HabeasError for one that cannot be understood.
    """
    if not path.name.lower().endswith(TABLES):
        return None
    for beside in (path.with_name(path.name + ENDING), path.with_suffix(ENDING)):
        if beside.is_file() and not beside.is_symlink():
            return mapping(beside)
    return None


def mapping(path: Path) -> intake.Mapping:
    """The mapping in this file. Raises HabeasError where it cannot be read or understood."""
    try:
        with path.open("rb") as file:
            return intake.mapping_from_toml(file.read(LONGEST).decode("utf-8"))
    except (OSError, UnicodeDecodeError) as e:
        raise HabeasError("the mapping cannot be read: it is a text file in UTF-8") from e
    except HabeasError as e:
        raise HabeasError(f"the mapping is not understood: {e}") from e
