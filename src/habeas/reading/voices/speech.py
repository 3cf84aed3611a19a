"""Speech in a sentence: which words say that somebody speaks, and who that is.

Words inside a quotation introduce nobody, save for the insertion that breaks it («…, — сказав він, — …»).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from habeas.languages import Hit, Token, longest, pack
from habeas.model.passage import Passage
from habeas.reading.quotations import Quote
from habeas.reading.text import Sentence
from habeas.reading.voices.sources import ANON, BACK, SOME, Source

FARTHEST = 16
_FARTHEST = {"anon": 5.5, "back": 3.5, "B": 10, "U": 2.5}
_WAY = {"tell": "say"}
_BODIES = frozenset({f"{BACK}body", f"{BACK}group", f"{BACK}thing"})
GROUP, THING = f"{BACK}group", f"{BACK}thing"
AFTER_ACCORDING = 8
_SHORT = 3
_SELDOM = frozenset({SOME, f"{ANON}detainee"})
"""Those whom a text rather speaks of than lets speak: they stand right beside the verb."""
_NEAR = 4
_ABLE = 20
_LABEL = 12
_NAME_AFTER = 3
_TITLE = 14
"""Words of a title before the name that it belongs to."""
_STOPS = frozenset(',;:.!?()«»“”"')
_APPOSITION = 8
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_CUTS = frozenset(",—–-")
_BEHIND, _CUT, _ENCLOSED = 2.0, 3.0, 3.0
_DASH = re.compile(r"[—–-]")


class Speech(NamedTuple):
    """`who` speaks; `how`: say | find | claim | deny | according | label. `near`: the speaker stands close to the cue."""

    who: str
    how: str
    near: bool
    cue: Passage
    speaker: Passage


class Scene(NamedTuple):
    """A sentence as one hears it."""

    sentence: Sentence
    sources: list[Source]
    speeches: list[Speech]
    anaphors: frozenset[str]
    """person | body | many, for the words that point back (he, the organisation, they)."""
    marks: frozenset[str]
    """What else tells whose words these are: the keys of a pack's `marks`, `speaks` for a verb of speech, `number`."""
    quoted: bool
    """Half of its words or more stand in a quotation."""


def listen(sentence: Sentence, quotes: Sequence[Quote], sources: list[Source]) -> Scene:
    """What one sentence says about who speaks. `quotes`: the quotations of speech that it has words of."""
    tokens = sentence.tokens
    words = pack(sentence.language) if sentence.language else None
    inside = [any(q.inner.start <= t.start < q.inner.end for q in quotes) for t in tokens] if quotes else []
    outside = [not i for i in inside] or [True] * len(tokens)
    quoted = 2 * sum(inside) >= len(tokens) if inside else False
    if words is None:
        return Scene(sentence, sources, [], frozenset(), frozenset(), quoted)
    verbs = [h for h in longest(words.hits("voices", tokens)["speech"]) if h.value != "unsaid"]
    if quoted:
        _open_insertions(tokens, outside, verbs)
    verbs = [h for h in verbs if outside[h.first]]
    heard = _owned([s for s in sources if outside[s.first]], tokens)
    speeches = _according(tokens, longest(words.hits("voices", tokens)["according"]), heard, outside)
    speeches += _said(tokens, verbs, heard, frozenset(words.words("voices", "at")))
    speeches += _label(tokens, heard)
    back = frozenset(s.who[len(BACK) :] for s in sources if s.kind == "back" and outside[s.first])
    marks = {h.value if outside[h.first] else f"quoted {h.value}" for h in words.hits("voices", tokens)["marks"]}
    if verbs:
        marks.add("speaks")
    if words.hits("voices", tokens)["announce"]:
        marks.add("announces")
    if any(t.text[0].isdecimal() for t in tokens):
        marks.add("number")
    return Scene(sentence, sources, speeches, back, frozenset(marks), quoted)


