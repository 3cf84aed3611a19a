"""The shipped lists of ordinary words: compact, of all seven languages, without names."""

from importlib.resources import files

import pytest

import habeas.languages
from habeas.languages.name_lore import given_names
from habeas.languages.word_lists import word_list

LANGUAGES = {
    "uk": "підвал",
    "ru": "подвал",
    "en": "cellar",
    "nl": "kelder",
    "de": "wohnung",
    "fr": "cave",
    "pl": "piwnica",
}
MOST_BYTES = 2_600_000


@pytest.mark.parametrize(("code", "word"), LANGUAGES.items())
def test_a_list_has_ordinary_words_and_no_given_names(code, word):
    words = word_list(code)
    assert word in words.every
    assert words.frequent <= words.common <= words.every
    assert len(words.every) > 20_000
    assert words.every.isdisjoint(given_names(code))
    assert all(w and not w[0].isdigit() for w in words.every)


def test_what_is_declined_as_surnames_are_is_no_word():
    slavic = word_list("uk").every | word_list("ru").every
    assert slavic.isdisjoint({"петренко", "петренка", "иванов", "иванова", "кульчицький", "шевчука"})
    assert {"городов", "готов", "київський", "новый"} <= slavic


def test_the_lists_are_small():
    root = files(habeas.languages)
    places = [(root.joinpath(code, "words.txt"), root.joinpath("names", code, "words.txt")) for code in LANGUAGES]
    lists = [next(path for path in both if path.is_file()) for both in places]
    assert sum(len(path.read_bytes()) for path in lists) < MOST_BYTES


def test_a_language_without_a_list_has_no_words():
    assert word_list("xx").every == frozenset()
