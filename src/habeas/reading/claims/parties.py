"""Who did it and to whom: the people who were held, the units and the accused that act.

A deed is done to those whom its clause names; where it names nobody, to the survivor whose account it is, or to the one
person of whom the text speaks there (`he`, `her`). Nobody is taken for a perpetrator by standing near a deed; only a unit
named in the clause of a deed, or a person whom the text as a whole calls an alleged perpetrator, is.
"""

from bisect import bisect_left
from functools import cache

from habeas.languages import pack
from habeas.model.passage import Passage
from habeas.model.reading import Person, Unit
from habeas.reading.found import Entities
from habeas.reading.text import ParsedText, Sentence

_DEEDS = ("torture.", "detention.", "death.", "coercion.", "transfer.")
_SUFFERED = ("torture.", "detention.", "coercion.", "conditions.", "transfer.")
"""What a survivor tells of what was done to them."""
_NEAR = 3
"""Tokens within which `by` stands before who did it: an article and an adjective lie between."""
_BACK = 3
"""Sentences within which a word such as `he` points back to a name."""


@cache
def _words(code: str, whom: str) -> frozenset[str]:
    """The words of a language that speak of one person, of who speaks, or of many (tables `parties`)."""
    found = pack(code)
    return frozenset(found.words("parties", whom)) if found else frozenset()


def _speaks_of(passage: Passage, sentence: Sentence, whom: str) -> bool:
    """Whether a clause has such a word."""
    words = _words(sentence.language or "", whom)
    return any(t.norm in words for t in sentence.tokens if passage.start <= t.start < passage.end)


def _stands_before(sentence: Sentence, at: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands shortly before an offset."""
    i = bisect_left(sentence.tokens, at, key=lambda t: t.start)
    return any(t.norm in words for t in sentence.tokens[max(0, i - _NEAR) : i])


class Parties:
    """The people and units of a document by what they are in it."""

    def __init__(self, parsed: ParsedText, entities: Entities) -> None:
        """Looks up roles once."""
        self._parsed = parsed
        self._people = {p.id: p for p in entities.people}
        self._named = sorted((m.start, p.id) for p in entities.people for m in p.mentions)
        self._starts = [start for start, _ in self._named]
        self._held = [p for p in entities.people if "victim" in p.roles]
        accused = [p for p in entities.people if "alleged_perpetrator" in p.roles]
        self._agents: list[Person | Unit] = [*accused, *entities.units]

    def victims(self, claim_type: str, passage: Passage, sentence: Sentence, voice: str) -> list[str]:
        """The held people whom the clause names, else the one whose account it is or of whom the text speaks there.

        What somebody tells of others was not done to them.

        `voice`: the first voice of the claim.
        """
        named = [p.id for p in self._held if any(m.meets(passage) for m in p.mentions)]
        if named or not claim_type.startswith(_SUFFERED):
            return named
        if voice in self._people:
            own = _speaks_of(passage, sentence, "self") or not _speaks_of(passage, sentence, "many")
            return [voice] if own and self._was_held(voice) else []
        meant = self._meant(passage, sentence)
        return [meant] if meant and self._was_held(meant) else []

    def perpetrators(self, claim_type: str, passage: Passage, words: Passage, sentence: Sentence) -> list[str]:
        """The units and accused people that the clause of a deed names before its words, or after them as who did it."""
        if not claim_type.startswith(_DEEDS):
            return []
        by = _words(sentence.language or "", "by")
        named = ((e, m) for e in self._agents for m in e.mentions if passage.holds(m))
        acted = (e.id for e, m in named if m.end <= words.start or _stands_before(sentence, m.start, by))
        return list(dict.fromkeys(acted))

    def _was_held(self, person: str) -> bool:
        return "victim" in self._people[person].roles

    def _meant(self, passage: Passage, sentence: Sentence) -> str | None:
        """Whom `he` or `she` in a clause means: the person named last before it, in the same paragraph and near."""
        i = bisect_left(self._starts, passage.start) - 1
        if i < 0 or not _speaks_of(passage, sentence, "person"):
            return None
        there = self._parsed.sentence_at(self._starts[i])
        near = there and there.paragraph == sentence.paragraph and sentence.index - there.index <= _BACK
        return self._named[i][1] if near else None
