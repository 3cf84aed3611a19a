"""A team's own places win over the gazetteer; a bad line loses only itself."""

from pathlib import Path

import pytest

from habeas.model.errors import HabeasError
from habeas.places import Gazetteer
from habeas.places.asking import ask

GAZETTEER = Gazetteer.load()


def own(folder: Path, *lines: str) -> Gazetteer:
    file = folder / "places.csv"
    file.write_text("\n".join(["name,aliases,latitude,longitude,country,region", *lines]) + "\n", "utf-8")
    return GAZETTEER.with_own(file)


def test_without_a_file_the_gazetteer_stays_as_it_is(tmp_path: Path) -> None:
    assert GAZETTEER.with_own(tmp_path / "places.csv") is GAZETTEER


def test_a_new_place_is_found_by_name_alias_case_and_sound(tmp_path: Path) -> None:
    places = own(tmp_path, "Кам’яна Вежа,Stone Tower;Вежиця,49.5,36.5,UA,Kharkiv Oblast")
    for name in ("Кам’яна Вежа", "Stone Tower", "Вежиці", "Stonne Tover"):
        (match, *_) = places.find(name)
        assert (match.place.name, match.place.lat, match.place.country) == ("Кам’яна Вежа", 49.5, "UA"), name
    assert places.place(match.place.id) == match.place


def test_it_wins_over_a_namesake(tmp_path: Path) -> None:
    places = own(tmp_path, "Izium,,48.1,38.2,UA,")
    assert [m.place.lat for m in places.find("Izium")] == [48.1]
    assert [m.place.lat for m in GAZETTEER.find("Izium")] != [48.1]


def test_a_line_without_position_names_a_known_place(tmp_path: Path) -> None:
    places = own(tmp_path, "Izium,Buchstadt;Ізюмка")
    assert places.find("Buchstadt")[0].place == GAZETTEER.find("Izium")[0].place


def test_running_text_believes_it_without_a_cue(tmp_path: Path) -> None:
    places = own(tmp_path, "Правда,,49.5,36.5,UA,")
    text = "Правда мовчала три дні."
    assert [s.matches[0].place.lat for s in places.scan(text)] == [49.5]
    assert GAZETTEER.scan(text) == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Nowhereville,,,,,", "in no gazetteer"),
        ("Оленівка,,,,,", "may be"),
        ("Somewhere,,91,0,UA,", "no position"),
        ("Somewhere,,north,0,UA,", "no number"),
        ("Somewhere,,1,1,Ukraine,", "no country"),
        (",x,1,1,UA,", "no name"),
    ],
)
def test_a_bad_line_is_told_of_and_loses_nothing_else(tmp_path: Path, line: str, why: str) -> None:
    places = own(tmp_path, line, "Good,,1,1,UA,")
    (told,) = places.own.refused
    assert why in told
    assert "line 2" in told
    assert places.find("Good")[0].place.lat == 1.0


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"place\nIzium\n", b"name\n" + b'"' + b"x" * 200_000])
def test_a_file_that_is_no_table_is_one_clear_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "places.csv").write_bytes(data)
    with pytest.raises(HabeasError, match=r"places\.csv") as raised:
        GAZETTEER.with_own(tmp_path / "places.csv")
    assert "\n" not in str(raised.value)


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_bytes("\ufeffName;Latitude;Longitude\nHüttendorf;49,5;36,5\n".encode())
    assert GAZETTEER.with_own(tmp_path / "places.csv").find("Hüttendorf")[0].place.lat == 49.5


def test_a_sentence_decides_between_namesakes_and_whether_a_place_is_meant() -> None:
    sentence = "Колонія в Оленівці під Донецьком."
    assert ask(GAZETTEER, "Оленівці", sentence=sentence)[0].place.admin1 == "Donetsk Oblast"
    assert ask(GAZETTEER, "Petrova", sentence="Yulia Petrova was beaten.") == []
    assert ask(GAZETTEER, "Saydnaya")[0].place.country == "SY"
    assert ask(GAZETTEER, "Ivan") == []


def test_an_ending_of_possession_belongs_to_no_name() -> None:
    assert ask(GAZETTEER, "Kupianks'") == []
    assert ask(GAZETTEER, "Charkiws", language="de")[0].place.name == "Kharkiv"
    assert ask(GAZETTEER, "Kherson's", language="en")[0].place.name == "Kherson"
