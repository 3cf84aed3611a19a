"""Drafts: the claims that the words of a text make, before they are tied to a site, a voice and parties."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.amounts import Numbers, amounts
from habeas.reading.claims.bearers import Counting
from habeas.reading.claims.candidates import Candidate, candidates
from habeas.reading.claims.clauses import speech_borders
from habeas.reading.claims.clues import Mentioned, Surroundings
from habeas.reading.claims.deciding import decided
from habeas.reading.claims.meanings import meaning
from habeas.reading.claims.tallies import Tallied, tally
from habeas.reading.claims.types import SentenceWords, of_captivity, search
from habeas.reading.text import ParsedText
from habeas.reading.weights import Weighed, Weights

_HELD, _TWIN = "detention.unlawful", 0.2
"""Beside a number of captives this much probability is enough for words of holding."""


class Draft(NamedTuple):
    """A claim before site, voice and parties: its sentence, and its type with clause, words and count."""

    found: SentenceWords
    tallied: Tallied


class Searched(NamedTuple):
    """A text with everything that its words may claim."""

    sentences: list[SentenceWords | None]
    borders: list[int]
    start: int
    """Where the text begins after its headline."""
    made: list[Candidate]
    around: Surroundings

    def of(self, at: int) -> SentenceWords:
        """A sentence whose words are searched. Raises LookupError for one whose language has no words."""
        found = self.sentences[at]
        if found is None:
            raise LookupError(at)
        return found


def searched(parsed: ParsedText, names: Sequence[Passage] = (), places: Sequence[Passage] = ()) -> Searched:
    """What the words of a text may claim. A headline that the text repeats makes no candidate.

    `names`: mentions of people, whose words say nothing. `places`: mentions of sites, sorted; who is held there is in
    captivity.
    """
    sentences = search(parsed, names)
    speaks = [of_captivity(found, places) for found in sentences]
    borders, start = speech_borders(parsed), _body_start(parsed)
    made = candidates(sentences, borders, start)
    around = Surroundings(parsed, sentences, made, speaks, Mentioned(sorted(names), places))
    return Searched(sentences, borders, start, made, around)


def drafts(parsed: ParsedText, names: Sequence[Passage], places: Sequence[Passage], weights: Weights) -> list[Draft]:
    """The drafts of a text in text order, one for a type and clause. `names` and `places` as in `searched`."""
    text = searched(parsed, names, places)
    told = decided(text.around, text.made, len(text.sentences), weights.claims)
    typed: dict[int, list[Tallied]] = {}
    for c in told.claims:
        typed.setdefault(c.at, []).append(Tallied(c.type, c.passage, c.words))
    counted = _counted(numbers(text, told.probable, told.about), weights.counts)
    for c in _held(text, told.probable, counted, typed):
        typed.setdefault(c.at, []).append(Tallied(c.type, c.passage, c.words))
    made: dict[tuple[Passage, str], Draft] = {}
    for at in sorted({*typed, *counted}):
        for tallied in tally(typed.get(at, []), counted.get(at, []), weights.counts):
            made.setdefault((tallied.passage, tallied.type), Draft(text.of(at), tallied))
    return [made[key] for key in sorted(made)]


def _held(
    text: Searched,
    probable: Sequence[float],
    counted: Mapping[int, Sequence[Counting]],
    typed: Mapping[int, Sequence[Tallied]],
) -> Iterator[Candidate]:
    """Who are counted as held are held: the words of holding beside a number of captives claim detention too."""
    for c, p in zip(text.made, probable, strict=True):
        captives = any(n.meaning == "count.detainees" for n in counted.get(c.at, ()))
        if c.type == _HELD and p >= _TWIN and captives and all(t.type != _HELD for t in typed.get(c.at, ())):
            yield c


def numbers(text: Searched, probable: Sequence[float], about: Sequence[bool] | None = None) -> Numbers:
    """The numbers of a text. `probable`: how probable each of its candidates is.

    `about`: for each sentence whether its numbers are looked for; in all of them unless told.
    """
    sentences = (
        text.sentences if about is None else [s if a else None for s, a in zip(text.sentences, about, strict=True)]
    )
    found = amounts(text.around.parsed.text, sentences, text.borders, text.start)
    return Numbers(text.around, list(found), text.made, probable)


def _counted(found: Numbers, weights: Weighed) -> dict[int, list[Counting]]:
    """By sentence the numbers with the claims that they make by themselves."""
    rows: dict[int, list[Counting]] = {}
    for a in found.found:
        rows.setdefault(a.at, []).append(Counting(a, meaning(found, a, weights)))
    return rows


def _body_start(parsed: ParsedText) -> int:
    """Where the text begins after a headline that repeats the title."""
    title = (parsed.document.title or "").strip()
    return len(title) if title and parsed.text.startswith(title) else 0
