"""What somebody asks for: words, "words in this order", and parts of words (`under*`, `*keller`).

Nothing that is typed is a command to the index: whatever is no letter, digit, quotation mark or star only parts words, and
words such as AND and NEAR are words.
"""

import re
from typing import NamedTuple

from habeas.searching.words import Word, stems_of, words

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
MOST = 32
"""Words of a question; the others are not asked for."""
SHORTEST = 2
"""Letters of a part of a word."""


class Term(NamedTuple):
    """One word that is asked for."""

    word: str
    stems: tuple[str, ...] = ()
    """Its stems in the languages of its script, each with its language; none for a part of a word."""
    before: bool = False
    """Whether letters may stand before it (`*word`)."""
    after: bool = False
    """Whether letters may follow (`word*`)."""

    @property
    def part(self) -> bool:
        """Whether it is a part of a word."""
        return self.before or self.after

    def fits(self, word: str, tagged: str) -> bool:
        """Whether a word of a text is meant; `tagged`: its stem with the language."""
        if not self.part:
            return word == self.word or tagged in self.stems
        if self.before:
            return self.word in word if self.after else word.endswith(self.word)
        return word.startswith(self.word)


class Asked(NamedTuple):
    """Groups of words; those of a group stand beside each other in this order."""

    groups: tuple[tuple[Term, ...], ...]
    any: bool = False
    """Whether one group is enough; else a passage has to have every one."""

    @property
    def terms(self) -> list[Term]:
        """All words."""
        return [term for group in self.groups for term in group]

    def loosened(self) -> "Asked":
        """Any of the words, each also as a part of words: for when nothing has what was asked for."""
        terms = dict.fromkeys([*self.terms, *map(_loose, self.terms)])
        return Asked(tuple((term,) for term in terms), any=True)


def asked(text: str) -> Asked:
    """The question in `text`; without groups when there is no word in it."""
    groups: list[tuple[Term, ...]] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        groups += ((term,) for term in _terms(text, at, quoted.start()))
        groups.append(tuple(_terms(text, quoted.start(1), quoted.end(1))))
        at = quoted.end()
    groups += ((term,) for term in _terms(text, at, len(text)))
    kept = [group for group in groups if group]
    while sum(map(len, kept)) > MOST:
        kept[-1] = kept[-1][:-1]
        kept = [group for group in kept if group]
    return Asked(tuple(dict.fromkeys(kept)))


def _terms(text: str, start: int, end: int) -> list[Term]:
    return [_term(text[start:end], word) for word in words(text[start:end])]


def _term(text: str, word: Word) -> Term:
    before, after = text[max(0, word.start - 1) : word.start] == "*", text[word.end : word.end + 1] == "*"
    if (before or after) and len(word.plain) >= SHORTEST:
        return Term(word.plain, before=before, after=after)
    return Term(word.plain, stems_of(word.plain))


def _loose(term: Term) -> Term:
    """A word of an unknown form may be there with another ending, or as a part of a longer word."""
    if term.part or len(term.word) < 4:
        return term
    return Term(term.word[: max(4, len(term.word) - 2)], before=True, after=True)
