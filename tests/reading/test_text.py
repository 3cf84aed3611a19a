"""Paragraphs, sentences, quotations and languages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.reading.language import Detector
from habeas.reading.quotations import is_speech
from habeas.reading.text import LONGEST, ParsedText, parse

DETECTOR = Detector()


def parsed(text: str, language: str | None = None) -> ParsedText:
    return parse(Document(id="d", item="0" * 64, text=text, language=language), DETECTOR)


def quoted(text: str) -> list[str]:
    return [q.inner.of(text) for q in parsed(text, "en").quotes]


def languages(text: str, main: str | None = None) -> list[str | None]:
    return [s.language for s in parsed(text, main).sentences]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said: "They kept us there." Then he left.', ["They kept us there."]),
        ("«Він казав: “Мовчи тут”», — згадує вона.", ["Він казав: “Мовчи тут”", "Мовчи тут"]),
        ("»Das war im Keller«, sagte er.", ["Das war im Keller"]),
        ("„Niemand kam heraus“, heißt es.", ["Niemand kam heraus"]),
        ("« Personne n’est sorti », dit-il. « Rien ! »", [" Personne n’est sorti ", " Rien ! "]),
        (",,Wij zaten in een kelder'', zei hij.", ["Wij zaten in een kelder"]),
        ("”We were twelve there,” she said.", ["We were twelve there,"]),
        ('He stopped."Nobody came back," he said.', ["Nobody came back,"]),
        ("The soldiers' cell wasn't 'a proper cell' at all.", ["a proper cell"]),
        ("'They told her: \"Be silent.\"' he said.", ['They told her: "Be silent."', "Be silent."]),
        ("No marks here, don't look.", []),
    ],
)
def test_marks_of_many_hands(text: str, inner: list[str]) -> None:
    assert quoted(text) == inner


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "She said: \"They held us for two weeks.\nThe next line is the reporter's."
    (quote,) = parsed(text, "en").quotes
    assert quote.repaired
    assert quote.inner.of(text) == "They held us for two weeks."


def test_a_quotation_over_several_paragraphs_is_one() -> None:
    text = "«Нас тримали в підвалі.\nНіхто не виходив.\nМинув місяць», — каже вона."
    (quote,) = parsed(text, "uk").quotes
    assert quote.inner.of(text) == "Нас тримали в підвалі.\nНіхто не виходив.\nМинув місяць"


@pytest.mark.parametrize(("words", "speech"), [("special", False), ("the Hole", False), ("Be silent.", True)])
def test_words_at_arms_length_are_no_speech(words: str, speech: bool) -> None:
    assert is_speech(words) is speech


def test_a_dutch_article_with_english_quotations_has_two_languages() -> None:
    text = (
        "De mannen zaten volgens het bericht in een kelder onder de school.\n"
        "They were not allowed to sit down and there was no water for days."
    )
    assert languages(text) == ["nl", "en"]


def test_short_sentences_have_the_language_of_their_neighbours() -> None:
    text = "They were not allowed to leave the cellar for weeks. Twelve men. Six women."
    assert languages(text, "nl") == ["en", "en", "en"]


def test_names_have_no_say_in_the_language() -> None:
    text = "De mannen van het Office of the Prosecutor General zaten in de kelder van het gebouw."
    assert languages(text) == ["nl"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Los detenidos pasaron varias semanas encerrados en un sótano sin agua ni comida.", "es"),
        ("احتجز الجنود الرجال في قبو المدرسة عدة أسابيع دون طعام أو ماء", "ar"),
        ("Die Männer wurden wochenlang in einem Keller ohne Wasser und ohne Licht festgehalten.", "de"),
        ("Чоловіків тримали у підвалі школи без їжі.", "uk"),
        ("Мужчин держали в подвале школы без еды и воды, и никто не знал об этом.", "ru"),
    ],
)
def test_the_language_of_a_document(text: str, language: str) -> None:
    assert parsed(text).language == language


def test_abbreviations_and_initials_end_no_sentence() -> None:
    text = "Gen. A. Petrenko, of No. 12, spoke. Then he left."
    assert [s.passage.of(text) for s in parsed(text, "en").sentences] == [
        "Gen. A. Petrenko, of No. 12, spoke.",
        "Then he left.",
    ]


HOSTILE = {
    "stops": "." * 200_000,
    "quotation marks": '"' * 100_000,
    "openings": "«" * 100_000,
    "no spaces": "a" * 1_000_000,
    "abbreviations": "г. " * 60_000,
    "unclosed paragraphs": "«аб\n" * 20_000,
    "single marks": "' " * 100_000,
    "short paragraphs": "“\n" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_time_that_grows_with_their_length_only(name: str) -> None:
    whole, half = HOSTILE[name], HOSTILE[name][: len(HOSTILE[name]) // 4]
    began = time.perf_counter()
    parsed(half, "en")
    middle = time.perf_counter()
    result = parsed(whole, "en")
    assert time.perf_counter() - middle < 10 * (middle - began) + 2
    assert all(s.passage.end - s.passage.start <= LONGEST for s in result.sentences)


@given(st.text(alphabet=st.sampled_from(list("ab Я.!?;:\"'«»“”„‘’,\n\t-—🂡é\u2028")), max_size=300))
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    result = parsed(text, "en")
    end = 0
    held = set()
    for sentence in result.sentences:
        assert end <= sentence.passage.start < sentence.passage.end <= len(text)
        end = sentence.passage.end
        held.update(range(sentence.passage.start, sentence.passage.end))
        assert result.sentence_at(sentence.passage.start) == sentence
    assert all(i in held for i, c in enumerate(text) if not c.isspace())
    for quote in result.quotes:
        assert 0 <= quote.outer.start < quote.inner.start < quote.inner.end <= quote.outer.end <= len(text)
        assert all(q in result.quotes for q in result.quotes_at(quote.inner))
