"""Every refusal and warning, on a table that deserves it, in words that need no statistics."""

import numpy as np
import pytest

from habeas.estimation.checks import assess
from habeas.estimation.estimating import applicable, estimate, estimates
from habeas.estimation.results import Note, Options, document
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say
from habeas.model.errors import HabeasError, UsageError

QUICK = Options(replicates=0)


def made(lists, **counts):
    return CaptureTable.from_counts(list(lists), {pattern.strip("_"): count for pattern, count in counts.items()})


GOOD = {"_111": 24, "_110": 56, "_101": 36, "_011": 24, "_100": 84, "_010": 56, "_001": 36}


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (CaptureTable.from_counts(["a"], {"1": 40}), "one_list"),
        (made("abc", _110=40, _100=20, _010=20), "empty_list"),
        (made("abc", _100=40, _010=20, _001=20), "no_overlap"),
        (made("abc", _110=40, _100=20, _010=20, _001=15), "isolated_list"),
        (made("abc", _111=3, _110=6, _101=5, _100=60, _010=50, _001=40), "few_recaptures"),
        (made("abcdef", **{f"_{'0' * i}11{'0' * (4 - i)}": 4 for i in range(5)}, _100000=60, _000001=60), "thin_pairs"),
        (made("abc", _111=30, _110=40, _101=45, _100=60), "one_covers_all"),
        (made("ab", _11=40, _10=60, _01=50), "needs_three_lists"),
    ],
)
def test_what_a_table_cannot_carry_is_refused(table, code):
    assert code in [finding.code for finding in assess(table)]
    result = estimate(table, "loglinear", QUICK)
    assert result.refused is not None
    assert (result.estimate, result.low, result.high, result.draws) == (None, None, None, None)
    assert "\n" not in result.refused


def test_an_empty_table_is_refused():
    assert estimate(CaptureTable(("a", "b"), np.zeros(4, dtype=int)), "chao", QUICK).refusal == "empty_list"


def test_a_thin_table_still_has_its_lower_bound(published):
    result = estimate(published("new_orleans_5"), "loglinear", QUICK)
    assert result.refusal == "few_recaptures"
    assert 185 < result.lower_bound < 1034
    bound = estimate(published("new_orleans_5"), "chao", QUICK)
    assert bound.refused is None
    assert bound.lower_bound == result.lower_bound


def test_the_table_that_packages_answer_with_ten_trillion_is_refused(published):
    result = estimate(published("artificial_3"), "loglinear", Options(replicates=0, dependent=(("A", "B"),)))
    assert result.refused
    assert result.estimate is None


def test_an_override_needs_a_reason_and_prints_it(published):
    table = published("new_orleans_5")
    assert estimate(table, "loglinear", Options(replicates=0, override="  ")).refused
    result = estimate(table, "loglinear", Options(replicates=0, override="compared with the published number"))
    assert result.estimate == pytest.approx(1034.15106523105)
    assert "compared with the published number" in result.warnings[0].text


def test_nothing_overrides_a_table_without_overlap():
    table = made("abc", _100=40, _010=20, _001=20)
    assert estimate(table, "loglinear", Options(replicates=0, override="I want a number")).refused


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (made("abc", _111=30, _110=60, _101=50, _100=400, _010=30, _001=20), "dominant_list"),
        (made("abc", _111=30, _110=60, _101=50, _100=90, _001=80), "contained_list"),
        (
            made("abcd", _1111=60, _1000=60, _0100=60, _0010=60, _0001=60, _1100=9, _0011=9),
            "heterogeneity",
        ),
        (made("abc", _111=4, _110=40, _101=40, _011=40, _100=100, _010=100, _001=100), "avoidance"),
    ],
)
def test_what_is_doubtful_is_said(table, code):
    assert code in [finding.code for finding in assess(table)]
    assert code in [note.code for note in estimate(table, "chao", QUICK).warnings]


def test_every_pair_overlapping_too_much_is_said(published):
    assert "all_positive" in [finding.code for finding in assess(published("kosovo"))]


def test_wide_far_and_low_numbers_are_said(published):
    codes = {note.code for note in estimate(published("uk_2013_5"), "loglinear", Options(replicates=200)).warnings}
    assert {"wide", "far", "rivals"} <= codes


def test_small_tables_and_differences_that_cannot_be_ruled_out_are_said():
    small = made("abc", _111=8, _110=18, _101=12, _011=8, _100=28, _010=18, _001=12)
    codes = {note.code for note in estimate(small, "loglinear", QUICK).warnings}
    assert {"small_table", "differences_possible"} <= codes
    large = CaptureTable(tuple("abc"), np.array([0, *(1000 * made("abc", **GOOD).counts[1:])]))
    assert estimate(large, "loglinear", QUICK).warnings == (Note("model_given", say("model_given")),)


def test_a_good_table_has_no_finding():
    assert assess(made("abc", **GOOD)) == ()


def test_no_number_stands_alone():
    table = made("abc", **GOOD)
    methods = [method for method in applicable(table) if method != "lcmcr"]  # whose own tests take their time
    for result in estimates(table, methods, Options(replicates=100)):
        if result.refused is None:
            assert result.low <= result.estimate <= result.high
            assert result.lower_bound is not None
            assert result.assumption
            odds = {row["odds_ratio"]: row["total"] for row in result.details["by_odds_ratio"]}
            assert odds[1.0] == pytest.approx(result.estimate)
            assert odds[2.0] - result.n == pytest.approx(2 * (result.estimate - result.n))


def test_the_published_form():
    table = made("abc", **GOOD)
    said = document(table, estimates(table, ["chao", "loglinear"], QUICK))
    assert said["n"] == table.n
    keys = ["method", "refused", "estimate", "low", "high", "level", "lower_bound", "assumption", "warnings", "details"]
    assert [list(result) for result in said["results"]] == [keys, keys]


def test_unknown_methods_and_senseless_options_are_wrong_use():
    with pytest.raises(UsageError, match="no method"):
        estimate(made("abc", **GOOD), "guess", QUICK)
    senseless = [{"level": 1.0}, {"replicates": -1}, {"max_missing": 0}, {"delta": 0.0}, {"delta": float("nan")}]
    senseless += [{"seed": -1}, {"threshold": 1.0}, {"max_order": 0}, {"dependent": (("a", "a"),)}]
    for wrong in senseless:
        with pytest.raises(HabeasError):
            Options(**wrong)


def test_all_means_the_methods_made_for_so_many_lists(published):
    assert applicable(made("ab", _11=40, _10=60, _01=50)) == ["chapman", "lincoln_petersen", "chao"]
    assert {"chao", "coverage", "loglinear"} <= set(applicable(published("kosovo")))
    assert "chapman" not in applicable(published("kosovo"))
