"""What reviewers judge of pairs, as joining takes it: it comes before every rule, and no rule goes against it."""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.resolution import Link
from habeas.resolution.nodes import Gathered

Pair = tuple[int, int]


class Judgements(NamedTuple):
    """Judgements on pairs of nodes (by index, the smaller first), each with the link that tells it."""

    same: dict[Pair, Link]
    apart: dict[Pair, Link]
    """Judged different, or such that nobody can say: never joined."""


NONE = Judgements({}, {})


def judgements(gathered: Gathered, judged: Sequence[Link]) -> Judgements:
    """The judgements on the nodes of one class; those on ids that nothing has any more are left out."""
    if not judged:
        return NONE
    nodes = {node.id: i for i, node in enumerate(gathered.nodes)}
    of = {mention: nodes[node] for node, mentions in gathered.mentions.items() for mention in mentions}
    found = Judgements({}, {})
    for link in judged:
        if link.left in of and link.right in of:
            left, right = of[link.left], of[link.right]
            if left != right:
                table = found.same if link.verdict == "same" else found.apart
                table[min(left, right), max(left, right)] = link
    return found
