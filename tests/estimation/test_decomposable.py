"""Averaging over graphs: against a slow sum over all graphs, against R's dga, and by what must hold of any table."""

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.test_graphs import bits, maximal_cliques, separators

from habeas.estimation.decomposable import average_graphs
from habeas.estimation.decomposable_posterior import gamma_ratio, truncated_posterior, whole_posterior
from habeas.estimation.graphs import decomposable_graphs
from habeas.estimation.results import Options, RefusalError
from habeas.estimation.tables import CaptureTable

# R's dga 2.0.2, Nmissing 1:last, p(N) proportional to 1/N: table, delta, last, mean, and 2.5, 50 and 97.5 %
PUBLISHED = [
    ("kosovo", 2**-4, 88000, 12749.3494762043, (9827, 12595, 16544)),
    ("kosovo", 1, 88000, 4829.45601736352, (4408, 4617, 6860)),
    ("uk_2013_5", 2**-5, 27440, 20228.4484004245, (10343, 22365, 29446)),
    ("western_us_5", 2**-5, 10350, 2253.95547268299, (1343, 2133, 3871)),
    ("korea_palembang_3", 2**-3, 3690, 207.77001431961, (127, 163, 468)),
    ("spina_bifida_3", 1 / 2, 18780, 735.399957907903, (687, 732, 798)),
]


def margin_log(table, chosen, unseen, delta):
    """Log marginal likelihood of one set of lists under its Dirichlet prior."""
    cells = {}
    for history, count in enumerate(table.counts):
        cells[history & chosen] = cells.get(history & chosen, 0) + int(count)
    cells[0] += unseen
    prior = delta * 2.0 ** (table.t - chosen.bit_count())
    total = lgamma(delta * 2**table.t) - lgamma(delta * 2**table.t + table.n + unseen)
    return total + sum(lgamma(count + prior) - lgamma(prior) for count in cells.values())


def slow_posterior(table, delta, last):
    """Graphs x 1 ... last, by junction trees, one number at a time."""
    graphs = decomposable_graphs(table.t)
    logs = np.empty((len(graphs), last))
    for g, edges in enumerate(graphs.edges):
        cliques = maximal_cliques(table.t, int(edges))
        for x in range(1, last + 1):
            total = lgamma(table.n + x + 1) - lgamma(x + 1) - log(table.n + x)
            total += sum(margin_log(table, bits(c), x, delta) for c in cliques)
            logs[g, x - 1] = total - sum(margin_log(table, bits(s), x, delta) for s in separators(cliques))
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()


def quantile_of(weights, probability):
    return int(np.searchsorted(np.cumsum(weights), probability)) + 1


def tables(t, most=30):
    cells = st.lists(st.integers(0, most), min_size=2**t - 1, max_size=2**t - 1)
    return cells.filter(any).map(lambda values: CaptureTable(tuple("abcdef"[:t]), np.array([0, *values])))


@pytest.mark.parametrize("delta", [2**-4, 1 / 2, 1])
def test_every_graph_and_number_has_the_mass_of_the_slow_sum(delta):
    table = CaptureTable(tuple("abcd"), np.array([0, 9, 7, 4, 12, 1, 0, 2, 5, 0, 3, 0, 2, 1, 0, 1]))
    slow = slow_posterior(table, delta, 60)
    fast = truncated_posterior(table, delta, 60)
    np.testing.assert_allclose(fast.density, slow.sum(axis=0), rtol=1e-10)
    np.testing.assert_allclose(fast.graph_mass, slow.sum(axis=1), atol=1e-12)
    assert fast.mean == pytest.approx(slow.sum(axis=0) @ np.arange(1, 61), rel=1e-12)
    for chance in (0.025, 0.5, 0.9):
        assert fast.quantile(chance) == quantile_of(slow.sum(axis=0), chance)


