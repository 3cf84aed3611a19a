"""How the number moves: other methods, one list left out, two lists as one. One number alone is not defensible.

Leaving out and merging run the methods that take no sampler, without a bootstrap: they ask where the number goes, not
how sure it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from habeas.estimation.estimating import applicable, estimate
from habeas.estimation.results import Estimate, Note, Options, document, plain
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say

Kind = Literal["method", "without", "merged"]

QUICK = ("coverage", "loglinear", "dga")
APART = 1.2


@dataclass(frozen=True)
class Row:
    """One method on the table or on one of its variants; `label` names the list left out or the lists merged."""

    kind: Kind
    label: str
    result: Estimate


@dataclass(frozen=True)
class Comparison:
    """All rows, and what they warn of together."""

    table: CaptureTable
    rows: tuple[Row, ...]
    warnings: tuple[Note, ...]

    def of(self, kind: Kind) -> list[Row]:
        """The rows of one kind, in order."""
        return [row for row in self.rows if row.kind == kind]

    def as_json(self) -> dict[str, object]:
        """The published form of the results, with the variants and the shared warnings beside them."""
        return {
            **document(self.table, [row.result for row in self.of("method")]),
            "lists": {name: int(size) for name, size in zip(self.table.lists, self.table.sizes, strict=True)},
            "warnings": [note.text for note in self.warnings],
            "variants": [
                plain({"kind": row.kind, "label": row.label, **_short(row.result)})
                for row in self.rows
                if row.kind != "method"
            ],
        }


def compare(
    table: CaptureTable, methods: Sequence[str] | None = None, options: Options | None = None, variants: bool = True
) -> Comparison:
    """Each method (None: all that apply) on the table, and the quick ones among them on every variant of it."""
    options = options or Options()
    chosen = list(methods) if methods is not None else applicable(table)
    rows = [Row("method", name, estimate(table, name, options)) for name in chosen]
    quick = [name for name in chosen if name in QUICK]
    if variants and table.t > 3:
        for kind, label, variant in _variants(table):
            fitting = replace(options, replicates=0, dependent=_still(options, variant))
            rows += [Row(kind, label, estimate(variant, name, fitting)) for name in quick]
    return Comparison(table, tuple(rows), (*_disagreement(rows), *_deciding(rows)))


def _variants(table: CaptureTable) -> Iterator[tuple[Kind, str, CaptureTable]]:
    for name in table.lists:
        yield "without", name, table.drop(name)
    for pair in combinations(table.lists, 2):
        yield "merged", " and ".join(pair), table.merge(pair)


def _still(options: Options, variant: CaptureTable) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in options.dependent if set(pair) <= set(variant.lists))


def _disagreement(rows: Sequence[Row]) -> list[Note]:
    numbers = sorted(
        (float(row.result.estimate), row.result.method)
        for row in rows
        if row.kind == "method" and row.result.estimate is not None and row.result.method != "chao"
    )
    if not numbers or numbers[-1][0] <= APART * numbers[0][0]:
        return []
    (low, lowest), (high, highest) = numbers[0], numbers[-1]
    names = {"lowest": say(f"method_{lowest}"), "highest": say(f"method_{highest}")}
    return [Note("methods_disagree", say("methods_disagree", low=low, high=high, **names))]


def _deciding(rows: Sequence[Row]) -> list[Note]:
    """Lists without which a method's number moves by more than half its interval."""
    notes: dict[str, Note] = {}
    whole = {row.result.method: row.result for row in rows if row.kind == "method"}
    for row in rows:
        with_it, other = whole.get(row.result.method), row.result.estimate
        if row.kind != "without" or with_it is None or other is None:
            continue
        if with_it.estimate is None or with_it.low is None or with_it.high is None:
            continue
        if abs(other - with_it.estimate) > (with_it.high - with_it.low) / 2:
            method = say(f"method_{row.result.method}")
            text = say("list_decides", name=row.label, other=float(other), method=method)
            notes.setdefault(row.label, Note("list_decides", text))
    return list(notes.values())


def _short(result: Estimate) -> dict[str, object]:
    return {
        "method": result.method,
        "refused": result.refused,
        "estimate": result.estimate,
        "low": result.low,
        "high": result.high,
    }
