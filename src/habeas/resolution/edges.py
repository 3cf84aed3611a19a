"""Edges: what comparing two things of one class says, in words and figures."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from habeas.resolution.matching.verdict import Verdict

Says = Literal["same", "unsure", "different", "part", "whole"]
"""`part`: the first is a part of the second; `whole`: the second is a part of the first. Both are two things."""


class Rule(NamedTuple):
    """A rule of joining."""

    name: str
    within: bool = False
    """Whether it also joins what one reading keeps apart, as two entries under one full name."""


class Edge(NamedTuple):
    """What a rule says of two profiles."""

    says: Says
    score: float
    why: str
    """The reasons and the score; holds no personal name."""
    rule: Rule


def edge(rule: Rule, found: Verdict, says: Says | None = None, score: float | None = None) -> Edge:
    """The edge of a verdict; `says` and `score` where the class knows more than the names tell."""
    kept = found.score if score is None else score
    return Edge(says or found.judgement, kept, told(found.why, kept), rule)


def told(why: Sequence[str], score: float) -> str:
    """Reasons and score as one sentence."""
    return f"{'; '.join(why)} (score {score:.2f})"


def turned(one: Edge) -> Edge:
    """The edge as seen from the other side."""
    other: dict[Says, Says] = {"part": "whole", "whole": "part"}
    return one._replace(says=other.get(one.says, one.says))
