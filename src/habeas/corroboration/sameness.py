"""Which origins may be the same: nobody can say that they differ, so together they count once.

Each rule says in its docstring, in one sentence for the reader, why the origins that it groups may be the same. Groups come
from keys, never from pairs, so the cost grows with the claims.
"""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.corroboration import offices_alike, outlets_alike, voices_alike
from habeas.corroboration.origins import Draft
from habeas.corroboration.topics import Members


class Same(NamedTuple):
    """Origins (by index) that may be the same, and the rule that says so."""

    rule: str
    members: Members


def maybe_same(drafts: Sequence[Draft]) -> list[Same]:
    """All groups of two members or more, rule by rule in a fixed order."""
    return [
        Same(rule.__name__, members)
        for rule in RULES
        for members in sorted({tuple(sorted(set(group))) for group in rule(drafts)})
        if len(members) > 1
    ]


RULES = (
    voices_alike.unplaced,
    voices_alike.one_sentence,
    outlets_alike.compiled,
    voices_alike.perhaps_one_person,
    voices_alike.unnamed_kin,
    voices_alike.of_a_victim,
    voices_alike.vague,
    voices_alike.perhaps_named,
    outlets_alike.relayed,
    outlets_alike.through_outlet,
    outlets_alike.own_sources,
    offices_alike.speaks_for,
    offices_alike.authorities,
    offices_alike.region,
    voices_alike.again,
    outlets_alike.unattributed,
)
