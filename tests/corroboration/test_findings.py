"""Findings: what is joined, what differs inside, figures in their frames, denials, states by grades."""

from typing import Any

import pytest

from habeas.corroboration import corroborate
from habeas.corroboration.states import Inputs, in_force, ruling
from habeas.model.corroboration import Corroboration
from habeas.model.decision import ReviewedClaim
from habeas.model.numbering import claim_ids
from habeas.model.reading import Reading
from habeas.model.register import Finding
from habeas.resolution import resolve
from making import report

CELLAR = {"id": "S1", "name": "cellar", "kind": "basement", "settlement": "Testove", "country": "UA"}
WITNESS = {"id": "P1", "name": "Vira Vyhadko", "roles": ["victim", "witness"]}
NEIGHBOUR = {"id": "P1", "name": "Olena Nikchemna", "roles": ["witness"]}
POLICE = {"id": "B1", "name": "National Police of Ukraine", "kind": "authority"}


def told(name: str, *chain: str, words: str = "beaten in the cellar", **more: Any) -> Reading:
    """One report with one claim, told by `chain`."""
    names = " ".join(p["name"] for kind in ("people", "bodies") for p in more.get(kind, []))
    claim = {
        "words": words,
        "type": "torture.beating",
        "site": "S1",
        "attribution": list(chain),
        **more.pop("claim", {}),
    }
    return report(name, f"Men were {words}. {names} {name} cellar", sites=[CELLAR], claims=[claim], **more)


def result(*readings: Reading) -> Corroboration:
    return corroborate(readings, resolve(readings))


def only(*readings: Reading) -> Finding:
    (finding,) = result(*readings).findings
    return finding


def graded(reading: Reading, grade: str) -> Reading:
    """The reading, its claim graded by a reviewer."""
    (claim,), (one,) = reading.claims, claim_ids(reading)
    fields = {name: getattr(claim, name) for name in type(claim).__struct_fields__}
    reading.claims[:] = [ReviewedClaim(given=one, grade=grade, **fields)]
    return reading


def day(start: str, end: str | None = None) -> dict[str, Any]:
    return {"date": {"from": start, "to": end or start}}


def number(n: int, op: str = "exactly", of: str = "detainees") -> dict[str, Any]:
    return {"count": {"op": op, "n": n, "of": of}}


# --- parts --------------------------------------------------------------------------------------------------------------


def test_agreement_on_the_place_is_no_agreement_on_the_date() -> None:
    one = told("a", "P1", people=[WITNESS], claim=day("2022-05-01", "2022-05-09"))
    other = told("b", "P1", people=[NEIGHBOUR], claim=day("2022-05-09"))
    finding = only(one, other)
    assert finding.origins.independent == 2
    assert [(p.what, p.value, p.origins.independent) for p in finding.parts] == [
        ("date", "2022-05-01/2022-05-09", 1),
        ("date", "2022-05-09", 1),
    ]


def test_what_all_say_alike_has_no_parts() -> None:
    same = day("2022-05-01")
    assert (
        only(told("a", "P1", people=[WITNESS], claim=same), told("b", "P1", people=[NEIGHBOUR], claim=same)).parts == []
    )


def test_numbers_of_two_things_do_not_differ() -> None:
    forty = told("a", "P1", people=[WITNESS], claim=number(40))
    assert only(forty, told("b", "P1", people=[NEIGHBOUR], claim=number(100, of="days"))).parts == []
    other = told("b", "P1", people=[NEIGHBOUR], claim=number(55))
    assert [part.value for part in only(forty, other).parts] == ["exactly 40 detainees", "exactly 55 detainees"]


def test_days_that_do_not_meet_are_two_findings() -> None:
    assert len(result(told("a", claim=day("2022-05-01")), told("b", claim=day("2022-06-01"))).findings) == 2


# --- claims without site, unit or victim ------------------------------------------------------------------------------


def test_a_claim_without_site_unit_or_victim_stands_in_a_finding_of_the_only_region_of_its_report() -> None:
    placed = {**CELLAR, "admin1": "Kharkiv Oblast"}
    claim = {"words": "taken away", "type": "transfer.deportation", "attribution": ["anon:official"]}

    def without(name: str, **site: str) -> Reading:
        return report(name, f"They were taken away from the cellar. {name}", sites=[{**placed, **site}], claims=[claim])

    (joined,) = result(without("a"), without("b")).findings
    assert (len(joined.claims), joined.site, joined.unit, joined.person) == (2, None, None, None)
    elsewhere = without("b", admin1="Kherson Oblast", settlement="Inshe")
    assert len(result(without("a"), elsewhere).findings) == 2


