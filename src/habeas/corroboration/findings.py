"""Findings: claims of one type about one site, unit or person with dates that agree; denials beside them.

A denial removes nothing: it is attached to the findings that it denies, and makes them contested.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from habeas.corroboration.aspects import parts
from habeas.corroboration.figures import figures
from habeas.corroboration.states import inputs, ruling
from habeas.corroboration.support import Support
from habeas.corroboration.told import Told
from habeas.model.ids import derived_id
from habeas.model.register import Finding, StateRule

Subject = tuple[str, str]
"""`site`, `unit` or `person`, and the global id; `place`, and the region; `report`, and the item."""


class Group(NamedTuple):
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


def about(told: Told) -> list[Subject]:
    """What the finding of a claim is about: its subjects; without any, the region in which its report places it, where
    that is one; else what this report says.
    """
    where = told.region or told.around
    return subjects(told) or [("place", f"in {where}") if where else ("report", f"by {told.source or told.item}")]


def findings(
    claims: Sequence[Told], support: Callable[[Subject], Support], rules: Sequence[StateRule]
) -> list[Finding]:
    """All findings, sorted by id. `support`: of a subject; `rules`: for states.

    A finding depends on the claims of its type and subject, on how all origins of its subject are parted, and on the
    denials of its subject and of the documents of its claims.
    """
    groups = _groups([told for told in claims if not is_denial(told)])
    denials = _denials(claims, groups)
    found = (_finding(group, denials.get(i, []), support(group.subject), rules) for i, group in enumerate(groups))
    return sorted(found, key=lambda finding: finding.id)


def _groups(claims: Sequence[Told]) -> list[Group]:
    groups: dict[tuple[str, Subject], list[Told]] = {}
    for told in claims:
        for subject in about(told):
            groups.setdefault((told.claim.type, subject), []).append(told)
    return [
        Group(kind, subject, sorted(part, key=lambda t: t.id), len(parts) == 1)
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


def _denials(claims: Sequence[Told], groups: Sequence[Group]) -> dict[int, list[str]]:
    """Part -> ids of the denials that stand beside it."""
    by_subject: dict[Subject, list[int]] = {}
    by_document: dict[str, dict[int, list[Told]]] = {}
    for i, part in enumerate(groups):
        by_subject.setdefault(part.subject, []).append(i)
        for told in part.claims:
            by_document.setdefault(told.item, {}).setdefault(i, []).append(told)
    found: dict[int, list[str]] = {}
    for denial in claims:
        if is_denial(denial):
            for i in _denied(denial, groups, by_subject, by_document.get(denial.item, {})):
                found.setdefault(i, []).append(denial.id)
    return found


def _denied(
    denial: Told, groups: Sequence[Group], by_subject: Mapping[Subject, list[int]], here: Mapping[int, list[Told]]
) -> list[int]:
    """What a denial denies: its own type about its subject; else what its document says of the subject; else what its
    document says last before it; else everything on record about the subject.
    """
    known = sorted({i for subject in subjects(denial) for i in by_subject.get(subject, ())})
    typed = [i for i in known if groups[i].type == denial.claim.type]
    in_document = [i for i in known if i in here]
    return typed or in_document or known or _nearest(denial, here)


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


def _finding(group: Group, denials: list[str], support: Support, rules: Sequence[StateRule]) -> Finding:
    what, one = group.subject
    differing = parts(group.claims, support)
    reached = inputs(group.claims, len(denials), differing, support)
    rule = ruling(reached, rules)
    return Finding(
        id=derived_id("finding", group.type, one, *([] if group.only else [group.claims[0].id])),
        type=group.type,
        site=one if what == "site" else None,
        unit=one if what == "unit" else None,
        person=one if what == "person" else None,
        claims=[told.id for told in group.claims],
        origins=support.tally(group.claims),
        denials=sorted(denials),
        state=rule.state if rule else "recorded",
        rule=rule.id if rule else None,
        parts=differing,
        figures=figures(group.claims, support),
        kinds=support.of_kinds(group.claims),
        credible=reached.credible,
    )
