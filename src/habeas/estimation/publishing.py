"""Results as they leave: of a refused estimate nothing goes out that could be read as a number after all."""

from collections.abc import Sequence

from habeas.estimation.results import Estimate
from habeas.estimation.tables import CaptureTable

HARMLESS = ("version", "seed", "refusal", "warning_codes", "withheld", "r_hat", "effective_size")
"""Details of a refused result that say why it was refused, and hold no total."""


def published(table: CaptureTable, results: Sequence[Estimate]) -> dict[str, object]:
    """The published JSON: `n` units observed, and each method's result."""
    return {"n": table.n, "results": [safe(result) for result in results]}


def safe(result: Estimate) -> dict[str, object]:
    """One result as JSON."""
    said = result.as_json()
    details = said["details"]
    if result.refused is not None and isinstance(details, dict):
        said["details"] = {name: value for name, value in details.items() if name in HARMLESS}
    return said
