"""In what the claims of a finding agree: agreement on the place is none on the date. Pure; the parts say what differs."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from habeas.model.register import ClaimRow, Finding


class Agreement(NamedTuple):
    """Aspects of a finding (keys of vocabulary/data/finding_aspects.toml), each in one list, in the order of that file."""

    agreed: list[str]
    """In which independent origins say the same."""
    differ: list[str]
    """In which claims say different things: the finding's parts."""
    alone: list[str]
    """Of which the claims say one thing, and all of them may go back to one origin."""


def agreement(finding: Finding, claims: Sequence[ClaimRow], maybe_same: Callable[[str, str], bool]) -> Agreement:
    """In what the `claims` of a finding agree. `maybe_same`: whether two origins, by id, are one or may be."""
    parted = {part.what for part in finding.parts}
    told: dict[str, dict[object, list[str]]] = {}
    for claim in claims:
        for aspect, answer in _said(finding, claim):
            told.setdefault(aspect, {}).setdefault(answer, []).append(claim.origin)
    found = Agreement([], [], [])
    for aspect in ("place", "date", "number", "method"):
        if aspect in parted:
            found.differ.append(aspect)
        elif aspect in told:
            shared = any(_independent(origins, maybe_same) for origins in told[aspect].values())
            (found.agreed if shared else found.alone).append(aspect)
    return found


def _said(finding: Finding, claim: ClaimRow) -> Iterator[tuple[str, object]]:
    if finding.site and claim.site == finding.site:
        yield "place", finding.site
    if claim.date and (claim.date.start or claim.date.end):
        yield "date", claim.date
    if claim.count:
        yield "number", claim.count
    if claim.method:
        yield "method", claim.method


def _independent(origins: Sequence[str], maybe_same: Callable[[str, str], bool]) -> bool:
    """Whether two of these origins cannot be led back to one, not even by way of the others."""
    waiting = sorted(set(origins))
    reached = waiting[:1]
    for one in reached:
        near = [other for other in waiting if other not in reached and maybe_same(one, other)]
        reached.extend(near)
    return len(reached) < len(waiting)
