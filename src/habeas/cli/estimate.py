"""The command `estimate`: how much is undocumented, from a file of lists or from the case itself."""

import shlex
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from habeas.cli.screen import OUT, say, show, table
from habeas.cli.state import State
from habeas.model.errors import HabeasError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from habeas.estimation.comparing import Comparison
    from habeas.estimation.results import Estimate, Note, Options

ALL = "all"
ABOUT_POINT = ("wide", "far", "unlike_lists", "links_around")
"""Warnings about a number; said of the lower bound's own they would show a number that nobody should quote."""
BOUND = "chao"
"""What may be quoted of it is the lower limit, never the point: with few lists the point often exceeds the truth."""
MOST_BYTES = 200_000_000


def estimate(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    lists: Annotated[
        Path | None,
        typer.Argument(
            metavar="LISTS.csv",
            help="A 0/1 column a list and a column `count`, or a row an individual; without it, the case.",
        ),
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            "--method",
            metavar="NAME",
            help="chapman, lincoln_petersen, chao, loglinear, dga, lcmcr, coverage, or all that apply.",
        ),
    ] = ALL,
    unit: Annotated[
        str, typer.Option("--unit", metavar="WHAT", help="What a case counts: sites, people (held) or deaths.")
    ] = "sites",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="HOW", help="A case by region or period, estimated apart and added up."),
    ] = None,
    level: Annotated[float, typer.Option("--level", help="Of the intervals.")] = 0.95,
    seed: Annotated[int | None, typer.Option("--seed", help="For draws; the same seed, the same numbers.")] = None,
    max_missing: Annotated[
        int | None, typer.Option("--max-missing", metavar="N", help="End of the grid of the unseen, as R's dga has it.")
    ] = None,
    delta: Annotated[
        float | None, typer.Option("--delta", help="Prior count of a combination of lists (dga); 2^-lists by itself.")
    ] = None,
    dependent: Annotated[
        list[str] | None, typer.Option("--dependent", metavar="A,B", help="Two lists known to depend on each other.")
    ] = None,
    independence: Annotated[
        str, typer.Option("--independence", metavar="REASON", help="Why two lists are independent, in your words.")
    ] = "",
    override: Annotated[
        str, typer.Option("--override", metavar="REASON", help="Why to go on where a check refuses; is printed.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Write a page with pictures of a file's lists."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> None:
    """Estimate how many units no list holds, with intervals, assumptions and refusals; ends with 1 where one is refused.

    Every number stands with its interval, what has to be true for it, and the least there must be. In a case the lists are
    who documented what: origins, grouped so that copies and doubtful twins never make two lists.
    """
    given = {
        "level": level, "seed": seed, "max_missing": max_missing, "delta": delta,
        "independence": independence, "override": override, "dependent": _pairs(dependent or []),
    }  # fmt: skip
    options = _options({name: value for name, value in given.items() if value is not None})
    if lists is None and output is not None:
        raise UsageError("-o is for a file of lists: the page of a case is in its report, `habeas export report`")
    if lists is None:
        state: State = context.obj
        results = _of_case(state, (unit, by), method, options, json)
    elif by is not None or unit != "sites":
        raise UsageError("--unit and --by are for a case: a file says itself what it counts")
    else:
        results = _of_file(lists, method, options, json, output)
    if any(result.refused for result in results):
        raise typer.Exit(1)


def _options(given: dict[str, object]) -> "Options":
    from habeas.estimation.results import Options  # noqa: PLC0415

    try:
        return msgspec.convert(given, Options)
    except (HabeasError, msgspec.ValidationError) as e:
        raise UsageError(str(e)) from None


def _pairs(given: list[str]) -> list[list[str]]:
    pairs = [[name.strip() for name in pair.split(",")] for pair in given]
    wrong = next((pair for pair, names in zip(given, pairs, strict=True) if len(names) != 2), None)
    if wrong is not None:
        raise UsageError(f"--dependent {wrong}: give two lists with a comma between them")
    return pairs


def _of_file(path: Path, method: str, options: "Options", json: bool, output: Path | None) -> "Sequence[Estimate]":
    from habeas.estimation.comparing import compare  # noqa: PLC0415
    from habeas.estimation.estimating import applicable, estimates  # noqa: PLC0415
    from habeas.estimation.lists_csv import table_from_csv  # noqa: PLC0415
    from habeas.estimation.publishing import published  # noqa: PLC0415
    from habeas.estimation.reporting import report  # noqa: PLC0415

    text = _text(path)
    try:
        counted = table_from_csv(text)
    except HabeasError as e:
        raise UsageError(f"{path.name}: {e}") from None
    _known(options, counted.lists, path.name)
    methods = applicable(counted) if method == ALL else [method]
    if json and output is None:
        results = estimates(counted, methods, options)
        write(published(counted, results))
        return results
    compared = compare(counted, methods, options)
    results = [row.result for row in compared.of("method")]
    command = f"habeas {shlex.join(['estimate', str(path), *arguments(method, options)])}"
    if output is not None:
        _page(compared, path, command, output)
    if json:
        write(published(counted, results))
        return results
    show_results(results)
    say()
    for line in report(compared).rstrip().split("\n"):
        say(line)
    say(command)
    if output is not None:
        say(f"page written; open {output / 'index.html'}")
    return results


def _page(compared: "Comparison", path: Path, command: str, output: Path) -> None:
    from habeas import dossier  # noqa: PLC0415
    from habeas.case.unseen import of_table  # noqa: PLC0415

    dossier.write(output, dossier.render_alone(of_table(compared, command), path.name))


def _of_case(
    state: State, what: tuple[str, str | None], method: str, options: "Options", json: bool
) -> "Sequence[Estimate]":
    from habeas.case.estimating import estimate_case  # noqa: PLC0415

    with state.open() as case:
        found = estimate_case(case, *what, method, options)
    if json:
        write(found.as_json())
        return found.results
    say(f"{found.unit} by list: {found.table.n if found.table else 0} are listed", style="bold")
    for one in found.lists:
        say(f"  {one.units:>5}  {one.name}: {'; '.join(one.documenters)}")
    for name, (n, results) in found.strata.items():
        say(f"{name}: {n} listed", style="bold")
        show_results(results)
    if found.results:
        say("all together", style="bold")
        show_results(found.results)
    for line in plain_lines(found.notes, found.results):
        say(line)
    again = ["estimate", "--unit", found.unit, *(["--by", found.by] if found.by else []), *arguments(method, options)]
    say(f"habeas {shlex.join(again)}")
    return found.results


def plain_lines(notes: "Sequence[Note]", results: "Sequence[Estimate]") -> list[str]:
    """What has to be said beside the numbers: each warning and assumption once."""
    from habeas.estimation.wording import say as words  # noqa: PLC0415

    told = (n for r in results for n in r.warnings if r.method != BOUND or n.code not in ABOUT_POINT)
    warnings = [f"- {note.text}" for note in (*notes, *told)]
    assumed = [
        f"{words(f'method_{r.method}')}: {words('report_assumes', assumption=r.assumption)}"
        for r in results
        if not r.refused
    ]
    bounds = [result.lower_bound for result in results if result.lower_bound is not None]
    least = [words("report_bound", bound=floor(min(bounds)), level=f"{100 * results[0].level:g}")] if bounds else []
    return [*least, *dict.fromkeys(warnings), *assumed, words("report_limits")]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path.name} is larger than {MOST_BYTES:,} bytes: give counts instead of individuals")
        return path.read_text("utf-8")
    except OSError as e:
        raise UsageError(f"{path} cannot be read: {e.strerror or e}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is no text in UTF-8: save it as CSV in UTF-8") from None


def _known(options: "Options", lists: "Sequence[str]", where: str) -> None:
    """A dependence that is declared of a list that is not there would be left out quietly."""
    unknown = [name for pair in options.dependent for name in pair if name not in lists]
    if unknown:
        raise UsageError(f"{where} has no list {unknown[0][:40]}: the lists are {', '.join(lists)}")


def arguments(method: str, options: "Options") -> list[str]:
    """The options that give the same numbers again."""
    told: list[str] = ["--method", method, "--level", f"{options.level:g}", "--seed", str(options.seed)]
    for name, value in (("--max-missing", options.max_missing), ("--delta", options.delta)):
        told += [name, f"{value:g}" if isinstance(value, float) else str(value)] if value is not None else []
    for pair in options.dependent:
        told += ["--dependent", ",".join(pair)]
    for name, reason in (("--independence", options.independence), ("--override", options.override)):
        told += [name, reason] if reason else []
    return told


def write(content: "Mapping[str, object]") -> None:
    """The results as JSON; of a refused one nothing that could be read as a number after all."""
    OUT.file.write(msgspec.json.format(msgspec.json.encode(content), indent=1).decode() + "\n")


def show_results(results: "Sequence[Estimate]") -> None:
    """A row a method: the number with its interval and the least there must be; below, why there is no number."""
    from habeas.estimation.wording import number  # noqa: PLC0415

    grid = table(None, "method", "about", "interval", "at least", "", right=("about", "interval", "at least"))
    refusals: dict[str, list[str]] = {}
    for result in results:
        least = "not known" if result.lower_bound is None else f"{floor(result.lower_bound):,}"
        if result.estimate is None or result.low is None or result.high is None:
            grid.add_row(result.method, "-", "-", least, "no number")
            refusals.setdefault(result.refused or "", []).append(result.method)
        elif result.method == BOUND:
            grid.add_row(result.method, "-", "-", least, "a lower bound only")
        else:
            interval = f"{number(float(result.low))} to {number(float(result.high))}"
            grid.add_row(result.method, number(float(result.estimate)), interval, least, _warned(len(result.warnings)))
    show(grid)
    for why, methods in refusals.items():
        say(f"No number from {', '.join(methods)}: {why}")


def _warned(warnings: int) -> str:
    return f"{warnings} {'warning' if warnings == 1 else 'warnings'}, below" if warnings else ""


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(estimate)
