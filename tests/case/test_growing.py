"""A case that grows by reports and decisions has, byte for byte, the register of one that is built at once."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.case import Case
from habeas.case.covering_all import covered_texts
from habeas.case.deriving import INTAKE
from habeas.case.joining import entries_of
from habeas.case.judging import Judged
from habeas.case.registering import write_register
from habeas.model.decision import Decision, Target
from habeas.model.encoding import to_json
from habeas.model.item import Arrival, Item
from habeas.model.numbering import claim_ids
from habeas.model.reading import Reading
from habeas.storage.register_rows import RegisterRows
from making import report

AT = "2026-01-01T00:00:00Z"
TOWNS = ("Testove", "Inshe")
NAMES = ("Danylo Vyhadko", "Danylo", "Oksana Nebuvala", "Vyhadko")


def reading(number: int) -> Reading:
    """One of the few reports that a case may get; some name the same site, the same person, or repeat each other's words."""
    dice = random.Random(number // 2)  # noqa: S311  (nothing secret)
    town, name = dice.choice(TOWNS), dice.choice(NAMES)
    site = {"id": "S1", "name": f"the school in {town}", "kind": "school", "settlement": town, "country": "UA"}
    return report(
        f"r{number}",
        f"{name} was beaten at the school in {town}, {dice.choice(NAMES)} said. Nobody knows why, says Vyhadko.",
        sites=[site],
        people=[{"id": "P1", "name": name, "roles": [dice.choice(("victim", "witness"))]}],
        claims=[{"type": "torture.beating", "words": "was beaten", "site": "S1", "attribution": ["P1"]}],
        publisher=f"Outlet {number % 3}",
    )


def decision(number: int, verdict: str) -> Decision:
    made = reading(number)
    target = Target(item=made.document.item, passage=made.claims[0].passage, type=made.claims[0].type)
    value = {"field": "stance", "value": "denied"} if verdict == "correct" else {}
    return Decision(
        id=f"{number:016}", at=AT, by="tester", verdict=verdict, reason="made up", target=target, value=value
    )


Step = tuple[list[int], list[Decision]]


def grow(case: Case, steps: list[Step]) -> None:
    """Take reports and decisions step by step, with a build after each."""
    for numbers, decisions in steps:
        made = [reading(number) for number in numbers]
        pairs = [
            (Item(sha256=one.document.item, size=1), Arrival(item=one.document.item, at=AT, name="a")) for one in made
        ]
        case.database.follow(pairs, decisions, ("seen", str(numbers)), since=case.database.setting("seen"))
        case.database.put_derived(INTAKE, [one.document for one in made])
        case.database.put_readings(made)
        judged = Judged.of(case.database.readings(), case.database.decisions(), entries_of(case.database))
        write_register(case, judged)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    order = draw(st.permutations(range(8)))[: draw(st.integers(1, 8))]
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    batches = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    verdicts = st.sampled_from(("confirm", "reject", "correct"))
    return [(batch, [decision(number, draw(verdicts)) for number in batch if draw(st.booleans())]) for batch in batches]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_the_order_of_arrival_and_the_builds_between_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, history: list[Step]
) -> None:
    root = tmp_path_factory.mktemp("growing")
    at_once = (sorted(n for numbers, _ in history for n in numbers), [d for _, made in history for d in made])
    with Case.create(root / "slowly", "case") as slowly, Case.create(root / "anew", "case") as anew:
        grow(slowly, history)
        grow(anew, [at_once])
        pieces = [b"".join(RegisterRows(case.database).json()) for case in (slowly, anew)]
        assert pieces[0] == pieces[1]
        assert pieces[0] == to_json(slowly.register())
        assert aliases(slowly) == aliases(anew)


def aliases(case: Case) -> list[tuple[str, str]]:
    return [
        tuple(row) for row in case.database.connection.exec_driver_sql("select * from register_aliases order by id")
    ]


def test_a_document_that_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", "case") as case:
        grow(case, [([0, 1, 2], []), ([3], [])])
        rows = case.database.connection.exec_driver_sql("select count(*), max(number) from register_rows").one()
    assert rows[1] - rows[0] < 12, "rows that stay keep their number"


def test_every_claim_that_was_decided_is_found_by_its_id(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", "case") as case:
        grow(case, [([4, 5], [decision(4, "reject")])])
        (one,) = claim_ids(reading(4))
        row = case.queries().get(one.lower())
        assert row is not None
        assert getattr(row, "status", None) == "rejected"


def test_texts_are_covered_alike_in_one_process_and_in_many(tmp_path: Path) -> None:
    with Case.create(tmp_path / "case", "case") as case:
        grow(case, [(list(range(8)), [])])
        covering = case.judged().covering
        items = sorted(reading(n).document.item for n in range(8))
        apart = list(covered_texts(covering, items, many=1))
        assert apart == [covering.document(item) for item in items]
        assert case.status().items == 8, "the database goes on after others were forked"
    assert all(name not in text.text for text in apart for name in ("Danylo Vyhadko", "Nebuvala"))
