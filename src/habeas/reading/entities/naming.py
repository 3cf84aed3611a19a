"""The name of a person in the nominative, as well as the mentions and the endings of the language allow.

A given name is looked up by its stem; its gender then tells how the endings of the surname go back. What no rule covers
stays as printed: a name is never invented.
"""

from habeas.languages import normal
from habeas.reading.entities.lexicon import Lexicon, Mark
from habeas.reading.entities.names import given_of, is_given


def nominative(group: list[Mark]) -> str:
    """The fullest form of a name, in the nominative if the given name shows it."""
    fullest = max(_length(m) for m in group)
    forms = [m for m in group if _length(m) == fullest]
    direct = [m for m in forms if _is_direct(m)]
    if direct or not forms[0].row.lexicon.endings("people", "endings"):
        return (direct or forms)[0].name
    return _turned(forms[0])


def _length(mark: Mark) -> int:
    return sum(t.word for t in mark.row.tokens[mark.first : mark.last])


def _is_direct(mark: Mark) -> bool:
    """Whether a given name of the mention stands in the nominative."""
    words = mark.row.tokens[mark.first : mark.last]
    return any(is_given(t.text, mark.row.lexicon, nominative=True) for t in words if t.word)


def _turned(mark: Mark) -> str:
    """The name with each declined word put back; as printed where the given name is not known."""
    lex, row = mark.row.lexicon, mark.row
    words = [(t, given_of(t.text, lex)) for t in row.tokens[mark.first : mark.last] if t.word]
    given = next((name for _, name in words if name), None)
    if given is None:
        return mark.name
    gender = "feminine" if given.endswith(lex.endings("people", "feminine_given")) else "masculine"
    turned = mark.name
    for token, name in words:
        back = name.capitalize() if name else _surname(token.text, gender, lex)
        turned = turned.replace(token.text, back, 1)
    return turned


def _surname(word: str, gender: str, lex: Lexicon) -> str:
    """A surname with its case ending put back to the nominative of a gender."""
    norm = normal(word)
    for ending, back in lex.pairs("people", gender):
        if norm.endswith(ending) and len(norm) - len(ending) >= len(back):
            return word[: len(word) - len(ending)] + back
    return word
