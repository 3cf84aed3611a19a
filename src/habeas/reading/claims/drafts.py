"""Drafts: the claims that the words of a text make, before they are tied to a site, a voice and parties."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.clauses import Measure, Piece, clause, pieces, speech_borders
from habeas.reading.claims.counts import find_counts
from habeas.reading.claims.stance import happened
from habeas.reading.claims.tallies import Tallied, tally
from habeas.reading.claims.types import SentenceWords, near, of_captivity, search, signs
from habeas.reading.text import ParsedText

_CORE = ("torture.", "detention.", "conditions.", "coercion.", "find.bodies", "death.mass_grave")
_LEAST = 2
"""So many claims of these types, or sentences that speak of captivity, make a text one about captivity."""
_SHORT_NOTICE = 6
"""Sentences for which a single one of them is enough."""
_FREE = ("deserters",)
"""Things whose number is told of people at large as well as of captives."""
_NUMBERS = Measure(enough=28, whole=60)
"""A number says its thing in few words."""


class Draft(NamedTuple):
    """A claim before site, voice and parties: its sentence, and its type with clause, words and count."""

    found: SentenceWords
    tallied: Tallied


def drafts(parsed: ParsedText, names: Sequence[Passage] = (), places: Sequence[Passage] = ()) -> list[Draft]:
    """The drafts of a text in text order, one for a type and clause. A headline that the text repeats makes none.

    `names`: mentions of people, whose words say nothing. `places`: mentions of sites, sorted; who is held there is in
    captivity.
    """
    searched = search(parsed, names)
    speaks = [of_captivity(found, places) for found in searched]
    body, borders = _body_start(parsed), speech_borders(parsed)
    made: dict[tuple[Passage, str], Draft] = {}
    for found, captive in zip(searched, near(speaks), strict=True):
        if found is not None and found.sentence.passage.start >= body:
            for tallied in _of_sentence(parsed.text, borders, found, captive):
                made.setdefault((tallied.passage, tallied.type), Draft(found, tallied))
    return [made[key] for key in sorted(made)] if _about_captivity(made.values(), sum(speaks), len(searched)) else []


def _about_captivity(made: Iterable[Draft], spoken: int, sentences: int) -> bool:
    """Whether a text is about people held or ill-treated at all, and not about a war or a court in general."""
    core = sum(d.tallied.type.startswith(_CORE) for d in made)
    return max(core, spoken) >= _LEAST or (core + spoken) * _SHORT_NOTICE >= sentences


def _of_sentence(text: str, borders: Sequence[int], found: SentenceWords, captive: bool) -> list[Tallied]:
    cut = pieces(found.sentence, borders)
    typed = _typed(found, cut, captive)
    counts = (c for c in find_counts(text, found.sentence) if captive or c.thing in _FREE)
    return tally(typed, [(c, clause(cut, c.words, _NUMBERS)) for c in counts])


def _typed(found: SentenceWords, cut: Sequence[Piece], captive: bool) -> list[Tallied]:
    """One row for a type and clause, with the words that led to it first."""
    rows: dict[tuple[str, Passage], Tallied] = {}
    weak: dict[tuple[str, Passage], Tallied] = {}
    for sign in signs(found, captive):
        if not happened(found, sign):
            continue
        words = found.passage(sign)
        key = (sign.type, clause(cut, words, found.words.measure))
        (weak if sign.weak else rows).setdefault(key, Tallied(*key, words))
    said = list(rows.values())
    return said + [w for w in weak.values() if not any(r.passage.meets(w.passage) for r in said)]


def _body_start(parsed: ParsedText) -> int:
    """Where the text begins after a headline that repeats the title."""
    title = (parsed.document.title or "").strip()
    return len(title) if title and parsed.text.startswith(title) else 0
