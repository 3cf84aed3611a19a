"""How the figures of `evaluate` and `learn` are shown: tables for people, JSON for programs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import msgspec

from habeas.cli.screen import cell, say, show, table

if TYPE_CHECKING:
    from habeas.reading.evaluation.measures import Found, Measures
    from habeas.reading.evaluation.misses import Confusion

EXAMPLES = 3
SHOWN = 160
"""Characters of an example."""


def print_figures(measured: Mapping[str, "Measures"]) -> None:
    """A table for each group of reports, and one by type of claim over the first group."""
    for name, measures in measured.items():
        rows = table(name, "", "precision", "recall", "F1", "annotated", "read", right=_FIGURES)
        for what, found in measures.found.items():
            rows.add_row(what, *_three(found), str(found.gold), str(found.read))
        for what, share in measures.shares.items():
            rows.add_row(what, f"{share.mean:.3f}", "", "", str(share.of), "")
        show(rows)
        say()
    first = next(iter(measured.values()))
    rows = table("by type", "type", "precision", "recall", "F1", "annotated", "read", right=_FIGURES)
    for what, found in first.types.items():
        rows.add_row(cell(what), *_three(found), str(found.gold), str(found.read))
    show(rows)


def print_worst(confusions: Iterable["Confusion"]) -> None:
    """The most frequent sorts of misses, each with words of the reports."""
    say()
    say("What it got wrong most often", style="bold")
    for confusion in confusions:
        instead = f" read as {confusion.read}" if confusion.read else ""
        say(f"{len(confusion.misses):5} × {confusion.how}: {confusion.what}{instead}")
        for miss in confusion.misses[:EXAMPLES]:
            say(f"          {miss.report}: {' '.join(miss.text.split())[:SHOWN]}")


def as_json(measured: Mapping[str, "Measures"], worst: Iterable["Confusion"]) -> str:
    """All figures and the worst misses as JSON."""
    figures = {name: _figures(of) for name, of in measured.items()}
    value = {"measured": figures, "worst": [{**c._asdict(), "misses": [m._asdict() for m in c.misses]} for c in worst]}
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode("utf-8") + "\n"


def _figures(of: "Measures") -> dict[str, object]:
    return {
        "found": {name: _rounded(found) for name, found in of.found.items()},
        "types": {name: _rounded(found) for name, found in of.types.items()},
        "right": {name: {"share": round(share.mean, 3), "of": share.of} for name, share in of.shares.items()},
    }


def _rounded(found: "Found") -> dict[str, object]:
    rates = {"precision": found.precision, "recall": found.recall, "f1": found.f1}
    low, high = found.precision_interval
    return {
        **{name: round(rate, 3) for name, rate in rates.items()},
        "precision_interval": [round(low, 3), round(high, 3)],
        "annotated": found.gold,
        "read": found.read,
    }


def _three(found: "Found") -> tuple[str, str, str]:
    return f"{found.precision:.3f}", f"{found.recall:.3f}", f"{found.f1:.3f}"


_FIGURES = ("precision", "recall", "F1", "annotated", "read")
