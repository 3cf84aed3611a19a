"""How much a case leaves undocumented: joins the register, who listed what, unsure links and strata to the estimates.

The same register, options and seed give the same numbers. Where the data carry no number, that is the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from habeas.case.listing import BY, UNITS, Listing, listing
from habeas.estimation import carrying
from habeas.estimation.carrying import Pair
from habeas.estimation.checks import TWO_LISTS
from habeas.estimation.comparing import Comparison, compare
from habeas.estimation.documenters import Documented, documented, table_of
from habeas.estimation.estimating import applicable
from habeas.estimation.methods import METHODS
from habeas.estimation.pooling import strata_differ
from habeas.estimation.publishing import safe
from habeas.estimation.results import Estimate, Note, Options
from habeas.estimation.tables import LONGEST_NAME, CaptureTable
from habeas.estimation.wording import say
from habeas.model.errors import UsageError
from habeas.model.resolution import Resolution
from habeas.model.visible import visible

if TYPE_CHECKING:
    from habeas.case.case import Case

ALL, QUICK = "all", "quick"
"""Every method that applies; and those among them that take seconds, for the report."""
SLOW = "lcmcr"
NOWHERE = "not known"
KINDS = {"sites": "S-", "people": "P-", "deaths": "P-"}
NAMED = 12
"""Documenters of one list that are named."""


@dataclass(frozen=True)
class Named:
    """A list of the case: what it is called, whose it is and how many units it holds."""

    name: str
    documenters: tuple[str, ...]
    units: int


@dataclass(frozen=True)
class CaseEstimate:
    """What the case's own lists say of what no list holds."""

    unit: str
    by: str | None
    table: CaptureTable | None
    """With all unsure links left apart; None where nothing is listed."""
    lists: tuple[Named, ...]
    results: tuple[Estimate, ...]
    strata: Mapping[str, tuple[int, tuple[Estimate, ...]]]
    """Region or period -> how many of its units are listed, and each method there."""
    notes: tuple[Note, ...]
    links: int
    """Pairs of units that may be one."""

    def as_json(self) -> dict[str, object]:
        """The form of the results on a file, with what the lists are beside them."""
        return {
            "n": self.table.n if self.table else 0,
            "unit": self.unit,
            "by": self.by,
            "lists": [
                {"name": one.name, "documenters": list(one.documenters), "units": one.units} for one in self.lists
            ],
            "unsure_links": self.links,
            "notes": [note.text for note in self.notes],
            "results": [safe(result) for result in self.results],
            "strata": {
                name: {"n": n, "results": [safe(result) for result in results]}
                for name, (n, results) in self.strata.items()
            },
        }


def estimate_case(case: "Case", unit: str, by: str | None, method: str, options: Options) -> CaseEstimate:
    """Estimate from the register of the case. Raises UsageError for a unit, stratum or method that does not exist, and
    before the first build.
    """
    for what, given, known in (
        ("unit", unit, UNITS),
        ("stratum", by, (*BY, None)),
        ("method", method, (ALL, QUICK, *METHODS)),
    ):
        if given not in known:
            raise UsageError(f"there is no {what} {given}: use one of {', '.join(one for one in known if one)}")
    found = listing(case.register(), unit, by)
    return _estimated(found, _unsure(case.judged().resolution, found, unit), (unit, by, method), options)


def sensitivity(estimate: CaseEstimate, options: Options) -> Comparison | None:
    """The quick methods on the case's table and its variants: a list left out, two lists as one."""
    if estimate.table is None:
        return None
    methods = [result.method for result in estimate.results if result.method != SLOW]
    return compare(estimate.table, methods, options)


def _unsure(resolution: Resolution, found: Listing, unit: str) -> list[Pair]:
    """The pairs of listed units of which nobody could say whether they are one."""
    aliases, listed = resolution.aliases, {sighting.unit for sighting in found.sightings}
    pairs = {
        (min(ends), max(ends))
        for link in resolution.links
        if link.verdict == "unsure" and link.left.startswith(KINDS[unit])
        for ends in [(aliases.get(link.left, link.left), aliases.get(link.right, link.right))]
        if ends[0] != ends[1] and set(ends) <= listed
    }
    return sorted(pairs)


