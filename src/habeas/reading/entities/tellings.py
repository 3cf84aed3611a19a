"""What a text tells of a person: the sentences that are about him or her, what befell the person there, whose words stand there.

A sentence is about a person who is named in it, and so are the next ones until somebody else is named. Only words that can
be of this very person count: beside the name, beside a pronoun for one, in the first person where the person speaks.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.titles import Rows, beside_speech, is_aged, titles_of, verb_between

REACH, INTERVIEW = 5, 12
"""How many sentences after a mention may be about the person, and after a label before what he or she says."""
BEHIND, BEFORE, BESIDE, LABEL, LISTED = 9, 4, 4, 3, 12
QUOTES = frozenset('«»“”„"‘')
DASHES = frozenset("—–-")
BREAKS = frozenset(";:()«»“”„\"")
OFTEN, MANY = 3, 3
PLAIN = frozenset({"private", "commander", "victim", "witness", "relative"})
OWN_STORY = 0.2
"""The share of sentences in the first person that makes a text one person's account."""


class Near(NamedTuple):
    """A sentence about a person. `mark`: the mention in it; `alone`: nobody else is named in it; `own`: the words are the
    person's, by a label; `same`: in the paragraph of the mention."""

    row: Row
    mark: Mark | None
    alone: bool
    own: bool
    same: bool


class Tellings:
    """A document with the people named in it, each a list of mentions."""

    def __init__(self, rows: Rows, people: list[list[Mark]]) -> None:
        """`rows` by the sentence's number; `people` in the order of their first mentions."""
        self._rows = rows
        self._named: dict[int, list[tuple[int, Mark]]] = {}
        for person, marks in enumerate(people):
            for mark in marks:
                self._named.setdefault(mark.row.sentence.index, []).append((person, mark))
        told = sum(bool(_self(r) & {t.norm for t in r.tokens}) for r in rows.values())
        self.own_story = bool(rows) and told >= OWN_STORY * len(rows)
        """Whether much of the text is told in the first person."""

    def about(self, person: int, marks: Iterable[Mark]) -> Iterator[Near]:
        """The sentences about a person, by mention."""
        for mark in marks:
            index = mark.row.sentence.index
            yield Near(mark.row, mark, self.alone(person, index), labelled(mark), same=True)
            yield from self._after(person, mark)

    def _after(self, person: int, mark: Mark) -> Iterator[Near]:
        index, own = mark.row.sentence.index, labelled(mark)
        for i in range(index + 1, index + 1 + (INTERVIEW if own else REACH)):
            row = self._rows.get(i)
            if row is None or i in self._named:
                return
            same = row.sentence.paragraph == mark.row.sentence.paragraph
            yield Near(row, None, self.alone(person, index), own, same)

    def alone(self, person: int, index: int) -> bool:
        """Whether a sentence names no other person."""
        return all(p == person for p, _ in self._named.get(index, ()))

    def names(self, index: int) -> bool:
        """Whether a sentence names anybody."""
        return index in self._named

    def between(self, person: int, mark: Mark, hit: Hit[Key]) -> bool:
        """Whether another person's name stands between a mention and a word, or a verb of saying or the end of a clause."""
        first, last = (mark.last, hit.first) if hit.first >= mark.last else (hit.last, mark.first)
        others = self._named.get(mark.row.sentence.index, ())
        if any(p != person and first <= m.first < last for p, m in others):
            return True
        broken = any(t.text in BREAKS for t in mark.row.tokens[first:last])
        return broken or verb_between(mark.row, first, last)

    def first_named(self, person: int) -> bool:
        """Whether nobody is named before this person."""
        return person == 0


def labelled(mark: Mark) -> bool:
    """Whether the name opens a line as the label of what the person says: `IVAN: …`."""
    row = mark.row
    return mark.first <= LABEL and mark.last + 1 < len(row.tokens) and row.tokens[mark.last].text == ":"


def clues(person: int, marks: list[Mark], tellings: Tellings) -> frozenset[str]:
    """What the text tells of a person, in short names: `held`, `he held`, `I held`, `dead`, `speaks`, `told`, …"""
    near = list(tellings.about(person, marks))
    found = {clue for n in near for clue in (*_fate(person, n, tellings), *_voice(n), *_kin(n))}
    ordeals = sum(len(n.row.hits("people", "ordeal")) for n in near if n.alone)
    found.add("ordeal" if 0 < ordeals < MANY else "ordeals" if ordeals else "no ordeal")
    if any(n.row.has("people", "ordeal") for n in near if n.mark):
        found.add("beside")
    if any(n.row.has("people", "ordeal") and any(t.text in QUOTES for t in n.row.tokens) for n in near if n.alone):
        found.add("ordeal quoted")
    if tellings.own_story and tellings.first_named(person):
        found.add("own story")
    found.update(_manner(marks))
    return frozenset(found)


def _manner(marks: list[Mark]) -> Iterator[str]:
    """How the text names the person."""
    number = len(marks)
    yield "once" if number == 1 else "often" if number > OFTEN else "again"
    words = max(sum(t.word for t in m.row.tokens[m.first : m.last]) for m in marks)
    yield "given" if words == 1 else "full"
    if any(is_aged(m.row, m.last) or _aged_before(m) for m in marks):
        yield "aged"
    for mark in marks:
        yield from (h.value[2] for h in titles_of(mark.row, mark.first, mark.last) if h.value[2] in PLAIN)
        if mark.first == 0 and mark.last < len(mark.row.tokens):
            yield "opens"
        if _in_list(mark):
            yield "listed"


