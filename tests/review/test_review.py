"""Decisions: what is let in, what stands, and what it does to readings."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.decision import Decision, ReviewedClaim
from habeas.model.encoding import builtins
from habeas.model.errors import HabeasError
from habeas.model.numbering import claim_ids
from habeas.review import apply, decision, standing, target
from making import report

AT = "2026-01-31T09:00:00Z"
TEXT = "Vira Vyhadko said soldiers of the 9th Brigade beat men in the cellar and in the school. About 40 were held."
READING = report(
    "r", TEXT,
    sites=[{"id": "S1", "name": "the cellar"}, {"id": "S2", "name": "the school"}],
    units=[{"id": "U1", "name": "9th Brigade"}],
    people=[{"id": "P1", "name": "Vira Vyhadko", "roles": ["witness"]}],
    claims=[
        {"words": "beat men in the cellar", "type": "torture.beating", "site": "S1", "attribution": ["P1"]},
        {"words": "beat men in the cellar", "type": "torture.beating", "site": "S2", "attribution": ["P1"]},
        {"words": "About 40 were held", "type": "count.detainees", "count": {"op": "about", "n": 40, "of": "detainees"}},
    ],
)  # fmt: skip
IDS = claim_ids(READING)


def make(verdict: str, claim: int | None = None, at: str = AT, **more: Any) -> Decision:
    """A decision on a claim of READING."""
    aim = {} if claim is None else {"target": builtins(target(READING, IDS[claim]))}  # type: ignore[arg-type]
    return decision({"verdict": verdict, "reason": "seen by us", **aim, **more}, at=at, by="Ira")


def reviewed(*decisions: Decision) -> list[ReviewedClaim]:
    """The claims of READING after decisions."""
    (reading,) = apply([READING], standing(decisions)).readings
    return [claim for claim in reading.claims if isinstance(claim, ReviewedClaim)]


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def test_a_claim_is_confirmed_rejected_graded_and_marked() -> None:
    claims = reviewed(
        make("confirm", 0), make("reject", 1), make("grade", 0, value={"reliability": "B", "credibility": "2"}),
        make("exculpatory", 2),
    )  # fmt: skip
    assert [c.status for c in claims] == ["confirmed", "rejected", "read"]
    assert [c.grade for c in claims] == ["B2", None, None]
    assert [c.exculpatory for c in claims] == [False, False, True]
    assert [c.given for c in claims] == IDS


@pytest.mark.parametrize(
    ("field", "new", "then"),
    [
        ("type", "torture.burning", "torture.burning"),
        ("stance", "hedged", "hedged"),
        ("site", span("the school"), "S2"),
        ("site", None, None),
        ("perpetrators", [span("9th Brigade")], ["U1"]),
        ("victims", [span("men")], [f"Pr{TEXT.index('men')}"]),
        ("attribution", ["anon:neighbour", span("Vira Vyhadko")], ["anon:neighbour", "P1"]),
        ("count", None, None),
    ],
)
def test_a_field_is_corrected_and_the_id_stays(field: str, new: object, then: object) -> None:
    claims = reviewed(make("correct", 0, value={"field": field, "value": new}))
    assert getattr(claims[0], field) == then
    assert claims[0].status == "corrected"
    assert [c.given for c in claims] == IDS


def test_one_of_two_claims_with_one_passage_is_meant() -> None:
    assert [c.status for c in reviewed(make("reject", 1))] == ["read", "rejected", "read"]
    assert [c.status for c in reviewed(make("reject", 0))] == ["rejected", "read", "read"]


def test_a_newer_reader_keeps_a_decision_and_a_lost_claim_is_told() -> None:
    wider = report(
        "r", TEXT, sites=[{"id": "S1", "name": "the cellar"}],
        claims=[{"words": "9th Brigade beat men in the cellar", "type": "torture.beating", "site": "S1"}],
    )  # fmt: skip
    done = apply([wider], [make("confirm", 0), make("reject", 2)])
    assert [getattr(c, "status", None) for c in done.readings[0].claims] == ["confirmed"]
    assert [d.verdict for d in done.orphans] == ["reject"]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"verdict": "bless"}, "no verdict"),
        ({"verdict": "reject", "reason": ""}, "needs a reason"),
        ({"verdict": "confirm"}, "needs as its target a claim"),
        ({"verdict": "confirm", "target": {"item": "x", "passage": [0, 4], "type": "torture.beating"}}, "a claim"),
        ({"verdict": "confirm", "target": {"item": "0" * 64, "passage": [4, 4], "type": "other"}}, "a claim"),
        ({"verdict": "confirm", "target": {"item": "0" * 64, "passage": [0, 4], "type": "gossip"}}, "a claim"),
        ({"verdict": "same", "target": {"entities": ["S-0000000000000000", "P-0000000000000000"]}}, "one kind"),
        ({"verdict": "same", "target": {"entities": ["S-0000000000000000"]}}, "two ids"),
        ({"verdict": "release", "target": {"entities": ["S-0000000000000000"]}}, "one person"),
        ({"verdict": "undo", "value": "../../x"}, "id of a decision"),
        ({"verdict": "undo", "value": "D-0000000000000000", "target": {"origins": []}}, "no target"),
        ({"verdict": "confirm", "at": "yesterday"}, "no time"),
        ({"verdict": "confirm", "by": "a\nb"}, "who made it"),
        ({"verdict": "confirm", "target": {"fish": 1}}, "not a decision"),
        ({"verdict": ["confirm"]}, "not a decision"),
        ({"verdict": "confirm", "reason": "bad \udcff"}, "no text"),
        ({"verdict": "confirm", "at": "2026-99-31T09:00:00Z"}, "no time"),
        ({"verdict": "confirm", "at": "٢٠٢٦-01-31T09:00:00Z"}, "no time"),
        ({"verdict": "confirm", "by": "x" * 201}, "at most 200"),
        ({"verdict": "confirm", "target": {"item": "0" * 64, "passage": [0, 2**60], "type": "other"}}, "a claim"),
        (
            {"verdict": "confirm", "target": {"item": "0" * 64, "passage": [0, 4], "type": "other", "repeat": 2**60}},
            "a claim",
        ),
        ({"verdict": "release", "target": {"entities": ["P-0000000000000000"], "type": "x" * 99}}, "one person"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(table: dict[str, Any], words: str) -> None:
    with pytest.raises(HabeasError, match=words) as refused:
        decision({"reason": "because", **table}, at=AT, by="Ira")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        None, {"field": "id", "value": 1}, {"field": "site", "value": "S2"}, {"field": "type", "value": "gossip"},
        {"field": "count", "value": {"op": "dozens", "n": 1, "of": "people"}}, {"field": "victims", "value": [[1]]},
        {"field": "stance", "value": "sure"}, {"field": "type", "value": "other", "more": 1},
        {"field": "count", "value": {"op": "exactly", "n": 3, "of": "Vira Vyhadko"}},
        {"field": "count", "value": {"op": "exactly", "n": -3, "of": "people"}},
        {"field": "count", "value": {"op": "exactly", "n": 10**18, "of": "people"}},
        {"field": "count", "value": {"op": "between", "n": 3, "of": "people"}},
        {"field": "count", "value": {"op": "between", "n": 3, "n2": 2, "of": "people"}},
        {"field": "date", "value": {"from": "Vira Vyhadko", "to": None}}, {"field": "date", "value": {}},
        {"field": "date", "value": {"from": "2023-01-01", "to": "2022-01-01"}},
        {"field": "attribution", "value": ["anon:a\u202eb"]}, {"field": "attribution", "value": ["x" * 81]},
        {"field": "site", "value": [0, 301]}, {"field": "site", "value": [-4, 2]}, {"field": "site", "value": [0, 2**60]},
    ],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_refused(value: object) -> None:
    with pytest.raises(HabeasError):
        make("correct", 0, value=value)


def test_a_passage_beyond_the_text_is_an_orphan_and_harms_nothing() -> None:
    one = make("correct", 0, value={"field": "victims", "value": [[10**6, 10**6 + 9]]})
    done = apply([READING], [one])
    assert done.orphans == [one]
    assert [c.victims for c in done.readings[0].claims] == [[], [], []]


def test_bytes_that_are_no_json_are_refused() -> None:
    for data in (b"\xff", b"[]", b"{", b'{"verdict": 1}'):
        with pytest.raises(HabeasError):
            decision(data, at=AT, by="Ira")


def test_json_too_deep_is_refused() -> None:
    deep = b'{"verdict": "correct", "value": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(HabeasError, match="too deep"):
        decision(deep, at=AT, by="Ira")


def test_a_fraction_of_a_second_comes_after_the_second() -> None:
    first, then = make("confirm", 0), make("reject", 0, at=AT.replace("Z", ".5Z"))
    assert standing([then, first]) == [first, then]


def test_whom_a_reviewer_calls_a_victim_is_one_until_it_is_undone() -> None:
    one = make("correct", 0, value={"field": "victims", "value": [span("Vira Vyhadko")]})
    assert apply([READING], [one]).readings[0].people[0].roles == ["victim", "witness"]
    assert apply([READING], []).readings[0].people[0].roles == ["witness"]


def test_an_undo_can_be_undone() -> None:
    reject = make("reject", 0)
    undo = make("undo", at="2026-02-01T09:00:00Z", value=reject.id)
    again = make("undo", at="2026-02-02T09:00:00Z", value=undo.id)
    assert standing([reject, undo]) == []
    assert standing([again, undo, reject]) == [reject]


MADE = [
    make("confirm", 0), make("reject", 0, at="2026-02-01T09:00:00Z"), make("reject", 1),
    make("correct", 2, value={"field": "count", "value": None}), make("exculpatory", 2),
    make("correct", 0, value={"field": "type", "value": "torture.burning"}),
]  # fmt: skip


@given(st.lists(st.sampled_from(MADE), unique_by=lambda d: d.id), st.randoms())
def test_undoing_restores_everything_and_order_changes_nothing(some: list[Decision], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert apply([READING], standing(shuffled)) == apply([READING], standing(some))
    undone = [make("undo", at=f"2026-03-{n + 1:02}T09:00:00Z", value=one.id) for n, one in enumerate(some)]
    assert apply([READING], standing([*undone, *shuffled])).readings == [READING]


def test_the_same_decision_given_twice_is_one() -> None:
    assert make("confirm", 0).id == make("confirm", 0).id
    assert make("confirm", 0).id != make("confirm", 0, reason="another").id


def test_a_decision_of_a_day_to_come_is_refused() -> None:
    table = {"verdict": "undo", "reason": "because", "value": "D-0000000000000000"}
    with pytest.raises(HabeasError, match="a day to come"):
        decision({**table, "at": "9999-01-01T00:00:00Z"}, at=AT, by="Ira")
    assert decision({**table, "at": "2026-01-31T23:00:00Z"}, at=AT, by="Ira").at.endswith("23:00:00Z")
