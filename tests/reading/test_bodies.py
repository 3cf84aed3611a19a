"""Bodies: known names in any script, named offices, and nouns that speak."""

import pytest

from habeas.model.document import Document
from habeas.model.reading import Body
from habeas.reading.entities.finding import find_entities
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()


def bodies(text: str, language: str) -> list[Body]:
    parsed = parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR)
    return find_entities(parsed).bodies


@pytest.mark.parametrize(
    ("language", "text", "words", "kind"),
    [
        ("en", "According to Amnesty International, dozens were held.", "Amnesty International", "ngo"),
        (
            "en",
            "The Kherson Regional Prosecutor's Office opened a case.",
            "Kherson Regional Prosecutor's Office",
            "authority",
        ),
        ("nl", "Volgens het Rode Kruis zaten er veertig mensen vast.", "Rode Kruis", "ngo"),
        ("uk", "Про це повідомляє Суспільне.", "Суспільне", "outlet"),
        ("uk", "Прокуратура Харківської області відкрила справу.", "Прокуратура Харківської області", "authority"),
        ("ru", "Как сообщает «Медиазона», его держали в подвале.", "Медиазона", "outlet"),
        ("ru", "Об этом написали в ООН.", "ООН", "intergovernmental"),
        ("ru", "Об этом пишет «Вымышленный вестник».", "Вымышленный вестник", "outlet"),
    ],
)
def test_a_body_is_found_with_its_kind(language: str, text: str, words: str, kind: str) -> None:
    found = [(m.of(text), b.kind) for b in bodies(text, language) for m in b.mentions]
    assert any(words in w and k == kind for w, k in found)


def test_police_are_a_body_only_where_they_speak() -> None:
    assert bodies("The police said that the case was open.", "en")
    assert not bodies("He ran from the police and hid.", "en")


def test_a_shorter_name_and_a_bracketed_acronym_join_the_body_before() -> None:
    text = "The Office of the High Commissioner for Human Rights (OHCHR) published a report. The UN said more would follow."
    found = bodies(text, "en")
    assert len(found) == 1
    assert [m.of(text) for m in found[0].mentions][-1] == "UN"


def test_a_picture_credit_is_no_body() -> None:
    assert bodies("Photo: Reuters", "en") == []


def test_a_line_above_a_date_names_a_source_wherever_it_is_named() -> None:
    text = "Bridge Nine, one of those sources, saw the cells.\n\nBridge Nine\n\n21-07-2025\n\nMen were held there."
    assert [(b.name, len(b.mentions)) for b in bodies(text, "en")] == [("Bridge Nine", 2)]


@pytest.mark.parametrize(
    "text", ["The 'Open gate' project helps deserters.", 'Het "Open gate" initiatief helpt mannen.']
)
def test_a_quoted_name_with_a_noun_after_it_is_a_body(text: str) -> None:
    assert [b.name for b in bodies(text, "nl" if text.startswith("Het") else "en")] == ["Open gate"]


def test_the_paper_of_a_country_is_the_one_named_before() -> None:
    found = bodies("The cells were found by The Guardian. The British newspaper spoke to nine men.", "en")
    assert [(b.name, len(b.mentions)) for b in found] == [("The Guardian", 2)]


def test_the_presidency_of_a_union_is_no_body_of_its_own() -> None:
    assert [b.name for b in bodies("Spain holds the presidency of the European Union (EU).", "en")] == [
        "European Union"
    ]


def test_two_letters_name_a_body_only_where_the_language_lists_them() -> None:
    assert [b.name for b in bodies("Według WP mężczyznę zatrzymano.", "pl")] == ["Wirtualna Polska"]
    assert [b.name for b in bodies("According to WP the man was held.", "en")] == ["Washington Post"]
    assert bodies("Das Schiff trägt die Kennung WP.", "de") == []
