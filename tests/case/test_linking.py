"""Why mentions are one thing is told in words, and a judgement that does not hold is never shown as if it did."""

from habeas.case.judging import Judged
from habeas.case.linking import CUT, links, standing
from habeas.model.decision import Decision
from habeas.review import decision
from making import report

NAMES = ("Ivan Nebuvalov", "Vira Vyhadko", "Ostap Hupalenko")
READINGS = [
    report(f"r{i}", f"{name} spoke.", people=[{"id": "P1", "name": name, "roles": ["official"]}])
    for i, name in enumerate(NAMES)
]
ALONE = [Judged.of([r]).resolution.entity(r.document.item, "P1") for r in READINGS]


def judge(verdict: str, *places: int) -> Decision:
    told = {"verdict": verdict, "reason": "Ivan Nebuvalov said so", "target": {"entities": [ALONE[p] for p in places]}}
    return decision(told, at=f"2026-01-0{1 + places[-1]}T09:00:00Z", by="Ira")


def test_a_chain_that_ends_in_different_shows_no_cut_link_as_joined() -> None:
    made = [judge("same", 0, 1), judge("same", 1, 2), judge("different", 0, 2)]
    judged = Judged.of(READINGS, made)
    shown = [line for one in judged.resolution.aliases.values() for line in links(judged, one)]
    assert not [line for line in shown if " one with " in line and not line.startswith("perhaps")]
    assert [line for line in shown if "not joined" in line]
    assert [standing(judged, one) for one in made] == [f"; {CUT}", f"; {CUT}", ""]


def test_what_holds_is_told_with_its_reason_and_without_a_name() -> None:
    made = [judge("same", 0, 1)]
    judged = Judged.of(READINGS, made)
    shown = links(judged, judged.resolution.aliases[ALONE[0]])
    assert len(shown) == 1
    assert "one with" in shown[0]
    assert "decision D-" in shown[0]
    assert "Nebuvalov" not in shown[0]
    assert standing(judged, made[0]) == ""


def test_a_part_is_told_from_both_sides() -> None:
    where = {"kind": "police_station", "settlement": "Testove", "country": "UA"}
    names = ("the police station", "the basement of the police station")
    readings = [report(f"s{i}", f"In {n}.", sites=[{"id": "S1", "name": n, **where}]) for i, n in enumerate(names)]
    judged = Judged.of(readings)
    whole, part = (judged.resolution.entity(r.document.item, "S1") for r in readings)
    assert judged.resolution.parts == {part: whole}
    assert [line for line in links(judged, part) if line.startswith(f"part of {whole}")]
    assert [line for line in links(judged, whole) if line.startswith(f"{part} is part of it")]
