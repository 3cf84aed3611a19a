"""Deciding which candidates are claims: texts about other things claim nothing, and what is claimed can be explained."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.reading.claims.clues import clues
from habeas.reading.claims.deciding import ABOUT, PROBABLE, decided, kept, probability
from habeas.reading.claims.drafts import Searched, searched
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.claims import learn
from habeas.reading.learning.elsewhere import elsewhere
from habeas.reading.reader import Reader
from habeas.reading.text import parse
from habeas.reading.weights import shipped

DETECTOR, READER = Detector(), Reader()
ELSEWHERE = elsewhere()
HELD = (
    "Guards kept forty prisoners in the cellar of the school. They were beaten with clubs every night. "
    "One of them died of his wounds. The others were given no food for three days."
)
MOST_INVENTED = 1.25
"""Claims for each text about other things: every sentence of them has words that mean something else there."""


def made(text: str, language: str = "en") -> Searched:
    return searched(parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR))


def test_texts_about_other_things_claim_next_to_nothing() -> None:
    invented = {r.name: len(READER.read(r.parsed.document).claims) for r in ELSEWHERE}
    assert sum(invented.values()) <= MOST_INVENTED * len(ELSEWHERE), invented


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "It is torture, this waiting for a bus, he jokes. "
            "The concert was sold out. Ice cream melted. Trains ran late. Nobody minded.",
        ),
        (
            "nl",
            "Het is een marteling, dat wachten op de bus, grapt hij. "
            "Het concert was uitverkocht. Het ijs smolt. De trein was laat. Niemand gaf erom.",
        ),
        (
            "uk",
            "Чекати на автобус – справжнє катування, жартує він. "
            "Усі квитки продано. Морозиво тануло. Потяги спізнилися. Ніхто не сердився.",
        ),
        (
            "ru",
            "Ждать автобус – сущая пытка, шутит он. "
            "Все билеты проданы. Мороженое таяло. Поезда опаздывали. Никто не сердился.",
        ),
    ],
)
def test_one_word_of_violence_makes_no_text_about_captivity(language: str, text: str) -> None:
    assert READER.read(Document(id="d", item="0" * 64, language=language, text=text)).claims == []


def test_a_section_about_captivity_in_a_long_text_is_read() -> None:
    text = "The harvest was good this year and the market opened on time. " * 60 + f"{HELD} {HELD}"
    types = {c.type for c in READER.read(Document(id="d", item="0" * 64, language="en", text=text)).claims}
    assert {"torture.beating", "conditions.food_water"} <= types


def test_every_decision_can_be_explained_by_clues_that_weigh_something() -> None:
    text, weights = made(HELD), shipped().claims
    told = decided(text.around, text.made, len(text.sentences), weights)
    assert told.claims
    for candidate in told.claims:
        named = clues(text.around, candidate)
        assert probability(named, weights) >= weights[PROBABLE]
        assert any(weights.get(clue) for clue in named)


def test_no_clue_holds_a_word_of_the_text() -> None:
    text = made("Guards beat Vyhadanyi in the cellar of Hrebli; Vyhadanyi was tortured in Hrebli.")
    assert text.made
    assert not any("rebli" in clue or "yhadan" in clue for c in text.made for clue in clues(text.around, c))


def test_thresholds_decide() -> None:
    text = made(HELD)
    probable, sentences = [0.5] * len(text.made), len(text.sentences)
    assert kept(text.made, probable, sentences, {PROBABLE: 0.4, ABOUT: 0.1}).claims == text.made
    assert kept(text.made, probable, sentences, {PROBABLE: 0.6, ABOUT: 0.1}).claims == []
    assert kept(text.made, probable, sentences, {PROBABLE: 0.4, ABOUT: 9.0}).claims == []


def test_what_annotators_leave_out_becomes_less_probable() -> None:
    def report(name: str, *, told: bool) -> Annotated:
        text = f"{HELD} Report {name}."
        quote = {"type": "torture.beating", "quote": "They were beaten with clubs every night."}
        parsed = parse(Document(id=name, item="0" * 64, language="en", text=text), DETECTOR)
        return Annotated(name, "en", parsed, Entities(), [quote] if told else [], name)

    around = made(HELD)
    beating = next(c for c in around.made if c.type == "torture.beating")
    named = clues(around.around, beating)
    believed, doubted = (learn([report(str(n), told=told) for n in range(12)]) for told in (True, False))
    assert probability(named, doubted) < probability(named, believed)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=string.ascii_lowercase[:6] + " .,!?\n\"тоb'", max_size=200))
def test_any_text_is_decided(text: str) -> None:
    found = made(f"They beat {text} in the cell, {text} tortured")
    told = decided(found.around, found.made, len(found.sentences), shipped().claims)
    assert len(told.about) == len(found.sentences)
    assert [c for c in found.made if c in told.claims] == told.claims
