"""Sites: places where people are held, one site for its many descriptions, each with its town."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Site
from habeas.places import Gazetteer
from habeas.reading.entities import find_entities
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def sites(text: str, language: str = "en") -> list[Site]:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    return find_entities(parsed, Gazetteer.load()).sites


@pytest.mark.parametrize(
    ("language", "text", "kind", "town"),
    [
        ("en", "They were held in the basement of the police station in Balakliia.", "police_station", "Balakliia"),
        ("en", "Prisoners were tortured at SIZO-2 in Taganrog.", "pretrial_prison", "Taganrog"),
        ("nl", "Ze zaten gevangen in een kelder in Koepjansk.", "basement", "Kupiansk"),
        ("uk", "Людей катували у підвалі школи в Ізюмі.", "school", "Izium"),
        ("uk", "Його тримали в таганрозькому СІЗО-2. Це Таганрог.", "pretrial_prison", "Taganrog"),
        ("ru", "Пленных держали в исправительной колонии в Торезе.", "prison_colony", "Chystiakove"),
    ],
)
def test_a_site_has_a_kind_and_a_town(language: str, text: str, kind: str, town: str) -> None:
    found = sites(text, language)
    assert [(s.kind, s.settlement) for s in found] == [(kind, town)]
    assert found[0].lat is not None
    assert found[0].precision in {"settlement", "hromada"}
    assert found[0].place


@pytest.mark.parametrize(
    "text",
    [
        "The school in Balakliia opened again in September.",
        "He was sentenced to ten years in prison by a court.",
        "The factory makes glass and employs forty people.",
    ],
)
def test_a_building_without_words_of_holding_is_no_site(text: str) -> None:
    assert sites(text) == []


def test_nouns_that_point_back_are_mentions_of_one_site() -> None:
    text = "A torture chamber was found in Izium. Forty people were held in this chamber. The place had no light."
    found = sites(text)
    assert len(found) == 1
    assert len(found[0].mentions) == 3


def test_two_towns_are_two_sites() -> None:
    found = sites("People were held in a prison in Kherson. Others were tortured in a jail in Melitopol.")
    assert [s.settlement for s in found] == ["Kherson", "Melitopol"]


def test_listed_towns_are_sites_of_the_kind_that_the_sentence_names() -> None:
    found = sites("Камери тортур, катівні, були в Ізюмі, Балаклії та Вовчанську.", "uk")
    assert [s.settlement for s in found] == ["Izium", "Balakliia", "Vovchansk"]


def test_the_unit_in_the_phrase_runs_the_site() -> None:
    text = "They were tortured in the basement of the 5th brigade near Makiivka."
    parsed = parse(Document(id="d", item="0" * 64, language="en", text=text), DETECTOR)
    entities = find_entities(parsed, Gazetteer.load())
    assert entities.sites[0].run_by == [entities.units[0].id]


def test_a_tie_between_towns_stays_a_tie() -> None:
    found = sites("People were tortured in a basement in Ivanivka.")
    assert found[0].lat is None
    assert found[0].place is None
    assert len(found[0].candidates) > 1
