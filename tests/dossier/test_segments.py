"""No word is changed on its way to a page."""

from hypothesis import example, given
from hypothesis import strategies as st

from habeas.dossier.segments import excerpt, segments
from habeas.model.passage import Passage

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=600)


@st.composite
def text_with_passages(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    text = draw(texts)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=12))
    return text, [Passage(min(pair), max(pair)) for pair in pairs]


@given(text_with_passages())
@example(("abc", [Passage(0, 0), Passage(3, 3), Passage(0, 3), Passage(1, 2), Passage(1, 3)]))
def test_segments_joined_are_the_text_and_marked_words_are_the_passages(case: tuple[str, list[Passage]]) -> None:
    text, passages = case
    cut = segments(text, passages)
    assert "".join(s.text for s in cut) == text
    for index, passage in enumerate(passages):
        assert "".join(s.text for s in cut if index in s.marks) == passage.of(text)
        assert [index in s.ends for s in cut].count(True) == 1


@given(text_with_passages())
def test_a_passage_ends_where_its_last_marked_segment_ends(case: tuple[str, list[Passage]]) -> None:
    text, passages = case
    at = 0
    for segment in segments(text, passages):
        at += len(segment.text)
        assert {passages[i].end for i in segment.ends} <= {at}


@given(text_with_passages(), st.integers(0, 80))
def test_an_excerpt_shows_exactly_the_words_in_their_context(case: tuple[str, list[Passage]], context: int) -> None:
    text, passages = case
    for passage in passages:
        shown = excerpt(text, passage, context)
        assert shown.words == passage.of(text)
        assert text[: passage.start].endswith(shown.before)
        assert text[passage.end :].startswith(shown.after)
        assert len(shown.before) <= context
        assert len(shown.after) <= context


def test_context_is_cut_at_word_borders() -> None:
    text = "one two three four five six seven"
    shown = excerpt(text, Passage(14, 18), 8)
    assert (shown.before, shown.words, shown.after) == ("three ", "four", " five")
    assert shown.cut_before
    assert shown.cut_after


def test_passages_outside_the_text_are_clipped() -> None:
    assert [s.text for s in segments("abc", [Passage(1, 99)])] == ["a", "bc"]
    assert excerpt("abc", Passage(7, 9)).words == ""
