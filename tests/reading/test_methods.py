"""Methods: the words of a claim name how somebody was hurt, and only in a claim of their type."""

import pytest

from habeas.languages import languages, pack
from habeas.model.document import Document
from habeas.model.reading import Claim
from habeas.reading.reader import Reader
from habeas.vocabulary import vocabulary

READER = Reader()


def claims(text: str, language: str) -> list[Claim]:
    return READER.read(Document(id="d", item="0" * 64, language=language, text=text)).claims


@pytest.mark.parametrize(
    ("language", "text", "claim_type", "expected"),
    [
        ("en", "In the cellar the guards beat the prisoners on the soles of their feet.", "torture.beating", "falanga"),
        ("en", "In the cell the prisoners were beaten for days.", "torture.beating", "blunt_trauma"),
        ("en", "Guards tortured the prisoners with electric current.", "torture.electric_shock", "electric_shock"),
        ("en", "Guards tortured prisoners with tasers.", "torture.electric_shock", "conducted_energy_device"),
        ("nl", "In de cel sloegen de bewakers de gevangenen op hun voetzolen.", "torture.beating", "falanga"),
        ("nl", "De gevangenen kregen stroomstoten met een taser.", "torture.electric_shock", "conducted_energy_device"),
        ("uk", "У підвалі полонених били по п'ятах.", "torture.beating", "falanga"),
        ("uk", "Полонених катували струмом від «тапіка».", "torture.electric_shock", "electric_shock"),
        ("uk", "Полоненим одягали протигаз і душили.", "torture.suffocation", "asphyxia_dry"),
        ("ru", "В подвале пленных били по пяткам.", "torture.beating", "falanga"),
        ("ru", "Пленных пытали током, это называлось «телефон».", "torture.electric_shock", "electric_shock"),
        ("ru", "Пленных подвешивали на дыбу.", "torture.suspension", "suspension"),
        ("de", "In der Zelle schlugen die Wärter die Gefangenen auf die Fusssohlen.", "torture.beating", "falanga"),
        (
            "de",
            "Die Gefangenen wurden mit Strom aus einem Feldtelefon gefoltert.",
            "torture.electric_shock",
            "electric_shock",
        ),
        (
            "fr",
            "Dans la cellule, les prisonniers étaient battus à coups de matraque.",
            "torture.beating",
            "blunt_trauma",
        ),
        ("fr", "On torturait les détenus avec des tasers.", "torture.electric_shock", "conducted_energy_device"),
        ("pl", "W celi bito więźniów pałkami po piętach.", "torture.beating", "falanga"),
        ("pl", "Jeńcom zakładano na głowę worek i duszono ich.", "torture.suffocation", "asphyxia_dry"),
    ],
)
def test_the_finest_method_that_the_words_name(language: str, text: str, claim_type: str, expected: str) -> None:
    methods = {c.type: c.method for c in claims(text, language)}
    assert methods.get(claim_type) == expected


def test_a_method_points_to_its_words() -> None:
    text = "In the cellar the guards beat the prisoners on the soles of their feet."
    claim = next(c for c in claims(text, "en") if c.method == "falanga")
    assert [cue.passage.of(text) for cue in claim.cues if cue.what == "method"] == ["soles"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The prisoners were tortured in the cellar; their telephones were taken away."),
        ("uk", "Полонених катували у підвалі, а телефони забрали."),
        ("ru", "Пленных пытали в подвале, а телефоны забрали."),
    ],
)
def test_jargon_of_one_type_says_nothing_in_another(language: str, text: str) -> None:
    found = claims(text, language)
    assert found
    assert all(c.method != "electric_shock" for c in found)


@pytest.mark.parametrize("language", languages())
def test_packs_name_types_and_methods_of_the_closed_lists(language: str) -> None:
    found = pack(language)
    assert found
    for claim_type, methods in found.table("methods").items():
        assert claim_type in vocabulary("claim_types")
        assert methods.keys() <= vocabulary("methods").keys()
