"""Towns that stand for the places of detention in them.

Towns that a sentence lists beside "camps" or "torture chambers" are sites of that kind. Any other town may be a site of
which only the town is known; that is weighed later (`beginning`).
"""

from collections.abc import Iterator
from itertools import pairwise

from habeas.reading.entities.ground import Ground, Named
from habeas.reading.entities.lexicon import Row, by_sentence
from habeas.reading.entities.sites import Spot, new_spot

LISTED, LIST_GAP, FOUND = 3, 9, 2


def with_towns(rows: list[Row], spots: list[Spot], ground: Ground) -> list[Spot]:
    """The spots of a text with the towns that may stand for such places, in the order of the text."""
    spots_in = by_sentence(spots)
    told: list[Spot] = []
    for row in rows:
        here, before = (spots_in.get(row.sentence.index - back, []) for back in (0, 1))
        told += _with_list(row, here, _head(here) or _head(before), ground)
    kinds = {s.kind for s in told if s.group == "listed"}
    told = [s for s in told if not (s.group == "plural" and s.kind in kinds and not s.town)]
    told_in = by_sentence(told)
    named = {_id(s.town) for s in told if s.town}
    named |= {
        _id(t) for r in {s.row.sentence.index: s.row for s in told if s.told}.values() for t in ground.towns_of(r)
    }
    bare = [s for row in rows for s in _bare(row, ground, told_in.get(row.sentence.index, []), named)]
    found = {s.row.sentence.index for s in bare if s.group == "listed"}
    told = [s for s in told if s.told or s.row.sentence.index not in found]
    return sorted([*told, *bare], key=lambda s: (s.row.sentence.index, s.first))


def _head(spots: list[Spot]) -> Spot | None:
    """The first of the phrases that may stand for all places of a list."""
    return next((s for s in spots if s.group in ("plural", "detention", "generic")), None)


def _with_list(row: Row, spots: list[Spot], head: Spot | None, ground: Ground) -> list[Spot]:
    """The spots of a sentence with the towns that it lists as places of the kind that it, or the one before, speaks of."""
    towns = ground.towns_of(row) if head else []
    if head is None or not (_is_list(towns) or _is_pair(row, towns)):
        return spots
    listed = [_spot(row, town, head.kind, "listed") for town in towns]
    rest = [s for s in spots if s.town or not (s is head or (s.kind == head.kind and s.last <= listed[0].first))]
    rest = [s for s in rest if not any(s.meets(t) for t in listed)]
    return sorted([*rest, *listed], key=lambda s: s.first)


def _is_list(towns: list[Named]) -> bool:
    """Whether at least three different towns follow each other with hardly a word between."""
    close = all(b.passage.start - a.passage.end <= LIST_GAP for a, b in pairwise(towns))
    return close and len({_id(t) for t in towns}) >= LISTED


def _is_pair(row: Row, towns: list[Named]) -> bool:
    """Whether there are two towns, with words between and before that say so: `in the villages X and Y`."""
    if len(towns) != LISTED - 1 or towns[1].passage.start - towns[0].passage.end > LIST_GAP:
        return False
    first = row.span(towns[0].passage)[0]
    return first > 0 and row.tokens[first - 1].norm in row.lexicon.words("phrases", "many_towns")


def _bare(row: Row, ground: Ground, spots: list[Spot], named: set[str]) -> Iterator[Spot]:
    """The towns of a sentence that are no part of a phrase for a place of detention.

    Those of a sentence about finds of atrocities are listed, where none of them is `named` as such a place elsewhere.
    """
    finds = row.has("sites", "discovery") and row.has("sites", "atrocity")
    towns = [*ground.towns_of(row), *(ground.misspelt_in(row) if finds else ())]
    ids = {_id(t) for t in towns}
    around = frozenset(ids)
    listed = finds and len(ids) >= FOUND and not named & ids
    named |= ids if listed else set()
    for town in towns:
        spot = _spot(row, town, "unknown", "listed" if listed else "town")
        if not any(spot.meets(other) for other in spots):
            spot.around = around
            yield spot


def _spot(row: Row, town: Named, kind: str, group: str) -> Spot:
    spot = new_spot(row, row.span(town.passage), kind, group)
    spot.town, spot.around = town, frozenset([_id(town)])
    return spot


def _id(town: Named) -> str:
    return town.matches[0].place.id