def _estimated(found: Listing, links: list[Pair], asked: tuple[str, str | None, str], options: Options) -> CaseEstimate:
    unit, by, method = asked
    made = documented(found.sightings, found.maybe_same)
    names = _names(made, found.names)
    lists = {name: one.units for name, one in zip(names, made.lists, strict=True)}
    _known(options, names)
    table = table_of(lists)
    ways = carrying.decided(links, options.seed)
    strata = _strata(found, lists) if by else {}
    notes = _notes(made, names, (len(links), len(ways)))
    whole = _nothing(method, options)
    parts: dict[str, tuple[int, tuple[Estimate, ...]]] = {}
    if table is not None:
        methods, left_out = _methods(table, method, several=len(ways) > 1 or bool(by))
        whole = tuple(carrying.carried(carrying.tables(lists, ways), one, options) for one in methods)
        parts = {name: _stratum(lists, ways, units, methods, options) for name, units in strata.items()}
        notes += left_out + _of_strata(lists, strata)
    if parts:
        whole = tuple(
            carrying.added_up({name: part[at] for name, (_, part) in parts.items()}, one, options)
            for at, one in enumerate(whole)
        )
    named = tuple(
        Named(name, tuple(found.names[one] for one in group.documenters[:NAMED]), len(group.units))
        for name, group in zip(names, made.lists, strict=True)
    )
    return CaseEstimate(unit, by, table, named, whole, parts, tuple(notes), len(links))


def _known(options: Options, names: Sequence[str]) -> None:
    """A dependence that is declared of a list that is not there would be left out quietly."""
    unknown = [name for pair in options.dependent for name in pair if name not in names]
    if unknown:
        raise UsageError(f"the case has no list {unknown[0][:40]}: its lists are {', '.join(names)}")


def _nothing(method: str, options: Options) -> tuple[Estimate, ...]:
    """Each method's refusal where nothing is listed."""
    methods = (
        [method] if method not in (ALL, QUICK) else [one for one in METHODS if one not in TWO_LISTS or one == "chao"]
    )
    text = say("case_no_lists")
    return tuple(Estimate(one, 0, text, refusal="case_no_lists", level=options.level) for one in methods)


def _methods(table: CaptureTable, method: str, several: bool) -> tuple[list[str], list[Note]]:
    if method not in (ALL, QUICK):
        return [method], []
    methods = applicable(table)
    if (several or method == QUICK) and SLOW in methods:
        return [one for one in methods if one != SLOW], [Note("case_slow", say("case_slow"))]
    return methods, []


def _stratum(
    lists: Mapping[str, frozenset[str]],
    ways: Sequence[tuple[Pair, ...]],
    units: frozenset[str],
    methods: Sequence[str],
    options: Options,
) -> tuple[int, tuple[Estimate, ...]]:
    tables = carrying.tables(lists, ways, units)
    return tables[0].n, tuple(carrying.carried(tables, method, options) for method in methods)


def _strata(found: Listing, lists: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The units of each stratum, in order; those of which none is known in one of their own."""
    groups: dict[str, set[str]] = {}
    for unit in frozenset().union(*lists.values()):
        groups.setdefault(found.strata.get(unit, NOWHERE), set()).add(unit)
    return {name: frozenset(groups[name]) for name in sorted(groups)}


def _of_strata(lists: Mapping[str, frozenset[str]], strata: Mapping[str, frozenset[str]]) -> list[Note]:
    """Whether the strata overlap alike, on the same lists everywhere."""
    whole = table_of(lists)
    if whole is None or len(strata) < 2:
        return []
    tables = {}
    for name, units in strata.items():
        counts = np.zeros_like(whole.counts)
        for unit in units:
            counts[sum(1 << at for at, members in enumerate(lists.values()) if unit in members)] += 1
        tables[name] = replace(whole, counts=counts)
    differ = strata_differ(tables)
    return [differ] if differ else []


def _names(made: Documented, called: Mapping[str, str]) -> list[str]:
    """A name of its own for each list: that of its largest documenter."""
    names: list[str] = []
    for group in made.lists:
        if group.together:
            name = f"{len(group.documenters)} smaller documenters"
        else:
            more = f" and {len(group.documenters) - 1} more" if len(group.documenters) > 1 else ""
            name = visible(" ".join(called[group.documenters[0]].split()))[: LONGEST_NAME - 20] + more
        same = sum(1 for other in names if other.removesuffix(")").rsplit(" (", 1)[0] == name)
        names.append(f"{name} ({same + 1})" if same else name or "no name")
    return names


def _notes(made: Documented, names: Sequence[str], links: tuple[int, int]) -> list[Note]:
    notes = []
    for name, group in zip(names, made.lists, strict=True):
        if group.together:
            notes.append(Note("case_together", say("case_together", count=len(group.documenters))))
        elif len(group.documenters) > 1:
            notes.append(Note("case_joined", say("case_joined", names=name)))
    if made.doubtful:
        notes.append(Note("case_doubtful", say("case_doubtful", count=made.doubtful)))
    if links[0]:
        notes.append(Note("case_apart", say("case_apart", count=links[0], ways=links[1])))
    return notes
