"""Copies: edges between documents, with the words or facts that they share."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.corroboration import corroborate
from habeas.corroboration.meeting import FEW, meeting
from habeas.corroboration.shingles import alike, runs, words_of
from habeas.model.corroboration import Copy, Corroboration
from habeas.model.reading import Reading
from habeas.resolution import resolve
from making import report

CELLAR = {"id": "S1", "name": "cellar", "kind": "basement", "settlement": "Testove", "country": "UA"}


def prose(seed: int, words: int = 120) -> str:
    """Made-up words, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret)
    return " ".join(f"w{dice.randrange(5000)}" for _ in range(words))


def result(*readings: Reading) -> Corroboration:
    return corroborate(readings, resolve(readings))


def edge(*readings: Reading) -> Copy:
    (found,) = result(*readings).copies
    return found


def test_an_exact_copy_repeats_whatever_its_signs_and_case() -> None:
    text = prose(1)
    found = edge(report("a", text), report("b", text.upper().replace(" ", ",  ")))
    assert (found.kind, found.share) == ("repeats", 1.0)


def test_a_near_copy_shows_the_words_that_it_shares() -> None:
    text = prose(2, 200)
    one, other = report("a", text), report("b", text.replace(text.split()[100], "otherwise"))
    found = edge(one, other)
    assert found.kind == "nearly_repeats"
    assert len(found.words) == 2
    texts = {r.document.item: r.document.text for r in (one, other)}
    for shared in found.words:
        assert shared.left.of(texts[found.left]) == shared.right.of(texts[found.right])


def test_a_wire_paragraph_in_two_longer_stories_is_an_edge_and_makes_no_twins() -> None:
    wire = prose(3, 40)
    one = report("a", f"{prose(4)} {wire} {prose(5)}")
    other = report("b", f"{prose(6)} {wire} {prose(7)}")
    found = result(one, other)
    (only,) = found.copies
    assert only.kind == "reuses"
    (shared,) = only.words
    assert {shared.left.of(one.document.text), shared.right.of(other.document.text)} >= {wire}
    assert found.twins == {}


def test_what_an_unnamed_voice_says_in_copied_words_is_one_origin_wherever_it_stands() -> None:
    words = f"{prose(8, 30)} the men were beaten in the cellar {prose(9, 30)}"
    claim = {"words": "men were beaten in the cellar", "type": "torture.beating", "site": "S1"}

    def told(name: str, text: str, *voice: str) -> Reading:
        return report(name, text, sites=[CELLAR], claims=[{**claim, "attribution": list(voice)}])

    one = told("a", f"{prose(10)} {words}", "anon:former detainee")
    other = told("b", f"{words} {prose(11)} cellar", "anon:former detainee")
    apart = told("c", f"{prose(12)} the men were beaten in the cellar {prose(13)}", "anon:former detainee")
    assert len(set(result(one, other).origin_of.values())) == 1
    assert len(set(result(one, apart).origin_of.values())) == 2


def test_the_outlet_that_was_first_is_the_origin_of_what_both_print() -> None:
    words = f"{prose(14, 30)} the men were beaten in the cellar {prose(15, 30)}"
    claim = {"words": "men were beaten in the cellar", "type": "torture.beating", "site": "S1", "attribution": []}
    late = report("a", f"{words} {prose(16)}", published="2023-02-02", publisher="Late", sites=[CELLAR], claims=[claim])
    first = report(
        "b", f"{prose(17)} {words}", published="2023-01-01", publisher="First", sites=[CELLAR], claims=[claim]
    )
    (both,) = result(late, first).origins
    (alone,) = result(first).origins
    assert both.voice == alone.voice


ACTS = (
    "detention.unlawful",
    "torture.beating",
    "torture.suspension",
    "conditions.cold",
    "coercion.confession",
    "find.bodies",
)


