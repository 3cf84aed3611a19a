"""Texts about other countries: their villages are meant, and those of Ukraine that are called alike are not."""

import pytest

from habeas.places import Gazetteer
from habeas.places.countries import about, country_of

GAZETTEER = Gazetteer.load()
HOME = frozenset({"UA", "RU", "BY"})


def towns(text: str) -> dict[str, str]:
    return {text[n.passage.start : n.passage.end]: n.matches[0].place.country for n in GAZETTEER.scan(text)}


@pytest.mark.parametrize(
    ("word", "country"),
    [("Sudan", "SD"), ("Soedan", "SD"), ("Лівії", "LY"), ("Сирии", "SY"), ("Myanmar", "MM"), ("Birmanie", "MM")],
)
def test_names_of_countries_are_known_in_their_cases(word: str, country: str) -> None:
    assert country_of(word) == country


def test_a_word_that_only_begins_like_a_country_is_none() -> None:
    assert country_of("Sudanese") is None
    assert country_of("Maliva") is None


def test_a_text_about_a_country_means_its_small_towns() -> None:
    found = towns("Survivors from Kutum and Zalingei spoke. In Sudan, in the town of Nyala, a prison was opened.")
    assert {name: found.get(name) for name in ("Kutum", "Zalingei", "Nyala")} == {
        "Kutum": "SD",
        "Zalingei": "SD",
        "Nyala": "SD",
    }


def test_without_the_country_a_small_town_abroad_is_not_meant() -> None:
    assert "Ghadames" not in towns(
        "Survivors from Ghadames spoke in Kharkiv, and so did those from Izium and Kupiansk."
    )


def test_a_foreign_spelling_is_no_ukrainian_village_in_a_text_from_elsewhere() -> None:
    found = towns("Des migrants ont été battus à Zaouïa. La Libye nie; à Tripoli, la Libye enquête.")
    assert found.get("Zaouïa") == "LY"


def test_the_one_mention_of_a_country_beside_many_of_home_changes_nothing() -> None:
    told = about(["UA", "UA", "UA", "SY"], HOME)
    assert (told.countries, told.abroad) == (HOME, frozenset())


def test_a_country_named_as_often_as_home_is_what_the_text_is_about() -> None:
    assert about(["SY", "SY", "UA"], HOME).countries == frozenset({"SY"})
    assert about(["SY", "SY", "UA", "UA", "RU"], HOME).countries == HOME | {"SY"}
