"""The commands `evaluate` and `learn`: how well the reader reads annotated reports, and what it can learn from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.figures import as_json, print_figures, print_worst
from habeas.cli.screen import OUT, progress, say, warn
from habeas.cli.state import State
from habeas.model.errors import HabeasError

if TYPE_CHECKING:
    from habeas.model.reading import Reading
    from habeas.reading.evaluation.comparing import Comparison
    from habeas.reading.evaluation.misses import Miss
    from habeas.reading.learning.annotated import Annotated as Report

Folder = Annotated[
    Path,
    typer.Argument(metavar="ANNOTATED_DIR", exists=True, file_okay=False, help="Annotated reports, one ID.json each."),
]
Together = Annotated[
    Path | None,
    typer.Option(
        "--together",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Which reports are of one story: they share a fold.",
    ),
]


def evaluate(
    folder: Folder,
    readings: Annotated[
        Path | None,
        typer.Option(
            "--readings", metavar="DIR", exists=True, file_okay=False, help="Measure these readings (ID.json) instead."
        ),
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option(
            "--weights", metavar="DIR", exists=True, file_okay=False, help="Read with weights that `learn` made."
        ),
    ] = None,
    cross: Annotated[
        bool,
        typer.Option("--cross", help="Learn from these reports in five folds; read each with what it did not teach."),
    ] = False,
    together: Together = None,
    worst: Annotated[int, typer.Option("--worst", metavar="N", help="How many sorts of misses to list.")] = 15,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the reader on reports that people annotated, and list what it gets wrong."""
    from habeas.reading.evaluation.measures import Measures  # noqa: PLC0415
    from habeas.reading.evaluation.misses import confusions, misses  # noqa: PLC0415

    reports = _reports(folder)
    measured: dict[str, Measures] = {"all": Measures()}
    missed: list[Miss] = []
    with progress("measuring") as tick:
        comparisons = _crossed(reports, together) if cross else _compared(reports, readings, weights)
        for done, compared in enumerate(comparisons, 1):
            for key in "all", compared.gold.language:
                measured.setdefault(key, Measures()).add(compared)
            missed += misses(compared)
            tick(done, len(reports))
    if json:
        OUT.file.write(as_json(measured, confusions(missed)[:worst]))
        return
    print_figures(measured)
    print_worst(confusions(missed)[:worst])


def learn(
    context: typer.Context,
    folder: Folder,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="DIR", help="Write the weights here, not into the case.")
    ] = None,
    together: Together = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Learn from these reports alone, not beside what ships.")
    ] = False,
    measure: Annotated[bool, typer.Option(help="Measure in five folds first.")] = True,
) -> None:
    """Learn from reports that people annotated what each clue weighs; the case reads with it from then on."""
    state: State = context.obj
    from habeas.case.layout import WEIGHTS  # noqa: PLC0415
    from habeas.reading.evaluation.measures import Measures  # noqa: PLC0415
    from habeas.reading.learning import learners  # noqa: PLC0415
    from habeas.reading.learning.folds import FOLDS  # noqa: PLC0415
    from habeas.reading.weights import save  # noqa: PLC0415

    output = output or state.root() / WEIGHTS
    reports = [r for r in _reports(folder) if _has_pack(r)]
    if len(reports) < FOLDS:
        raise HabeasError(f"{folder}: fewer than {FOLDS} annotated reports in languages with a pack; annotate more")
    if measure:
        found = Measures()
        with progress("measuring") as tick:
            for done, compared in enumerate(_crossed(reports, together, alone=alone), 1):
                found.add(compared)
                tick(done, len(reports))
        print_figures({"each read with what the others taught": found})
    save(learners.learn(reports, alone=alone), output, len(reports))
    say(f"learned from {len(reports)} reports; weights written to {output}")


def _has_pack(report: "Report") -> bool:
    from habeas.reading.language import has_pack  # noqa: PLC0415

    return has_pack(report.language)


def _reports(folder: Path) -> list["Report"]:
    from habeas.reading.language import Detector  # noqa: PLC0415
    from habeas.reading.learning.annotated import load  # noqa: PLC0415

    paths, detector = sorted(folder.glob("*.json")), Detector()
    if not paths:
        raise HabeasError(f"{folder}: no annotated reports (ID.json); docs/quality.md shows the form")
    return [load(path, detector) for path in paths]


def _crossed(reports: list["Report"], together: Path | None, *, alone: bool = True) -> Iterator["Comparison"]:
    from habeas.places import Gazetteer  # noqa: PLC0415
    from habeas.reading.evaluation.crossing import crossed  # noqa: PLC0415
    from habeas.reading.learning.folds import told_together  # noqa: PLC0415

    unread = sorted(r.name for r in reports if not _has_pack(r))
    if unread:
        warn(f"left out, in languages without a pack: {', '.join(unread)}")
    readable = [r for r in reports if _has_pack(r)]
    return crossed(readable, Gazetteer.load(), told_together(together) if together else (), alone=alone)


def _compared(reports: list["Report"], readings: Path | None, weights: Path | None) -> Iterator["Comparison"]:
    from habeas.model.reading import Reading  # noqa: PLC0415
    from habeas.places import Gazetteer  # noqa: PLC0415
    from habeas.reading.evaluation.comparing import compare  # noqa: PLC0415
    from habeas.reading.reader import Reader  # noqa: PLC0415
    from habeas.reading.weights import load  # noqa: PLC0415

    reader = None if readings else Reader(Gazetteer.load(), load(weights) if weights else None)
    for report in reports:
        document = report.parsed.document
        if reader:
            yield compare(report, reader.read(document))
        elif readings and (readings / f"{report.name}.json").is_file():
            yield compare(report, _reading(readings / f"{report.name}.json"))
        else:
            warn(f"{report.name}: no reading of it in {readings}; counted as one that found nothing")
            yield compare(report, Reading(reader="none", document=document))


def _reading(path: Path) -> "Reading":
    from habeas.model.encoding import reading_from_json  # noqa: PLC0415

    try:
        return reading_from_json(path.read_bytes())
    except HabeasError as error:
        raise HabeasError(f"{path.name}: {error}") from error


def register(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(evaluate)
    app.command()(learn)
