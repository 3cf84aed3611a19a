"""Learn the weights that ship with Habeas from annotated reports, or measure them in five folds.

python tools/voices/learn.py ANNOTATED_DIR            # write the weights
python tools/voices/learn.py ANNOTATED_DIR --measure  # five folds: the share of claims whose first voice is right
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from habeas.reading.learning.annotated import Annotated, reports
from habeas.reading.learning.folds import FOLDS, folds
from habeas.reading.learning.voices import heard, learn
from habeas.reading.voices.attributing import whose

WEIGHTS = Path(__file__).resolve().parents[2] / "src/habeas/reading/weights/voices.toml"
HEADER = "# What each clue weighs (natural logarithm of odds). Learned from annotated reports; do not edit.\n"
NOTHING = 0.02
"""A weight smaller than this is left out."""


def measured(of: Iterable[Annotated], weights: Mapping[str, float]) -> Counter[str]:
    """Claims by language (`en`), and those whose first voice is right (`en right`)."""
    found: Counter[str] = Counter()
    for report in of:
        told = heard(report)
        for voice, first in zip(whose(told.heard, weights), told.told, strict=True):
            found[report.language] += first.total()
            found[f"{report.language} right"] += first[voice]
    return found


def crossed(of: list[Annotated]) -> Counter[str]:
    """As `measured`, each report with weights learned without its fold."""
    found: Counter[str] = Counter()
    fold_of = folds(of)
    for fold in range(FOLDS):
        weights = learn([r for r, f in zip(of, fold_of, strict=True) if f != fold])
        found += measured((r for r, f in zip(of, fold_of, strict=True) if f == fold), weights)
    return found


def line(name: str, found: Counter[str]) -> str:
    """A line of a table: the share of claims whose first voice is right, over all and by language."""
    codes = sorted({key.split()[0] for key in found})
    total, right = sum(found[c] for c in codes), sum(found[f"{c} right"] for c in codes)
    by_language = "  ".join(f"{c} {found[f'{c} right'] / found[c]:.3f}" for c in codes if found[c])
    return f"{name}: {right / total:.3f} of {total} claims  ({by_language})"


def written(weights: Mapping[str, float]) -> str:
    """The weights as a data file."""
    rows = (f'"{clue}" = {weight:.2f}\n' for clue, weight in sorted(weights.items()) if abs(weight) >= NOTHING)
    return HEADER + "".join(rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Learn what the clues to a voice weigh, from annotated reports.")
    parser.add_argument("folder", type=Path, help="annotated reports, one ID.json each")
    parser.add_argument("--measure", action="store_true", help="write nothing")
    given = parser.parse_args()
    of = list(reports(given.folder))
    if given.measure:
        print(line(f"{FOLDS} folds", crossed(of)))
    else:
        WEIGHTS.write_text(written(learn(of)), "utf-8")


if __name__ == "__main__":
    main()
