"""Write docs/quality.md: how well the reader reads, in figures that come from `habeas evaluate --json` alone:

habeas evaluate TRAIN --cross --together ORIGINS --json > cross.json   # each report read without what it taught
habeas evaluate DEV --json > dev.json                                  # reports that nothing was learned from
python tools/quality.py cross.json dev.json
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DOC = Path(__file__).resolve().parents[1] / "docs/quality.md"
BEGIN, END = "<!-- figures: made by tools/quality.py, do not edit -->", "<!-- end of figures -->"
Figures = Mapping[str, Any]
FEW = 20
"""Below so many annotated claims a figure says little and is set in brackets."""


def main(cross: str, dev: str) -> None:
    """Put the tables between the marks of the page."""
    crossed, held = (json.loads(Path(path).read_text("utf-8"))["measured"] for path in (cross, dev))
    page = DOC.read_text("utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    tables = "\n".join([*_overall(crossed["all"], held["all"]), *_languages(crossed), *_types(crossed["all"])])
    DOC.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", "utf-8")


def _overall(crossed: Figures, held: Figures) -> Iterator[str]:
    yield from ("", "## All languages", "")
    yield "| | cross-validated: precision | recall | F1 | annotated | kept aside: F1 | annotated |"
    yield "|---|---|---|---|---|---|---|"
    for name, row in crossed["found"].items():
        other = held["found"].get(name, {"f1": 0, "annotated": 0})
        rates = f"{row['precision']:.2f} | {row['recall']:.2f} | **{row['f1']:.2f}** | {row['annotated']}"
        yield f"| {name} | {rates} | {other['f1']:.2f} | {other['annotated']} |"
    low, high = crossed["found"]["alleged perpetrators"]["precision_interval"]
    yield from ("", f"Precision of *alleged perpetrator*: 95 % interval {low:.2f} to {high:.2f} (Wilson).", "")
    yield "| value | cross-validated: right | of | kept aside: right | of |"
    yield "|---|---|---|---|---|"
    for name, row in crossed["right"].items():
        other = held["right"].get(name)
        aside = f"{other['share']:.2f} | {other['of']}" if other else "– | 0"
        yield f"| {name} | **{row['share']:.2f}** | {row['of']} | {aside} |"


def _languages(measured: Mapping[str, Figures]) -> Iterator[str]:
    names = [name for name in measured if name != "all"]
    yield from (
        "",
        "## By language, cross-validated",
        "",
        f"| F1 | {' | '.join(names)} |",
        f"|---|{'---|' * len(names)}",
    )
    for what in ("sites", "units", "people", "bodies", "claims", "claims, complete"):
        yield f"| {what} | {' | '.join(_f1(measured[name], what) for name in names)} |"
    for what in ("claims, by report", "claim site", "claim origin", "claim count", "person roles"):
        yield f"| {what} (share right) | {' | '.join(_share(measured[name], what) for name in names)} |"


def _f1(measured: Figures, what: str) -> str:
    row = measured["found"].get(what)
    return "–" if not row else f"{row['f1']:.2f}" if row["annotated"] >= FEW else f"({row['f1']:.2f})"


def _share(measured: Figures, what: str) -> str:
    row = measured["right"].get(what)
    return "–" if not row else f"{row['share']:.2f}" if row["of"] >= FEW else f"({row['share']:.2f})"


def _types(measured: Figures) -> Iterator[str]:
    yield from ("", "## By type of claim, cross-validated", "")
    yield from ("| type | precision | recall | F1 | annotated | read |", "|---|---|---|---|---|---|")
    for name, row in sorted(measured["types"].items(), key=lambda pair: (-pair[1]["annotated"], pair[0])):
        rates = f"{row['precision']:.2f} | {row['recall']:.2f} | {row['f1']:.2f}"
        yield f"| {name} | {rates} | {row['annotated']} | {row['read']} |"


if __name__ == "__main__":
    main(*sys.argv[1:])
