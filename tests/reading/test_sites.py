"""Sites: places where people are held, one site for its many descriptions, each with its town."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Site
from habeas.places import Gazetteer
from habeas.reading.entities.finding import find_entities
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


def test_towns_of_a_sentence_of_findings_are_sites_unless_told_of_otherwise() -> None:
    found = sites("Soldiers fled Mariupol and Bucha first and inside Isium were discovered common pits and horrors.")
    assert [(s.settlement, s.kind) for s in found] == [
        ("Mariupol", "unknown"),
        ("Bucha", "unknown"),
        ("Izium", "unknown"),
    ]
    assert sites("After Mariupol and Bucha, Izium is the next name for the horrors of this war.") == []


def test_another_place_is_another_site() -> None:
    found = sites("A torture chamber stood in Izium. Forty men were held in another torture chamber.")
    assert len(found) == 2


def test_what_a_line_with_a_colon_introduces_lies_where_it_says() -> None:
    text = "In November soldiers in Novosibirsk rose up:\n\nThey smashed the barracks in which the men were held."
    assert [s.settlement for s in sites(text)] == ["Novosibirsk"]


def test_the_grounds_of_a_formation_are_a_base_in_the_region_that_is_named() -> None:
    text = "In de Nizhny Novgorod regio, op het terrein van het 47e regiment, werden mannen vastgehouden."
    assert [(s.kind, s.admin1, s.lat) for s in sites(text, "nl")] == [("military_base", "Nizhny Novgorod Oblast", None)]


def test_a_duration_is_no_part_of_a_description() -> None:
    text = "He was held in the cellar of the school in Bucha for three weeks."
    assert [m.of(text) for m in sites(text)[0].mentions] == ["the cellar of the school in Bucha"]


def test_a_text_mostly_about_no_town_gives_no_position() -> None:
    text = "They came from Kharkiv, Lviv and Odesa.\n\nMen were held in a pit.\n\nNone saw Poltava again."
    assert [(s.kind, s.lat) for s in sites(text)] == [("pit", None)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "town", "country"),
    [
        ("en", "Men held in Sednaya were beaten by the guards.", "prison_colony", "Saydnaya", "SY"),
        ("en", "She was interrogated in Evin for a month.", "prison_colony", "Tehran", "IR"),
        ("nl", "In El Helicoide werden gevangenen gemarteld.", "government_building", "Caracas", "VE"),
        ("ru", "Пленных пытали в таганрогском СИЗО-2.", "pretrial_prison", "Taganrog", "RU"),
        ("uk", "Полонених катували в Оленівці.", "prison_colony", "Olenivka", "UA"),
    ],
)
def test_well_known_places_are_found_by_name(language: str, text: str, kind: str, town: str, country: str) -> None:
    found = sites(text, language)
    assert [(s.kind, s.settlement, s.country) for s in found] == [(kind, town, country)]
    assert found[0].lat is not None


def test_a_town_of_a_known_place_is_no_site_where_nobody_is_held() -> None:
    assert sites("The factory in Zhodzina builds trucks for the mines of half the world.") == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "en",
            "He showed us the school where they had been kept for weeks, and wept.",
            "the school where they had been kept",
        ),
        ("ru", "Их увезли в тюрьму, устроенную захватчиками, и били.", "тюрьму, устроенную захватчиками"),
        ("uk", "Це підвал, де тримали заручників.", "підвал, де тримали заручників"),
        (
            "de",
            "Sie wurden im Gefängnis gehalten, in dem schon hundert Menschen sassen.",
            "Gefängnis",
        ),
        (
            "de",
            "Er sass in einer Haftanstalt, die der Geheimdienst betreibt.",
            "einer Haftanstalt, die der Geheimdienst betreibt",
        ),
        (
            "fr",
            "Il a été détenu dans les geôles que tiennent les services secrets.",
            "les geôles que tiennent les services secrets",
        ),
        ("fr", "On le torturait dans une cave tenue par la milice.", "une cave tenue par la milice"),
        (
            "pl",
            "Trzymano go w więzieniu, które prowadzi służba bezpieczeństwa.",
            "więzieniu, które prowadzi służba bezpieczeństwa",
        ),
        ("pl", "Jeńców torturowano w areszcie, położonym za miastem.", "areszcie, położonym za miastem"),
    ],
)
def test_a_clause_that_tells_which_place_belongs_to_the_mention(language: str, text: str, words: str) -> None:
    mentions = [m.of(text) for s in sites(text, language) for m in s.mentions]
    assert any(words in m for m in mentions)


def test_nouns_that_follow_a_comma_are_no_clause() -> None:
    text = "Gefangene kamen in das Gefängnis, die Schule und den Hof."
    assert "das Gefängnis" in [m.of(text) for s in sites(text, "de") for m in s.mentions]


def test_a_numbered_prison_is_not_the_known_one_before_it() -> None:
    found = sites("Сначала его держали в Еленовке. Через год его пытали в СИЗО №2, где сидели и другие пленные.", "ru")
    assert [s.kind for s in found] == ["prison_colony", "pretrial_prison"]


def test_two_buildings_of_one_sentence_are_two_sites() -> None:
    text = (
        "Hostages were held in a church in Izium and tortured in a restaurant in Izium. Prisoners were beaten in both."
    )
    assert len(sites(text)) == 2


def test_many_places_are_one_site_apart_from_the_single_one() -> None:
    text = "They were tortured in a prison in Kherson. Thousands are held in other prisons, and tortured there."
    found = sites(text)
    assert len(found) == 2
    assert found[0].settlement == "Kherson"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They were held in one of the largest prisons of Kherson. Many were tortured in other prisons."),
        ("nl", "Ze zaten gevangen in een van de grootste gevangenissen. Daar werden ze gemarteld."),
        ("uk", "Їх тримали в одній із найбільших катівень. Там їх катували."),
        ("ru", "Их держали в одной из крупнейших тюрем. Там их пытали."),
    ],
)
def test_one_of_many_places_is_a_single_one(language: str, text: str) -> None:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    found = find_entities(parsed, Gazetteer.load())
    assert found.sites[0].id not in found.collective
    assert found.sites[0].mentions[0].of(text).startswith(("one of", "een van", "одній із", "одной из"))
