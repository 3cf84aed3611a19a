"""Unsure links and strata in the interval: averaged over, never guessed, and refused where one way is refused."""

import numpy as np
import pytest

from habeas.estimation.carrying import added_up, carried, decided, tables
from habeas.estimation.estimating import estimate
from habeas.estimation.publishing import published, safe
from habeas.estimation.results import Options
from habeas.estimation.tables import CaptureTable

OPTIONS = Options(replicates=100)


def population(n: int = 400, seed: int = 1) -> dict[str, set[str]]:
    random = np.random.default_rng(seed)
    return {name: {f"s{i:03}" for i in range(n) if random.random() < 0.4} for name in "ABC"}


def test_few_links_are_decided_every_way_and_many_by_the_seed() -> None:
    assert decided([], 1) == [()]
    assert decided([("b", "a")], 1) == [(), (("a", "b"),)]
    assert len(decided([("a", "b"), ("c", "d"), ("e", "f")], 1)) == 8
    many = [(f"a{i}", f"b{i}") for i in range(20)]
    assert decided(many, 1) == decided(many[::-1], 1)
    assert decided(many, 1)[:2] == [(), tuple(sorted(many))]
    assert decided(many, 1) != decided(many, 2)


def test_two_units_decided_to_be_one_are_counted_once() -> None:
    apart, as_one = tables({"A": {"x"}, "B": {"y"}}, decided([("x", "y")], 1))
    assert (apart.n, apart.recaptured) == (2, 0)
    assert (as_one.n, as_one.recaptured) == (1, 1)


@pytest.mark.parametrize("method", ["dga", "loglinear", "coverage", "chao"])
def test_unsure_links_widen_the_interval_and_lower_the_bound(method: str) -> None:
    lists = population()
    only = [{next(iter(sorted(lists[name] - set().union(*(lists[o] for o in "ABC" if o != name)))))} for name in "AB"]
    links = [(min(only[0]), min(only[1]))]
    for_all = tables(lists, decided(links, 1))
    result = carried(for_all, method, OPTIONS)
    each = [estimate(table, method, OPTIONS) for table in for_all]
    assert result.method == method
    assert result.lower_bound == min(one.lower_bound for one in each if one.lower_bound is not None)
    assert result.low is not None
    assert result.high is not None
    assert min(one.low for one in each if one.low) <= result.low + 20
    assert any(note.code in ("links_matter", "links_around") for note in result.warnings)


def test_without_unsure_links_nothing_changes() -> None:
    (table,) = tables(population(), [()])
    assert carried([table], "dga", OPTIONS) == estimate(table, "dga", OPTIONS)


def test_a_warning_whose_figure_alone_differs_is_said_once() -> None:
    lists = {
        "A": {f"s{i:03}" for i in range(180)},
        "B": {f"s{i:03}" for i in range(60, 120)},
        "C": {f"s{i:03}" for i in range(90, 210)},
    }
    lists["A"] |= {f"s{i:03}" for i in range(190, 209)}
    ways = tables(lists, decided([("s001", "s209"), ("s002", "s180")], 1))
    codes = [note.code for note in carried(ways, "dga", OPTIONS).warnings]
    assert codes.count("dominant_list") == 1


def test_one_way_that_is_refused_refuses_all() -> None:
    good, bad = tables(population(), [()])[0], CaptureTable.from_counts("ABC", {"100": 3, "010": 4, "001": 5})
    assert carried([good, bad], "dga", OPTIONS).refusal == "no_overlap"
    assert carried([good, bad], "dga", OPTIONS).lower_bound is None


def test_strata_add_up_and_keep_the_bound_of_the_whole() -> None:
    lists = population()
    north = {f"s{i:03}" for i in range(200)}
    whole = estimate(tables(lists, [()])[0], "dga", OPTIONS)
    parts = {
        name: estimate(tables(lists, [()], only=units)[0], "dga", OPTIONS)
        for name, units in (("north", north), ("south", {f"s{i:03}" for i in range(200, 400)}))
    }
    total = added_up(parts, whole, OPTIONS)
    assert total.method == "dga"
    assert total.lower_bound == whole.lower_bound
    assert total.estimate == pytest.approx(sum(part.estimate or 0 for part in parts.values()))
    refused = estimate(CaptureTable.from_counts("AB", {"10": 1, "01": 1}), "dga", OPTIONS)
    assert added_up({**parts, "west": refused}, whole, OPTIONS).refusal == "strata_need_draws"


def test_of_a_refused_result_no_number_goes_out() -> None:
    table = CaptureTable.from_counts("ABC", {"110": 4, "101": 4, "100": 30, "010": 30, "001": 30})
    result = estimate(table, "loglinear", OPTIONS)
    assert result.refused
    assert "estimate" in result.details
    assert set(safe(result)["details"]) <= {"version", "seed", "refusal", "warning_codes", "withheld"}  # type: ignore[arg-type]
    assert published(table, [result])["n"] == 98
