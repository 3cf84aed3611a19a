"""Lower bounds, two lists and sample coverage against published formulas and the packages' own numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.estimation.bounds import chao, chao_by_list, estimate_chao, lower_bound
from habeas.estimation.coverage import coverage, estimate_coverage
from habeas.estimation.results import Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.twolists import by_pair, estimate_chapman, estimate_lincoln_petersen

INDEPENDENT = Options(independence="a census and a survey drawn without knowledge of it")
TWO = CaptureTable.from_counts(["census", "survey"], {"11": 40, "10": 60, "01": 50})


@pytest.mark.parametrize(
    ("name", "classic", "few_lists", "by_list"),
    [
        ("kosovo", 10270.478458, 8802.858844, 8591.183638),
        ("uk_2013_5", 17616.731308, 14642.185047, 13570.026801),
        ("spina_bifida_3", 871.612403, 789.741602, 763.887932),
        ("snowshoe_hare_6", 82.204545, 79.837121, 79.571457),
        ("artificial_3", 771.0, 546.0, 539.093930),
    ],
)
def test_chao_in_its_three_forms(published, name, classic, few_lists, by_list):
    table = published(name)
    result = estimate_chao(table, Options())
    assert result.details["chao"] == pytest.approx(classic, rel=1e-7)
    assert result.estimate == pytest.approx(few_lists, rel=1e-7)
    assert table.n + chao_by_list(table).unseen == pytest.approx(by_list, rel=1e-7)
    bound = lower_bound(table, 0.95)
    assert table.n < bound < min(few_lists, by_list)


def test_the_bound_exists_where_no_unit_is_on_exactly_two_lists():
    table = CaptureTable.from_counts("abc", {"100": 9, "010": 4, "001": 5, "111": 30})
    assert chao(table).unseen == pytest.approx(2 / 3 * 18 * 17 / 2)
    assert lower_bound(table, 0.95) >= table.n


def test_without_overlap_there_is_no_bound():
    table = CaptureTable.from_counts("abc", {"100": 9, "010": 4})
    assert lower_bound(table, 0.95) is None
    with pytest.raises(RefusalError):
        estimate_chao(table, Options())


def test_the_limit_covers_the_truth_of_independent_lists():
    """Simulated with four lists of unlike size: the limit may exceed the truth in 5 % of the sets, no more."""
    random = np.random.default_rng(3)
    chances = np.array([0.4, 0.25, 0.15, 0.1])
    marks = (np.arange(16)[:, None] >> np.arange(4) & 1).astype(bool)
    cells = np.where(marks, chances, 1 - chances).prod(axis=1)
    above = 0
    for _ in range(200):
        counts = random.multinomial(1000, cells)
        counts[0] = 0
        above += lower_bound(CaptureTable(tuple("abcd"), counts), 0.95) > 1000
    assert above <= 10


def test_two_lists():
    chapman = estimate_chapman(TWO, INDEPENDENT)
    assert chapman.estimate == pytest.approx(101 * 91 / 41 - 1)
    assert chapman.low < chapman.estimate < chapman.high
    petersen = estimate_lincoln_petersen(TWO, INDEPENDENT)
    assert petersen.estimate == pytest.approx(100 * 90 / 40)
    assert [note.code for note in petersen.warnings] == ["two_lists"]
    assert "without knowledge of it" in petersen.assumption


def test_two_lists_without_a_statement_show_only_how_the_number_moves():
    with pytest.raises(RefusalError, match="State in your own words") as found:
        estimate_chapman(TWO, Options())
    totals = [row["total"] for row in found.value.details["by_odds_ratio"]]
    assert totals == [168.75, 187.5, 225.0, 300.0, 450.0]


def test_chapman_of_many_lists_names_the_pairs(published):
    with pytest.raises(RefusalError, match="this table has 4") as found:
        estimate_chapman(published("kosovo"), INDEPENDENT)
    first = found.value.details["pairs"][0]
    assert first["lists"] == ["EXH", "ABA"]
    assert first["lincoln_petersen"] == pytest.approx(7241.8858560794)
    assert first["chapman"] == pytest.approx(7231.47277227723)


@pytest.mark.parametrize(
    ("name", "independent", "high", "low"),
    [
        ("kosovo", 7633.549475, 15045.881925, 9102.586017),
        ("diabetes_4", 2271.688912, 2609.029840, 2457.968685),
        ("korea_palembang_3", 146.562207, 250.259335, 179.987675),
        ("western_us_5", 1755.975407, None, 1955.126493),
    ],
)
def test_sample_coverage_as_published(published, name, independent, high, low):
    found = coverage(published(name))
    assert found.independent == pytest.approx(independent, rel=1e-8)
    assert found.low == pytest.approx(low, rel=1e-8)
    assert found.high == (None if high is None else pytest.approx(high, rel=1e-8))


def test_sample_coverage_takes_the_lower_form_where_little_is_confirmed(published):
    result = estimate_coverage(published("kosovo"), Options(replicates=200))
    assert result.estimate == pytest.approx(9102.586017)
    assert result.low < result.estimate < result.high
    assert [note.code for note in result.warnings] == ["low_coverage"]


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_a_bound_is_never_below_what_was_seen(values):
    table = CaptureTable(tuple("abc"), np.array([0, *values]))
    bound = lower_bound(table, 0.9)
    assert bound is None or bound >= table.n


@pytest.mark.gold
def test_every_elementary_number_of_the_reference(reference, reference_tables):
    for name, table in reference_tables.items():
        outputs = reference["tables"][name]["outputs"]
        exact = outputs["exact_loglinear_R_glm_eps1e-14_and_elementary"]
        result = estimate_chao(table, Options())
        assert result.estimate == pytest.approx(exact["chao_finite_t"], rel=1e-10)
        assert result.details["chao_bias_corrected"] == pytest.approx(exact["chao_bias_corrected"], rel=1e-10)
        assert result.details["zelterman"] == pytest.approx(exact["zelterman"], rel=1e-10)
        by_list = outputs["Rcapture"]["closedp_t"]["table"]["Mth Chao (LB)"]
        assert table.n + chao_by_list(table).unseen == pytest.approx(by_list["abundance"], rel=1e-6), name
        for row, expected in zip(by_pair(table), exact.get("pairs_LP_Chapman", []), strict=False):
            assert row["chapman"] == pytest.approx(expected["chapman"], rel=1e-12)
