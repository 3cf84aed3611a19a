"""Titles and addresses from outside: one line, nothing hidden, nothing turned around, nothing but the web to go to."""

import pytest

from habeas.intake.cleaning import one_line, web_address


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("A  title\n of two lines", "A title of two lines"),
        ("\x1b[31mred\x07\u202eegaugnal\u202c", "[31mredegaugnal"),
        ("Куп'янськ\u200b\ufeff", "Куп'янськ"),
        ("\u202e\x00 ", "\ufffd"),
        ("\u202e\u200b", None),
        (5, None),
    ],
)
def test_a_title_is_one_line_in_which_nothing_hides(value: object, kept: str | None) -> None:
    assert one_line(value) == kept


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\x1b[31m",
        "https://example.org/\u200b",
        'https://example.org/"x',
        "file:///etc/passwd",
    ],
)
def test_an_address_that_hides_something_is_none(value: str) -> None:
    assert web_address(value) is None


def test_an_address_in_cyrillic_stays() -> None:
    assert web_address("https://приклад.укр/новини?a=1") == "https://приклад.укр/новини?a=1"
