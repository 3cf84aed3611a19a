"""Learning what the clues to a voice weigh. See docs/decisions/0005-voices-are-weighed.md."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.chain import Sentence, Text
from habeas.reading.learning.chain import learn as learn_chain
from habeas.reading.voices.attributing import discourse_of
from habeas.reading.voices.clues import clues, going_on
from habeas.reading.voices.discourse import Discourse, sort_of, voice_of

PENALTY, STEPS = 50.0, 80


class Heard(NamedTuple):
    """`told`: for each sentence the first voices of the claims that the annotators read in it, with how many claims."""

    heard: Discourse
    told: list[Counter[str]]


def heard(report: Annotated) -> Heard:
    """A report as its voices are heard, with whose words its annotators say they are."""
    discourse = discourse_of(report.parsed, report.entities)
    starts = [scene.sentence.passage.start for scene in discourse.scenes]
    told = [Counter[str]() for _ in starts]
    for claim in report.claims:
        middle = report.parsed.text.index(claim["quote"]) + len(claim["quote"]) // 2
        first = claim["attribution"][0] if claim["attribution"] else ""
        told[max(0, bisect_right(starts, middle) - 1)][voice_of(first)] += 1
    return Heard(discourse, told)


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to a voice, from annotated reports and the entities that their annotators name."""
    return learn_chain([_text(heard(report)) for report in reports], PENALTY, STEPS)


def _text(report: Heard) -> Text:
    rows, before = [], list[str]()
    for i, told in enumerate(report.told):
        who = report.heard.candidates(i)
        own = [clues(report.heard, i, w) for w in who]
        on = [going_on(report.heard, i, sort_of(w)) if w in before else [] for w in who]
        rows.append(Sentence(own, on, [before.index(w) if w in before else -1 for w in who], [told[w] for w in who]))
        before = who
    return rows
