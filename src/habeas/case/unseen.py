"""The page on the undocumented: estimates turned into the words and figures that the dossier shows.

Of a refused result nothing is shown but the reason; of Chao's bound nothing but the lower limit.
"""

from collections.abc import Mapping, Sequence
from math import floor
from typing import TYPE_CHECKING

import numpy as np

from habeas.case.estimating import QUICK, CaseEstimate, Named, estimate_case, sensitivity
from habeas.dossier.unseen import Answer, ListView, Stratum, Unseen
from habeas.estimation.comparing import QUICK as METHODS_OF_VARIANTS
from habeas.estimation.comparing import Comparison, Row
from habeas.estimation.results import Estimate, Options
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import number, say

if TYPE_CHECKING:
    from habeas.case.case import Case

BOUND = "chao"
DRAWN = 2000
"""Draws that a picture needs."""
NONE = "–"


def of_report(case: "Case") -> Unseen:
    """The page of a case's own report: its sites, by the methods that take seconds."""
    options = Options()
    estimate = estimate_case(case, "sites", None, QUICK, options)
    return of_case(estimate, sensitivity(estimate, options), f"habeas estimate --unit sites --seed {options.seed}")


def of_table(compared: Comparison, command: str, unit: str = "units") -> Unseen:
    """The page of a table that stands for itself."""
    results = [row.result for row in compared.of("method")]
    sizes = zip(compared.table.lists, compared.table.sizes, strict=True)
    lists = [Named(name, (name,), int(size)) for name, size in sizes]
    return _view(compared, results, lists, [note.text for note in compared.warnings], (unit, command))


def of_case(estimate: CaseEstimate, compared: Comparison | None, command: str) -> Unseen:
    """The page of a case; `compared`: its table and the variants of it, None where nothing is listed."""
    notes = [note.text for note in estimate.notes]
    notes += [note.text for note in compared.warnings] if compared else []
    return _view(compared, estimate.results, estimate.lists, notes, (estimate.unit, command))


def _view(
    compared: Comparison | None,
    results: Sequence[Estimate],
    lists: Sequence[Named],
    notes: Sequence[str],
    what: tuple[str, str],
) -> Unseen:
    table = compared.table if compared else None
    bounds = [result.lower_bound for result in results if result.lower_bound is not None]
    numbers = [result for result in results if result.refused is None and result.method != BOUND]
    quick = [result for result in numbers if result.method in METHODS_OF_VARIANTS]
    return Unseen(
        unit=what[0], n=table.n if table else 0, recaptured=table.recaptured if table else 0,
        least=floor(min(bounds)) if bounds else None, level=f"{100 * results[0].level:g}" if results else "95",
        lists=[ListView(name=one.name, documenters=list(one.documenters), units=one.units) for one in lists],
        patterns=_patterns(table, [one.name for one in lists]) if table else [],
        answers=[_answer(result) for result in results if result.refused or result.method != BOUND],
        notes=list(dict.fromkeys(notes)), methods=[_called(result) for result in quick],
        variants=_variants(compared, [result.method for result in quick]) if compared and quick else [],
        priors=_priors(numbers), limits=say("report_limits"), command=what[1],
    )  # fmt: skip


def _patterns(table: CaptureTable, names: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
    """The observed combinations, the most units first."""
    at = [names.index(name) for name in table.lists]
    found = [
        (tuple(sorted(place for j, place in enumerate(at) if mask >> j & 1)), int(table.counts[mask]))
        for mask in map(int, np.flatnonzero(table.counts))
    ]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _called(result: Estimate) -> str:
    return say(f"method_{result.method}")


def _answer(result: Estimate) -> Answer:
    if result.refused is not None or result.estimate is None or result.low is None or result.high is None:
        return Answer(method=_called(result), refused=result.refused or "")
    low, middle, high = float(result.low), float(result.estimate), float(result.high)
    return Answer(
        method=_called(result), assumption=result.assumption, about=number(middle), interval=_between(low, high),
        span=(low, middle, high), warnings=[note.text for note in result.warnings], totals=_thinned(result),
    )  # fmt: skip


def _between(low: object, high: object) -> str:
    return f"{number(float(str(low)))} to {number(float(str(high)))}"


def _thinned(result: Estimate) -> list[float]:
    """Totals drawn, evenly thinned by size: the shape stays."""
    if result.draws is None or not len(result.draws):
        return []
    draws = np.sort(result.n + result.draws)
    return [float(total) for total in draws[:: max(1, len(draws) // DRAWN)]]


def _variants(compared: Comparison, methods: Sequence[str]) -> list[Stratum]:
    rows: dict[str, dict[str, Row]] = {}
    for row in compared.rows:
        if row.kind != "method":
            lead = "Without" if row.kind == "without" else "As one:"
            rows.setdefault(f"{lead} {row.label}", {})[row.result.method] = row
    return [Stratum(name=name, cells=[_cell(found, method) for method in methods]) for name, found in rows.items()]


def _cell(found: Mapping[str, Row], method: str) -> str:
    result = found[method].result if method in found else None
    if result is None or result.refused is not None or result.estimate is None:
        return NONE
    return f"{number(float(result.estimate))} ({_between(result.low, result.high)})"


def _priors(results: Sequence[Estimate]) -> list[tuple[str, str, str]]:
    rows = next(
        (result.details["delta_sensitivity"] for result in results if "delta_sensitivity" in result.details), []
    )
    found = []
    for row in rows if isinstance(rows, list) else []:
        low, middle, high = (float(row[name]) for name in ("low", "median", "high"))
        found.append((f"{row['delta']:g}", number(middle), _between(low, high)))
    return found
