"""Cross-validation: every report is read with weights that were learned without it, its story and its twins."""

from collections.abc import Iterator, Sequence

from habeas.places import Gazetteer
from habeas.reading.evaluation.comparing import Comparison, compare
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.folds import FOLDS, folds
from habeas.reading.learning.learners import learn
from habeas.reading.reader import Reader


def crossed(
    of: Sequence[Annotated], gazetteer: Gazetteer, together: Sequence[Sequence[str]] = (), *, alone: bool = True
) -> Iterator[Comparison]:
    """Each report's reading beside its annotations, fold by fold.

    `together`: names of reports that share a fold. Unless `alone`, what is learned is mixed with the shipped weights.
    """
    fold_of = folds(of, together)
    for fold in range(FOLDS):
        weights = learn([report for report, f in zip(of, fold_of, strict=True) if f != fold], alone=alone)
        reader = Reader(gazetteer, weights)
        for report in (report for report, f in zip(of, fold_of, strict=True) if f == fold):
            yield compare(report, reader.read(report.parsed.document))
