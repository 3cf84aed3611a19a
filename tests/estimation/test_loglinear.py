"""The choice of a model as published, its interval, and what stands beside the number."""

import numpy as np
import pytest

from habeas.estimation.bootstrap import bca, resampled
from habeas.estimation.estimating import estimate
from habeas.estimation.loglinear import estimate_loglinear
from habeas.estimation.results import Options, RefusalError
from habeas.estimation.tables import CaptureTable

PLAIN = Options(replicates=0)


@pytest.mark.parametrize(
    ("name", "selection", "model", "total"),
    [
        ("kosovo", "bic", "[123,14,34]", 10356.5189572519),
        ("kosovo", "stepwise", "[12,13,14,23,34]", 14341.663800427),
        ("uk_2013_5", "bic", "[12,13,23,25,34]", 22991.3313141601),
        ("uk_2013_5", "stepwise", "[12,13,24,25,35,45]", 11312.9902894352),
        ("new_orleans_5", "bic", "[1,2,3,4,5]", 1034.15106523105),
        ("western_us_5", "stepwise", "[15,2,3,4]", 2483.38392023012),
        ("korea_palembang_3", "bic", "[12,23]", 157.166666666667),
        ("korea_palembang_3", "stepwise", "[12,3]", 268.777777777778),
        ("artificial_3", "bic", "[1,2,3]", 539.0939303476),
        ("spina_bifida_3", "auto", "[23,1]", 730.928571428572),
        ("hiv_rome_4", "bic", "[1,2,3,4]", 11124.578469185),
        ("snowshoe_hare_6", "auto", "[1,2,3,4,5,6]", 75.0662013449291),
    ],
)
def test_published_choices_and_totals(published, name, selection, model, total):
    result = estimate_loglinear(published(name), Options(replicates=0, selection=selection))
    assert result.details["model"] == model
    assert result.estimate == pytest.approx(total, rel=1e-9)


def test_what_stands_beside_the_number(published):
    result = estimate_loglinear(published("kosovo"), PLAIN)
    assert result.details["deviance"] == pytest.approx(9.32267001566617, rel=1e-9)
    assert result.details["aic"] == pytest.approx(132.7466747332, rel=1e-9)
    assert result.details["bic"] == pytest.approx(203.029632752169, rel=1e-9)
    assert result.details["degrees_of_freedom"] == 4
    spread = result.details["spread"]
    assert [row["model"] for row in spread["models"]][:2] == ["[123,14,34]", "[123,134]"]
    assert spread["models"][1]["estimate"] == pytest.approx(12741.0, rel=1e-5)
    assert spread["low"] <= result.estimate <= spread["high"]
    assert "EXH with ABA with OSCE" in result.assumption
    assert {note.code for note in result.warnings} == {"rivals", "model_given"}
    assert {row["selection"] for row in result.details["choices"]} == {"bic", "stepwise"}


def test_the_interval_repeats_the_choice(published):
    """All models: Silverman, Chan & Vincent (2024) print 6,900 to 18,000; the best model alone 9,100 to 12,000."""
    result = estimate_loglinear(published("kosovo"), Options(replicates=600))
    assert 6400 < result.low < 7900
    assert 16500 < result.high < 20000
    low, high = result.details["interval_of_the_model"]
    assert result.low < low < high < result.high
    assert len(result.draws) == 600 - result.details["replicates_without_estimate"]


def test_the_stepwise_interval_is_near_the_published_one(published):
    """Chan, Silverman & Vincent (2021) print 1,293 to 3,670 for the western site."""
    result = estimate_loglinear(published("western_us_5"), Options(replicates=400, selection="stepwise"))
    assert 1050 < result.low < 1600
    assert 3200 < result.high < 4300


def test_the_seed_decides_the_draws(published):
    table = published("korea_palembang_3")
    first, again, other = (estimate_loglinear(table, Options(replicates=100, seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(first.draws, again.draws)
    assert not np.array_equal(first.draws, other.draws)


def test_declared_dependence_is_always_modelled(published):
    options = Options(replicates=0, dependent=(("ABA", "HRW"),))
    result = estimate_loglinear(published("kosovo"), options)
    assert "declared" in {note.code for note in result.warnings}
    groups = [row["model"].strip("[]").split(",") for row in result.details["models"]]
    assert len(groups) == 10
    assert all(any({"2", "4"} <= set(group) for group in model) for model in groups)


def test_declared_dependence_that_no_data_carry_is_refused(published):
    with pytest.raises(RefusalError, match="no finite estimate exists"):
        estimate_loglinear(published("artificial_3"), Options(replicates=0, dependent=(("A", "B"),)))


def test_too_many_models_and_lists_are_refused(published):
    options = Options(replicates=0, selection="bic", max_order=4)
    with pytest.raises(RefusalError, match="too many models"):
        estimate_loglinear(published("snowshoe_hare_6"), options)


def test_bca_without_skew_or_bias_is_the_percentile_interval():
    draws = np.arange(1.0, 1000.0)
    low, high = bca(500.0, draws, np.array([499.0, 501.0]), np.array([1, 1]), (0.025, 0.975))
    assert (low, high) == (pytest.approx(25, abs=1.5), pytest.approx(975, abs=1.5))


def test_bca_survives_a_point_beyond_all_draws():
    limits = bca(10.0, np.full(50, 3.0), np.array([np.nan]), np.array([4]), (0.025, 0.975))
    assert np.isfinite(limits).all()


def test_resampled_tables_keep_to_the_observed_histories(published):
    table = published("western_us_5")
    again = resampled(table, 2000.0, 50, 1)
    assert (again.drawn[:, table.counts == 0] == 0).all()
    assert again.drawn.sum(axis=1).std() > 0
    assert (again.less_one.sum(axis=1) == table.n - 1).all()


@pytest.mark.gold
def test_every_choice_of_the_reference(reference, reference_tables):
    compared = 0
    for name, table in reference_tables.items():
        published = reference["tables"][name]["outputs"].get("MultipleSystemsEstimation", {})
        for selection in ("bic", "stepwise"):
            expected = published.get(selection, {}).get("popest")
            if expected:
                result = estimate_loglinear(table, Options(replicates=0, selection=selection))
                assert result.estimate == pytest.approx(expected, rel=1e-8), (name, selection)
                compared += 1
    assert compared > 30


def test_a_model_far_from_the_overlaps_is_warned_of() -> None:
    """List c holds only whom a sent it: the true model has no finite estimate, and what is left does not fit."""
    referred = CaptureTable.from_counts(
        "abcd",
        {
            "1000": 86, "0100": 156, "1100": 31, "1010": 96, "1110": 36, "0001": 84,
            "1001": 14, "0101": 26, "1101": 8, "1011": 19, "1111": 5,
        },
    )  # fmt: skip
    assert "poor_fit" in [note.code for note in estimate(referred, "loglinear", Options(replicates=50)).warnings]


@pytest.mark.parametrize("name", ["kosovo", "uk_2013_5", "western_us_5", "diabetes_4", "hiv_rome_4", "spina_bifida_3"])
def test_published_tables_are_not_called_badly_fitted(published, name: str) -> None:
    found = estimate(published(name), "loglinear", Options(replicates=0))
    assert "poor_fit" not in [note.code for note in found.warnings]
