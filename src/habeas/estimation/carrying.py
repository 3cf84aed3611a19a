"""Estimates on a population whose units are not all told apart: unsure links decided this way and that, strata apart.

Each way to decide the links is as likely as any other, since nobody could say. Up to three links all ways are taken;
beyond that all apart, all as one, and a fixed number of ways drawn by the seed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import product
from statistics import median

import numpy as np

from habeas.estimation.documenters import table_of, united
from habeas.estimation.estimating import estimate
from habeas.estimation.pooling import over_links, over_strata
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say

Lists = Mapping[str, Collection[str]]
Pair = tuple[str, str]
MOST_WAYS = 8
_FIGURE = re.compile(r"[0-9][0-9.,]*")


def decided(links: Sequence[Pair], seed: int) -> list[tuple[Pair, ...]]:
    """Ways to decide unsure links, each as the pairs that are one; all apart first."""
    pairs = sorted({(min(pair), max(pair)) for pair in links})
    if 1 << len(pairs) <= MOST_WAYS:
        ways = list(product((False, True), repeat=len(pairs)))
    else:
        random = np.random.default_rng(seed)
        drawn = random.random((MOST_WAYS - 2, len(pairs))) < 0.5
        ways = [(False,) * len(pairs), (True,) * len(pairs), *(tuple(map(bool, way)) for way in drawn)]
    return [tuple(pair for pair, one in zip(pairs, way, strict=True) if one) for way in ways]


def tables(lists: Lists, ways: Sequence[tuple[Pair, ...]], only: Collection[str] | None = None) -> list[CaptureTable]:
    """One table for each way to decide the links; none where no unit is listed."""
    found = []
    for way in ways:
        units = {unit for members in lists.values() for unit in members if only is None or unit in only}
        root = united(units, [pair for pair in way if set(pair) <= units])
        table = table_of({name: {root[unit] for unit in members if unit in units} for name, members in lists.items()})
        found += [table] if table else []
    return found


def carried(ways: Sequence[CaptureTable], method: str, options: Options) -> Estimate:
    """The method over all ways to decide the links; refused where one way is. The lower bound is the lowest."""
    made = {table: estimate(table, method, _fitting(options, table)) for table in dict.fromkeys(ways)}
    results = [made[table] for table in ways]
    if len(made) == 1:
        return results[0]
    bounds = [result.lower_bound for result in results if result.lower_bound is not None]
    bound = min(bounds) if len(bounds) == len(results) else None
    refused = next((result for result in results if result.refused is not None), None)
    if refused is not None:
        return replace(refused, lower_bound=bound)
    drawn = all(result.draws is not None and len(result.draws) for result in results)
    result = over_links(results, options) if drawn else _around(results)
    return replace(result, method=method, lower_bound=bound, warnings=_once(result.warnings))


def _once(notes: Sequence[Note]) -> tuple[Note, ...]:
    """Of warnings that differ in a figure only, as from one way to decide to the next, the first."""
    first: dict[tuple[str, str], Note] = {}
    for note in notes:
        first.setdefault((note.code, _FIGURE.sub("", note.text)), note)
    return tuple(first.values())


def _fitting(options: Options, table: CaptureTable) -> Options:
    """A list that a stratum lacks cannot depend on another there."""
    return replace(options, dependent=tuple(pair for pair in options.dependent if set(pair) <= set(table.lists)))


def _around(results: Sequence[Estimate]) -> Estimate:
    """For methods without draws: the middle number, and an interval around all the intervals."""
    numbers = [result.estimate for result in results if result.estimate is not None]
    lows = [result.low for result in results if result.low is not None]
    highs = [result.high for result in results if result.high is not None]
    told = Note("links_around", say("links_around", low=min(numbers), high=max(numbers)))
    notes = dict.fromkeys(note for result in results for note in result.warnings)
    return replace(
        results[0],
        estimate=median(numbers),
        low=min(lows),
        high=max(highs),
        warnings=(*notes, told),
        details={"decisions": numbers},
    )


def added_up(strata: Mapping[str, Estimate], whole: Estimate, options: Options) -> Estimate:
    """The total over strata under the name of their method; the lower bound beside it is that of the whole."""
    try:
        total = over_strata(strata, options)
    except RefusalError as why:
        return Estimate(
            method=whole.method, n=whole.n, refused=str(why), refusal=why.code, level=options.level,
            lower_bound=whole.lower_bound, warnings=whole.warnings, seed=options.seed,
        )  # fmt: skip
    return replace(total, method=whole.method, lower_bound=whole.lower_bound)
