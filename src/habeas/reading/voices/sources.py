"""Who could be speaking in a sentence: named people, bodies and units, and unnamed speakers by what they are."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from habeas.languages import longest, normal, pack
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.reading.found import Entities
from habeas.reading.text import Sentence

ANON = "anon:"
BACK = "back:"
_INITIAL, _STEM = 3, 5
SOME = f"{ANON}some"
"""Who is named by no more than a number or a pronoun (`most of them`, `a third`): a speaker, but nobody mentioned."""
_OFFICE = f"{ANON}official"
"""`The head of …` points back to nobody."""
"""Words that point back to who was named before: `back:person` (he, the mayor), `back:body`, `back:many`."""


class Source(NamedTuple):
    """A possible speaker: tokens[first:last] of a sentence. `who`: an entity id, or `anon:` and what he is."""

    first: int
    last: int
    who: str

    @property
    def kind(self) -> str:
        """P | B | U | anon | back."""
        return kind(self.who)


@lru_cache(maxsize=1 << 12)
def kind(who: str) -> str:
    """The class of a voice: P | B | U | anon, `outlet` for the empty one, `back` for a word that points back."""
    if not who:
        return "outlet"
    if who.startswith(BACK):
        return "back"
    return "anon" if who.startswith(ANON) else who[0]


class Named:
    """The mentions of everyone named in a document who may speak, by position."""

    def __init__(self, entities: Entities) -> None:
        """Of mentions that overlap the longest counts."""
        spans = [
            (m.start, m.end, entity.id)
            for group in (entities.people, entities.bodies, entities.units)
            for entity in group
            for m in entity.mentions
        ]
        self._spans = sorted(_apart(spans))
        self._starts = [s[0] for s in self._spans]

    def within(self, passage: Passage) -> list[tuple[int, int, str]]:
        """The mentions that begin inside `passage`."""
        first, last = bisect_left(self._starts, passage.start), bisect_left(self._starts, passage.end)
        return self._spans[first:last]


def is_publisher(document: Document, names: Iterable[str]) -> bool:
    """Whether one of the names is the document's publisher: in full, declined, shortened or by its initials.

    What a publisher's name has in brackets is the source that it relays, not the publisher.
    """
    publisher = _plain((document.publisher or "").split("(")[0]).split()
    initials = {"".join(w[0] for w in publisher), "".join(w[0] for w in publisher if len(w) >= _INITIAL)}
    return bool(publisher) and any(_is_short_for(_plain(name).split(), publisher, initials) for name in names)


def _is_short_for(words: Sequence[str], whole: Sequence[str], initials: Collection[str]) -> bool:
    """Whether a name is the whole one, or the first words of it, in any case ending, or made of its initials."""
    if not words or (len(words) == 1 and len(words[0]) <= 1):
        return False
    if len(words) == 1 and len(words[0]) > 2 and words[0] in initials:
        return True
    alike = all(a[:_STEM] == b[:_STEM] for a, b in zip(words, whole, strict=False))
    return alike and (len(words) == len(whole) or (len(words) < len(whole) and len(" ".join(words)) > 2))


def relayed(document: Document, entities: Entities) -> str | None:
    """The body that the publisher's name has in brackets: the source of the whole text."""
    _, _, brackets = (document.publisher or "").partition("(")
    plain = _plain(brackets)
    for body in entities.bodies:
        names = (_plain(n) for n in {body.name, *(m.of(document.text) for m in body.mentions)})
        if plain and any(n and n in plain for n in names):
            return body.id
    return None


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in normal(name)).split())


def _apart(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        i = bisect_right(starts, span[0])
        if (i and ends[i - 1] > span[0]) or (i < len(starts) and starts[i] < span[1]):
            continue
        starts.insert(i, span[0])
        ends.insert(i, span[1])
        yield span


def sources(sentence: Sentence, named: Named) -> list[Source]:
    """The possible speakers of a sentence in order; a word of a name is no unnamed speaker."""
    tokens = sentence.tokens
    starts = [t.start for t in tokens]
    found = [
        Source(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end), who)
        for start, end, who in named.within(sentence.passage)
    ]
    taken = {i for source in found for i in range(source.first, source.last)}
    words = pack(sentence.language) if sentence.language else None
    hits = words.hits("voices", tokens) if words else None
    of = {h.first for h in hits["genitive"]} if hits else ()
    kin = {i for h in hits["unnamed"] for i in range(h.first, h.last)} if hits else set()
    for key, prefix in (("anaphor", BACK), ("unnamed", ANON)) if hits else ():
        for hit in longest(hits[key]) if hits else ():
            if taken.isdisjoint(range(hit.first, hit.last)):
                office = prefix == BACK and hit.value == "person" and hit.last in of
                if office and not kin.isdisjoint(range(hit.first, hit.last)):
                    continue  # `the mother of one of them` is a relative
                found.append(Source(hit.first, hit.last, _OFFICE if office else prefix + hit.value))
    taken.update(i for source in found for i in range(source.first, source.last))
    for hit in longest(hits["some"]) if hits else ():
        if taken.isdisjoint(range(hit.first, hit.last)):
            found.append(Source(hit.first, hit.last, SOME))
    return sorted(found)
