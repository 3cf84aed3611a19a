"""Published tables for every test of estimation, and the reference outputs of the R packages where they are at hand."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from habeas.estimation.tables import CaptureTable

REFERENCE = Path(__file__).parents[3] / "shared" / "research" / "estimation-reference.json"
Published = Callable[[str], CaptureTable]


@pytest.fixture(scope="session")
def published() -> Published:
    """The table of a name in `published.toml`."""
    entries = tomllib.loads((Path(__file__).parent / "published.toml").read_text("utf-8"))
    return lambda name: CaptureTable.from_counts(entries[name]["lists"], entries[name]["counts"])


@pytest.fixture(scope="session")
def reference() -> dict[str, Any]:
    """The whole reference file; tests that ask for it are marked gold."""
    if not REFERENCE.is_file():
        pytest.skip("the reference outputs are not here")
    return json.loads(REFERENCE.read_text("utf-8"))


@pytest.fixture(scope="session")
def reference_tables(reference: dict[str, Any]) -> dict[str, CaptureTable]:
    """Every table of the reference file by its name."""
    return {
        name: CaptureTable.from_counts(entry["lists"], entry["counts"]) for name, entry in reference["tables"].items()
    }
