"""What a matcher answers: a judgement, a score that keeps the order of the evidence, and why.

The score of `same` lies from 0.7 to below 1, of `unsure` from 0.4 to below 0.7, of `different` below 0.4. Within a judgement
more evidence always gives a higher score: nothing saturates, so the best of many equal names can still be told.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

Judgement = Literal["same", "different", "unsure"]
_BANDS: dict[Judgement, tuple[float, float]] = {"different": (0.0, 0.4), "unsure": (0.4, 0.3), "same": (0.7, 0.3)}
_HALF = 4.0
"""Evidence that takes a score half through its band."""


class Verdict(msgspec.Struct, frozen=True):
    """Whether two names mean one thing."""

    judgement: Judgement
    score: float
    """0 to below 1."""
    why: tuple[str, ...]
    """The reasons, the deciding one first."""


def verdict(judgement: Judgement, evidence: float, why: Sequence[str]) -> Verdict:
    """A judgement with the score that so much evidence gives; `evidence` below 0 counts as none."""
    start, width = _BANDS[judgement]
    known = max(evidence, 0.0)
    return Verdict(judgement, round(start + width * known / (known + _HALF), 4), tuple(why))
