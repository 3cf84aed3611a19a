"""What a site is called: its own name, else its kind and where it stands, else the words of the text."""

from typing import Any

import pytest

from habeas.corroboration import corroborate
from habeas.model.covering import Covering
from habeas.model.reading import Reading
from habeas.model.register import SiteRow
from habeas.places import Gazetteer
from habeas.register import assemble
from habeas.resolution import resolve
from making import Covers, report


def sites(*readings: Reading, covering: Covering | None = None) -> list[SiteRow]:
    resolution = resolve(readings)
    return assemble("test", "0", readings, resolution, corroborate(readings, resolution), covering or Covers()).sites


def name(words: str, language: str = "en", text: str = "They were held in {}, he said.", **site: Any) -> str:
    """What the only site of a report is called that names it with `words`."""
    (row,) = sites(report("r", text.format(words), language=language, sites=[{"id": "S1", "name": words, **site}]))
    assert words in {n.text for n in row.names}
    return row.name


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("the prison “Lumina”", "en", "Lumina, Testove"),
        ("колонія «Люміна»", "uk", "Люміна, Testove"),
        ("the Velikan plant", "en", "Velikan plant, Testove"),
        ("SIZO-9 in Testove", "en", "SIZO-9, Testove"),
        ("следственном изоляторе СИЗО № 9", "ru", "СИЗО-9, Testove"),
        ("correctional colony No. 77", "en", "Prison or penal colony No. 77, Testove"),
        ("виправна колонія №77", "uk", "Prison or penal colony No. 77, Testove"),
        ("a house on Verbova Street", "en", "Prison or penal colony, Verbova Street, Testove"),
        ("будинок на вулиці Вербовій 5", "uk", "Prison or penal colony, вулиці Вербовій 5, Testove"),
        ("the Testove prison", "en", "Prison or penal colony, Testove"),
        ("the Russian prison in Kharkiv", "en", "Prison or penal colony, Testove"),
        ("das Gefängnis am Rand", "de", "Prison or penal colony, Testove"),
        ("a cell that he shared with twelve other men for a whole week", "en", "Prison or penal colony, Testove"),
    ],
)
def test_a_proper_name_comes_before_the_kind_of_place(words: str, language: str, expected: str) -> None:
    assert name(words, language, kind="prison_colony", settlement="Testove") == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"kind": "police_station", "settlement": "Testove", "admin1": "Testova Oblast"}, "Police station, Testove"),
        ({"kind": "unknown", "settlement": "Testove"}, "Place of detention, Testove"),
        ({"kind": "other", "settlement": "Testove"}, "Place of detention, Testove"),
        ({"kind": "basement", "admin1": "Testova Oblast", "country": "UA"}, "Basement, Testova Oblast"),
        ({"kind": "basement", "country": "UA"}, "Basement, Ukraine"),
        ({"kind": "basement", "country": "ZZ"}, "Basement, ZZ"),
        ({"kind": "basement"}, "Basement (“Cellar”)"),
        ({"kind": "unknown"}, "“Cellar”"),
    ],
)
def test_without_one_the_kind_and_the_nearest_that_is_told_name_it(site: dict[str, str], expected: str) -> None:
    assert name("the cellar", **site) == expected


@pytest.mark.parametrize("words", ["25 torture chambers", "at least ten torture chambers"])
def test_many_places_at_once_are_called_so(words: str) -> None:
    claim = {
        "type": "count.sites", "words": words, "site": "S1", "count": {"op": "exactly", "n": 25, "of": "sites"},
    }  # fmt: skip
    site = {"id": "S1", "name": words, "kind": "unknown", "admin1": "Testova Oblast"}
    (row,) = sites(report("r", f"Police found {words}.", sites=[site], claims=[claim]))
    assert row.name == "Several places, Testova Oblast"


def test_a_plural_without_a_town_is_many_places_and_with_a_known_kind_is_not() -> None:
    assert name("torture chambers", kind="unknown") == "Several places (“Torture chambers”)"
    assert name("катівень", "uk", kind="unknown", admin1="Testova Oblast") == "Several places, Testova Oblast"
    assert name("the police stations", kind="police_station", settlement="Testove") == "Police station, Testove"


def test_names_of_others_who_stand_in_the_words_name_no_site() -> None:
    words = "the prison of the Velikan Brigade"
    reading = report(
        "r",
        f"They were held in {words}.",
        sites=[{"id": "S1", "name": words, "kind": "prison_colony", "settlement": "Testove"}],
        units=[{"id": "U1", "name": "Velikan Brigade"}],
    )
    assert sites(reading)[0].name == "Prison or penal colony, Testove"
    assert sites(reading, covering=Covers("Velikan"))[0].name == "Prison or penal colony, Testove"


def test_words_with_a_cover_head_no_row() -> None:
    site = {"id": "S1", "name": "house of Vira Vyhadko", "kind": "residential", "settlement": "Testove"}
    (row,) = sites(report("r", "The house of Vira Vyhadko.", sites=[site]), covering=Covers("Vira Vyhadko"))
    assert row.name == "Dwelling, Testove"


def test_sites_that_would_share_a_name_are_told_apart_by_their_own_words() -> None:
    rooms = [
        {"id": "S1", "name": "the red room", "kind": "unknown", "settlement": "Testove"},
        {"id": "S2", "name": "the garden shed", "kind": "unknown", "settlement": "Testove"},
    ]
    rows = sites(report("r", "Some were held in the red room, some in the garden shed.", sites=rooms))
    assert {row.name for row in rows} == {
        "Place of detention, Testove (“the red room”)",
        "Place of detention, Testove (“the garden shed”)",
    }


class Namesake(Covers):
    """A covering that puts the label of a person."""

    def line(self, words: str, item: str | None = None) -> str:
        """The words with the label for every given one."""
        return super().line(words, item).replace("█", "Person 7K3F")


def test_a_village_whose_name_somebody_bears_stays_covered_and_heads_no_row() -> None:
    town = Gazetteer.load().find("Kupiansk")[0].place
    site = {"id": "S1", "name": "the cellar", "kind": "basement", "settlement": town.name, "place": town.id}
    (row,) = sites(report("r", "the cellar", sites=[{**site, "admin1": town.admin1}]), covering=Namesake(town.name))
    assert (row.settlement, row.name) == ("Person 7K3F", f"Basement, {town.admin1}")


def test_a_town_under_its_name_in_the_gazetteer_is_not_covered_as_a_mere_capital() -> None:
    town = Gazetteer.load().find("Kupiansk")[0].place
    site = {"id": "S1", "name": "the cellar", "kind": "basement", "settlement": town.name, "admin1": town.admin1}
    everything = Covers(town.name, "Kharkiv")
    known = report("r", "the cellar", sites=[{**site, "place": town.id}])
    assert (row := sites(known, covering=everything)[0]).settlement == town.name
    assert (row.admin1, row.name) == (town.admin1, f"Basement, {town.name}")
    for other in ({}, {"place": "UA00000000000000000"}, {"place": town.id, "settlement": f"{town.name} Kharkiv"}):
        (row,) = sites(report("r", "the cellar", sites=[{**site, **other}]), covering=everything)
        assert "Kupiansk" not in f"{row.settlement} {row.name}"
