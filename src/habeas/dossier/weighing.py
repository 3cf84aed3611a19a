"""What a finding weighs: in what its claims agree, its figures side by side, its kinds of origin, and the rule of its state.

Figures are shown, never added. Nothing is decided here: parts, figures and states come computed with the register.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from habeas.dossier import words
from habeas.dossier.lookup import Lookup, Voice, source_page
from habeas.model.agreement import agreement
from habeas.model.reading import Count
from habeas.model.register import ClaimRow, Figure, Finding, FindingPart, StateRule, Tally
from habeas.vocabulary import label

FEW = 3
"""Statements by which a figure or an answer is named."""


class Teller(msgspec.Struct, frozen=True):
    """Who gives a figure or an answer, and where in which source."""

    voice: Voice
    source: str
    """The outlet, or the title of the document."""
    href: str
    """The words in their source, from the overview's folder."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What some claims of a finding say, with who says it."""

    value: str
    origins: Tally
    tellers: list[Teller]
    more: int
    """Statements beyond those named."""


class FigureView(Told, frozen=True, kw_only=True):
    """A number in its frame and with its day."""

    frame: str
    day: str
    beside: str | None
    """A key of figure_relations: how it stands to the figure before it."""


class Answers(msgspec.Struct, frozen=True):
    """The different answers on one matter, as the date."""

    matter: str
    answers: list[Told]


class Weighing(msgspec.Struct, frozen=True, kw_only=True):
    """All of it for one finding."""

    agreed: list[str]
    differ: list[str]
    alone: list[str]
    answers: list[Answers]
    """Dates and methods that differ; numbers stand among the figures."""
    figures: list[list[FigureView]]
    """Of two numbers or more: those of one thing together, each with its frame and day."""
    kinds: list[str]
    grades: list[str]
    credible: int
    rule: StateRule | None


def weigh(lookup: Lookup, finding: Finding) -> Weighing:
    """What a finding weighs."""
    claims = [lookup.claims[one] for one in finding.claims if one in lookup.claims]
    found = agreement(finding, claims, lookup.maybe_same)
    return Weighing(
        agreed=_named(found.agreed),
        differ=_named(found.differ),
        alone=_named(found.alone),
        answers=[
            Answers(label("finding_aspects", what), [_part(lookup, p) for p in finding.parts if p.what == what])
            for what in ("date", "method")
            if any(part.what == what for part in finding.parts)
        ],
        figures=_figures(lookup, finding.figures) if len(finding.figures) > 1 else [],
        kinds=[label("origin_kinds", kind) for kind in finding.kinds],
        grades=sorted({claim.grade for claim in claims if claim.grade}),
        credible=finding.credible,
        rule=lookup.rules.get(finding.rule or ""),
    )


def _named(aspects: Sequence[str]) -> list[str]:
    return [label("finding_aspects", aspect) for aspect in aspects]


def _part(lookup: Lookup, part: FindingPart) -> Told:
    told = words.period(part.value) if part.what == "date" else label("methods", part.value)
    return Told(value=told, origins=part.origins, **_tellers(lookup, part.claims))


def _figures(lookup: Lookup, figures: Sequence[Figure]) -> list[list[FigureView]]:
    groups: dict[str, list[FigureView]] = {}
    for figure in figures:
        groups.setdefault(figure.of, []).append(
            FigureView(
                value=words.count(Count(op=figure.op, n=figure.n, n2=figure.n2, of=figure.of)),
                frame=label("count_frames", figure.frame) if figure.frame else "",
                day=words.date(figure.as_of),
                beside=figure.beside,
                origins=figure.origins,
                **_tellers(lookup, figure.claims),
            )
        )
    return list(groups.values())


def _tellers(lookup: Lookup, ids: Sequence[str]) -> dict[str, Any]:
    rows = sorted((lookup.claims[i] for i in ids if i in lookup.claims), key=lambda c: (c.document, c.passage, c.id))
    found = list({(t.voice, t.source): t for t in reversed([_teller(lookup, row) for row in rows])}.values())[::-1]
    return {"tellers": found[:FEW], "more": max(len(found) - FEW, 0)}


def _teller(lookup: Lookup, claim: ClaimRow) -> Teller:
    row = lookup.documents[claim.document]
    source = words.line(row.publisher) or words.line(row.title) or f"document {row.item[:12]}"
    return Teller(lookup.root(claim), source, f"{source_page(row.item)}#t-{claim.id}")
