"""What a new batch of reports changed, in words."""

from typing import Any

from msgspec.structs import replace

from habeas.model.passage import Passage
from habeas.model.reading import Count
from habeas.model.register import Built, ClaimRow, DocumentRow, Finding, PersonRow, Register, SiteRow, Tally
from habeas.register.changes import changes

CELLAR = SiteRow(
    id="S-1", name="the cellar", admin1="Testova Oblast", claims=["C-1"], origins=Tally(independent=1, at_most=1)
)


def claim(one: str, n: int | None = None, **more: Any) -> ClaimRow:
    count = Count(op="at_least", n=n, of="detainees") if n else None
    kind = "count.detainees" if n else "torture.beating"
    fields: dict[str, Any] = {"type": kind, "passage": Passage(0, 4), "site": "S-1", "document": "d", "origin": "O-1"}
    return ClaimRow(id=one, count=count, **{**fields, **more})


def register(**parts: Any) -> Register:
    return Register(case="c", built=Built(version="1", inputs="x"), **parts)


def words(old: Register, new: Register) -> list[str]:
    return [f"{change.sort}: {change.words}" for change in changes(old, new)]


def test_nothing_changed() -> None:
    one = register(sites=[CELLAR], claims=[claim("C-1")])
    assert changes(one, one) == []


def test_what_came_and_what_went() -> None:
    old = register(documents=[DocumentRow(id="a", item="0")], sites=[CELLAR], claims=[claim("C-1")])
    new = register(documents=[DocumentRow(id="b", item="1", publisher="Outlet", published="2022-10", twin_of="a")])
    assert words(old, new) == [
        "document: new: Outlet, 2022-10, a copy of a",
        "document: no longer there: a, undated",
        "site: no longer there: the cellar (Testova Oblast)",
        "claim: 1 no longer read: beating",
    ]


def test_two_sites_become_one_and_come_apart_again() -> None:
    school = replace(CELLAR, id="S-2", name="the school", claims=["C-2"])
    whole = replace(CELLAR, claims=["C-1", "C-2"])
    old, new = register(sites=[CELLAR, school]), register(sites=[whole])
    assert words(old, new) == ["joined: the school (Testova Oblast) is now one with the cellar (Testova Oblast)"]
    assert words(new, old) == ["parted: the school (Testova Oblast) stands apart from the cellar (Testova Oblast)"]


def test_a_thing_whose_id_changed_is_still_the_same() -> None:
    more = replace(CELLAR, id="S-0", origins=Tally(independent=2, at_most=3))
    assert words(register(sites=[CELLAR]), register(sites=[more])) == [
        "origins: the cellar (Testova Oblast): 1 independent origin → 2 independent origins, at most 3"
    ]
    bare = replace(CELLAR, claims=[])
    assert words(register(sites=[bare]), register(sites=[replace(bare, id="S-0")])) == []


def test_a_denial_a_state_and_a_newer_figure() -> None:
    finding = Finding(id="F-1", type="torture.beating", site="S-1", claims=["C-1"], state="single_source_unassessed")
    denied = replace(finding, state="contested", denials=["C-3"])
    denial = claim("C-3", type="denial", attribution=["anon:official"], stance="denied")
    old = register(sites=[CELLAR], claims=[claim("C-1"), claim("C-2", 15)], findings=[finding])
    new = register(sites=[CELLAR], claims=[claim("C-1"), claim("C-2", 15), claim("C-4", 23), denial], findings=[denied])
    told = words(old, new)
    assert "denial: beating, the cellar: denied by denial (denied): unnamed official, in d [d]" in told
    assert "state: beating, the cellar: one origin, not assessed → contested" in told
    (figure,) = [line for line in told if line.startswith("figure")]
    assert "at least 23 " in figure
    assert "on record before: at least 15" in figure


def test_what_reviewers_did_is_told_and_a_rejected_figure_is_not() -> None:
    old = register(sites=[CELLAR], claims=[claim("C-2", 15)])
    new = register(sites=[CELLAR], claims=[claim("C-2", 15), claim("C-4", 23, status="rejected")])
    assert [line for line in words(old, new) if line.startswith("figure")] == []
    confirmed = register(sites=[CELLAR], claims=[claim("C-2", 15, status="confirmed")])
    assert words(old, confirmed) == ["status: number of people held [d]: read → confirmed"]


def test_a_person_who_was_released_is_named() -> None:
    sealed = PersonRow(id="P-1", label="Person P1")
    shown = replace(sealed, sealed=False, name="Ivan Nebuvalov")
    assert words(register(people=[sealed]), register(people=[shown])) == [
        "person: Person P1 is now shown as Ivan Nebuvalov"
    ]
