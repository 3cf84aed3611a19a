"""The two foldings, and that the shipped file was built with them."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.places.folding import DATA, fold, key


@pytest.mark.parametrize("name", ["Куп’янськ", "Купʼянськ", "Куп'янськ", "Куп`янськ", "КУП’ЯНСЬК", "Ку\u0301п’янськ"])
def test_apostrophes_case_and_stress_do_not_matter(name: str) -> None:
    assert fold(name) == "купянськ"


def test_letters_of_their_own_stay() -> None:
    assert fold("Йошкар-Ола") == "йошкар ола"
    assert fold("Їжакове") == "їжакове"
    assert fold("Łódź") == "lodz"
    assert fold("Şaydnāyā") == "saydnaya"


@pytest.mark.parametrize(
    "names",
    [
        "Kupiansk Koepjansk Koupiansk Kubyansk Kupjansk Купянск",
        "Izium Izyum Isium Izioum Изюм",
        "Zhytomyr Zjytomyr Schytomyr Житомир",
        "Shchastia Sjtsjastja Schtschastja Щастя",
    ],
)
def test_spellings_of_one_name_share_a_key(names: str) -> None:
    assert len({key(fold(name)) for name in names.split()}) == 1


@given(st.text(max_size=60))
def test_folding_settles(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert "  " not in fold(name)


def test_the_file_was_built_with_these_rules() -> None:
    base = sqlite3.connect(f"{(DATA / 'gazetteer.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)
    names = [name for (name,) in base.execute("SELECT name_uk FROM place WHERE n % 97 = 0 AND length(name_uk) > 4")]
    settlements = [name for name in names if not name.endswith(("район", "область"))]
    assert len(settlements) > 200
    for name in settlements:
        assert base.execute("SELECT 1 FROM form WHERE form = ?", (fold(name),)).fetchone(), name
        assert base.execute("SELECT 1 FROM key WHERE key = ?", (key(fold(name)),)).fetchone(), name
