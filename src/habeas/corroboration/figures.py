"""The numbers of a finding, each in its frame and with its day, and how one stands to the one before.

Figures are never added. Two that differ may both be true: at least 40 and 55; 40 at a time and 300 altogether; 10 until
September and 28 until January.
"""

from collections.abc import Sequence
from math import inf

from habeas.corroboration.support import Support
from habeas.corroboration.told import Told
from habeas.model.reading import Count
from habeas.model.register import Figure

ABOUT = 0.1
"""How far from a rough number the true one may lie, as a share of it."""
NEVER = "9"
"""The day of a figure without one: after all others."""
Row = tuple[tuple[str, str, Count], list[Told]]
"""What is counted, in which frame, the number; and the claims that give it."""


def figures(claims: Sequence[Told], support: Support) -> list[Figure]:
    """The figures of a finding by what they count, frame and day. `claims`: of one finding, sorted by id."""
    groups: dict[tuple[str, str, Count], list[Told]] = {}
    for told in claims:
        if told.claim.count:
            groups.setdefault((told.claim.count.of, told.frame or "", told.claim.count), []).append(told)
    rows = sorted(
        groups.items(), key=lambda row: (*row[0][:2], _day(row[1]), row[0][2].n, row[0][2].n2 or 0, row[0][2].op)
    )
    return [
        Figure(
            of=of,
            frame=counted or None,
            op=count.op,
            n=count.n,
            n2=count.n2,
            as_of=_day(those) if _day(those) != NEVER else None,
            claims=[told.id for told in those],
            origins=support.tally(those),
            beside=_beside(rows[i - 1], rows[i]) if i else None,
        )
        for i, ((of, counted, count), those) in enumerate(rows)
    ]


def _day(claims: Sequence[Told]) -> str:
    """The first day up to which one of these claims counts."""
    days = ((t.claim.date and (t.claim.date.end or t.claim.date.start)) or t.published for t in claims)
    return min((day[:10] for day in days if day), default=NEVER)


def _beside(before: Row, after: Row) -> str | None:
    """How a figure stands to the one before it; None where they count different things."""
    (of, counted, count), claims = before
    (its_of, its_frame, its_count), its_claims = after
    if of != its_of:
        return None
    if counted != its_frame:
        return "other_frame"
    voices, days = {_voice(told) for told in claims}, (_day(claims), _day(its_claims))
    if days[0] < days[1] < NEVER and voices & {_voice(told) for told in its_claims}:
        return "edition"
    (low, high), (its_low, its_high) = _range(count), _range(its_count)
    return "both_can_be_true" if max(low, its_low) <= min(high, its_high) else "contradicts"


def _voice(told: Told) -> str:
    return told.chain[0].id if told.chain else f"own {told.item}"


def _range(count: Count) -> tuple[float, float]:
    """The numbers that a figure leaves open."""
    ranges: dict[str, tuple[float, float]] = {
        "exactly": (count.n, count.n),
        "at_least": (count.n, inf),
        "more_than": (count.n + 1, inf),
        "about": (count.n * (1 - ABOUT), count.n * (1 + ABOUT)),
        "up_to": (0, count.n),
        "at_most": (0, count.n),
        "between": (count.n, count.n if count.n2 is None else count.n2),
    }
    return ranges.get(count.op, (0, inf))