@pytest.mark.parametrize(("name", "delta", "last", "mean", "quantiles"), PUBLISHED)
def test_a_stated_end_gives_the_numbers_of_r(published, name, delta, last, mean, quantiles):
    result = average_graphs(published(name), Options(delta=delta, max_missing=last))
    assert result.details["mean"] == pytest.approx(mean, rel=1e-9)
    assert (result.low, result.estimate, result.high) == quantiles
    assert result.details["grid"]["first"], result.details["grid"]["last"] == (1, last)


@pytest.mark.gold
def test_all_tables_and_prior_counts_of_the_reference(reference, reference_tables):
    compared = 0
    for name, entry in reference["tables"].items():
        for run in (entry["outputs"].get("dga") or {}).values():
            table = reference_tables[name]
            found = truncated_posterior(table, run["delta"], run["Nmissing_to"])
            assert table.n + found.mean == pytest.approx(run["mean_N"], rel=1e-9), name
            for key, chance in (("q025", 0.025), ("q10", 0.1), ("median", 0.5), ("q90", 0.9), ("q975", 0.975)):
                assert table.n + found.quantile(chance) == run[key], (name, run["delta"], key)
            top = sorted(found.graph_mass, reverse=True)[: len(run["top_graphs"])]
            assert top == pytest.approx([graph["prob"] for graph in run["top_graphs"]], abs=1e-10)
            at = [found.density[x - 1] for x in run["p_at"]["n0"]]
            assert at == pytest.approx(run["p_at"]["p"], rel=1e-8, abs=1e-12)
            compared += 1
    assert compared > 40


def test_the_grid_that_extends_itself_is_the_sum_over_whole_numbers():
    table = CaptureTable(tuple("abc"), np.array([0, 30, 40, 8, 50, 9, 12, 4]))
    whole, stated = whole_posterior(table, 1 / 8, first=1), truncated_posterior(table, 1 / 8, 500_000)
    assert whole.outside < 1e-6
    for chance in (0.001, 0.025, 0.3, 0.5, 0.975, 0.999):
        assert whole.quantile(chance) == pytest.approx(stated.quantile(chance), abs=1, rel=2e-5)
    np.testing.assert_allclose(whole.graph_mass, stated.graph_mass, atol=2e-6)


def test_a_large_table_whose_posterior_is_narrow_is_not_missed():
    chances = np.array([0.5, 0.4, 0.3])
    histories = np.arange(8)[:, None] >> np.arange(3) & 1
    cells = np.rint(3e6 * np.where(histories, chances, 1 - chances).prod(axis=1)).astype(np.int64)
    unseen, cells[0] = cells[0], 0
    found = whole_posterior(CaptureTable(tuple("abc"), cells), 1 / 8)
    assert found.quantile(0.025) < unseen < found.quantile(0.975)
    assert found.quantile(0.975) < 1.02 * unseen


@pytest.mark.parametrize(
    ("x", "a", "b"), [(3.0, 1.5, 40.0), (2e5, 0.125, 4400.0), (1e9, 12.5, 8234.5), (1e14, 3.0, 7.5)]
)
def test_ratios_of_gamma_functions_hold_far_out(x, a, b):
    exact = -sum(log(x + a + k) for k in range(int(b - a))) if float(b - a).is_integer() else None
    found = gamma_ratio(np.array([x]), a, b)[0]
    if exact is not None:
        assert found == pytest.approx(exact, rel=1e-11)
    step = gamma_ratio(np.array([x]), a + 1, b)[0] - found  # gamma(z + 1) = z gamma(z)
    assert step == pytest.approx(log(x + a), rel=1e-6)


