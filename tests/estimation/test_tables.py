"""The capture table: every way to build one agrees, and what is not a table is refused in one line."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.estimation.tables import CaptureTable, TableError
from habeas.model.errors import HabeasError

small = st.lists(st.integers(0, 9), min_size=7, max_size=7).map(
    lambda counts: CaptureTable(("a", "b", "c"), np.array([0, *counts]))
)


@pytest.mark.parametrize(
    ("lists", "counts", "says"),
    [
        ([], {}, "at least one list"),
        (["a", "a"], {"11": 3}, "two lists are called a"),
        (["a", " "], {"11": 3}, "needs a name"),
        (["a", "b\nc"], {"11": 3}, "one line"),
        (["a", "b" * 200], {"11": 3}, "one line"),
        (["a", "b"], {"11": 1.5}, "1.5"),
        (["a", "b"], {"11": -1}, "-1"),
        (["a", "b"], {"11": float("nan")}, "nan"),
        (["a", "b"], {"11": "4"}, "whole numbers"),
        (["a", "b"], {"11": True}, "whole numbers"),
        (["a", "b"], {"11": 10**13}, "between 0"),
        (["a", "b"], {"1": 4}, "2 characters"),
        (["a", "b"], {"12": 4}, "2 characters"),
        (["a", "b"], {"00": 4}, "nobody has seen them"),
        (["a", "b"], [("11", 1), ("11", 2)], "stands twice"),
        ([f"l{i}" for i in range(30)], {}, "too many"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(lists, counts, says):
    with pytest.raises(TableError) as found:
        CaptureTable.from_counts(lists, counts)
    assert says in str(found.value)
    assert "\n" not in str(found.value)
    assert isinstance(found.value, HabeasError)


def test_a_unit_twice_on_one_list_is_an_unmatched_duplicate():
    with pytest.raises(TableError, match="U1 stands 2 times on list a"):
        CaptureTable.from_members({"a": ["U1", "U2", "U1"], "b": ["U1"]})


@pytest.mark.parametrize("row", [(1,), (1, 2), (1, "x"), (0, 0), (1, 0.5)])
def test_rows_that_are_no_capture_history_are_refused(row):
    with pytest.raises(TableError):
        CaptureTable.from_individuals(["a", "b"], [row])


def test_what_the_table_knows(published):
    kosovo = published("kosovo")
    assert (kosovo.n, kosovo.t, kosovo.recaptured) == (4400, 4, 1182)
    assert kosovo.frequencies.tolist() == [3218, 882, 273, 27]
    assert kosovo.sizes.tolist() == [1910, 1528, 1786, 685]
    assert kosovo.pairs["EXH", "ABA"] == 403
    assert kosovo.margin(0b0011) == 403
    assert kosovo.patterns()["1110"] == 181


@settings(deadline=None)
@given(small)
def test_individuals_members_and_counts_give_the_same_table(table):
    rows = [[int(mark) for mark in pattern] for pattern, count in table.patterns().items() for _ in range(count)]
    assert CaptureTable.from_individuals(table.lists, reversed(rows)) == table
    members = {name: [f"U{i}" for i, row in enumerate(rows) if row[j]] for j, name in enumerate(table.lists)}
    assert CaptureTable.from_members(members) == table
    assert CaptureTable.from_counts(table.lists, table.patterns()) == table


@settings(deadline=None)
@given(small)
def test_moving_lists_and_back_changes_nothing(table):
    moved = table.restrict(["c", "a", "b"])
    assert moved.restrict(table.lists) == table
    assert moved.n == table.n
    assert moved.frequencies.tolist() == table.frequencies.tolist()


@settings(deadline=None)
@given(small)
def test_merging_loses_no_unit_and_dropping_only_those_of_the_list(table):
    assert table.merge(["a", "c"]).n == table.n
    assert table.merge(["a", "c"]).sizes.tolist()[0] == table.sizes[0] + table.sizes[2] - table.overlaps[0, 2]
    assert table.drop("b").n == table.n - table.counts[0b010]


@settings(deadline=None)
@given(small)
def test_units_seen_by_one_list_are_a_table_of_known_total(table):
    seen = table.seen_by("b")
    assert seen.lists == ("a", "c")
    assert seen.n == table.sizes[1] - table.counts[0b010]


def test_an_unknown_list_and_a_lone_merge_are_errors(published):
    with pytest.raises(TableError, match="no list NATO"):
        published("kosovo").drop("NATO")
    with pytest.raises(TableError, match="two lists or more"):
        published("kosovo").merge(["EXH"])


def test_strata_of_other_lists_are_not_added(published):
    with pytest.raises(TableError, match="same lists"):
        published("kosovo") + published("hiv_rome_4")
    assert (published("kosovo") + published("kosovo")).n == 8800
