"""Learn what the clues to a voice weigh, from annotated reports.

    python tools/voices/learn.py ANNOTATED_DIR            # measure by report, then write the weights
    python tools/voices/learn.py ANNOTATED_DIR --measure  # only measure

The same reports and the same code give the same weights. Only clues that the reader can name get one (`reading/clues.py`),
so every decision stays explainable; no word of a report is kept. See docs/decisions/0005-voices-are-weighed.md.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from annotated import Report, reports
from chain import Sentence, Text, learn

from habeas.reading.clues import clues, going_on
from habeas.reading.discourse import sort_of
from habeas.reading.voices import whose

WEIGHTS = Path(__file__).resolve().parents[2] / "src/habeas/reading/voice_weights.toml"
HEADER = "# What each clue to a voice weighs (natural logarithm of odds). Made by tools/voices/learn.py; do not edit.\n"
FOLDS, PENALTY, STEPS = 5, 50.0, 80
NOTHING = 0.02
"""A weight smaller than this is left out."""


def text_of(report: Report) -> Text:
    """A report as the model learns from it."""
    rows, before = [], list[str]()
    for i, told in enumerate(report.told):
        who = report.heard.candidates(i)
        own = [clues(report.heard, i, w) for w in who]
        on = [going_on(report.heard, i, sort_of(w)) if w in before else [] for w in who]
        rows.append(Sentence(own, on, [before.index(w) if w in before else -1 for w in who], [told[w] for w in who]))
        before = who
    return rows


def measured(of: Iterable[Report], weights: Mapping[str, float]) -> Counter[str]:
    """Claims by language (`en`), and those whose first voice is right (`en right`)."""
    found: Counter[str] = Counter()
    for report in of:
        decided = whose(report.heard, weights)
        for voice, told in zip(decided, report.told, strict=True):
            found[report.language] += told.total()
            found[f"{report.language} right"] += told[voice]
    return found


def folds(of: Sequence[Report], texts: Sequence[Text], penalty: float) -> Counter[str]:
    """As `measured`, each report with weights learned without it and its fold."""
    found: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = learn([t for n, t in enumerate(texts) if n % FOLDS != fold], penalty, STEPS)
        found += measured((r for n, r in enumerate(of) if n % FOLDS == fold), weights)
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
    parser.add_argument("--penalty", type=float, default=PENALTY, help="on large weights")
    given = parser.parse_args()
    of = list(reports(given.folder))
    if len(of) < FOLDS:
        parser.error(f"{given.folder}: fewer than {FOLDS} annotated reports in a language with a pack")
    texts = [text_of(report) for report in of]
    print(line(f"{FOLDS} folds", folds(of, texts, given.penalty)))
    if given.measure:
        return
    weights = learn(texts, given.penalty, STEPS)
    print(line("learned on itself", measured(of, weights)))
    WEIGHTS.write_text(written(weights), "utf-8")


if __name__ == "__main__":
    main()
