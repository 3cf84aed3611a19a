"""The reader as a whole: any text gives a valid reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.model.encoding import to_json
from habeas.model.passage import Passage
from habeas.model.reading import Reading, entities
from habeas.reading import reader as module
from habeas.reading.reader import FAILED, NO_PACK, Reader

READER = Reader()
WORDS = [
    "The prosecutor said", "that", "twelve men", "were beaten", "in the police station", "Kharkiv", "“They kept us.”",
    "he added", "за словами свідка", "били струмом", "у підвалі", "по словам", "volgens", "gemarteld", "\n", ". ", ";",
    "«", "»", '"', "allegedly", "Olena Vyhadana", "5th brigade", "🂡", "\u2028", "das ist ein Keller mit Wasser", " ",
]  # fmt: skip


def read(text: str, language: str | None = None) -> Reading:
    return READER.read(Document(id="d", item="0" * 64, text=text, language=language))


def passages(reading: Reading) -> list[Passage]:
    named = [m for e in entities(reading).values() for m in e.mentions]
    claimed = [p for c in reading.claims for p in (c.passage, *(cue.passage for cue in c.cues))]
    return [*named, *claimed, *(u.passage for u in reading.unread)]


def check(reading: Reading, text: str) -> None:
    known = set(entities(reading))
    for passage in passages(reading):
        assert 0 <= passage.start < passage.end <= len(text)
    for claim in reading.claims:
        assert {*claim.victims, *claim.perpetrators, *filter(None, [claim.site])} <= known
        assert all(voice in known or voice.startswith("anon:") for voice in claim.attribution)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_of_reports_gives_a_valid_reading(text: str) -> None:
    reading = read(text)
    check(reading, text)
    assert to_json(reading) == to_json(Reader().read(reading.document))
    assert FAILED not in {u.reason for u in reading.unread}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_any_text_whatever_gives_a_valid_reading(text: str) -> None:
    check(read(text), text)


@pytest.mark.parametrize("text", ["", " \n ", "«" * 5_000, "x" * 300_000, "said " * 5_000, "\U0001f0a1" * 3_000])
def test_texts_that_say_nothing(text: str) -> None:
    reading = read(text)
    check(reading, text)
    assert reading.claims == []


def test_a_language_without_a_pack_is_listed_by_paragraph_and_read_for_nothing() -> None:
    text = (
        "The men were held in a cellar and they were beaten.\n"
        "Los hombres fueron detenidos en un sótano de la ciudad. Los guardias los golpeaban todos los días."
    )
    reading = read(text)
    assert [(u.passage.of(text), u.language, u.reason) for u in reading.unread] == [
        (text.split("\n")[1], "es", NO_PACK)
    ]
    assert all(c.passage.end <= text.index("\n") for c in reading.claims)


def test_the_language_that_was_found_is_filled_in() -> None:
    assert read("Чоловіків тримали у підвалі школи без їжі.").document.language == "uk"
    assert read("Чоловіків тримали у підвалі.", "ru").document.language == "ru"


def test_the_reader_names_its_version_and_data() -> None:
    version, _, digest = read("").reader.partition("+")
    assert version.startswith("rules/")
    assert len(digest) == 8
    assert set(digest) <= set("0123456789abcdef")


def test_a_part_that_fails_takes_nothing_else_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(module, "read_claims", stumble)
    reading = read("Olena Vyhadana said that the men were beaten in the police station.")
    assert reading.people
    assert reading.claims == []
    assert [u.reason for u in reading.unread] == [FAILED]
