"""What reviewers judge of pairs, as joining takes it: it comes before every rule, and no rule goes against it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from habeas.model.resolution import Link
from habeas.resolution.entries import Entry

Pair = tuple[int, int]


class Judgements(NamedTuple):
    """Judgements on pairs of entries (by index, the smaller first), each with the link that tells it."""

    same: dict[Pair, Link]
    apart: dict[Pair, Link]
    """Judged different, or such that nobody can say: never joined."""


NONE = Judgements({}, {})


def judgements(nodes: Sequence[Entry], judged: Iterable[Link]) -> Judgements:
    """The judgements on these entries; those on ids that nothing has any more are left out."""
    links = list(judged)
    if not links:
        return NONE
    of = {mention: i for i, node in enumerate(nodes) for mention in node.mentions}
    found = Judgements({}, {})
    for link in links:
        if link.left in of and link.right in of:
            left, right = of[link.left], of[link.right]
            if left != right:
                table = found.same if link.verdict == "same" else found.apart
                table[min(left, right), max(left, right)] = link
    return found
