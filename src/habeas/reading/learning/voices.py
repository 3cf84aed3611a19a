"""Learning what the clues to a voice weigh. See docs/decisions/0005-voices-are-weighed.md."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Unit
from habeas.reading.entities.finding import find_entities
from habeas.reading.found import Entities
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.chain import Sentence, Text
from habeas.reading.learning.chain import learn as learn_chain
from habeas.reading.voices.attributing import discourse_of
from habeas.reading.voices.clues import clues, going_on
from habeas.reading.voices.discourse import OUTLET, UNNAMED, Discourse, voice_of

_Named = Person | Body | Unit
STEPS = 80
_SPOKEN, _OTHER = 45.0, 85.0
"""What holds back the weights of the clues that the sentence itself gives of its speaker, and of all others."""
_SHARE = 0.5
"""Two entities are one if mentions of them share so much of the longer one."""


class Heard(NamedTuple):
    """`told`: for each sentence the first voices of the claims that the annotators read in it, with how many claims."""

    heard: Discourse
    told: list[Counter[str]]


def heard(report: Annotated, entities: Entities | None = None) -> Heard:
    """A report as its voices are heard, with whose words its annotators say they are.

    `entities`: as read, if not those of the annotators; what an annotated voice that was not read says counts as untold.
    """
    discourse = discourse_of(report.parsed, report.entities if entities is None else entities)
    known = None if entities is None else _same(report.entities, entities)
    starts = [scene.sentence.passage.start for scene in discourse.scenes]
    told = [Counter[str]() for _ in starts]
    for claim in report.claims:
        middle = report.parsed.text.index(claim["quote"]) + len(claim["quote"]) // 2
        first = voice_of(claim["attribution"][0] if claim["attribution"] else OUTLET)
        who = first if known is None or first in (OUTLET, UNNAMED) else known.get(first)
        if who is not None:
            told[max(0, bisect_right(starts, middle) - 1)][who] += 1
    return Heard(discourse, told)


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to a voice, from annotated reports.

    Each counts twice: with the entities that its annotators name, and with those that are read, as a reader has them.
    """
    told = [h for report in reports for h in (heard(report), heard(report, find_entities(report.parsed)))]
    return learn_chain([_text(h) for h in told], _penalty, STEPS)


def _penalty(clue: str) -> float:
    return _SPOKEN if clue.startswith("own ") else _OTHER


def _same(annotated: Entities, read: Entities) -> dict[str, str]:
    """Which read entity each annotated one is; those whose mentions agree best first, each once."""
    pairs: list[tuple[_Named, _Named]] = [
        *product(annotated.people, read.people),
        *product(annotated.bodies, read.bodies),
        *product(annotated.units, read.units),
    ]
    alike = []
    for one, other in pairs:
        share = max((_shared(m, n) for m in one.mentions for n in other.mentions), default=0.0)
        if share >= _SHARE:
            alike.append((-share, one.id, other.id))
    same: dict[str, str] = {}
    taken: set[str] = set()
    for _, one_id, other_id in sorted(alike):
        if one_id not in same and other_id not in taken:
            same[one_id] = other_id
            taken.add(other_id)
    return same


def _shared(one: Passage, other: Passage) -> float:
    longer = max(one.end - one.start, other.end - other.start)
    return (min(one.end, other.end) - max(one.start, other.start)) / longer if longer else 0.0


def _text(report: Heard) -> Text:
    rows, before = [], list[str]()
    for i, told in enumerate(report.told):
        who = report.heard.candidates(i)
        own = [clues(report.heard, i, w) for w in who]
        on = [going_on(report.heard, i, w) if w in before else [] for w in who]
        rows.append(Sentence(own, on, [before.index(w) if w in before else -1 for w in who], [told[w] for w in who]))
        before = who
    return rows
