"""Units: numbered formations in every order, numbers of units, and armed agencies; plain soldiers are none."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Unit
from habeas.reading.entities.finding import find_entities
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def units(text: str, language: str) -> list[Unit]:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    return find_entities(parsed).units


@pytest.mark.parametrize(
    ("language", "text", "words", "kind"),
    [
        ("en", "Soldiers of the 5th Motorized Rifle Brigade guarded them.", "5th Motorized Rifle Brigade", "brigade"),
        ("en", "The prison was run by the FSB and its local helpers.", "FSB", "agency"),
        ("en", "He served in unit 40463 until the spring of that year.", "unit 40463", "other"),
        ("nl", "De 5e brigade hield de mannen vast in een kelder.", "5e brigade", "brigade"),
        ("uk", "Військові 110-ї бригади тримали людей у підвалі.", "110-ї бригади", "brigade"),
        ("uk", "Це 488-й мотострілковий полк російської армії.", "488-й мотострілковий полк", "regiment"),
        ("ru", "Он служил в в/ч 40463 и видел это сам.", "в/ч 40463", "other"),
        ("ru", "Их избивали сотрудники ОМОН и ФСИН.", "ОМОН", "agency"),
        (
            "ru",
            "Колонией управляет ФСИН России по Вымышленской области.",
            "ФСИН России по Вымышленской области",
            "agency",
        ),
        ("en", "Men of the Security Belt drove them off.", "Security Belt", "militia"),
        ("nl", "De Libische kustwacht bracht hen terug.", "Libische kustwacht", "agency"),
    ],
)
def test_a_unit_is_found_with_its_kind(language: str, text: str, words: str, kind: str) -> None:
    assert any(m.of(text).startswith(words) and u.kind == kind for u in units(text, language) for m in u.mentions)


def test_two_numbers_before_one_noun_are_two_units() -> None:
    text = "The 5th and 110th brigades converted the site."
    assert [u.mentions[0].of(text) for u in units(text, "en")] == ["5th", "110th brigades"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russian soldiers and the occupiers left the town; three regiments followed."),
        ("uk", "Російські військові та окупанти вивезли людей."),
        ("ru", "Российские военные и оккупанты вывезли людей."),
    ],
)
def test_soldiers_without_a_name_are_no_unit(language: str, text: str) -> None:
    assert units(text, language) == []
