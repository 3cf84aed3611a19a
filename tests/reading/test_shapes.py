"""No shape of text makes reading take more than its length asks for: calls of functions are counted, not seconds."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.places import Gazetteer
from habeas.reading.reader import Reader

LENGTH = 3_000
MOST = 3.0
"""Times as many calls for twice the text."""
SLACK = 2_000
PIECES = (
    *("word ", "Word ", "WORD ", "Слово ", "Ivan Vyhadanyi, ", "Kherson, Izium, Bucha ", "he said: ", "Beaten. "),
    *("- beaten\n", "12 ", "12.03.2022 ", "March ", ", ", ". ", ": ", "(", "«", '"', '"a b." ', "'", "— ", "-", "\n"),
    *(
        "prison No. 5 and ",
        "5th brigade, ",
        "held in the basement of ",
        "“He was beaten. \n\n",
        "not ",
        "\u200b",
        "e\u0301",
    ),
    *("\u202eא ", "\r\n", "\ud800", "😀"),
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Gazetteer.load())


def document(text: str) -> Document:
    return Document(id="x", item="0" * 64, language="en", published="2023-06-01", text=text)


def calls(reader: Reader, text: str) -> int:
    """How many functions reading a text calls."""
    count = 0

    def counted(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        reader.read(document(text))
    finally:
        sys.setprofile(None)
    return count


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_twice_the_text_takes_no_more_than_thrice_the_calls(reader: Reader, pieces: list[str]) -> None:
    piece = "".join(pieces)
    text = piece * (LENGTH // len(piece))
    reader.read(document(text * 2))
    assert calls(reader, text * 2) <= MOST * calls(reader, text) + SLACK


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join))
def test_any_text_is_read_whole_and_twice_alike(reader: Reader, text: str) -> None:
    reading = reader.read(document(text))
    assert all(u.reason != "reader_failed" for u in reading.unread)
    assert all(0 <= c.passage.start < c.passage.end <= len(text) for c in reading.claims)
    assert reader.read(document(text)) == reading
