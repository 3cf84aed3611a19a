"""What a document as a whole says of who speaks where.

Unnamed speakers count as one voice here (`anon`); which of them is meant is told afterwards.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from habeas.languages import normal
from habeas.model.passage import Passage
from habeas.model.reading import Body
from habeas.reading.found import Entities
from habeas.reading.quotations import is_speech
from habeas.reading.text import ParsedText
from habeas.reading.voices.sources import ANON, BACK, SOME, is_publisher, kind
from habeas.reading.voices.speech import Scene, Speech

OUTLET, UNNAMED = "", "anon"
_OFFICIAL = f"{ANON}official"
WINDOW = 12
"""How many sentences back a name still stands as a candidate without having spoken."""
_ABOVE = 6
_MOST = 10
_STEM = 5
_HEADING, _ENDS = 14, ".!…:;,»”\"'’)?"
_DASH = re.compile(r"[—–-]\s?\w")
_ITEM = re.compile(r"[-–—•*·]\s|\(?\d{1,2}[.)]\s")
_SORT_OF_BACK = {"person": "P", "body": "B", "group": "B", "thing": "B", "many": UNNAMED}
_PLAIN = {
    "P": ("say", "according", "deny"),
    UNNAMED: ("say", "according"),
    "B": ("according", "deny"),
    "U": ("say", "according", "deny"),
}
"""Words of speech that settle who speaks, by the sort of voice."""
_TONES = ("legal", "report", "self", "footage")
"""Marks that tell what sort of text it is when every fifth period has them."""


class Stretch(NamedTuple):
    """A quotation that is speech: sentences[first:last] hold words of it."""

    first: int
    last: int
    passage: Passage


def voice_of(who: str) -> str:
    """The voice that a speaker counts as."""
    return UNNAMED if who.startswith(ANON) else who


class Discourse:
    """A document as it is heard."""

    def __init__(self, parsed: ParsedText, scenes: Sequence[Scene], entities: Entities) -> None:
        """`scenes`: one a period of `parsed`."""
        self.scenes = scenes
        self.language = parsed.language
        self.paragraph = [s.sentence.paragraph for s in scenes]
        self.after_colon = [False, *(s.sentence.passage.of(parsed.text).endswith(":") for s in scenes)]
        self.roles = {p.id: tuple(sorted(p.roles)) for p in entities.people}
        self.roles.update((b.id, _kinds(parsed, b)) for b in entities.bodies)
        self.mentioned = [_named(scene) for scene in scenes]
        authorities = [b.id for b in entities.bodies if b.kind == "authority"]
        self._authority, self._office = bool(authorities), authorities[0] if len(authorities) == 1 else None
        self.tone = frozenset(mark for mark in _TONES if _often(mark, scenes))
        self._kin = _kin(parsed, entities)
        self._text = parsed.text
        self.speeches: list[dict[str, list[Speech]]] = []
        for scene in scenes:
            self.speeches.append(_by_voice(scene.speeches, self._who))
        self.spoken = Counter(who for by in self.speeches for who in by)
        self.named = Counter(who for row in self.mentioned for who in row if who != UNNAMED)
        self.leading = _most_common(self.spoken)
        self.central = _most_common(Counter({who: n for who, n in self.named.items() if who[0] == "P"}))
        self.opening = next((next(iter(by)) for by in self.speeches if by), OUTLET)
        self.stretches = _stretches(parsed, [s.sentence.passage for s in scenes])
        self.sole = frozenset(who for sort in "PB" for who in _sole(self.named, sort))
        self.topic = _topics(self.mentioned, scenes)
        self.items = _items(parsed, scenes)
        self.heading = _headings(parsed, scenes)
        self.dashed = _dashed(parsed, scenes, self.items)
        self.share = {who: n / self.spoken.total() for who, n in self.spoken.items()}
        self.lead = frozenset(who for by in self.speeches[:4] for who in by)
        self._speaking = [i for i, by in enumerate(self.speeches) if by]
        self._paragraph_starts = [bisect_left(self.paragraph, number) for number in self.paragraph]
        self.place = [self._place(i) for i in range(len(scenes))]
        self.above = [self._above(i) for i in range(len(scenes))]
        self.standing: dict[tuple[str, str], tuple[str, ...]] = {}
        """How each candidate stands in the text, by voice and place, once it was asked for (`clues`)."""

    def _place(self, i: int) -> str:
        """Whether the period stands in a quotation or a paragraph that a dash opens: quoted | dashed | plain."""
        if self.stretches[i] and self.scenes[i].quoted:
            return "quoted"
        return "dashed" if self.dashed[i] else "plain"

    def _above(self, i: int) -> frozenset[str]:
        """Who is named in the last sentences before `i` in its paragraph."""
        rows = self.mentioned[max(self._paragraph_starts[i], i - _ABOVE) : i]
        return frozenset(chain.from_iterable(rows))

    def _who(self, speech: Speech) -> str | None:
        """The voice of a speech, once words that point back or name an office are followed to who bears them."""
        if self.roles.get(speech.who) == ("outlet", "publisher outlet"):
            return OUTLET
        if speech.who[: len(BACK)] == BACK and speech.who[len(BACK) :] not in ("body", "thing"):
            return self._back(speech.who[len(BACK) :])
        if speech.who.startswith((ANON, BACK)):
            kin = self._akin(speech.speaker.of(self._text)) or (
                self._office if speech.who == _OFFICIAL and "legal" in self.tone else None
            )
            if kin or not speech.who.startswith(BACK):
                return kin or UNNAMED
            return self._back("body")
        return speech.who

    def _akin(self, words: str) -> str | None:
        """The body in whose name the office that `words` name stands (prosecutors: the Prosecutor General's Office)."""
        stems = [normal(w)[:_STEM] for w in words.split() if len(w) >= _STEM]
        found = {who: None for stem in stems for who in self._kin.get(stem, ())}
        i = len(self.speeches)
        near = (who for j in range(i, max(-1, i - WINDOW), -1) for who in self.mentioned[j] if who in found)
        return next(near, next(iter(found), None))

    def _back(self, back: str) -> str | None:
        """Whom a word in the period now being heard points back to: who spoke last, else who was named last."""
        i, sort = len(self.speeches), _SORT_OF_BACK[back]
        rows = range(i - 1, max(-1, i - WINDOW), -1)
        same = [j for j in rows if self.paragraph[j] == self.paragraph[i]]
        for speaking in (same, rows):
            for j in speaking:
                spoken = [who for who in self.speeches[j] if sort_of(who) == sort and not self._publishes(who)]
                if spoken:
                    return spoken[-1]
                if sort == "P" and UNNAMED in self.speeches[j]:
                    return UNNAMED
            for j in [i, *speaking] if speaking is same else speaking:
                named = [who for who in self.mentioned[j] if sort_of(who) == sort and not self._publishes(who)]
                if named:
                    return named[0]
        return None

    def _publishes(self, who: str) -> bool:
        return len(self.roles.get(who, ())) == 2 and sort_of(who) == "B"

    def candidates(self, i: int) -> list[str]:
        """Whose words the period could be: the outlet's, the unnamed's, or of who spoke or was named near it."""
        always = (OUTLET, UNNAMED, self.leading, self.central, self.opening, self.ahead(i))
        found = dict.fromkeys(who for who in always if who is not None)
        stretch = self.stretches[i]
        first, last = (stretch.first, min(stretch.last + 1, stretch.first + WINDOW)) if stretch else (i, i + 1)
        for j in [*range(i, max(-1, i - WINDOW), -1), *range(first, min(last, len(self.scenes)))]:
            if self.speeches[j] or self.mentioned[j]:
                found.update(dict.fromkeys(chain(self.speeches[j], self.mentioned[j])))
            if len(found) > _MOST:
                break
        return list(found)

    def plainly(self, i: int) -> str | None:
        """Who stands next to a word of speech, by name or by what he is, where nobody else is said to speak in the period.

        Organisations are said to speak where they relay too: they count only after `according to`, and so does `them`.
        """
        if len(self.speeches[i]) != 1:
            return None
        who, speeches = next(iter(self.speeches[i].items()))
        ways = _PLAIN.get(sort_of(who), ())
        back = (BACK + "group", "according")
        named = [s for s in speeches if not s.who.startswith(BACK) or (s.who, s.how) == back]
        if self._authority and any(s.who == _OFFICIAL for s in named):
            return None
        return who if any(s.near and s.how in ways for s in named) else None

    def ahead(self, i: int) -> str | None:
        """Who is the first to speak in the rest of the paragraph."""
        at = bisect_left(self._speaking, i + 1)
        if at == len(self._speaking) or self.paragraph[self._speaking[at]] != self.paragraph[i]:
            return None
        return next(iter(self.speeches[self._speaking[at]]))

    def behind(self, i: int) -> int | None:
        """The last sentence before `i` in which somebody is said to speak."""
        at = bisect_left(self._speaking, i) - 1
        return self._speaking[at] if at >= 0 else None

    def line_above(self, i: int) -> int | None:
        """The last sentence of the paragraph above."""
        at = self._paragraph_starts[i] - 1
        return at if at >= 0 else None

    def last_of(self, i: int, sort: str) -> str | None:
        """The last voice of a sort that was said to speak or was named before sentence `i`."""
        for j in range(i - 1, max(-1, i - WINDOW), -1):
            for who in (*self.speeches[j], *self.mentioned[j]):
                if sort_of(who) == sort:
                    return who
        return None


def _kinds(parsed: ParsedText, body: Body) -> tuple[str, ...]:
    """What a body is; the publisher is that besides."""
    names = {body.name, *(m.of(parsed.text) for m in body.mentions)}
    return (body.kind, f"publisher {body.kind}") if is_publisher(parsed.document, names) else (body.kind,)


@lru_cache(maxsize=1 << 12)
def sort_of(voice: str) -> str:
    """outlet | anon | P | B | U."""
    return UNNAMED if voice == UNNAMED else kind(voice)


def _named(scene: Scene) -> list[str]:
    return list(dict.fromkeys(voice_of(s.who) for s in scene.sources if s.kind != "back" and s.who != SOME))


def _by_voice(speeches: Sequence[Speech], voice: Callable[[Speech], str | None]) -> dict[str, list[Speech]]:
    """Voice -> how it speaks; words that point back to nobody fall away."""
    found: dict[str, list[Speech]] = {}
    for speech in speeches:
        who = voice(speech)
        if who is not None:
            found.setdefault(who, []).append(speech)
    return found


def _kin(parsed: ParsedText, entities: Entities) -> dict[str, list[str]]:
    """Every run of letters in the names of bodies that are no outlets, as long as a stem, and the first whose it is."""
    found: dict[str, list[str]] = {}
    for body in entities.bodies:
        if body.kind == "outlet" or is_publisher(parsed.document, [body.name]):
            continue
        for name in map(normal, sorted({body.name, *(m.of(parsed.text) for m in body.mentions)})):
            for i in range(len(name) - _STEM + 1):
                whose = found.setdefault(name[i : i + _STEM], [])
                if len(whose) < _MOST and body.id not in whose:
                    whose.append(body.id)
    return found


def _topics(mentioned: Sequence[Sequence[str]], scenes: Sequence[Scene]) -> list[str | None]:
    """The person whom each period is about: named in it, or the last one named where a word points back."""
    found: list[str | None] = []
    last: str | None = None
    for row, scene in zip(mentioned, scenes, strict=True):
        here = next((who for who in row if who[0] == "P"), None)
        found.append(here or (last if "person" in scene.anaphors else None))
        last = here or last
    return found


def _dashed(parsed: ParsedText, scenes: Sequence[Scene], items: Sequence[int | None]) -> list[bool]:
    """Which periods stand in a paragraph that a dash opens, as speech does; items of a list do not."""
    found: list[bool] = []
    for i, scene in enumerate(scenes):
        if i and scene.sentence.paragraph == scenes[i - 1].sentence.paragraph:
            found.append(found[-1])
        else:
            found.append(items[i] is None and bool(_DASH.match(scene.sentence.passage.of(parsed.text))))
    return found


def _headings(parsed: ParsedText, scenes: Sequence[Scene]) -> list[bool]:
    """Which periods are headings: a short line of its own that no mark ends."""
    alone = Counter(scene.sentence.paragraph for scene in scenes)
    return [
        alone[scene.sentence.paragraph] == 1
        and len(scene.sentence.tokens) <= _HEADING
        and scene.sentence.passage.of(parsed.text)[-1] not in _ENDS
        for scene in scenes
    ]


def _items(parsed: ParsedText, scenes: Sequence[Scene]) -> list[int | None]:
    """For each period that is an item of a list, the period above the list."""
    found: list[int | None] = [None] * len(scenes)
    for i, scene in enumerate(scenes):
        if not i or scene.sentence.paragraph == scenes[i - 1].sentence.paragraph:
            found[i] = found[i - 1] if i and found[i - 1] is not None else None
            continue
        words = scene.sentence.passage.of(parsed.text)
        above = scenes[i - 1].sentence.passage.of(parsed.text)
        listed = _ITEM.match(words) and (above[-1:] in ":;" or not _DASH.match(words) or found[i - 1] is not None)
        if listed or words.endswith(";") or (above.endswith(";") and found[i - 1] is not None):
            found[i] = found[i - 1] if found[i - 1] is not None else i - 1
    return found


def _most_common(spoken: Counter[str]) -> str | None:
    """The most frequent; of equals the one that comes first in the text."""
    return max(spoken, key=lambda who: spoken[who], default=None)


def _often(mark: str, scenes: Sequence[Scene]) -> bool:
    return 5 * sum(mark in s.marks for s in scenes) >= len(scenes)


def _sole(named: Counter[str], sort: str) -> list[str]:
    """The voice of a sort that is the only one of it in the document."""
    found = [who for who in named if who[0] == sort]
    return found if len(found) == 1 else []


def _stretches(parsed: ParsedText, passages: Sequence[Passage]) -> list[Stretch | None]:
    """For each sentence the outermost quotation of speech that it has words of."""
    found: list[Stretch | None] = [None] * len(passages)
    starts = [p.start for p in passages]
    ends = [p.end for p in passages]
    for quote in parsed.quotes:
        if not is_speech(quote.inner.of(parsed.text)):
            continue
        first = bisect_right(ends, quote.inner.start)
        last = bisect_left(starts, quote.inner.end)
        for j in range(first, last):
            if found[j] is None:
                found[j] = Stretch(first, last, quote.inner)
    return found
