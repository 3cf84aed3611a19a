"""What must hold of every table, whatever its numbers: hypothesis looks for the table that breaks it."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from habeas.estimation.estimating import applicable, estimate
from habeas.estimation.results import Options
from habeas.estimation.tables import CaptureTable

FAST = ("chao", "coverage", "loglinear")
PLAIN = Options(replicates=0)


def tables(t, least=0):
    cells = st.lists(st.integers(least, 60), min_size=2**t - 1, max_size=2**t - 1)
    return cells.map(lambda values: CaptureTable(tuple("abcdef"[:t]), np.array([0, *values])))


def same(first, second):
    assert first.refusal == second.refusal
    for one, other in ((first.estimate, second.estimate), (first.low, second.low), (first.high, second.high)):
        assert (one is None and other is None) or one == pytest.approx(other, rel=1e-7)


@settings(max_examples=25, deadline=None)
@given(tables(4), st.permutations("abcd"), st.sampled_from(FAST))
def test_the_order_of_lists_changes_nothing(table, order, method):
    same(estimate(table, method, PLAIN), estimate(table.restrict(order), method, PLAIN))


@settings(max_examples=8, deadline=None)
@given(tables(3, 3), st.permutations("abc"))
def test_nor_does_it_change_a_bootstrap(table, order):
    options = Options(replicates=40)
    same(estimate(table, "loglinear", options), estimate(table.restrict(order), "loglinear", options))


@settings(max_examples=25, deadline=None)
@given(tables(3), st.sampled_from(FAST))
def test_no_total_is_below_what_was_seen(table, method):
    result = estimate(table, method, Options(replicates=50))
    if result.refused is None:
        assert table.n <= result.low <= result.high
        assert result.estimate >= table.n
        assert result.draws is None or (result.draws >= 0).all()


@settings(max_examples=25, deadline=None)
@given(tables(4, 1), st.integers(2, 7))
def test_a_table_several_times_over_has_several_times_the_unseen_of_a_model(table, times):
    options = Options(replicates=0, selection="stepwise", threshold=0.0)
    larger = CaptureTable(table.lists, table.counts * times)
    one, many = estimate(table, "loglinear", options), estimate(larger, "loglinear", options)
    assume(one.estimate is not None)
    assert many.estimate == pytest.approx(times * one.estimate, rel=1e-8)


@settings(deadline=None)
@given(st.integers(20, 200), st.integers(1, 200), st.integers(1, 200), st.integers(1, 10))
def test_missed_links_raise_the_total_of_two_lists(both, first, second, missed):
    def total(linked):
        table = CaptureTable(("a", "b"), np.array([0, first + both - linked, second + both - linked, linked]))
        return estimate(table, "lincoln_petersen", Options(independence="by design", override="few links")).estimate

    assert total(both - missed) > total(both)


@settings(max_examples=15, deadline=None)
@given(tables(4), st.integers(1, 15), st.sampled_from([-1, 1]))
def test_one_unit_more_or_less_is_answered_too(table, cell, step):
    counts = np.array(table.counts)
    counts[cell] = max(counts[cell] + step, 0)
    moved = CaptureTable(table.lists, counts)
    for method in FAST:
        result = estimate(moved, method, PLAIN)
        assert result.refused or np.isfinite([result.estimate, result.low, result.high]).all()


@pytest.mark.parametrize("t", [2, 3, 6])
def test_whatever_is_asked_of_random_sparse_tables_is_answered_in_order(t):
    random = np.random.default_rng(t)
    for _ in range(12):
        counts = random.poisson(random.choice([0.2, 1.0, 4.0]), size=1 << t)
        counts[0] = 0
        table = CaptureTable(tuple("abcdef"[:t]), counts)
        for method in set(applicable(table)) & {*FAST, "chapman", "lincoln_petersen"}:
            result = estimate(table, method, Options(replicates=20, independence="by design", override="a test"))
            assert result.refused or result.low <= result.high
