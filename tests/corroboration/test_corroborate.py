"""Who really knows it: origins, copies, findings, denials, states."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.corroboration import corroborate
from habeas.model.corroboration import Corroboration
from habeas.model.numbering import claim_ids
from habeas.model.reading import Reading
from habeas.model.register import Finding
from habeas.resolution import resolve
from making import report

CELLAR = {"id": "S1", "name": "cellar", "kind": "basement", "settlement": "Testove", "country": "UA"}
OFFICIAL = {"id": "P1", "name": "Ivan Nebuvalov", "roles": ["official"]}
WITNESS = {"id": "P1", "name": "Vira Vyhadko", "roles": ["victim", "witness"]}
POLICE = {"id": "B1", "name": "National Police of Ukraine", "kind": "authority"}
OUTLET = {"id": "B2", "name": "Testova Hazeta", "kind": "outlet"}
PROSE = " ".join(f"word{i} follows word{i * 7 % 50} and closes sentence {i}." for i in range(60))


def told(name: str, *chain: str, text: str = "Men were beaten in the cellar.", **more: Any) -> Reading:
    """One report with one claim of beating in the cellar, told by `chain`."""
    names = " ".join(p["name"] for kind in ("people", "bodies") for p in more.get(kind, []))
    claim = {"words": "beaten in the cellar", "type": "torture.beating", "site": "S1", "attribution": list(chain)}
    claim |= more.pop("claim", {})
    return report(name, f"{text} {names} {name}", sites=[CELLAR], claims=[claim], **more)


def result(*readings: Reading) -> Corroboration:
    return corroborate(readings, resolve(readings))


def beating(*readings: Reading) -> Finding:
    """The one finding of beatings."""
    (finding,) = [f for f in result(*readings).findings if f.type == "torture.beating"]
    return finding


def independent(*readings: Reading) -> tuple[int, int]:
    tally = beating(*readings).origins
    return tally.independent, tally.at_most


def test_two_outlets_that_relay_one_official_are_one_origin() -> None:
    one = told("a", "P1", people=[OFFICIAL])
    other = told("b", "P1", "B2", people=[{**OFFICIAL, "name": "Іван Небувалов"}], bodies=[OUTLET])
    assert independent(one, other) == (1, 1)


def test_an_official_and_a_survivor_are_two() -> None:
    assert independent(told("a", "P1", people=[OFFICIAL]), told("b", "P1", people=[WITNESS])) == (2, 2)


def test_a_survivor_is_one_origin_wherever_she_tells_it() -> None:
    here = told("a", "P1", people=[WITNESS])
    there = told("b", "P1", people=[WITNESS], claim={"site": None})
    assert len(result(here, there).origins) == 1


def test_copies_share_the_origin_of_an_unnamed_voice_and_originals_may_be_the_same() -> None:
    copies = [told(f"c{i}", "anon:former detainee", text=f"{PROSE} Men were beaten in the cellar.") for i in range(10)]
    assert independent(*copies) == (1, 1)
    assert set(result(*copies).twins.values()) == {min(c.document.item for c in copies)}
    apart = told("x", "anon:former detainee", text="Some men were badly beaten in the cellar, he says.")
    assert independent(*copies, apart) == (1, 2)


def test_an_excerpt_is_a_copy_and_a_text_of_its_own_is_not() -> None:
    sentences = PROSE.split(". ")
    whole = report("whole", PROSE)
    excerpt = report("excerpt", ". ".join(sentences[10:40]))
    other = report("other", " ".join(reversed(PROSE.split())))
    assert result(whole, excerpt, other).twins == {excerpt.document.item: whole.document.item}


def test_ten_outlets_without_a_voice_count_no_more_than_the_one_they_may_rest_on() -> None:
    outlets = [
        told(f"o{i}", text=f"In story {i} men were beaten in the cellar.", publisher=f"Outlet {i}") for i in range(5)
    ]
    assert independent(*outlets, told("a", "P1", people=[OFFICIAL]))[0] == 1


def test_an_official_and_the_police_in_one_report_may_be_one_release() -> None:
    one = told("a", "P1", people=[OFFICIAL], bodies=[POLICE])
    other = report(
        "b",
        "National Police of Ukraine: men were beaten in the cellar. Ivan Nebuvalov: shocks.",
        sites=[CELLAR],
        people=[OFFICIAL],
        bodies=[POLICE],
        claims=[
            {"words": "beaten in the cellar", "type": "torture.beating", "site": "S1", "attribution": ["B1"]},
            {"words": "shocks", "type": "torture.electric_shock", "site": "S1", "attribution": ["P1"]},
        ],
    )
    assert independent(one, other) == (1, 2)


def test_origins_that_a_third_of_the_same_site_may_join_count_once_in_each_finding() -> None:
    """The minister may speak for the police, and so may the governor of another report."""
    governor = {"id": "P2", "name": "Petro Pryhadanyi", "roles": ["official"]}
    one, other = (
        report(
            name,
            f"National Police of Ukraine: shocks in the cellar. {person['name']}: men were beaten in the cellar.",
            sites=[CELLAR],
            people=[person],
            bodies=[POLICE],
            claims=[
                {"words": "shocks", "type": "torture.electric_shock", "site": "S1", "attribution": ["B1"]},
                {"words": "beaten", "type": "torture.beating", "site": "S1", "attribution": [person["id"]]},
            ],
        )
        for name, person in (("a", OFFICIAL), ("b", governor))
    )
    assert independent(one, other) == (1, 2)
    assert [tally.independent for subject, tally in result(one, other).tallies.items() if subject[0] == "S"] == [1]


@pytest.mark.parametrize(("kind", "expected"), [("ngo", (1, 2)), ("authority", (2, 2))])
def test_unnamed_voices_of_a_compiler_s_report_may_be_his(kind: str, expected: tuple[int, int]) -> None:
    """A survivor is an origin beside the authority that quotes her."""
    said = [("beaten", "torture.beating", "B1"), ("shocked", "torture.beating", "anon:former detainee")]
    said += [(f"fact{i}", "detention.unlawful", "B1") for i in range(3)]
    reading = report(
        "a",
        f"Circle of Nobody, cellar: {' '.join(word for word, _, _ in said)}.",
        sites=[CELLAR],
        bodies=[{"id": "B1", "name": "Circle of Nobody", "kind": kind}],
        claims=[{"words": w, "type": t, "site": "S1", "attribution": [v]} for w, t, v in said],
    )
    assert independent(reading) == expected


def test_authorities_of_two_states_are_two() -> None:
    one = told("a", "B1", bodies=[POLICE])
    other = told("b", "B1", bodies=[{"id": "B1", "name": "Ministry of Defence of Russia", "kind": "authority"}])
    assert independent(one, other) == (2, 2)


def test_a_denial_contests_and_removes_nothing() -> None:
    claims = [told("a", "P1", people=[OFFICIAL]), told("b", "P1", people=[WITNESS])]
    ministry = {"id": "B1", "name": "Ministry of Defence of Russia", "kind": "authority"}
    denial = told("d", "B1", bodies=[ministry], claim={"type": "denial", "stance": "denied"})
    before, after = beating(*claims), beating(*claims, denial)
    assert before.state == "recorded"
    assert (after.state, after.claims, after.origins) == ("contested", before.claims, before.origins)
    assert after.denials == claim_ids(denial)
    assert len(result(*claims, denial).denied) == 1


def test_a_denial_without_a_site_denies_what_its_document_says_before_it() -> None:
    reading = report(
        "a",
        "Men were beaten in the cellar. The ministry called it a lie. Shocks were used in the cellar.",
        sites=[CELLAR],
        claims=[
            {"words": "beaten", "type": "torture.beating", "site": "S1"},
            {"words": "a lie", "type": "denial", "stance": "denied"},
            {"words": "Shocks", "type": "torture.electric_shock", "site": "S1"},
        ],
    )
    states = {f.type: f.state for f in result(reading).findings}
    assert states == {"torture.beating": "contested", "torture.electric_shock": "single_source_unassessed"}


def test_dates_that_exclude_each_other_are_two_findings() -> None:
    dates = [
        {"from": "2022-03-01", "to": "2022-03-20"},
        {"from": "2022-03-15", "to": "2022-04-01"},
        {"from": "2022-08-01", "to": None},
    ]
    readings = [told(f"r{i}", "P1", people=[WITNESS], claim={"date": date}) for i, date in enumerate(dates)]
    found = [f for f in result(*readings).findings if f.type == "torture.beating"]
    assert sorted(len(f.claims) for f in found) == [1, 2]
    assert len({f.id for f in found}) == 2


def test_every_claim_has_an_origin_and_no_claim_is_lost() -> None:
    siteless = told("s", "P9", claim={"site": "S9"})
    outcome = result(siteless, told("a", "P1", people=[OFFICIAL]))
    assert outcome.origin_of.keys() == {c for o in outcome.origins for c in o.claims}
    assert len(outcome.origin_of) == 2


CHAINS = st.sampled_from(
    [(), ("P1",), ("anon:witness",), ("anon:official",), ("anon:former detainee", "B1"), ("B1",), ("P1", "B1")]
)
KINDS = st.sampled_from(["torture.beating", "denial", "count.dead", "find.bodies"])
MADE = st.lists(st.tuples(CHAINS, KINDS, st.booleans(), st.sampled_from([OFFICIAL, WITNESS])), min_size=1, max_size=9)


@settings(max_examples=60, deadline=None)
@given(MADE, st.randoms())
def test_order_changes_nothing_and_counts_stay_in_bounds(made: Any, chance: random.Random) -> None:
    readings = [
        told(f"r{i}", *chain, people=[person], bodies=[POLICE], claim={"type": kind, "site": "S1" if placed else None})
        for i, (chain, kind, placed, person) in enumerate(made)
    ]
    outcome = result(*readings)
    chance.shuffle(readings)
    assert result(*readings) == outcome
    for finding in outcome.findings:
        assert 1 <= finding.origins.independent <= finding.origins.at_most <= len(finding.claims)
        assert (finding.state == "contested") == bool(finding.denials)


VOICES = {
    "P1": OFFICIAL,
    "P2": {"id": "P2", "name": "Petro Pryhadanyi", "roles": ["official"]},
    "P3": {"id": "P3", "name": "Vira Vyhadko", "roles": ["victim"]},
    "B1": POLICE,
}
SAID = st.tuples(
    st.sampled_from([*VOICES, "anon:official"]), st.sampled_from(["beaten", "shocked"]), st.sampled_from(["S1", "S2"])
)


def press(name: str, said: list[tuple[str, str, str]]) -> Reading:
    """A report in which voices speak of two cellars."""
    voices = sorted({voice for voice, _, _ in said} & VOICES.keys())
    types = {"beaten": "torture.beating", "shocked": "torture.electric_shock"}
    return report(
        name,
        f"cellar vault beaten shocked {name} {[VOICES[v]['name'] for v in voices]}",
        sites=[CELLAR, {**CELLAR, "id": "S2", "name": "vault", "settlement": "Inshe"}],
        people=[VOICES[v] for v in voices if v[0] == "P"],
        bodies=[VOICES[v] for v in voices if v[0] == "B"],
        claims=[{"words": w, "type": types[w], "site": s, "attribution": [v]} for v, w, s in said],
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(SAID, min_size=2, max_size=3, unique=True), min_size=2, max_size=3))
def test_no_finding_has_more_independent_origins_than_its_site(made: list[list[tuple[str, str, str]]]) -> None:
    outcome = result(*(press(f"r{i}", said) for i, said in enumerate(made)))
    assert outcome.findings
    for finding in outcome.findings:
        whole = outcome.tallies[finding.site or ""]
        assert finding.origins.independent <= whole.independent <= whole.at_most
        assert finding.origins.at_most <= whole.at_most


@pytest.mark.parametrize(
    ("chain", "kind"), [(("P1",), "official_finding"), (("anon:witness",), "account"), ((), "account")]
)
def test_kinds_of_origin(chain: tuple[str, ...], kind: str) -> None:
    (origin,) = result(told("a", *chain, people=[OFFICIAL])).origins
    assert origin.kind == kind


def test_a_find_is_a_find_whoever_reports_it() -> None:
    (origin,) = result(told("a", "P1", people=[OFFICIAL], claim={"type": "find.bodies"})).origins
    assert origin.kind == "physical_find"
