"""The check of a language pack: what the others have and it has not."""

import tomllib

from tools.languages.check import main, missing, miswritten, miswritten_terms, sizes, thin, told

from habeas.languages import languages
from habeas.places.folding import DATA


def test_what_most_others_have_is_missing() -> None:
    others = [{"a": 3, "b": 9}, {"a": 4, "b": 8}, {"b": 7, "c": 1}]
    assert missing({"b": 1}, others) == ["a"]
    assert missing({"a": 0, "b": 1}, others) == ["a"]
    assert missing({"a": 1, "b": 1}, others) == []
    assert thin({"a": 1, "b": 1}, others) == [("b", 1, 8)]


def test_a_type_of_claim_is_there_in_whatever_table_it_stands() -> None:
    for code in languages():
        assert not any(place.startswith(("claims.alone", "claims.captive", "claims.weak")) for place in sizes(code))


def test_no_shipped_pack_lacks_words_for_a_type_of_claim_or_a_kind_of_site() -> None:
    lines = [line for code in languages() for line in told(code) if "missing" in line]
    assert [line for line in lines if "claims.torture" in line or "sites.buildings" in line] == []


def test_a_language_without_a_pack_is_told() -> None:
    assert main(["xx"]) == 2


def test_alternatives_that_a_hyphen_cuts_and_names_of_two_letters_are_told() -> None:
    table = {
        "find": ["gas-mask*|gasmask*", "gas-mask*", "found|lay ~2 gas mask*"],
        "known": {"outlet": {"AP": ["=AP", "ap"]}},
    }
    assert miswritten("x", table) == [("x.find", "gas-mask*|gasmask*"), ("x.known.outlet.AP", "ap")]


def test_no_shipped_term_is_miswritten() -> None:
    assert [found for code in languages() for found in miswritten_terms(code)] == []
    sites = tomllib.loads((DATA / "known_sites.toml").read_text("utf-8"))["site"]
    assert [found for site in sites for found in miswritten("known_sites", site)] == []