@settings(max_examples=20, deadline=None)
@given(tables(4), st.permutations("abcd"))
def test_the_order_of_lists_changes_nothing(table, order):
    one, other = whole_posterior(table, 2**-4), whole_posterior(table.restrict(order), 2**-4)
    assert one.quantile(0.5) == pytest.approx(other.quantile(0.5), abs=1, rel=1e-6)
    assert sorted(one.graph_mass) == pytest.approx(sorted(other.graph_mass), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(tables(3))
def test_quantiles_rise_and_none_is_below_zero(table):
    found = whole_posterior(table, 2**-3)
    values = [found.quantile(chance) for chance in (0.01, 0.25, 0.5, 0.75, 0.99)]
    assert values == sorted(values)
    assert values[0] >= 0
    assert found.mass.sum() == pytest.approx(1) == found.graph_mass.sum()


def test_draws_follow_the_posterior(published):
    found = whole_posterior(published("uk_2013_5"), 2**-5)
    draws = found.draws(20_000, 1)
    for chance in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert (draws <= found.quantile(chance)).mean() == pytest.approx(chance, abs=0.015)
    assert (found.draws(10, 1) == found.draws(10, 1)).all()


def test_truncation_is_said_and_the_mean_only_given_for_a_stated_end(published):
    stated = average_graphs(published("artificial_3"), Options(max_missing=2880))
    assert "stated_end" in [note.code for note in stated.warnings]
    assert "mean" not in average_graphs(published("kosovo"), Options()).details


def test_the_answer_at_other_prior_counts_stands_beside_it(published):
    result = average_graphs(published("uk_2013_5"), Options())
    rows = {row["delta"]: row["median"] for row in result.details["delta_sensitivity"]}
    assert rows[2**-5] == result.estimate
    assert rows[1.0] < 3000
    assert result.estimate > 20_000
    assert "prior_decides" in [note.code for note in result.warnings]
    graphs = result.details["graphs"]
    assert sorted(graphs[0]["cliques"]) == [["LA", "NG", "PFNCA"], ["NG", "GP"], ["PFNCA", "GO"]]
    assert graphs[0]["probability"] > graphs[1]["probability"]


def test_a_posterior_without_an_end_is_refused_unless_a_reason_is_given(published):
    with pytest.raises(RefusalError) as refusal:
        average_graphs(published("artificial_3"), Options())
    assert refusal.value.code == "unbounded_tail"
    kept = average_graphs(published("artificial_3"), Options(override="a comparison of methods"))
    assert "a comparison of methods" in " ".join(note.text for note in kept.warnings)


@pytest.mark.parametrize("delta", [0.5, 1.0])
def test_a_large_prior_count_is_refused_on_a_sparse_table_only(published, delta):
    with pytest.raises(RefusalError) as refusal:
        average_graphs(published("uk_2013_5"), Options(delta=delta))
    assert refusal.value.code == "large_delta"
    assert average_graphs(published("kosovo"), Options(delta=delta)).estimate is not None


def test_too_few_or_many_lists_and_units_are_refused():
    for t in (2, 7):
        with pytest.raises(RefusalError) as refusal:
            average_graphs(CaptureTable(tuple("abcdefg"[:t]), np.array([0] + [9] * (2**t - 1))), Options())
        assert refusal.value.code == "dga_lists"
    with pytest.raises(RefusalError) as refusal:
        average_graphs(CaptureTable(tuple("abc"), np.array([0] + [10**8] * 7)), Options())
    assert refusal.value.code == "too_many_units"


def test_ends_and_prior_counts_out_of_reach_are_refused(published):
    for options, code in ((Options(max_missing=10**9), "end_too_far"), (Options(delta=1e-7), "unbounded_tail")):
        with pytest.raises(RefusalError) as refusal:
            average_graphs(published("korea_palembang_3"), options)
        assert refusal.value.code == code
        assert "inf" not in str(refusal.value)


def test_saturated_graph_alone_follows_the_prior_in_its_tail():
    """With every list joined to every other the density falls as a power that only delta decides."""
    table = CaptureTable(tuple("abc"), np.array([0, 3, 2, 30, 4, 25, 28, 60]))
    found = whole_posterior(table, 1 / 8)
    logs = found.likelihood.logs(np.array([1e8, 1e9]), np.array([len(found.likelihood.graphs) - 1]))[0]
    assert logs[1] - logs[0] == pytest.approx(-(2 - 1 / 8) * log(10), rel=1e-5)
    assert exp(logs[0]) >= 0