# --- figures ------------------------------------------------------------------------------------------------------------


def figures(*readings: Reading) -> list[tuple[str | None, str, int, str | None, str | None]]:
    return [(f.frame, f.op, f.n, f.as_of, f.beside) for f in only(*readings).figures]


def test_a_figure_that_grows_is_a_series_of_editions() -> None:
    def edition(name: str, published: str, n: int) -> Reading:
        return told(name, "B1", bodies=[POLICE], published=published, claim=number(n, of="sites"))

    assert figures(edition("b", "2023-01-05", 28), edition("a", "2022-09-16", 10)) == [
        (None, "exactly", 10, "2022-09-16", None),
        (None, "exactly", 28, "2023-01-05", "edition"),
    ]


def test_at_one_time_and_altogether_are_two_frames() -> None:
    at_once = told("a", "P1", people=[WITNESS], words="40 men at a time held", claim=number(40, "at_least"))
    in_all = told("b", "P1", people=[NEIGHBOUR], words="300 men passed through and were held", claim=number(300))
    assert figures(at_once, in_all) == [
        ("at_a_time", "at_least", 40, None, None),
        ("in_total", "exactly", 300, None, "other_frame"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "beside"),
    [
        (number(40, "at_least"), number(55), "both_can_be_true"),
        (number(40), number(55), "contradicts"),
        (number(40), number(40, "more_than"), "contradicts"),
        (number(97, "about"), number(104), "both_can_be_true"),
        (number(40), number(55, of="dead"), None),
    ],
)
def test_two_figures_stand_side_by_side_with_a_word_on_both(one: Any, other: Any, beside: str | None) -> None:
    found = only(told("a", "P1", people=[WITNESS], claim=one), told("b", "P1", people=[NEIGHBOUR], claim=other)).figures
    assert len(found) == 2
    assert beside in {figure.beside for figure in found}
    assert found[0].beside is None


# --- states -------------------------------------------------------------------------------------------------------------


def first(grade: str = "") -> Reading:
    reading = told("a", "P1", people=[WITNESS])
    return graded(reading, grade) if grade else reading


def second(grade: str = "", **claim: Any) -> Reading:
    reading = told("b", "B1", bodies=[POLICE], claim=claim)
    return graded(reading, grade) if grade else reading


def test_without_a_grade_no_count_corroborates() -> None:
    assert only(first()).state == "single_source_unassessed"
    assert only(first(), second()).state == "recorded"


def test_grades_corroborate_by_the_printed_rules() -> None:
    assert only(first("B2")).state == "single_credible_source"
    assert only(first("B2"), second()).state == "single_credible_source"
    both = only(first("B2"), second("A3"))
    assert (both.state, both.credible, both.kinds) == ("corroborated_multi_kind", 2, ["account", "official_finding"])
    neighbour = graded(told("b", "P1", people=[NEIGHBOUR]), "C3")
    assert only(first("B2"), neighbour).state == "corroborated"


@pytest.mark.parametrize("grade", ["F2", "B6", "D2", "B4", "B-", "-2"])
def test_what_cannot_be_judged_or_is_doubtful_or_half_graded_is_not_credible(grade: str) -> None:
    assert only(first(grade)).state == "single_source_unassessed"


def test_confirmed_by_others_needs_others() -> None:
    assert only(first("B1")).state == "single_source_unassessed"
    assert only(first("B1"), second()).state == "single_credible_source"


def test_credible_origins_that_differ_on_the_date_corroborate_in_part() -> None:
    one = graded(told("a", "P1", people=[WITNESS], claim=day("2022-05-01", "2022-05-09")), "B2")
    other = graded(told("b", "P1", people=[NEIGHBOUR], claim=day("2022-05-09")), "B2")
    assert only(one, other).state == "partly_corroborated"


def test_a_denial_outranks_every_grade_and_removes_nothing() -> None:
    denial = told("c", "B1", bodies=[POLICE], claim={"stance": "denied"})
    finding = only(first("A1"), second("A2"), denial)
    assert finding.state == "contested"
    assert len(finding.claims) == 2
    assert len(finding.denials) == 1


def test_rules_of_a_team_hold_instead() -> None:
    rules = [{"state": "corroborated", "independent": 2}, {"state": "recorded"}]
    readings = [first(), second()]
    (finding,) = corroborate(readings, resolve(readings), rules=rules).findings
    assert finding.state == "corroborated"
    assert finding.rule == "01"
    found = ruling(Inputs(0, 1, 0, 0, 0, 0), in_force(rules))
    assert found
    assert found.state == "recorded"
