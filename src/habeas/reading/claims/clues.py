"""The clues to whether a clause makes the claim that its words may carry, and how often such clues were right.

A clue is a short readable name: what the words say by themselves, what else the clause says, who stands in it, how near
words of captivity are, what the text around claims. Clues name no word of a text, so that one table of weights serves all
languages. Work per candidate does not grow with the text.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from habeas.languages import Token
from habeas.model.passage import Passage
from habeas.reading.claims.candidates import Candidate
from habeas.reading.claims.types import CAPTIVITY, REACH, SentenceWords
from habeas.reading.claims.words import STANCE
from habeas.reading.text import ParsedText

_TABLES = ("alone", "together", "captive", "weak")
"""From the words that say most by themselves to those that say least."""
_STRONG = _TABLES[:2]
_WINDOW = 4
"""Sentences before and after in which other claims keep one company; a text of fewer sentences says nothing about it."""
_SHORTLY = 3
"""Tokens within which a word that takes back belongs to what follows."""
_PLACE = "place"
_CAPTORS = "captors"
_PEOPLE = frozenset((_CAPTORS, "captives", "someone"))
"""Of what may stand around a claim; the rest is talk of other things."""
_FAR = 14
"""Sentences before and after that tell what a stretch of text is about."""


class Mentioned(NamedTuple):
    """Where a text names or describes people and sites: sorted, each kind."""

    people: Sequence[Passage]
    sites: Sequence[Passage]


class Surroundings:
    """A text with all its candidates, as the clues to one of them need it."""

    def __init__(
        self,
        parsed: ParsedText,
        searched: Sequence[SentenceWords | None],
        made: Sequence[Candidate],
        speaks: Sequence[bool],
        mentioned: Mentioned,
    ) -> None:
        """`made` in text order; `speaks`: for each of the sentences `searched` whether it speaks of captivity."""
        self.parsed, self.mentioned = parsed, mentioned
        self.away = _away(speaks)
        self.spoken = _sums([int(s) for s in speaks])
        self.in_clause: defaultdict[Passage, list[Candidate]] = defaultdict(list)
        self.in_sentence = Counter((c.at, c.type) for c in made)
        strong, kin = [0] * len(speaks), defaultdict[str, list[int]](lambda: [0] * len(speaks))
        for c in made:
            self.in_clause[c.passage].append(c)
            strong[c.at] += table(c) in _STRONG
            kin[c.family][c.at] += 1
        self.strong, self.kin = _sums(strong), {family: _sums(row) for family, row in kin.items()}
        self.told = _told_before(made)
        self.scenes = [f.words.scene.find(f.sentence.tokens) if f and made else [] for f in searched]
        around = [{h.value for h in row} for row in self.scenes]
        self.other = _sums([int(bool(row - _PEOPLE)) for row in around])
        self.captors = _sums([int(_CAPTORS in row) for row in around])


def clues(text: Surroundings, c: Candidate) -> list[str]:
    """The clues to one of the candidates of a text."""
    first, last = _tokens(c)
    told_by, family = table(c), c.family
    plain = [f"from {told_by}", *_signs(c), *_captivity(text, c, first, last), *_people(text, c, first, last)]
    plain += [*_company(text, c, family), *_stance(c), *_form(text, c), *_topic(text, c)]
    crossed = [crossing for clue in plain if (crossing := _by_family(clue, family))]
    crossed += [crossing for clue in plain if (crossing := _by_table(clue, told_by))]
    return [f"is {c.type}", f"is {family}", f"{told_by} {c.type}", *plain, *crossed, *_beside(text, c)]


_BY_FAMILY = ("from ", "captivity ", "holding place", "somebody", "nobody", "kin ", "told ", "other talk ")
"""Clues that mean something else for each family of types: they are weighed for each besides."""
_BY_TABLE = ("somebody", "nobody", "long ", "captivity ", "a site")


@lru_cache(maxsize=1 << 14)
def _by_family(clue: str, family: str) -> str:
    """The clue for one family of types; empty where it means the same for all."""
    return f"{clue}, {family}" if clue.startswith(_BY_FAMILY) else ""


@lru_cache(maxsize=1 << 14)
def _by_table(clue: str, told_by: str) -> str:
    """The clue for words of one table; empty where it means the same for all."""
    return f"{clue}, {told_by}" if clue.startswith(_BY_TABLE) else ""


def table(c: Candidate) -> str:
    """The table of the sign that says most by itself."""
    tables = {sign.table for sign in c.signs}
    return next(name for name in _TABLES if name in tables)


def _signs(c: Candidate) -> Iterator[str]:
    yield f"words {grade(c.signs[0].last - c.signs[0].first, 1, 2, 3, 4, 5)}"
    if len(c.signs) > 1:
        yield "several signs"
    if len({(s.first, s.last) for s in c.signs}) > 2:
        yield "many signs"


def _captivity(text: Surroundings, c: Candidate, first: int, last: int) -> Iterator[str]:
    yield f"captivity {grade(text.away[c.at], 1, 2, 4, 8)} away"
    if len(text.away) > REACH:
        yield f"spoken of {grade(within(text.spoken, c.at, REACH), 1, 2, 3, 5)} times"
    sign = c.signs[0]
    if any(first <= h.first < last and not sign.first <= h.first < sign.last for h in c.found.of("groups", CAPTIVITY)):
        yield "other words of captivity"
    if any(first <= h.first < last for h in c.found.of("groups", _PLACE)):
        yield "holding place"


def _people(text: Surroundings, c: Candidate, first: int, last: int) -> Iterator[str]:
    sign, scene = c.signs[0], text.scenes[c.at]
    apart = (h for h in scene if not (sign.first <= h.first and h.last <= sign.last))
    around = {h.value for h in apart if first <= h.first < last}
    yield from (f"somebody: {who}" for who in sorted(around & _PEOPLE))
    if not around & _PEOPLE:
        yield "nobody"
    yield from (f"talk of {what}" for what in sorted(around - _PEOPLE))
    yield from (f"beside talk of {what}" for what in sorted({h.value for h in scene} - _PEOPLE - around))
    if _any_in(text.mentioned.sites, c.passage):
        yield "a site"
    if _any_in(text.mentioned.people, c.passage):
        yield "a person"


def _company(text: Surroundings, c: Candidate, family: str) -> Iterator[str]:
    here = text.in_clause[c.passage]
    own = sum(table(o) in _STRONG for o in here)
    kin = sum(o.family == family for o in here)
    if len(text.away) > _WINDOW:
        yield f"company {grade(within(text.strong, c.at, _WINDOW) - own, 1, 2, 3, 5, 8)}"
        yield f"kin {grade(within(text.kin[family], c.at, _WINDOW) - kin, 1, 2, 4)}"
    yield f"told {grade(text.told[c.type, c.passage], 1, 2, 4, 7)} times before"
    yield f"{grade(len(here) - 1, 1, 2, 3)} others in the clause"
    if text.in_sentence[c.at, c.type] > 1:
        yield "again in the sentence"


def _beside(text: Surroundings, c: Candidate) -> Iterator[str]:
    others = [o for o in text.in_clause[c.passage] if o is not c]
    yield from (f"{c.family} beside {family}" for family in sorted({o.family for o in others}))
    yield from (f"{c.type} beside {o.type}" for o in others)


def _topic(text: Surroundings, c: Candidate) -> Iterator[str]:
    """What the sentences around are about, in tenths of them; a text of a few sentences does not tell."""
    if len(text.away) <= _WINDOW:
        return
    sentences = min(len(text.away), 2 * _FAR + 1)
    yield f"other talk {grade(10 * within(text.other, c.at, _FAR) // sentences, 1, 2, 3, 4, 5, 7)} tenths"
    yield f"captors {grade(10 * within(text.captors, c.at, _FAR) // sentences, 1, 2, 3, 4, 5)} tenths"
    yield f"captivity {grade(10 * within(text.spoken, c.at, _FAR) // sentences, 1, 2, 3, 4, 6)} tenths"


def _stance(c: Candidate) -> Iterator[str]:
    sign = c.signs[0]
    for key in ("negated", "unreal"):
        if any(0 <= sign.first - h.last < _SHORTLY for h in c.found.of(STANCE, key)):
            yield f"{key} before"


def _form(text: Surroundings, c: Candidate) -> Iterator[str]:
    sentence = c.found.sentence
    paragraph = text.parsed.paragraphs[sentence.paragraph]
    says = sentence.passage.of(text.parsed.text).rstrip("\"'”»)")
    begins = sentence.passage.start == paragraph.start
    yield f"long {grade(c.passage.end - c.passage.start, 30, 60, 100, 150, 220)}"
    yield f"sentence {grade(len(sentence.tokens), 6, 12, 20, 35)}"
    if begins:
        yield "begins a paragraph"
    if begins and paragraph.end - sentence.passage.end <= 1 and not says.endswith((".", "!", "?", "…")):
        yield "a heading"
    if says.endswith("?"):
        yield "a question"
    if text.parsed.quotes_at(c.passage):
        yield "in a quotation"


def _tokens(c: Candidate) -> tuple[int, int]:
    """The tokens of a clause: sentence.tokens[first:last]."""
    tokens = c.found.sentence.tokens
    return bisect_left(tokens, c.passage.start, key=_begins), bisect_left(tokens, c.passage.end, key=_begins)


def _begins(token: Token) -> int:
    return token.start


def _any_in(mentions: Sequence[Passage], passage: Passage) -> bool:
    """Whether a mention begins in a passage. `mentions`: sorted."""
    at = bisect_left(mentions, Passage(passage.start, 0))
    return at < len(mentions) and mentions[at].start < passage.end


def grade(value: int, *steps: int) -> int:
    """The highest of the steps that a number reaches, else 0."""
    reached = bisect_right(steps, value)
    return steps[reached - 1] if reached else 0


def _away(speaks: Sequence[bool]) -> list[int]:
    """For each sentence how many sentences away the nearest one is that speaks of captivity; far where there is none."""
    far = len(speaks) + 99
    forward = list(accumulate(speaks, lambda n, s: 0 if s else n + 1, initial=far))[1:]
    backward = list(accumulate(reversed(speaks), lambda n, s: 0 if s else n + 1, initial=far))[1:]
    return [min(pair) for pair in zip(forward, reversed(backward), strict=True)]


def _sums(numbers: Sequence[int]) -> list[int]:
    return list(accumulate(numbers, initial=0))


def within(sums: Sequence[int], at: int, reach: int) -> int:
    """How many there are from `reach` sentences before one to `reach` after it."""
    return sums[min(len(sums) - 1, at + reach + 1)] - sums[max(0, at - reach)]


def _told_before(made: Sequence[Candidate]) -> dict[tuple[str, Passage], int]:
    """How often the type of each candidate may have been claimed before it."""
    seen = Counter[str]()
    found = {}
    for c in made:
        found[c.type, c.passage] = seen[c.type]
        seen[c.type] += 1
    return found
