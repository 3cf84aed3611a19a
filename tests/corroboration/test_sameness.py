"""Which origins may be the same, rule by rule, and which the words of a document tell apart."""

from typing import Any

import pytest

from habeas.corroboration import corroborate
from habeas.model.corroboration import Corroboration
from habeas.model.reading import Reading
from habeas.model.register import Origin
from habeas.resolution import resolve
from making import report

CELLAR = {"id": "S1", "name": "cellar", "kind": "basement", "settlement": "Testove", "country": "UA"}
VICTIM = {"id": "P1", "name": "Vira Vyhadko", "roles": ["victim", "witness"]}
BEATING = {"words": "beaten in the cellar", "type": "torture.beating", "site": "S1"}


def told(name: str, *chain: str, text: str = "Men were beaten in the cellar.", **more: Any) -> Reading:
    """One report with one claim of beating in the cellar, told by `chain`."""
    names = " ".join(p["name"] for kind in ("people", "bodies") for p in more.get(kind, []))
    claim = {**BEATING, "attribution": list(chain), **more.pop("claim", {})}
    return report(name, f"{text} {names} {name}", **{"sites": [CELLAR], "claims": [claim], **more})


def result(*readings: Reading) -> Corroboration:
    return corroborate(readings, resolve(readings))


def near(*readings: Reading) -> list[tuple[str, str]]:
    """The kinds of voices of the origins that may be the same, pair by pair."""
    origins: dict[str, Origin] = {o.id: o for o in result(*readings).origins}
    short = {one: o.voice if o.voice.startswith("anon:") else o.voice[0] for one, o in origins.items()}
    pairs = {(one, other) for one, o in origins.items() for other in o.maybe_same if one < other}
    assert all(one in origins[other].maybe_same for one, other in pairs)
    return sorted((min(short[a], short[b]), max(short[a], short[b])) for a, b in pairs)


def two(text: str, *voices: str) -> Reading:
    """A report in which two unnamed voices tell of the cellar."""
    claims = [
        {"words": words, "type": kind, "site": "S1", "attribution": [voice]}
        for words, kind, voice in zip(
            ("were beaten", "went cold"), ("torture.beating", "conditions.cold"), voices, strict=True
        )
    ]
    return report("a", text, sites=[CELLAR], claims=claims)


@pytest.mark.parametrize(
    "text",
    [
        "In the cellar we were beaten, one prisoner said. Another prisoner said: we went cold.",
        "In the cellar we were beaten, one prisoner said. We went cold, a second victim told us.",
        "In the cellar: we were beaten, zei hij. Een tweede slachtoffer: we went cold.",
        "In the cellar we were beaten. Другий потерпілий: we went cold.",
    ],
)
def test_voices_that_the_text_tells_apart_are_two(text: str) -> None:
    found = result(two(text, "anon:prisoner", "anon:prisoner"))
    assert [origin.maybe_same for origin in found.origins] == [[], []]
    assert {(t.independent, t.at_most) for t in found.tallies.values()} == {(2, 2)}


def test_another_cell_tells_no_voices_apart() -> None:
    found = result(two("In the cellar we were beaten. In another cell we went cold.", "anon:prisoner", "anon:prisoner"))
    assert len(found.origins) == 1


def test_one_sentence_about_two_places_is_one_knowledge() -> None:
    other = {**CELLAR, "id": "S2", "name": "barn", "kind": "farm", "settlement": "Inshe"}
    claims = [{**BEATING, "attribution": ["B1"]}, {**BEATING, "site": "S2", "attribution": ["B1"]}]
    police = {"id": "B1", "name": "National Police of Ukraine", "kind": "authority"}
    text = "Men were beaten in the cellar and barn, says National Police of Ukraine."
    assert near(report("a", text, sites=[CELLAR, other], bodies=[police], claims=claims)) == [("B", "B")]


def test_what_kin_tells_of_a_victim_may_rest_on_him() -> None:
    sister = {"id": "P2", "name": "Olena Nikchemna", "roles": ["relative"]}
    own = told("a", "P1", people=[VICTIM], claim={"victims": ["P1"]})
    kin = told("b", "P2", people=[VICTIM, sister], claim={"victims": ["P1"]})
    assert near(own, kin) == [("P", "P")]
    seen = told("c", "P2", people=[VICTIM, sister], claim={"victims": ["P1"], "type": "detention.unlawful"})
    assert near(own, seen) == []


def test_an_unnamed_relative_may_be_the_only_named_one_of_the_report() -> None:
    father = {"id": "P1", "name": "Taras Nevidomenko", "roles": ["relative"]}
    claims = [{**BEATING, "attribution": ["P1"]}, {**BEATING, "words": "Men", "attribution": ["anon:relative"]}]
    text = "Men were beaten in the cellar. Taras Nevidomenko"
    assert near(report("a", text, sites=[CELLAR], people=[father], claims=claims)) == [("P", "anon:relative")]


def test_a_town_s_council_and_who_speaks_of_the_town_may_give_out_one_finding() -> None:
    mayor = {"id": "P1", "name": "Taras Nevidomenko", "roles": ["official"]}
    council = {"id": "B1", "name": "Testove City Council", "kind": "authority"}
    elsewhere = {"id": "B1", "name": "Inshe City Council", "kind": "authority"}
    one = told("a", "P1", people=[mayor])
    assert near(one, told("b", "B1", bodies=[council], claim={"site": None})) == [("B", "P")]
    assert near(one, told("b", "B1", bodies=[elsewhere], claim={"site": None})) == []


def test_an_official_without_a_place_may_be_the_authority_that_says_the_same_in_the_region() -> None:
    placed = {**CELLAR, "admin1": "Kharkiv Oblast"}
    wide = {"id": "S1", "name": "cellar", "admin1": "Kharkiv Oblast", "country": "UA"}
    police = {"id": "B1", "name": "National Police of Ukraine", "kind": "authority"}
    one = told("a", "B1", bodies=[police], sites=[placed])
    assert near(one, told("b", "anon:official", sites=[wide])) == [("B", "anon:official")]
    assert near(one, told("b", "anon:official", sites=[{**wide, "admin1": "Kherson Oblast"}])) == []


def test_what_an_outlet_says_of_a_victim_rests_on_him_before_others() -> None:
    other = {"id": "P2", "name": "Olena Nikchemna", "roles": ["witness"]}
    claims = [
        {**BEATING, "words": "one", "attribution": ["P1"], "type": "conditions.cold"},
        {**BEATING, "words": "two", "attribution": ["P2"]},
        {**BEATING, "words": "three", "attribution": [], "victims": ["P1"]},
    ]
    text = "one two three Vira Vyhadko Olena Nikchemna cellar"
    found = result(report("a", text, sites=[CELLAR], people=[VICTIM, other], claims=claims, publisher="Hazeta"))
    own = next(origin for origin in found.origins if origin.voice.startswith("anon:publisher"))
    (rests_on,) = own.maybe_same
    claims_of = {origin.id: origin.claims for origin in found.origins}
    assert claims_of[rests_on] == [one for one, origin in found.origin_of.items() if origin == rests_on]
    assert len({found.origin_of[one] for one in claims_of[rests_on]}) == 1
