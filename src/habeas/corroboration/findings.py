"""Findings: claims of one type about one site, unit or person with dates that agree; denials beside them.

A denial removes nothing: it is attached to the findings that it denies, and makes them contested.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.ids import derived_id
from habeas.model.register import Finding, Tally

Subject = tuple[str, str]
"""`site`, `unit` or `person`, and the global id."""


Count = Callable[[Iterable[Told], str], Tally]
"""The tally of claims about the subject with this global id."""


class Part(NamedTuple):
    """The claims of a finding, before anything is counted."""

    type: str
    subject: Subject
    claims: list[Told]
    only: bool
    """Whether it is the only one of its type and subject: then its id needs no claim."""


def is_denial(told: Told) -> bool:
    """Whether a claim denies."""
    return told.claim.type == "denial" or told.claim.stance == "denied"


def subjects(told: Told) -> list[Subject]:
    """What a claim is about: its site, without one its units, without these its victims."""
    if told.site:
        return [("site", told.site)]
    units = [("unit", p) for p in told.perpetrators if p.startswith("U-")]
    return units or [("person", v) for v in told.victims if v.startswith("P-")]


def findings(claims: Sequence[Told], count: Count) -> list[Finding]:
    """All findings, sorted by id."""
    parts = _parts([told for told in claims if not is_denial(told)])
    denials = _denials(claims, parts)
    return sorted((_finding(part, denials.get(i, []), count) for i, part in enumerate(parts)), key=lambda f: f.id)


def _parts(claims: Sequence[Told]) -> list[Part]:
    groups: dict[tuple[str, Subject], list[Told]] = {}
    for told in claims:
        for subject in subjects(told):
            groups.setdefault((told.claim.type, subject), []).append(told)
    return [
        Part(kind, subject, sorted(part, key=lambda t: t.id), len(parts) == 1)
        for (kind, subject), group in sorted(groups.items())
        for parts in [_by_date(group)]
        for part in parts
    ]


def _by_date(group: Sequence[Told]) -> list[list[Told]]:
    """Claims whose days overlap, one after the other; the undated stand with the only part, or apart from several."""
    dated: list[tuple[str, str, Told]] = []
    undated: list[Told] = []
    for told in group:
        date = told.claim.date
        if date is None or (date.start is None and date.end is None):
            undated.append(told)
        else:
            dated.append(((date.start or "")[:10], (date.end or "9999")[:10], told))
    parts: list[list[Told]] = []
    until = ""
    for start, end, told in sorted(dated, key=lambda d: (d[0], d[1], d[2].id)):
        if parts and start <= until:
            parts[-1].append(told)
        else:
            parts.append([told])
        until = max(until, end)
    if len(parts) == 1:
        return [parts[0] + undated]
    return [*parts, undated] if undated else parts


def _denials(claims: Sequence[Told], parts: Sequence[Part]) -> dict[int, list[str]]:
    """Part -> ids of the denials that stand beside it."""
    by_subject: dict[Subject, list[int]] = {}
    by_document: dict[str, dict[int, list[Told]]] = {}
    for i, part in enumerate(parts):
        by_subject.setdefault(part.subject, []).append(i)
        for told in part.claims:
            by_document.setdefault(told.item, {}).setdefault(i, []).append(told)
    found: dict[int, list[str]] = {}
    for denial in claims:
        if is_denial(denial):
            for i in _denied(denial, parts, by_subject, by_document.get(denial.item, {})):
                found.setdefault(i, []).append(denial.id)
    return found


def _denied(
    denial: Told, parts: Sequence[Part], by_subject: Mapping[Subject, list[int]], here: Mapping[int, list[Told]]
) -> list[int]:
    """What a denial denies: its own type about its subject; else what its document says of the subject; else what its
    document says last before it; else everything on record about the subject.
    """
    about = sorted({i for subject in subjects(denial) for i in by_subject.get(subject, ())})
    typed = [i for i in about if parts[i].type == denial.claim.type]
    in_document = [i for i in about if i in here]
    return typed or in_document or about or _nearest(denial, here)


def _nearest(denial: Told, here: Mapping[int, list[Told]]) -> list[int]:
    """The findings of the claims that stand nearest before the denial in its document, else nearest after it."""
    if not here:
        return []
    at = denial.claim.passage.start
    distance = {
        i: min(
            (at - t.claim.passage.start if t.claim.passage.start <= at else 10**9 + t.claim.passage.start)
            for t in claims
        )
        for i, claims in here.items()
    }
    best = min(distance.values())
    return sorted(i for i, far in distance.items() if far == best)


def _finding(part: Part, denials: list[str], count: Count) -> Finding:
    what, one = part.subject
    tally = count(part.claims, one)
    return Finding(
        id=derived_id("finding", part.type, one, *([] if part.only else [part.claims[0].id])),
        type=part.type,
        site=one if what == "site" else None,
        unit=one if what == "unit" else None,
        person=one if what == "person" else None,
        claims=[told.id for told in part.claims],
        origins=tally,
        denials=sorted(denials),
        state=state(tally, len(denials)),
    )


def state(tally: Tally, denials: int) -> str:
    """The corroboration state by the rules of data/states.toml: what is reached without a person's grade."""
    for rule in data("states")["rule"]:
        if denials >= rule.get("denials", 0) and tally.independent >= rule.get("independent", 0):
            return str(rule["state"])
    return "recorded"
