"""The plain report: what was seen, the least there must be, each number with its assumption, and how numbers move."""

from collections.abc import Iterable, Sequence
from math import floor

from habeas.estimation.comparing import Comparison
from habeas.estimation.results import Estimate, Note
from habeas.estimation.wording import number, say


def report(comparison: Comparison) -> str:
    """Text in plain words, a line or paragraph a statement; every number stands with its interval and assumption."""
    results = [row.result for row in comparison.of("method")]
    common = _common(results)
    parts = [_observed(comparison, results)]
    parts += ["\n".join(_points(common))] if common else []
    parts += ["\n".join(_result(result, common)) for result in results]
    variants = _variants(comparison)
    parts += ["\n".join(variants)] if variants else []
    parts += ["\n".join(_points(comparison.warnings))] if comparison.warnings else []
    seeds = [result.seed for result in results if result.seed is not None]
    version = results[0].version if results else ""
    parts += [say("report_limits"), say("report_reproduce", version=version, seed=str(seeds[0]) if seeds else "none")]
    return "\n\n".join(parts) + "\n"


def _common(results: Sequence[Estimate]) -> list[Note]:
    """The warnings that every method carries, because they are about the table; said once."""
    first = results[0].warnings if results else ()
    return [note for note in first if len(results) > 1 and all(note in result.warnings for result in results)]


def _points(notes: Iterable[Note]) -> list[str]:
    return [f"- {note.text}" for note in notes]


def _observed(comparison: Comparison, results: Sequence[Estimate]) -> str:
    table = comparison.table
    sizes = ", ".join(f"{name} {number(int(size))}" for name, size in zip(table.lists, table.sizes, strict=True))
    seen = say("report_observed", n=table.n, t=table.t, sizes=sizes, recaptured=table.recaptured)
    bound = next((result.lower_bound for result in results if result.lower_bound is not None), None)
    if bound is None:
        return f"{seen}\n{say('report_no_bound')}"
    return f"{seen}\n{say('report_bound', bound=floor(bound), level=_percent(results[0].level))}"


def _result(result: Estimate, common: Sequence[Note]) -> list[str]:
    method = say(f"method_{result.method}")
    if result.estimate is None or result.low is None or result.high is None:
        return [say("report_refused", method=method, why=result.refused or "")]
    unseen = float(result.estimate - result.n)
    return [
        say(
            "report_number",
            method=method,
            estimate=float(result.estimate),
            low=float(result.low),
            high=float(result.high),
            level=_percent(result.level),
        ),
        say("report_assumes", assumption=result.assumption),
        say("report_odds", half=result.n + unseen / 2, twice=result.n + 2 * unseen),
        *_points(note for note in result.warnings if note not in common),
    ]


def _variants(comparison: Comparison) -> list[str]:
    """A line for each list left out and each two merged, with what the methods then say."""
    said: dict[tuple[str, str], list[str]] = {}
    for row in comparison.rows:
        result = row.result
        if row.kind != "method" and None not in (result.estimate, result.low, result.high):
            low, high = number(float(result.low or 0)), number(float(result.high or 0))
            text = f"{say(f'method_{result.method}')} {number(float(result.estimate or 0))} ({low} to {high})"
            said.setdefault((row.kind, row.label), []).append(text)
    return [say(f"report_{kind}", label=label, what="; ".join(texts)) for (kind, label), texts in said.items()]


def _percent(level: float) -> str:
    return f"{100 * level:g}"