def _in_list(mark: Mark) -> bool:
    """Whether a name stands in a list of capitals: `A, B and C`."""
    row = mark.row
    after = row.tokens[mark.last : mark.last + 2]
    before = row.tokens[max(0, mark.first - 2) : mark.first]
    return any(len(x) == 2 and x[0].word and x[0].text[0].isupper() and x[1].text == "," for x in (before,)) or (
        len(after) == 2 and after[0].text == "," and after[1].word and after[1].text[0].isupper()
    )


def _aged_before(mark: Mark) -> bool:
    """Whether an age stands right before: `54-летний X`."""
    return any(t.text[:2].isdigit() and len(t.text) < 10 for t in mark.row.tokens[max(0, mark.first - 3) : mark.first])


def _fate(person: int, near: Near, tellings: Tellings) -> Iterator[str]:
    """What befell the person in one sentence."""
    row, mark = near.row, near.mark
    pronouns, objects = row.lexicon.words("people", "pronouns"), row.lexicon.words("people", "objects")
    declined = bool(row.lexicon.endings("people", "endings"))
    for hit in row.hits("people", "ordeal"):
        how = hit.value[2]
        name = "dead" if how == "dead" else "held"
        if mark and _of_name(mark, hit, how, declined=declined) and not tellings.between(person, mark, hit):
            yield name
        elif mark and how == "done" and 0 <= hit.first - mark.last < BEHIND and not tellings.between(person, mark, hit):
            yield "done after"
        if near.alone and _of_pronoun(row, hit, objects if how == "done" else pronouns | objects):
            yield "he " + name
        if near.alone and how != "dead" and _of_pronoun(row, hit, _self(row)):
            yield "I held" if near.own or any(t.text in QUOTES for t in row.tokens) else "I held, bare"
        if near.alone and near.same and declined and how != "done":
            yield "one " + name
        if near.alone and near.own:
            yield "own " + name
    for hit in row.hits("people", "deeds"):
        if mark and _of_doer(mark, hit) and not tellings.between(person, mark, hit):
            yield "does"


def _of_name(mark: Mark, hit: Hit[Key], how: str, *, declined: bool) -> bool:
    """Whether words of an ordeal are of the name: after it where it is their subject, around it where it is their object."""
    after, before = hit.first - mark.last, mark.first - hit.last
    if hit.first <= mark.first and mark.last <= hit.last:
        return True
    if how == "done":
        return 0 <= before < BEFORE or (declined and 0 <= after < BESIDE)
    return 0 <= after < BEHIND or 0 <= before < (BEHIND if declined else 2)


def _of_doer(mark: Mark, hit: Hit[Key]) -> bool:
    return 0 <= hit.first - mark.last < BEHIND or 0 <= mark.first - hit.last < 2


def _of_pronoun(row: Row, hit: Hit[Key], words: frozenset[str]) -> bool:
    reach = row.tokens[max(0, hit.first - BESIDE) : hit.last + BESIDE]
    return any(t.norm in words for t in reach)


def _self(row: Row) -> frozenset[str]:
    return row.lexicon.words("people", "self")


def _voice(near: Near) -> Iterator[str]:
    """Whether the person speaks in one sentence."""
    row, mark = near.row, near.mark
    words = {t.norm for t in row.tokens}
    if mark and (beside_speech(row, mark.first, mark.last) or _among_speakers(mark)):
        yield "speaks"
    if near.own:
        yield "label"
    if near.alone and not words.isdisjoint(_self(row)):
        yield "I"
    if near.alone and any(_pronoun_speaks(row, h) for h in row.hits("people", "speech")):
        yield "told"
    if near.alone and row.tokens and (row.tokens[0].text in DASHES or any(t.text in QUOTES for t in row.tokens)):
        yield "quoted"
    if near.alone and near.same and not near.mark and row.has("people", "speech"):
        yield "retold"
    if row.has("people", "captivity"):
        yield "near" if near.mark else "near after"
    if near.alone and row.has("people", "seeing"):
        yield "sees"
    if row.has("people", "accusing"):
        yield "accusing" if near.mark else "accusing after"


def _pronoun_speaks(row: Row, hit: Hit[Key]) -> bool:
    pronouns = row.lexicon.words("people", "pronouns") | row.lexicon.words("people", "objects")
    return any(t.norm in pronouns for t in row.tokens[max(0, hit.first - 2) : hit.last + 2])


def _among_speakers(mark: Mark) -> bool:
    """Whether a verb of saying stands before or after a list of names that holds this one: `said A, B and C`."""
    row, joiners = mark.row, mark.row.lexicon.words("units", "joiners")

    def listed(first: int, last: int) -> bool:
        between = row.tokens[first:last]
        return 0 < len(between) <= LISTED and all(
            t.text == "," or t.norm in joiners or (t.word and t.text[0].isupper()) for t in between
        )

    hits = row.hits("people", "speech")
    return any(listed(h.last, mark.first) or listed(mark.last, h.first) for h in hits)


def _kin(near: Near) -> Iterator[str]:
    """Whether the sentence speaks of the person's kin: `her son`, `my husband`, `X, whose brother`."""
    row = near.row
    if not near.alone:
        return
    owners = row.lexicon.words("people", "objects") | row.lexicon.words("people", "whose")
    for hit in row.hits("people", "titles"):
        if hit.value[2] == "relative":
            before = {t.norm for t in row.tokens[max(0, hit.first - 2) : hit.first]}
            after = {t.norm for t in row.tokens[hit.last : hit.last + 1]}
            if not owners.isdisjoint(before):
                yield "kin"
            if not _self(row).isdisjoint(before | after):
                yield "my kin"
