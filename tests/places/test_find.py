"""Look-up by name: spellings of many languages, cases, ties, and words that are no places."""

import pytest

from habeas.places import ATTRIBUTION, Context, Gazetteer, best

GAZETTEER = Gazetteer.load()


def one(name: str, context: Context | None = None) -> str:
    place = best(GAZETTEER.find(name, context=context))
    return place.name if place else ""


@pytest.mark.parametrize(
    ("place", "spellings"),
    [
        ("Kupiansk", "Kupiansk Kupyansk Kubyansk Koepjansk Kupjansk Koupiansk Kupiańsk Купянск Куп’янськ Куп'янськ"),
        ("Izium", "Izium Isium Izjoem Izyum Isjum Izioum Изюм Ізюм"),
        ("Balakliia", "Balakliia Balakliya Balaklija Balakleya Балаклея Балаклія"),
        ("Kharkiv", "Kharkiv Kharkov Charkow Charkov Charkiv Харьков Харків"),
        ("Bucha", "Boetsja Butscha Boutcha Bucza"),
        ("Mariupol", "Marioepol Marioupol Мариуполь"),
        ("Makiivka", "Makeevka Makiivka Makijivka Макеевка"),
        ("Vovchansk", "Volchansk Woltschansk Vovtsjansk Волчанск"),
        ("Krasnohorivka", "Krasnohorivka Krasnogorovka Красногоровка"),
        ("Bakhmut", "Artemivsk Bakhmut Артёмовск Bachmoet"),
        ("Novosibirsk", "Novosibirsk Nowosibirsk Новосибирск"),
    ],
)
def test_spellings_of_many_languages_find_the_place(place: str, spellings: str) -> None:
    assert {spelling: one(spelling) for spelling in spellings.split()} == dict.fromkeys(spellings.split(), place)


@pytest.mark.parametrize("name", ["Kozacha Lopan", "Kazachya Lopan", "Koschai Lopan", "Козачої Лопані"])
def test_names_of_two_words_are_compared_word_by_word(name: str) -> None:
    assert one(name) == "Kozacha Lopan"


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("у Куп'янську", "Kupiansk"),
        ("Балаклее", "Balakliia"),
        ("під Ізюмом", "Izium"),
        ("Макіївці", "Makiivka"),
        ("Запоріжжям", "Zaporizhzhia"),
        ("Харкова", "Kharkiv"),
        ("Києві", "Kyiv"),
        ("Нижнем Новгороде", "Nizhny Novgorod"),
        ("Ростове-на-Дону", "Rostov-on-Don"),
        ("Старом Осколе", "Stary Oskol"),
        ("куп'янський", "Kupiansk"),
        ("харківській", "Kharkiv"),
        ("саратовской", "Saratov"),
        ("місто Ізюм", "Izium"),
    ],
)
def test_declined_names_and_adjectives_find_the_place(form: str, place: str) -> None:
    assert one(form) == place


@pytest.mark.parametrize(
    "word",
    [
        "Gerashchenko",
        "Kremlin",
        "Petrova",
        "Frolov",
        "Uvarova",
        "Korchagin",
        "Nazis",
        "Platform",
        "Human",
        "Ivan",
        "Anna",
        "Зеленський",
    ],
)
def test_surnames_and_words_are_no_places(word: str) -> None:
    assert GAZETTEER.find(word) == []


@pytest.mark.parametrize("name", ["Kremlin", "Gerashchenko", "Platform", "Nazis"])
def test_a_cue_does_not_turn_a_strange_word_into_a_place(name: str) -> None:
    assert GAZETTEER.find(name, context=Context(place_cue=True)) == []


def test_namesakes_tie_until_a_region_decides() -> None:
    matches = GAZETTEER.find("Оленівка")
    assert best(matches) is None
    assert len(matches) > 20
    assert {m.score for m in matches[:2]} == {matches[0].score}
    inside = best(GAZETTEER.find("Olenivka, Donetsk Oblast"))
    assert inside is not None
    assert (inside.admin1, inside.precision) == ("Donetsk Oblast", "point")
    assert best(GAZETTEER.find("Yelenovka")) is None


def test_places_near_by_decide_between_namesakes() -> None:
    (kupiansk, *_) = [m.place for m in GAZETTEER.find("Kupiansk")]
    near = best(GAZETTEER.find("Шевченкове", context=Context(near=(kupiansk,))))
    assert near is not None
    assert near.admin1 == "Kharkiv Oblast"


def test_a_region_near_by_does_not_move_a_well_known_city_but_one_in_its_name_does() -> None:
    rostov = frozenset(m.place.id for m in GAZETTEER.region("Ростовская область"))
    assert rostov == {"RU-ROS"}
    moved = best(GAZETTEER.find("Donetsk, Rostov Oblast"))
    kept = best(GAZETTEER.find("Donetsk", context=Context(regions=rostov)))
    assert moved is not None
    assert kept is not None
    assert (moved.admin1, kept.admin1) == ("Rostov Oblast", "Donetsk Oblast")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Харківської області", "Kharkiv Oblast"),
        ("Харківщині", "Kharkiv Oblast"),
        ("Kharkiv region", "Kharkiv Oblast"),
        ("Oblast Charkiw", "Kharkiv Oblast"),
        ("regio Charkov", "Kharkiv Oblast"),
        ("Нижегородская область", "Nizhny Novgorod Oblast"),
        ("Луганской области", "Luhansk Oblast"),
        ("Чечне", "Chechnya"),
        ("Криму", "Autonomous Republic of Crimea"),
        ("Ізюмського району", "Iziumskyi Raion"),
    ],
)
def test_regions_are_found_in_any_case(text: str, region: str) -> None:
    assert [m.place.name for m in GAZETTEER.region(text)] == [region]


@pytest.mark.parametrize("name", ["Simferopol", "Sevastopol", "Donetsk", "Mariupol", "Yalta", "Enerhodar"])
def test_occupied_places_stay_in_ukraine(name: str) -> None:
    matches = GAZETTEER.find(name)
    assert matches[0].place.country == "UA"


def test_positions_say_what_they_are() -> None:
    hrakove = GAZETTEER.find("Hrakove")
    assert {m.place.precision for m in hrakove} == {"hromada"}
    (city,) = GAZETTEER.find("Vovchansk")[:1]
    assert city.place.precision == "point"
    assert city.place.lat == pytest.approx(50.29, abs=0.05)


def test_a_place_is_found_again_by_its_id() -> None:
    for name in ("Kupiansk", "Minsk", "Taganrog"):
        place = GAZETTEER.find(name)[0].place
        assert GAZETTEER.place(place.id) == place
    assert GAZETTEER.place("UA00") is None
    assert GAZETTEER.place("zz") is None


@pytest.mark.parametrize("name", ["", " ", "x", "-", "(", "()", "a" * 5000, "\x00", "Ізюм" * 40, ",,,", "((Ізюм))"])
def test_hostile_names_find_nothing_and_raise_nothing(name: str) -> None:
    assert GAZETTEER.find(name) == []


def test_the_sources_are_named() -> None:
    assert "GeoNames" in ATTRIBUTION
    assert "CC BY 4.0" in ATTRIBUTION
    assert "KATOTTG" in ATTRIBUTION
