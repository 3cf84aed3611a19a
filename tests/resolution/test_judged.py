"""What reviewers judge of two things holds against every rule, over any number of steps, and can be undone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.reading import Reading
from habeas.model.resolution import Link, Resolution
from habeas.resolution import resolve
from making import report

NAMES = ("Ivan Nebuvalov", "Ivan Nebuvalov", "Iwan Nebuwalow", "Vira Vyhadko", "I. Nebuvalov", "Ostap Hupalenko")


def readings() -> list[Reading]:
    """One person a report."""
    return [
        report(f"r{i}", f"{name} spoke, {i}.", people=[{"id": "P1", "name": name, "roles": ["official"]}])
        for i, name in enumerate(NAMES)
    ]


READINGS = readings()
ITEMS = [reading.document.item for reading in READINGS]
ALONE = [resolve([reading]).entity(item, "P1") for reading, item in zip(READINGS, ITEMS, strict=True)]


def judge(left: int, right: int, verdict: str) -> Link:
    return Link(left=ALONE[left], right=ALONE[right], verdict=verdict, by="Ira", why="decision D-0")


def entity(resolved: Resolution, place: int) -> str:
    return resolved.entity(ITEMS[place], "P1")


def test_a_reviewer_joins_and_parts() -> None:
    plain = resolve(READINGS)
    assert entity(plain, 0) == entity(plain, 1) != entity(plain, 3)
    parted = resolve(READINGS, [judge(0, 1, "different")])
    assert entity(parted, 0) != entity(parted, 1)
    joined = resolve(READINGS, [judge(0, 3, "same")])
    assert entity(joined, 0) == entity(joined, 3) == entity(joined, 1)
    (link,) = [link for link in joined.links if link.by == "Ira"]
    assert (link.verdict, link.why) == ("same", "decision D-0")


def test_who_cannot_say_keeps_them_apart_and_says_so() -> None:
    unsure = resolve(READINGS, [judge(0, 1, "unsure")])
    assert entity(unsure, 0) != entity(unsure, 1)
    assert [link.verdict for link in unsure.links if link.by == "Ira"] == ["unsure"]


def test_different_over_two_steps() -> None:
    resolved = resolve(READINGS, [judge(0, 3, "same"), judge(3, 5, "same"), judge(0, 5, "different")])
    assert entity(resolved, 0) != entity(resolved, 5)


def test_former_ids_still_resolve() -> None:
    resolved = resolve(READINGS, [judge(0, 3, "same")])
    assert resolved.aliases[ALONE[3]] == resolved.aliases[ALONE[0]] == entity(resolved, 0)


pairs = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] < p[1])


@settings(max_examples=60)
@given(st.dictionaries(pairs, st.sampled_from(["same", "different", "unsure"]), max_size=8), st.randoms())
def test_what_was_judged_different_is_never_joined_in_any_order(
    verdicts: dict[tuple[int, int], str], chance: random.Random
) -> None:
    links = [judge(*pair, verdict) for pair, verdict in sorted(verdicts.items())]
    resolved = resolve(READINGS, links)
    for (left, right), verdict in verdicts.items():
        if verdict != "same":
            assert entity(resolved, left) != entity(resolved, right)
    shuffled, mixed = list(READINGS), list(links)
    chance.shuffle(shuffled)
    chance.shuffle(mixed)
    assert resolve(shuffled, mixed) == resolved
    assert resolve(READINGS, []) == resolve(READINGS)
