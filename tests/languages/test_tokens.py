"""Words and marks, and words that lean on the next one."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.languages import parted, tokenize

ELIDED = frozenset({"l", "d", "qu"})


def test_elided_words_stand_apart():
    text = "L’armée dit qu'il n'a rien d'autre, aujourd'hui."
    parts = [text[t.start : t.end] for t in parted(tokenize(text), ELIDED)]
    assert parts == ["L’", "armée", "dit", "qu'", "il", "n'a", "rien", "d'", "autre", ",", "aujourd'hui", "."]


@given(st.text(alphabet="ldqu'’ aé-"))
def test_parted_tokens_keep_their_words(text):
    whole, parts = tokenize(text, 7), parted(tokenize(text, 7), ELIDED)
    assert "".join(t.text for t in parts) == "".join(t.text for t in whole)
    assert all(t.text == text[t.start - 7 : t.end - 7] and t.text for t in parts)
