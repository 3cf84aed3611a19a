"""Translations and retellings: documents that tell the same facts in the same order, whatever the words and language.

The edge carries its evidence: the claims that stand at the same place of both tellings, and the figures. Whether two
reports tell one story depends on their facts alone, never on how many other reports there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from habeas.corroboration.facts import Fact, keys_of
from habeas.corroboration.meeting import meeting
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.corroboration import Copy
from habeas.model.reading import Reading

MEET = 2
"""Keys that two tellings of one story have at least in common."""


class Aligned(NamedTuple):
    """The facts that two reports have in one order: the heaviest choice."""

    pairs: list[tuple[int, int]]
    weight: float


def retellings(
    readings: Mapping[str, Reading], facts: Mapping[str, Sequence[Fact]], claims: Mapping[str, Sequence[Told]]
) -> Iterator[Copy]:
    """The edges between documents that tell one story in other words. `facts`, `claims`: item -> its own."""
    items = sorted(facts)
    for i, j in meeting([keys_of(facts[item], claims[item]) for item in items], least=MEET):
        left, right = sorted((items[i], items[j]), key=lambda item: _published(readings[item]), reverse=True)
        share = _one_story(facts[left], facts[right], _elsewhere(claims[left], claims[right]))
        if share:
            yield _edge(readings[left], readings[right], facts[left], facts[right], share)


def _published(reading: Reading) -> tuple[str, str]:
    return reading.document.published or "9", reading.document.item


def _edge(left: Reading, right: Reading, mine: Sequence[Fact], theirs: Sequence[Fact], share: float) -> Copy:
    pairs = aligned(mine, theirs).pairs
    both = [(mine[i], theirs[j]) for i, j in pairs]
    return Copy(
        kind="retells" if left.document.language == right.document.language else "translates",
        left=left.document.item,
        right=right.document.item,
        share=round(share, 3),
        claims=[(one.claim, other.claim) for one, other in both if one.claim and other.claim],
        figures=[one.what.removeprefix("number ") for one, _ in both if one.what.startswith("number ")],
    )


def _elsewhere(mine: Sequence[Told], theirs: Sequence[Told]) -> bool:
    """Whether both reports place what they tell, and nothing at the same place."""
    here, there = ({told.settlement or told.region for told in claims} - {None} for claims in (mine, theirs))
    return bool(here and there) and not here & there


def _one_story(mine: Sequence[Fact], theirs: Sequence[Fact], elsewhere: bool) -> float | None:
    """The share of the lighter report that stands in the other in the same order, where they tell one story."""
    least: dict[str, float] = data("facts")["retelling"]
    mine_all, theirs_all = _sum(mine), _sum(theirs)
    bound = _common(mine, theirs)
    if bound < least["weight"] or bound < least["less_share"] * (mine_all + theirs_all - bound):
        return None
    weight = aligned(mine, theirs).weight
    share = weight / (mine_all + theirs_all - weight)
    strength = least["strength_elsewhere"] if elsewhere else least["strength"]
    if weight < least["weight"] or share < least["less_share"] or weight * share < strength:
        return None
    figures = aligned(_figures(mine), _figures(theirs)).weight
    if figures < least["figures"] or (share < least["share"] and figures < least["more_figures"]):
        return None
    if weight < least["order"] * aligned(mine, theirs[::-1]).weight:
        return None
    return weight / min(mine_all, theirs_all)


def _sum(facts: Sequence[Fact]) -> float:
    return sum(fact.weight for fact in facts)


def _figures(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if not fact.claim]


def _common(mine: Sequence[Fact], theirs: Sequence[Fact]) -> float:
    """The weight of the facts that both have, in whatever order: at least that of the aligned ones."""
    left: dict[str, int] = {}
    for fact in mine:
        left[fact.what] = left.get(fact.what, 0) + 1
    weight = 0.0
    for fact in theirs:
        if left.get(fact.what, 0):
            left[fact.what] -= 1
            weight += fact.weight
    return weight


def aligned(mine: Sequence[Fact], theirs: Sequence[Fact]) -> Aligned:
    """The heaviest common subsequence of two reports: pairs of indexes, rising in both."""
    places: dict[str, list[int]] = {}
    for j, fact in enumerate(theirs):
        places.setdefault(fact.what, []).append(j)
    best = _Best(len(theirs))
    steps: list[tuple[int, int, int]] = []
    for i, fact in enumerate(mine):
        for j in reversed(places.get(fact.what, ())):
            weight, before = best.below(j)
            steps.append((i, j, before))
            best.put(j, weight + fact.weight, len(steps) - 1)
    weight, step = best.below(len(theirs))
    pairs: list[tuple[int, int]] = []
    while step >= 0:
        i, j, step = steps[step]
        pairs.append((i, j))
    return Aligned(pairs[::-1], weight)


class _Best:
    """The heaviest chain that ends below a place (a binary indexed tree)."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def below(self, place: int) -> tuple[float, int]:
        """Weight and last step of the heaviest chain that ends before `place`."""
        found = (0.0, -1)
        while place:
            found = max(found, self._tree[place])
            place &= place - 1
        return found

    def put(self, place: int, weight: float, step: int) -> None:
        """A chain that ends at `place`."""
        place += 1
        while place < len(self._tree):
            self._tree[place] = max(self._tree[place], (weight, step))
            place += place & -place
