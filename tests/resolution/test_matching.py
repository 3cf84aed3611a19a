"""The matchers of people, units and sites: what they must say of plain cases, what holds of every pair, and the floors."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.resolution.matching import PersonName, SiteName, UnitName, same_person, same_site, same_unit
from habeas.resolution.matching.units import known_units

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import matching  # the measure of the bench, so that test and figures cannot differ

FLOORS = {"people": (0.97, 0.95), "units": (0.93, 0.93), "sites": (0.85, 0.85)}
"""Precision and F1 on the held-out half."""
LEAST = {"people": 1000, "units": 200, "sites": 300}


def person(one: str, other: str) -> str:
    return same_person(PersonName(one), PersonName(other)).judgement


@pytest.mark.parametrize("kind", FLOORS)
def test_the_held_out_pairs_reach_the_floors(kind: str) -> None:
    every = list(matching.pairs(kind))
    assert len(every) >= LEAST[kind]
    assert sum(p.label != "same" for p in every) >= 0.4 * len(every)
    held = [pair for pair in every if pair.held_out]
    said = [matching.ours(pair).judgement == "same" for pair in held]
    true = sum(s and p.label == "same" for p, s in zip(held, said, strict=True))
    precision, recall = true / sum(said), true / sum(p.label == "same" for p in held)
    assert precision >= FLOORS[kind][0]
    assert 2 * precision * recall / (precision + recall) >= FLOORS[kind][1]


@pytest.mark.parametrize(
    ("one", "other", "judgement"),
    [
        ("Сергія Вигаденка", "Sergej Wyhadenko", "same"),
        ("Mykola Vyhadenko", "Nikolai Vyhadenko", "same"),
        ("Вигаденко С. І.", "Serhii Ivanovych Vyhadenko", "same"),
        ("Олександр Вигаденко", "Олександра Вигаденко", "different"),
        ("Олександра Вигадана", "Oleksandr Vyhadan", "same"),
        ("Іван Петрович Вигаденко", "Иван Павлович Выгаденко", "different"),
        ("Петро Вигаденко", "Petro Vyhadunko", "different"),
        ("Вигаденко", "Сергій Вигаденко", "unsure"),
        ("Сергій Іванович", "Sergei Ivanovich", "unsure"),
    ],
)
def test_people(one: str, other: str, judgement: str) -> None:
    assert person(one, other) == judgement


def test_the_year_of_birth_speaks_last() -> None:
    names = [PersonName("Петро Вигаденко", born=year) for year in (1970, "1970-05-02", 1971, 1980)]
    assert [same_person(names[0], other).judgement for other in names] == ["same", "same", "unsure", "different"]


def test_one_who_suffered_is_not_said_to_have_done_it() -> None:
    sides = [PersonName("Петро Вигаденко", role=role) for role in ("victim", "alleged_perpetrator")]
    assert same_person(*sides).judgement == "unsure"


def test_more_evidence_scores_higher_and_nothing_saturates() -> None:
    full = "Сергій Іванович Вигаденко"
    pairs = [("С. Вигаденко", full), ("Sergei Vyhadenko", full), (full, full)]
    scores = [same_person(PersonName(a), PersonName(b)).score for a, b in pairs]
    scores.append(same_person(PersonName(full, born=1970), PersonName(full, born=1970)).score)
    scores.append(same_person(PersonName(full, 1970, "official"), PersonName(full, 1970, "official")).score)
    assert scores == sorted(set(scores))
    assert scores[-1] < 1


def test_a_public_unit_number_is_the_formation() -> None:
    verdict = same_unit(UnitName("в/ч 51460"), UnitName("64 ОМСБр"))
    assert verdict.judgement == "same"
    assert "https://" in verdict.why[0]
    assert all(unit.source.startswith("https://") for unit in known_units())
    assert len({unit.code for unit in known_units()}) == len(known_units())


def test_a_part_is_not_the_whole_and_the_reason_says_so() -> None:
    unit = same_unit(UnitName("2nd battalion of the 64th brigade"), UnitName("64-та бригада"))
    site = same_site(SiteName("cell of the police station", "Izium"), SiteName("відділ поліції", "Ізюм"))
    assert (unit.judgement, site.judgement) == ("different", "different")
    assert "part of" in unit.why[0]
    assert "part of" in site.why[0]


TEXT = st.text(max_size=40)
PARTS = """A B І О С J Олександра Коваля Коваль Wyhadenko Вигаденко Ivanovych Іванівна І. «Кеп» 64 бригада 2nd battalion в/ч
51460 school № підвал Izium полк , ( )"""
NAMES = st.lists(st.sampled_from(PARTS.split()), max_size=6).map(" ".join)
ANY = st.one_of(TEXT, NAMES)


@settings(max_examples=150, deadline=None)
@given(ANY, ANY)
def test_which_name_comes_first_changes_nothing(one: str, other: str) -> None:
    for form, judge in ((PersonName, same_person), (UnitName, same_unit), (SiteName, same_site)):
        there, back = judge(form(one), form(other)), judge(form(other), form(one))  # type: ignore[arg-type]
        assert (there.judgement, there.score) == (back.judgement, back.score)
        assert 0 <= there.score < 1
        assert there.why


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_no_name_is_another_than_itself(name: str) -> None:
    assert same_person(PersonName(name), PersonName(name)).judgement != "different"
    assert same_unit(UnitName(name), UnitName(name)).judgement != "different"
    assert same_site(SiteName(name), SiteName(name)).judgement != "different"
