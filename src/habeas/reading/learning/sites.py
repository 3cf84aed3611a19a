"""Learning what the clues to the site of a claim weigh."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from habeas.reading.claims.site_clues import NOWHERE, Stated, Weighing, Whereabouts, weighing
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.chain import Sentence, Text
from habeas.reading.learning.chain import learn as learn_chain

PENALTY, STEPS = 20.0, 120


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to a claim's site, from annotated reports and the sites that their annotators name."""
    return learn_chain([_text(r) for r in reports if r.claims and r.entities.sites], PENALTY, STEPS)


def told(report: Annotated) -> dict[Stated, Counter[str]]:
    """The annotated claims in text order, those of one type and passage together, with the sites that they are about."""
    rows: dict[Stated, Counter[str]] = {}
    for claim in report.claims:
        rows.setdefault(_stated(report, claim), Counter())[claim["site"] or NOWHERE] += 1
    return dict(sorted(rows.items(), key=lambda row: (row[0].passage, row[0].type)))


def _stated(report: Annotated, claim: Mapping[str, Any]) -> Stated:
    first = claim["attribution"][0].split(":")[0] if claim["attribution"] else ""
    return Stated(claim["type"], report.passages(claim)[0], first)


def _text(report: Annotated) -> Text:
    rows = told(report)
    weighed = weighing(Whereabouts(report.parsed, report.entities), list(rows))
    return [_sentence(i, weighed, sites) for i, sites in enumerate(rows.values())]


def _sentence(i: int, weighed: Sequence[Weighing], sites: Counter[str]) -> Sentence:
    """A claim as the learner of chains takes it."""
    own, on = weighed[i].own, weighed[i].on
    before = {site: k for k, site in enumerate(weighed[i - 1].own)} if i else {}
    return Sentence(
        list(own.values()), [on.get(s, []) for s in own], [before.get(s, -1) for s in own], [sites[s] for s in own]
    )
