"""Towns that stand for the places of detention in them.

Towns that a sentence lists beside "camps" or "torture chambers" are sites of that kind; towns of a sentence about what was
found there, of which the text says nothing else, are sites of which only the town is known. A town that has a site of its
own in the text never gets a second one here.
"""

from itertools import pairwise

from habeas.reading.entities.ground import Ground, Named
from habeas.reading.entities.lexicon import Row, by_sentence
from habeas.reading.entities.sites import Spot, new_spot

LISTED, LIST_GAP, BARE = 3, 9, 2


def with_towns(rows: list[Row], spots: list[Spot], ground: Ground) -> list[Spot]:
    """The spots of a text with the towns that stand for such places, in the order of the text."""
    spots_in = by_sentence(spots)
    told = [s for row in rows for s in _with_list(row, spots_in.get(row.sentence.index, []), ground)]
    named = {_id(s.town) for s in told if s.town}
    named |= {_id(t) for r in {s.row.sentence.index: s.row for s in spots}.values() for t in ground.towns_of(r)}
    bare = [s for row in rows if _tells_of_finds(row) for s in _bare(row, ground, named)]
    return sorted([*told, *bare], key=lambda s: (s.row.sentence.index, s.first))


def _with_list(row: Row, spots: list[Spot], ground: Ground) -> list[Spot]:
    """The spots of a sentence with the towns that it lists as places of the kind it speaks of."""
    head = next((s for s in spots if s.group in ("plural", "detention", "generic")), None)
    towns = ground.towns_of(row) if head else []
    if head is None or not _is_list(towns):
        return spots
    listed = [_spot(row, town, head.kind, "listed") for town in towns]
    rest = [s for s in spots if s is not head and not any(s.meets(t) for t in listed)]
    return sorted([*rest, *listed], key=lambda s: s.first)


def _is_list(towns: list[Named]) -> bool:
    """Whether at least three different towns follow each other with hardly a word between."""
    close = all(b.passage.start - a.passage.end <= LIST_GAP for a, b in pairwise(towns))
    return close and len({_id(t) for t in towns}) >= LISTED


def _tells_of_finds(row: Row) -> bool:
    """Whether a sentence says that traces of atrocities were discovered; one that only compares or recalls does not."""
    return row.has("sites", "discovery") and row.has("sites", "atrocity")


def _bare(row: Row, ground: Ground, named: set[str]) -> list[Spot]:
    """The towns of a sentence of findings, where none of them is told of as a place of detention elsewhere."""
    towns = {_id(t): t for t in [*ground.towns_of(row), *ground.misspelt_in(row)]}
    if len(towns) < BARE or named & towns.keys():
        return []
    named |= towns.keys()
    return [_spot(row, town, "unknown", "town") for town in towns.values()]


def _spot(row: Row, town: Named, kind: str, group: str) -> Spot:
    spot = new_spot(row, row.span(town.passage), kind, group)
    spot.town, spot.around = town, frozenset([_id(town)])
    return spot


def _id(town: Named) -> str:
    return town.matches[0].place.id
