"""What is joined step by step is what is joined at once, whatever came first; and a change touches only what it must."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.errors import HabeasError
from habeas.model.reading import Reading
from habeas.model.resolution import Link
from habeas.resolution import RULES, State, changed, resolution, resolve
from making import report

SITE_NAMES = (
    "the cellar",
    "SIZO-2",
    "SIZO-3",
    "the «Lumina» works",
    "a cell of the police station",
    "the police station",
)
PEOPLE_NAMES = (
    "Nebuvalov",
    "Ivan Nebuvalov",
    "Petro Nebuvalov",
    "Олександра Вигадко",
    "Олександр Вигадко",
    "I. Nebuvalov",
)
UNIT_NAMES = ("901st Motor Rifle Brigade", "2nd battalion of the 901st brigade", "в/ч 98765", "FSB", "901-ша бригада")
BODY_NAMES = ("Testova Hazeta", "«Тестовою газетою»", "Office of the Prosecutor of Testove")
TOWNS = ("Testove", "Inshe", "Тестове", None)

sites = st.builds(
    lambda name, kind, town, region: {
        "name": name,
        "kind": kind,
        "settlement": town,
        "admin1": region,
        "country": "UA",
    },
    st.sampled_from(SITE_NAMES),
    st.sampled_from(["basement", "factory", "police_station", "unknown"]),
    st.sampled_from(TOWNS),
    st.sampled_from(["Testova oblast", None]),
)
people = st.builds(
    lambda name, roles: {"name": name, "roles": roles},
    st.sampled_from(PEOPLE_NAMES),
    st.sampled_from([[], ["official"], ["victim"]]),
)
units = st.builds(lambda name: {"name": name, "kind": "other"}, st.sampled_from(UNIT_NAMES))
bodies = st.builds(lambda name: {"name": name}, st.sampled_from(BODY_NAMES))
contents = st.fixed_dictionaries(
    {
        "sites": st.lists(sites, max_size=3),
        "people": st.lists(people, max_size=2),
        "units": st.lists(units, max_size=2),
        "bodies": st.lists(bodies, max_size=1),
    }
)


def made(number: int, parts: dict[str, list[dict[str, Any]]], reader: str) -> Reading:
    """A reading of report `number`; another `reader` found other things in the same item."""
    everything = [*SITE_NAMES, *PEOPLE_NAMES, *UNIT_NAMES, *BODY_NAMES]
    text = f"Report {number}: " + "; ".join(everything) + "."
    numbered = {
        kind: [{**part, "id": f"{kind[0]}{i}"} for i, part in enumerate(group)] for kind, group in parts.items()
    }
    return msgspec.structs.replace(report(f"r{number}", text, **numbered), reader=reader)


steps = st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), contents)), min_size=1, max_size=10)
judged_pairs = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["same", "different"])), max_size=3
)


@settings(max_examples=80, deadline=None)
@given(steps, st.lists(judged_pairs, max_size=10), st.randoms())
def test_step_by_step_is_at_once(arrivals: Any, judgings: Any, chance: random.Random) -> None:
    state, current, judged = State(), dict[str, Reading](), list[Link]()
    for i, (number, parts) in enumerate(arrivals):
        reading = made(number, parts or {}, f"made/{i}")
        item = reading.document.item
        if parts is None:
            current.pop(item, None)
            state = changed(state, gone=[item]).state
        else:
            current[item] = reading
            if i < len(judgings):
                known = sorted(resolution(state).aliases)
                judged = [
                    Link(left=known[a % len(known)], right=known[b % len(known)], verdict=verdict, by="Ira", why="seen")
                    for a, b, verdict in judgings[i]
                    if known
                ]
            state = changed(state, [reading], judged=judged).state
        every = list(current.values())
        chance.shuffle(every)
        assert resolution(state) == resolve(every, judged)


@settings(max_examples=30, deadline=None)
@given(st.lists(contents, min_size=2, max_size=6))
def test_undoing_restores_every_byte(reports: Any) -> None:
    readings = [made(i, parts, "made/0") for i, parts in enumerate(reports)]
    before = changed(State(), readings).state
    known = sorted(resolution(before).aliases)
    link = [Link(left=known[0], right=known[-1], verdict="same", by="Ira", why="seen")] if known else []
    after = changed(changed(before, judged=link).state, judged=[]).state
    assert msgspec.json.encode(resolution(after)) == msgspec.json.encode(resolution(before))


@settings(max_examples=30, deadline=None)
@given(st.lists(contents, min_size=1, max_size=5), contents)
def test_what_is_told_to_have_changed_is_all_that_did(reports: Any, more: Any) -> None:
    before = changed(State(), [made(i, parts, "made/0") for i, parts in enumerate(reports)]).state
    change = changed(before, [made(9, more, "made/0")])
    old, new = resolution(before), resolution(change.state)
    differ = {item for item in new.ids if old.ids.get(item) != new.ids[item]}
    assert differ <= change.items
    for item, ids in old.ids.items():
        for local, entity in ids.items():
            if new.ids[item][local] != entity:
                assert {entity, new.ids[item][local]} <= change.entities


def test_a_change_settles_only_what_it_touches() -> None:
    def one(number: int, town: str) -> Reading:
        where = {"name": "the police station", "kind": "police_station", "settlement": town, "country": "UA"}
        return report(f"r{number}", "They were held in the police station.", sites=[{"id": "S1", **where}])

    state = changed(State(), [one(i, f"Testove{'abcdefgh'[i % 8] * 3}") for i in range(80)]).state
    assert changed(state, [one(99, "Testoveaaa")]).settled == 11
    assert changed(state, [one(99, "Nove")]).settled == 1


def test_a_state_can_be_kept() -> None:
    readings = [made(i, {"sites": [{"name": SITE_NAMES[i], "settlement": "Testove"}]}, "made/0") for i in range(4)]
    state = changed(State(), readings[:3]).state
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=State)
    assert resolution(changed(kept, readings[3:]).state) == resolve(readings)


def test_a_state_of_other_rules_is_refused() -> None:
    with pytest.raises(HabeasError, match=f"cannot be continued by rules {RULES}"):
        changed(State(rules="0"), [])
