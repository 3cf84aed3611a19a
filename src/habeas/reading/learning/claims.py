"""Learning which candidates are claims: what their clues weigh, and from which probability on they are claimed.

The thresholds are chosen on probabilities that were given without the report at hand, its story and its twins. Texts of
our own about other things (`elsewhere.toml`) are learned from beside the reports, and choose no threshold.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.claims.candidates import Candidate
from habeas.reading.claims.clues import clues
from habeas.reading.claims.deciding import ABOUT, PROBABLE, kept, probability
from habeas.reading.claims.drafts import Searched, searched
from habeas.reading.entities.finding import find_entities
from habeas.reading.evaluation.pairing import nearest, paired
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.choosing import Choice, yes_or_no
from habeas.reading.learning.choosing import learn as learn_choices
from habeas.reading.learning.elsewhere import elsewhere
from habeas.reading.learning.folds import FOLDS, folds

PENALTY, LEAST = 20.0, 3
SHARE = 0.3
"""Of their union, that a clause and an annotated quote share when they are the same claim."""
_PROBABLE = [n / 100 for n in range(20, 52, 2)]
_ABOUT = [n / 100 for n in range(0, 26, 2)]
_NEARLY = 0.01
_NOTHING_COUNTS = 1.5
"""How often a candidate counts in a text in which there is nothing to find: annotated reports have few such texts."""
_INVENTED = 0.1
"""What a claim for each report in which there is nothing to find weighs against the two measures of agreement."""


class Example(NamedTuple):
    """A report: what its words may claim, with the clues, and which of it its annotators claim."""

    made: list[Candidate]
    clues: list[list[str]]
    right: frozenset[tuple[str, Passage]]
    told: int
    """How many claims the annotators make."""
    sentences: int
    text: Searched
    pairs: dict[int, int]
    """Which candidate is which of the annotated claims, by their places."""


def example(report: Annotated) -> Example:
    """A report as its words are searched, with its people and sites as the reader finds them."""
    entities = find_entities(report.parsed, None)
    places = sorted(mention for site in entities.sites for mention in site.mentions)
    text = searched(report.parsed, [m for person in entities.people for m in person.mentions], places)
    quotes = [(claim["type"], report.passages(claim)) for claim in report.claims]
    pairs = paired(quotes, text.made, _alike, SHARE)
    right = frozenset((text.made[j].type, text.made[j].passage) for j in pairs.values())
    rows = [clues(text.around, c) for c in text.made]
    claimed = {j: i for i, j in pairs.items()}
    return Example(text.made, rows, right, len(quotes), len(text.sentences), text, claimed)


def _alike(told: tuple[str, list[Passage]], made: Candidate) -> tuple[float, float]:
    shared = nearest(told[1], [made.passage]) if told[0] == made.type else 0.0
    return shared, shared


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to a claim, and the two thresholds, from annotated reports."""
    taught = [*reports, *elsewhere()]
    examples = [example(report) for report in taught]
    probable = _apart(taught, examples)
    own = len(reports)
    return {**weights_of(examples), **_thresholds(examples[:own], probable[:own])}


def weights_of(examples: Sequence[Example]) -> dict[str, float]:
    """The weights alone, without thresholds."""
    return learn_choices([choice for e in examples for choice in _choices(e)], PENALTY, LEAST)


def _choices(e: Example) -> Iterator[Choice]:
    times = 1.0 if e.told else _NOTHING_COUNTS
    for c, row in zip(e.made, e.clues, strict=True):
        yield yes_or_no(row, right=(c.type, c.passage) in e.right)._replace(times=times)


def _apart(reports: Sequence[Annotated], examples: Sequence[Example]) -> list[list[float]]:
    """How probable the candidates of each report are, by what the other reports teach."""
    fold_of = folds(reports)
    taught = [weights_of([e for e, f in zip(examples, fold_of, strict=True) if f != fold]) for fold in range(FOLDS)]
    return [[probability(row, taught[f]) for row in e.clues] for e, f in zip(examples, fold_of, strict=True)]


def _thresholds(examples: Sequence[Example], probable: Sequence[Sequence[float]]) -> dict[str, float]:
    """The thresholds that agree best with the annotators.

    F1 is greatest where everything is claimed that is more probable than half of that F1 (Lipton et al. 2014). How many
    claims make a text one about captivity is tried: the mean of what does nearly best, since few reports decide it.
    """
    least = max(_agreement(examples, probable, {PROBABLE: p}).overall for p in _PROBABLE) / 2
    tried = {about: _agreement(examples, probable, {PROBABLE: least, ABOUT: about}).worth for about in _ABOUT}
    best = [about for about, worth in tried.items() if worth >= max(tried.values()) - _NEARLY]
    return {PROBABLE: least, ABOUT: sum(best) / len(best)}


class _Agreement(NamedTuple):
    """F1 over all claims, its mean over reports, and claims for each report in which there is nothing to find."""

    overall: float
    by_report: float
    invented: float

    @property
    def worth(self) -> float:
        return self.overall + self.by_report - _INVENTED * self.invented


def _agreement(
    examples: Sequence[Example], probable: Sequence[Sequence[float]], thresholds: Mapping[str, float]
) -> _Agreement:
    right = read = invented = 0
    by_report = []
    for e, p in zip(examples, probable, strict=True):
        claims = kept(e.made, p, e.sentences, thresholds).claims
        found = sum((c.type, c.passage) in e.right for c in claims)
        by_report.append(2 * found / (len(claims) + e.told) if claims or e.told else 1.0)
        right, read, invented = right + found, read + len(claims), invented + len(claims) * (not e.told)
    told, nothing = sum(e.told for e in examples), sum(not e.told for e in examples)
    mean = sum(by_report) / max(1, len(by_report))
    return _Agreement(2 * right / max(1, read + told), mean, invented / max(1, nothing))
