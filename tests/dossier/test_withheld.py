"""A label goes out of a covered text, and every passage still stands where it stood."""

from hypothesis import given
from hypothesis import strategies as st

from habeas.dossier.withheld import without_labels
from habeas.model.covering import CoveredText
from habeas.model.passage import Passage

LABELS = ("Person 7K3F", "Person 7K3F2", "Person Z", "[name]", "")
pieces = st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6), st.sampled_from(LABELS)), max_size=6)


def made(parts: list[tuple[str, str, str]], end: str) -> CoveredText:
    """A covered text of stretches (open words, covered words, what covers them)."""
    cuts, at = [], 0
    for open_words, covered_words, _ in parts:
        start = at + len(open_words)
        at = start + len(covered_words)
        cuts.append(Passage(start, at))
    text = "".join(open_words + put for open_words, _, put in parts) + end
    return CoveredText(text=text, cuts=cuts, labels=[put for *_, put in parts])


@given(pieces, st.text(max_size=6), st.sets(st.sampled_from(LABELS[:3])))
def test_it_is_as_if_the_covers_had_never_held_the_label(
    parts: list[tuple[str, str, str]], end: str, labels: set[str]
) -> None:
    hidden = [(before, under, "[name]" if put in labels else put) for before, under, put in parts]
    assert without_labels(made(parts, end), labels) == made(hidden, end)


def test_a_passage_keeps_its_words() -> None:
    covered = made([("said ", "Bohdan", "Person 7K3F"), (" and ", "Olena", "Person Z")], " left")
    left = Passage(len("said Bohdan and "), len("said Bohdan and Olena left"))
    shown = without_labels(covered, {"Person 7K3F"})
    assert shown.text == "said [name] and Person Z left"
    assert shown.passage(left).of(shown.text) == covered.passage(left).of(covered.text) == "Person Z left"


def test_words_of_the_text_itself_are_no_label() -> None:
    covered = made([("Person Z saw ", "Olena", "Person 7K3F")], " in Person Z")
    assert without_labels(covered, {"Person Z"}) == covered
    assert without_labels(covered, set()) == covered
