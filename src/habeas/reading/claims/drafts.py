"""Drafts: the claims that the words of a text make, before they are tied to a site, a voice and parties."""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.candidates import Candidate, candidates
from habeas.reading.claims.clauses import Measure, clause, pieces, speech_borders
from habeas.reading.claims.clues import Mentioned, Surroundings
from habeas.reading.claims.counts import find_counts
from habeas.reading.claims.deciding import decided
from habeas.reading.claims.tallies import Tallied, tally
from habeas.reading.claims.types import SentenceWords, near, of_captivity, search
from habeas.reading.text import ParsedText
from habeas.reading.weights import Weighed

_FREE = ("deserters",)
"""Things whose number is told of people at large as well as of captives."""
_NUMBERS = Measure(enough=28, whole=60)
"""A number says its thing in few words."""


class Draft(NamedTuple):
    """A claim before site, voice and parties: its sentence, and its type with clause, words and count."""

    found: SentenceWords
    tallied: Tallied


class Searched(NamedTuple):
    """A text with everything that its words may claim."""

    sentences: list[SentenceWords | None]
    near: list[bool]
    """For each sentence whether words of captivity are near."""
    borders: list[int]
    start: int
    """Where the text begins after its headline."""
    made: list[Candidate]
    around: Surroundings


def searched(parsed: ParsedText, names: Sequence[Passage] = (), places: Sequence[Passage] = ()) -> Searched:
    """What the words of a text may claim. A headline that the text repeats makes no candidate.

    `names`: mentions of people, whose words say nothing. `places`: mentions of sites, sorted; who is held there is in
    captivity.
    """
    sentences = search(parsed, names)
    speaks = [of_captivity(found, places) for found in sentences]
    about, borders, start = near(speaks), speech_borders(parsed), _body_start(parsed)
    made = candidates(sentences, borders, start)
    around = Surroundings(parsed, sentences, made, speaks, Mentioned(sorted(names), places))
    return Searched(sentences, about, borders, start, made, around)


def drafts(parsed: ParsedText, names: Sequence[Passage], places: Sequence[Passage], weights: Weighed) -> list[Draft]:
    """The drafts of a text in text order, one for a type and clause. `names` and `places` as in `searched`."""
    text = searched(parsed, names, places)
    told = decided(text.around, text.made, len(text.sentences), weights)
    typed: dict[int, list[Tallied]] = {}
    for c in told.claims:
        typed.setdefault(c.at, []).append(Tallied(c.type, c.passage, c.words))
    made: dict[tuple[Passage, str], Draft] = {}
    for at, found in enumerate(text.sentences):
        if found is not None and found.sentence.passage.start >= text.start and told.about[at]:
            for tallied in _counted(text, found, typed.get(at, []), captive=text.near[at]):
                made.setdefault((tallied.passage, tallied.type), Draft(found, tallied))
    return [made[key] for key in sorted(made)]


def _counted(text: Searched, found: SentenceWords, typed: Sequence[Tallied], *, captive: bool) -> list[Tallied]:
    """The claims of a sentence with its counts."""
    counts = [c for c in find_counts(text.around.parsed.text, found.sentence) if captive or c.thing in _FREE]
    if not counts:
        return list(typed)
    cut = pieces(found.sentence, text.borders)
    return tally(typed, [(c, clause(cut, c.words, _NUMBERS)) for c in counts])


def _body_start(parsed: ParsedText) -> int:
    """Where the text begins after a headline that repeats the title."""
    title = (parsed.document.title or "").strip()
    return len(title) if title and parsed.text.startswith(title) else 0
