"""Learning which claim a number makes, and which number a claim bears: what the clues to both weigh."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from habeas.reading.claims.amounts import Amount, Numbers
from habeas.reading.claims.bearers import Bearer, Counting, bearable, bearer_clues
from habeas.reading.claims.deciding import probability
from habeas.reading.claims.drafts import numbers
from habeas.reading.claims.meanings import meaning_clues
from habeas.reading.evaluation.pairing import nearest
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.choosing import Choice
from habeas.reading.learning.choosing import learn as learn_choices
from habeas.reading.learning.claims import SHARE, Example, example, weights_of
from habeas.reading.learning.elsewhere import elsewhere
from habeas.reading.weights import Weighed

MEANING_PENALTY, BEARER_PENALTY, LEAST = 10.0, 5.0, 3
_UNCOUNTED = ("count.cases", "count.sites")
"""Claims that are a number's though their annotators give no count."""


class Told(NamedTuple):
    """A report with its numbers, the clues to what each makes, and the claim that its annotators make of it."""

    report: Annotated
    example: Example
    numbers: Numbers
    clues: list[Mapping[str, Sequence[str]]]
    meanings: dict[int, str]
    """By place among the numbers."""


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to counts, from annotated reports."""
    taught = [*reports, *elsewhere()]
    examples = [example(report) for report in taught]
    claims = weights_of(examples)
    told = [_told(report, e, claims) for report, e in zip(taught, examples, strict=True)]
    meanings = learn_choices([choice for t in told for choice in _meanings(t)], MEANING_PENALTY, LEAST)
    return {**meanings, **learn_choices([choice for t in told for choice in _bearers(t)], BEARER_PENALTY, LEAST)}


def _told(report: Annotated, e: Example, claims: Weighed) -> Told:
    found = numbers(e.text, [probability(row, claims) for row in e.clues])
    clues = [meaning_clues(found, a) for a in found.found]
    return Told(report, e, found, clues, _annotated(report, found.found, clues))


def _annotated(report: Annotated, found: Sequence[Amount], possible: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """The claim that the annotators make of each number; those that share most of a quote first, each once."""
    pairs = sorted(
        (*_unlike(report, claim, a), n, i)
        for n, claim in enumerate(report.claims)
        for i, a in enumerate(found)
        if claim["type"] in possible[i] and _may_mean(report, claim, a)
    )
    meanings: dict[int, str] = {}
    done = set[int]()
    for *_, n, i in pairs:
        if n not in done and i not in meanings:
            done.add(n)
            meanings[i] = report.claims[n]["type"]
    return meanings


def _unlike(report: Annotated, claim: Mapping[str, Any], a: Amount) -> tuple[bool, float]:
    count = claim["count"]
    return bool(count) and count.op != a.counted.op, -nearest(report.passages(claim), [a.passage])


def _may_mean(report: Annotated, claim: Mapping[str, Any], a: Amount) -> bool:
    count, quotes = claim["count"], report.passages(claim)
    shared = nearest(quotes, [a.passage]) >= SHARE
    if count is None:
        return shared and claim["type"] in _UNCOUNTED
    same = (count.n, count.n2) == (a.counted.n, a.counted.n2)
    return same and (shared or any(quote.holds(a.counted.words) for quote in quotes))


def _meanings(told: Told) -> Iterator[Choice]:
    for i, row in enumerate(told.clues):
        if row:
            claims = list(row)
            right = claims.index(told.meanings[i]) if i in told.meanings else len(claims)
            yield Choice([*row.values(), ()], right)


def _bearers(told: Told) -> Iterator[Choice]:
    """For each annotated claim that is found which number of its sentence it bears, if its count is among them."""
    rows: dict[int, list[Counting]] = {}
    for i, a in enumerate(told.numbers.found):
        rows.setdefault(a.at, []).append(Counting(a, told.meanings.get(i)))
    for j, claim in sorted(told.example.pairs.items()):
        made = told.example.made[j]
        row = bearable(rows.get(made.at, []))
        right = _right(told.report.claims[claim]["count"], row)
        if row and right is not None:
            yield Choice([*bearer_clues(Bearer(made.type, made.passage, made.words), row), ()], right)


def _right(count: Any, row: Sequence[Counting]) -> int | None:
    """Which number a count is, behind them where there is none; None where it is not among them."""
    if count is None:
        return len(row)
    alike = [
        (c.amount.counted.op != count.op, i)
        for i, c in enumerate(row)
        if (c.amount.counted.n, c.amount.counted.n2) == (count.n, count.n2)
    ]
    return min(alike)[1] if alike else None