def story(name: str, language: str, numbers: list[int], acts: tuple[str, ...] = ACTS, **more: Any) -> Reading:
    """A story of six sentences, one claim each, in words of its own; some name a number."""
    sentences = [
        f"{prose(hash_of(name) + i, 8)} act{i} {numbers[i] if i < len(numbers) else ''}." for i in range(len(acts))
    ]
    claims = [
        {"words": f"act{i}", "type": act, "site": "S1", "attribution": more.get("voice", ["anon:former detainee"])}
        for i, act in enumerate(acts)
    ]
    parts = {key: value for key, value in more.items() if key != "voice"}
    names = " ".join(person["name"] for person in parts.get("people", []))
    return report(
        name, f"{' '.join(sentences)} {names} cellar", language=language, sites=[CELLAR], claims=claims, **parts
    )


def hash_of(name: str) -> int:
    return sum(map(ord, name)) * 1000


def test_a_translation_is_found_by_its_facts_and_shows_them() -> None:
    one, other = story("a", "en", [17, 436, 52]), story("b", "uk", [17, 436, 52])
    found = edge(one, other)
    assert found.kind == "translates"
    assert len(found.claims) == len(ACTS)
    assert found.figures == ["17", "436", "52"]


def test_the_same_facts_in_another_order_or_with_other_numbers_are_no_translation() -> None:
    one = story("a", "en", [17, 436, 52])
    assert result(one, story("b", "uk", [18, 437, 53])).copies == []
    assert result(one, story("b", "uk", [52, 436, 17], ACTS[::-1])).copies == []


def test_two_names_at_the_same_place_of_one_story_may_be_one_person_and_two_stories_are_two() -> None:
    def told(name: str, language: str, person: str, numbers: list[int]) -> Reading:
        people = [{"id": "P1", "name": person, "roles": ["victim", "witness"]}]
        return story(name, language, numbers, people=people, voice=["P1"])

    one, again = told("a", "en", "Vira Vyhadko", [17, 436, 52]), told("b", "ru", "Олена Нікчемна", [17, 436, 52])
    other = told("c", "ru", "Олена Нікчемна", [23, 8, 99])
    assert [len(origin.maybe_same) for origin in result(one, again).origins] == [1, 1]
    assert [len(origin.maybe_same) for origin in result(one, other).origins] == [0, 0]


def test_a_text_that_many_copy_has_few_edges_for_each() -> None:
    text = prose(20, 60)
    readings = [report(f"r{i}", f"{prose(100 + i, 90)} {text} {prose(300 + i, 90)}") for i in range(40)]
    found = result(*readings)
    assert len(found.copies) <= 8 * len(readings)
    groups = {r.document.item: {r.document.item} for r in readings}
    for one in found.copies:
        joined = groups[one.left] | groups[one.right]
        groups.update(dict.fromkeys(joined, joined))
    assert max(map(len, groups.values())) == len(readings)


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.lists(st.sampled_from("abcde"), max_size=60))
@settings(deadline=None)
def test_runs_stand_in_both_texts_and_cover_no_word_twice(one: list[str], other: list[str]) -> None:
    left, right = words_of(" ".join(one)), words_of(" ".join(other))
    found = runs(left, right)
    for run in found:
        assert one[run.left : run.left + run.length] == other[run.right : run.right + run.length]
        assert run.length > 0
    assert all(before.left + before.length <= after.left for before, after in pairwise(found))
    assert bool(found) == bool(alike(left, right)) or not len(left.shingles)


@pytest.mark.parametrize("holders", [2, FEW, FEW + 1, 50])
def test_all_that_share_a_key_meet_over_some_steps(holders: int) -> None:
    keys = [words_of(prose(30) if i < holders else prose(31 + i)).anchors for i in range(holders + 3)]
    pairs = list(meeting(keys, least=2))
    assert pairs == sorted(pairs)
    reached = {0}
    for one, other in pairs:
        assert one < other < holders
        reached |= {one, other}
    assert reached == set(range(holders))
    assert len(pairs) <= FEW * holders


def test_the_order_of_arrival_changes_no_edge() -> None:
    text = prose(40, 200)
    readings = [report(f"r{i}", f"{prose(41 + i, 5 * i)} {text[i * 40 :]}") for i in range(8)]
    found = result(*readings)
    assert found.copies
    for seed in range(3):
        random.Random(seed).shuffle(readings)  # noqa: S311  (nothing secret)
        assert result(*readings) == found
