"""How numbers move, what is put together, and the report that a reader without statistics gets."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from habeas.estimation import wording
from habeas.estimation.comparing import compare
from habeas.estimation.estimating import estimate
from habeas.estimation.pooling import over_links, over_strata, strata_differ
from habeas.estimation.reporting import report
from habeas.estimation.results import Options, RefusalError
from habeas.estimation.wording import number, say

METHODS = ["chao", "coverage", "loglinear"]
SOME = Options(replicates=200)


@pytest.fixture(scope="module")
def kosovo(published):
    return compare(published("kosovo"), METHODS, SOME)


def test_every_list_is_left_out_and_every_pair_merged(kosovo):
    assert [row.label for row in kosovo.of("without")][::2] == ["EXH", "ABA", "OSCE", "HRW"]
    assert len({row.label for row in kosovo.of("merged")}) == 6
    without_hrw = next(r for r in kosovo.of("without") if r.label == "HRW" and r.result.method == "loglinear")
    assert without_hrw.result.n == 4094


def test_methods_that_disagree_and_lists_that_decide_are_said(kosovo):
    codes = [note.code for note in kosovo.warnings]
    assert "list_decides" in codes
    western = compare(kosovo.table, ["coverage", "loglinear"], Options(replicates=0), variants=False)
    assert western.rows[0].kind == "method"


def test_the_comparison_is_json(kosovo):
    said = json.loads(json.dumps(kosovo.as_json()))
    assert said["lists"] == {"EXH": 1910, "ABA": 1528, "OSCE": 1786, "HRW": 685}
    assert {"kind": "without", "label": "EXH", "method": "loglinear"}.items() <= said["variants"][1].items()


def test_three_lists_have_no_variants(published):
    assert compare(published("korea_palembang_3"), ["loglinear"], SOME).of("without") == []


def test_the_report_says_the_least_first_and_every_number_with_its_assumption(kosovo):
    text = report(kosovo)
    lines = text.split("\n")
    assert lines[0].startswith("4,400 units are on at least one of 4 lists")
    assert lines[1].startswith("At least 8,193 in all")
    assert "Log-linear models: about 10,400 in all, between" in text
    assert text.count("Assumed: ") == 3
    assert text.count("Some units are on more lists") == 1
    assert "seed" in lines[-2]


def test_a_refused_method_is_in_the_report_with_its_reason(published):
    text = report(compare(published("artificial_3"), METHODS, SOME))
    assert "Log-linear models: no number. List C shares no unit" in text
    assert "539" not in text


def test_strata_add_up(published):
    parts = {name: estimate(published(name), "loglinear", SOME) for name in ("kosovo", "diabetes_4")}
    total = over_strata(parts)
    assert total.estimate == pytest.approx(sum(part.estimate for part in parts.values()))
    assert total.n == 4400 + 2069
    mean = sum(float(part.draws.mean()) for part in parts.values())
    assert total.draws.mean() == pytest.approx(mean, rel=0.05)
    assert total.low < total.estimate < total.high


def test_strata_that_overlap_in_other_ways_are_said(published):
    kosovo = published("kosovo")
    assert strata_differ({"north": kosovo, "south": kosovo}) is None
    turned = type(kosovo)(kosovo.lists, kosovo.restrict(kosovo.lists[::-1]).counts)
    assert strata_differ({"north": kosovo, "south": turned}).code == "strata_differ"
    assert strata_differ({"north": kosovo}) is None


def test_a_refused_stratum_stops_the_sum(published):
    parts = {name: estimate(published(name), "loglinear", SOME) for name in ("kosovo", "artificial_3")}
    with pytest.raises(RefusalError, match="Stratum artificial_3"):
        over_strata(parts)


def test_link_decisions_widen_the_interval(published):
    table = published("kosovo")
    missed = table.patterns()
    for pattern, halves in (("1110", ("1100", "0010")), ("1010", ("1000", "0010"))):
        for half in halves:
            missed[half] += 20
        missed[pattern] -= 20
    other = type(table).from_counts(table.lists, missed)
    results = [estimate(one, "loglinear", SOME) for one in (table, other)]
    averaged = over_links(results)
    assert averaged.high - averaged.low > min(one.high - one.low for one in results) * 0.9
    assert 0 < averaged.details["share_of_links"] < 1
    assert averaged.warnings[-1].code == "links_matter"
    assert averaged.lower_bound == min(one.lower_bound for one in results)


def test_links_without_an_estimate_are_refused(published):
    with pytest.raises(RefusalError):
        over_links([estimate(published("artificial_3"), "loglinear", SOME)])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4400, "4,400"),
        (10356.5, "10,400"),
        (285.5, "286"),
        (3.14, "3.1"),
        (0, "0"),
        (float("inf"), "without end"),
        (1.39e22, "1e+22"),
    ],
)
def test_numbers_are_no_finer_than_known(value, text):
    assert number(value) == text


def test_sentences_fill_in_their_values():
    assert "Only 6 units" in say("few_recaptures", recaptured=np.int64(6).item(), needed=20)


def test_every_sentence_is_said_somewhere():
    room = Path(wording.__file__).parent
    paths = [*room.glob("*.py"), *(room.parent / "case").glob("*.py")]
    code = "".join(path.read_text("utf-8") for path in paths)
    keys = tomllib.loads((room / "data" / "sentences.toml").read_text("utf-8"))
    made_up = ("method_", "why_", "report_")
    assert [
        key for key in keys if f'"{key}"' not in code and f"'{key}'" not in code and not key.startswith(made_up)
    ] == []
