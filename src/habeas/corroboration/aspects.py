"""What the claims of a finding say differently: date, number, method. Agreement on one is no agreement on another."""

from collections.abc import Iterator, Sequence

from habeas.corroboration.support import Support
from habeas.corroboration.told import Told
from habeas.model.register import FindingPart

Aspect = tuple[str, str, str]
"""date, number or method; of a number, what it counts and in which frame."""


def parts(claims: Sequence[Told], support: Support) -> list[FindingPart]:
    """An aspect's answers with their own origins, for each aspect in which there is more than one answer: numbers of one
    thing in one frame, days, methods. `claims`: of one finding, sorted by id.
    """
    answers: dict[Aspect, dict[str, list[Told]]] = {}
    for told in claims:
        for aspect, value in _said(told):
            answers.setdefault(aspect, {}).setdefault(value, []).append(told)
    return [
        FindingPart(what=aspect[0], value=value, claims=[told.id for told in those], origins=support.tally(those))
        for aspect, values in sorted(answers.items())
        if len(values) > 1
        for value, those in sorted(values.items())
    ]


def _said(told: Told) -> Iterator[tuple[Aspect, str]]:
    date, count, method = told.claim.date, told.claim.count, told.claim.method
    if date and (date.start or date.end):
        start, end = (date.start or "..")[:10], (date.end or "..")[:10]
        yield ("date", "", ""), start if start == end else f"{start}/{end}"
    if count:
        number = f"{count.n}" if count.n2 is None else f"{count.n} {count.n2}"
        yield ("number", count.of, told.frame or ""), f"{count.op} {number} {count.of}"
    if method:
        yield ("method", "", ""), method
