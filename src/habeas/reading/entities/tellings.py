"""The sentences of a text that are about a person: those that name him or her, and the next ones until another is named."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.names import Keys, alike, keys
from habeas.reading.entities.titles import Rows, verb_between

REACH, INTERVIEW, LABEL, FULL = 5, 12, 3, 2
"""How many sentences after a mention may be about the person, and after a label before what he or she says."""
CAPTIVITY = 0.15
BREAKS = frozenset(';:()«»“”„"')


class Near(NamedTuple):
    """A sentence about a person.

    `mark`: the mention in it; `alone`: nobody else is named in it; `own`: a label gives its words to the person; `same`: it
    is in the paragraph of the mention.
    """

    row: Row
    mark: Mark | None
    alone: bool
    own: bool
    same: bool


class Tellings:
    """A document with the people named in it, each a list of mentions."""

    def __init__(self, rows: Rows, people: list[list[Mark]]) -> None:
        """`rows` by the sentence's number; a person is meant by the place in `people`."""
        self._rows = rows
        self._named: dict[int, list[tuple[int, Mark]]] = {}
        for person, marks in enumerate(people):
            for mark in marks:
                self._named.setdefault(mark.row.sentence.index, []).append((person, mark))
        self._names = [_keys(marks) for marks in people]
        held = sum(map(_of_captivity, rows.values()))
        self.of_captivity = held >= CAPTIVITY * len(rows)
        """Whether so many sentences have words of captivity that who tells of it without a title was likely there."""

    def about(self, person: int, marks: Iterable[Mark]) -> Iterator[Near]:
        """The sentences about a person, by mention."""
        for mark in marks:
            yield Near(mark.row, mark, self.alone(person, mark.row.sentence.index), labelled(mark), same=True)
            yield from self._after(person, mark)

    def _after(self, person: int, mark: Mark) -> Iterator[Near]:
        index, own = mark.row.sentence.index, labelled(mark)
        alone = self.alone(person, index)
        for i in range(index + 1, index + 1 + (INTERVIEW if own else REACH)):
            row = self._rows.get(i)
            if row is None or i in self._named:
                return
            yield Near(row, None, alone, own, row.sentence.paragraph == mark.row.sentence.paragraph)

    def alone(self, person: int, index: int) -> bool:
        """Whether a sentence names no other person."""
        return all(p == person for p, _ in self._named.get(index, ()))

    def names(self, index: int) -> bool:
        """Whether a sentence names anybody."""
        return index in self._named

    def accuses_before(self, mark: Mark) -> bool:
        """Whether one of the two sentences before the mention accuses somebody."""
        rows = (self._rows.get(mark.row.sentence.index - n) for n in (1, 2))
        return any(r is not None and r.has("people", "accusing") for r in rows)

    def between(self, person: int, mark: Mark, hit: Hit[Key]) -> bool:
        """Whether another person's name, a verb of saying or the end of a clause parts a mention from a word."""
        first, last = (mark.last, hit.first) if hit.first >= mark.last else (hit.last, mark.first)
        others = self._named.get(mark.row.sentence.index, ())
        if any(p != person and first <= m.first < last for p, m in others):
            return True
        broken = any(t.text in BREAKS for t in mark.row.tokens[first:last])
        return broken or verb_between(mark.row, first, last)

    def has_namesake(self, person: int) -> bool:
        """Whether another shares the last word of the name, with another first word: most likely kin."""
        mine = self._names[person]
        others = (k for n, k in enumerate(self._names) if n != person and len(k) >= FULL)
        return len(mine) >= FULL and any(alike(k[-1], mine[-1]) and not alike(k[0], mine[0]) for k in others)


def _of_captivity(row: Row) -> bool:
    """Whether a sentence has words of captivity; verbs of what captors do (`took`, `beat`) say it only of a person."""
    return row.has("people", "captivity") or any(h.value[2] != "done" for h in row.hits("people", "ordeal"))


def _keys(marks: list[Mark]) -> Keys:
    """The sound keys of the words of the fullest mention."""
    fullest = max(marks, key=lambda m: sum(t.word for t in m.row.tokens[m.first : m.last]))
    words = (t.text for t in fullest.row.tokens[fullest.first : fullest.last] if t.word and len(t.text) > 1)
    return keys(words, fullest.row.lexicon)


def labelled(mark: Mark) -> bool:
    """Whether the name opens a line as the label of what the person says: `IVAN: …`."""
    row = mark.row
    return mark.first <= LABEL and mark.last + 1 < len(row.tokens) and row.tokens[mark.last].text == ":"
