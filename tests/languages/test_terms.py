"""The pattern language of terms: what fits, what is found first, and that the automaton finds what a plain search finds."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.languages import Terms, Token, tokenize
from habeas.languages import terms as module
from habeas.languages.terms import DEFAULT_GAP


def found(term: str, text: str) -> list[str]:
    """The stretches of a text that a term covers."""
    tokens = tokenize(text)
    return [text[tokens[h.first].start : tokens[h.last - 1].end] for h in Terms([(term, 1)]).find(tokens)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("beaten", "BEATEN, unbeaten, beaten", ["BEATEN", "beaten"]),
        ("=FSB", "FSB fsb", ["FSB"]),
        ("beat*", "beating a heartbeat", ["beating"]),
        ("*kelder", "martelkelder kelders", ["martelkelder"]),
        ("held|kept in", "kept in; held at; held in", ["kept in", "held in"]),
        ("stun gun", "a stun-gun, a stun - gun, a stun, gun", ["stun-gun", "stun - gun"]),
        ("hung ~ feet", "hung them by their feet", ["hung them by their feet"]),
        ("hung ~ feet", "hung a, b, c, d feet", []),
        ("hung ~5 feet", "hung a, b, c, d feet", ["hung a, b, c, d feet"]),
        ("hung ~0 feet", "hung, feet; hung by feet", ["hung, feet"]),
        ("a ~1 ~1 b", "a x y b", ["a x y b"]),
        ("тюрм* № 1", "тюрмі № 1", ["тюрмі № 1"]),
    ],
)
def test_what_a_term_fits(term: str, text: str, expected: list[str]) -> None:
    assert found(term, text) == expected


@pytest.mark.parametrize("term", ["", " ", "~ a", "a ~", "-"])
def test_a_term_begins_and_ends_with_a_word(term: str) -> None:
    with pytest.raises(ValueError, match="begins and ends with a word"):
        Terms([(term, 1)])


def test_whole_words_come_before_parts_and_then_as_listed() -> None:
    terms = Terms(
        [("beat*", "part"), ("beaten up", "longer"), ("beaten", "first"), ("BEATEN", "other"), ("beaten", "again")]
    )
    assert [h.value for h in terms.find(tokenize("beaten up"))] == ["longer", "first", "other", "part"]


def test_what_was_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WORDS", 3)
    monkeypatch.setattr(module, "_STEPS", 5)
    terms = Terms([("a ~ b", 1), ("c", 2)])
    rows = [tokenize(text) for text in ("a x b", "c d e f g h", "a y z b c", "a b")]
    assert [[h.value for h in terms.find(row)] for row in rows] == [[1], [2], [1, 2], [1]]


def plain(term: str, tokens: Sequence[Token], i: int) -> int | None:
    """Where a term ends that begins at token i, by trying every way; the shortest counts."""
    ends = {i}
    for n, part in enumerate(term.split()):
        if part.startswith("~"):
            ends = {
                j for e in ends for j in range(e, len(tokens)) if words(tokens[e:j]) <= int(part[1:] or DEFAULT_GAP)
            }
        else:
            skipped = {e + (n > 0 and e < len(tokens) and tokens[e].text == "-") for e in ends}
            ends = {e + 1 for e in skipped if e < len(tokens) and any(fits(a, tokens[e]) for a in part.split("|"))}
    return min(ends, default=None)


def words(tokens: Sequence[Token]) -> int:
    return sum(t.word for t in tokens)


def fits(alternative: str, token: Token) -> bool:
    if alternative.startswith("="):
        return token.text == alternative[1:]
    if alternative.endswith("*"):
        return token.norm.startswith(alternative[:-1])
    return token.norm.endswith(alternative[1:]) if alternative.startswith("*") else token.norm == alternative


WORDS = st.sampled_from(["a", "b", "ab", "=A", "a*", "*b", "a|b*", "ab|=B"])
GAPS = st.sampled_from(["~", "~0", "~1"])
TERMS = st.builds(" ".join, st.lists(WORDS | st.tuples(WORDS, GAPS, WORDS).map(" ".join), min_size=1, max_size=4))
TEXTS = st.lists(st.sampled_from(["a", "A", "b", "B", "ab", "ba", "c", "-", ",", "x"]), max_size=12).map(" ".join)


@given(st.lists(TERMS, min_size=1, max_size=6, unique=True), TEXTS)
def test_the_automaton_finds_what_a_plain_search_finds(terms: list[str], text: str) -> None:
    tokens = tokenize(text)
    hits = {(h.first, h.last, h.term) for h in Terms([(t, t) for t in terms]).find(tokens)}
    wanted = {
        (i, end, t)
        for t in terms
        for i, token in enumerate(tokens)
        if token.word and (end := plain(t, tokens, i)) is not None
    }
    assert hits == wanted