def _owned(heard: Sequence[Source], tokens: Sequence[Token]) -> list[Source]:
    """Without those whose relatives or sources are meant, and not they themselves (`X's wife`)."""
    followed = {s.first for s in heard if s.kind == "anon"}
    return [s for s in heard if s.last not in followed or not tokens[s.last - 1].text.endswith(_POSSESSIVE)]


def _open_insertions(tokens: Sequence[Token], outside: list[bool], verbs: Sequence[Hit[str]]) -> None:
    """Marks as outside what a dash and a verb of speech insert into a quotation, up to the next dash."""
    spoken = {h.first for h in verbs}
    for i, token in enumerate(tokens):
        if outside[i] or not _DASH.fullmatch(token.text) or not spoken & {i + 1, i + 2, i + 3}:
            continue
        for j in range(i, len(tokens)):
            if j > i and _DASH.fullmatch(tokens[j].text):
                break
            outside[j] = True


def _according(
    tokens: Sequence[Token], hits: Sequence[Hit[str]], heard: Sequence[Source], outside: list[bool]
) -> list[Speech]:
    """Who stands after `according to`; a talk (`with`) is with people, a medium is only where they talk."""
    found = []
    for hit in hits:
        after = [
            s
            for s in heard
            if (0 <= s.first - hit.last <= AFTER_ACCORDING or hit.first < s.first < hit.last)
            and not (hit.value == "with" and (s.kind == "B" or s.who in _BODIES))
        ]
        if not outside[hit.first] or not after:
            continue
        best = min(after, key=lambda s: (s.first - hit.last) - 4 * (s.kind == "P") + 3 * (s.kind in ("anon", "back")))
        found.append(_speech(tokens, hit, best, "according", best.first - hit.last <= 2))
    return found


def _said(
    tokens: Sequence[Token], verbs: Sequence[Hit[str]], heard: Sequence[Source], at: frozenset[str]
) -> list[Speech]:
    """Each verb with its nearest possible subject. Who is not named tells but finds nothing out; units seldom speak.

    `at`: words before the place where something is said (`they said in the ministry`).
    """
    found = []
    ends = [h.first for h in verbs]
    for hit in verbs:
        near = _around(heard, hit)
        able = [s for s in near if _may_say(tokens, hit, s)]
        costs = sorted((cost, s) for s in able if (cost := _cost(tokens, hit, s)) <= _farthest(s))
        if len(costs) > 1 and _is_told(tokens, costs[0][1], hit, at) and costs[1][1].kind in ("P", "anon", "back"):
            costs = costs[1:]
        if not costs:
            continue
        cost, best = costs[0]
        if best.kind == "anon" and hit.value == "find":
            continue
        bearer = _bearer(tokens, best, hit, near, ends)
        found.append(_speech(tokens, hit, bearer, _WAY.get(hit.value, hit.value), cost <= _NEAR))
    return found


def _around(heard: Sequence[Source], hit: Hit[str]) -> Sequence[Source]:
    """The possible speakers nearest a verb: in a row of hundreds not all come into question."""
    at = bisect_left(heard, hit.first, key=lambda s: s.first)
    return heard[max(0, at - _ABLE) : at + _ABLE]


def _may_say(tokens: Sequence[Token], hit: Hit[str], source: Source) -> bool:
    """Whether a possible speaker can be the subject of a verb at all, by the kind of either."""
    if source.who == GROUP:
        return False
    if source.first >= hit.last and hit.value == "tell":
        return False
    if source.who == THING:
        after = tokens[hit.last].text if hit.last < len(tokens) else "."
        return source.last == hit.first and (after == "that" or not after[0].isalnum())
    return True


def _farthest(source: Source) -> float:
    return _SHORT if source.who in _SELDOM else _FARTHEST.get(source.kind, FARTHEST)


def _is_told(tokens: Sequence[Token], source: Source, hit: Hit[str], at: frozenset[str]) -> bool:
    """Whether a body right after the verb is rather the one that is told (`his family told ASTRA`)."""
    between = tokens[hit.last : source.first]
    return source.kind == "B" and 0 <= source.first - hit.last <= 1 and not any(t.norm in at for t in between)


def _bearer(
    tokens: Sequence[Token], best: Source, hit: Hit[str], heard: Sequence[Source], verbs: Sequence[int]
) -> Source:
    """The person whom the words nearest the verb describe: `X, head of the council, said`; `said one of them, X`.

    Also behind a long title, after its comma, unless the person says something of his own (`verbs`: where words of speech
    begin): `announced the head of the national police of the region, X`.
    """
    if best.kind == "P":
        return best
    people = [s for s in heard if s.kind == "P"]
    if best.first >= hit.last:
        named = [s for s in people if s.first >= best.last and _named_after(tokens, best, s, verbs)]
        return named[0] if named else best
    named = [s for s in people if s.last <= best.first and best.first - s.last <= _APPOSITION]
    return named[-1] if named else best


def _named_after(tokens: Sequence[Token], best: Source, person: Source, verbs: Sequence[int]) -> bool:
    """Whether a person's name follows the words that describe him."""
    between = tokens[best.last : person.first]
    if len(between) <= _NAME_AFTER:
        return True
    title = not any(t.text in _STOPS for t in between[:-1])
    speaks = any(best.last <= verb <= person.last + 1 for verb in verbs)
    return len(between) <= _TITLE and between[-1].text == "," and title and not speaks


def _cost(tokens: Sequence[Token], hit: Hit[str], source: Source) -> float:
    """How far a possible speaker stands from a verb of speech; who is named outweighs who is not.

    After a comma the subject rather follows (`…, says X`), unless what the commas enclose describes it (`X, …, says`).
    """
    comma = hit.first > 0 and tokens[hit.first - 1].text in _CUTS
    if source.first >= hit.last:
        gap, weight = tokens[hit.last : source.first], 1.0 if comma else _BEHIND
    elif source.last <= hit.first:
        gap, weight = tokens[source.last : hit.first], 1.0
    else:
        gap, weight = tokens[:0], 1.0
    length = weight * len(gap)
    if source.last <= hit.first and comma and gap:
        length = min(length, _ENCLOSED) if gap[0].text == "," and len(gap) > 1 else length + _CUT
    favour = {"P": 2.5, "B": 0.0, "U": -1.0, "anon": -1.0, "back": 0.5}[source.kind]
    if length - favour > FARTHEST:
        return length - favour
    return length + 8 * sum(t.text in ";:.!?" for t in gap) - favour


def _label(tokens: Sequence[Token], heard: Sequence[Source]) -> list[Speech]:
    """A line that names a speaker and ends in a colon, or begins with a name and a colon."""
    words = [i for i, t in enumerate(tokens) if t.text == ":"]
    found = []
    for colon in words:
        if _LABEL < colon < len(tokens) - 1:
            continue
        before = [s for s in heard if s.last <= colon and s.who not in _BODIES and s.who != SOME]
        last = colon == len(tokens) - 1 and (colon <= _LABEL or any(s.kind in "PB" for s in before))
        if before and (last or (before[0].first <= 1 and colon - before[-1].last <= 3 and colon <= _LABEL)):
            best = max(before, key=lambda s: (s.kind == "P", s.kind == "B", s.last))
            cue = Passage(tokens[colon].start, tokens[colon].end)
            found.append(Speech(best.who, "label", colon - best.last <= 1, cue, _at(tokens, best)))
    return found


def _speech(tokens: Sequence[Token], hit: Hit[str], source: Source, how: str, near: bool) -> Speech:
    cue = Passage(tokens[hit.first].start, tokens[hit.last - 1].end)
    return Speech(source.who, how, near, cue, _at(tokens, source))


def _at(tokens: Sequence[Token], source: Source) -> Passage:
    return Passage(tokens[source.first].start, tokens[source.last - 1].end)
