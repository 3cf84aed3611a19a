"""Nodes: the entities of all readings, each under the smallest of its own mention ids."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from habeas.model.errors import HabeasError
from habeas.model.numbering import mention_ids
from habeas.model.reading import Entity, Reading


class Node(NamedTuple):
    """One entity of one reading."""

    id: str
    """Its smallest mention id."""
    item: str
    entity: Entity
    surfaces: tuple[str, ...]
    """The words of its mentions, each once, in their order in the text."""


class Gathered(NamedTuple):
    """All entities of one class, sorted by id, and the mention ids of each."""

    nodes: list[Node]
    mentions: dict[str, list[str]]
    """Node id -> all its mention ids."""


def in_order(readings: Sequence[Reading]) -> list[Reading]:
    """The readings sorted by item. Raises HabeasError when two are of one item: a case keeps one current reading."""
    ordered = sorted(readings, key=lambda r: r.document.item)
    for one, next_one in pairwise(ordered):
        if one.document.item == next_one.document.item:
            raise HabeasError(f"two readings of item {one.document.item[:16]}: give the current one only")
    return ordered


def gather(readings: Iterable[Reading]) -> dict[str, Gathered]:
    """Class (`sites`, `units`, `people`, `bodies`) -> its nodes over all readings."""
    found = {kind: Gathered([], {}) for kind in ("sites", "units", "people", "bodies")}
    for reading in readings:
        ids = mention_ids(reading)
        for kind, gathered in found.items():
            entities: list[Entity] = getattr(reading, kind)
            for entity in entities:
                node = Node(ids[entity.id][0], reading.document.item, entity, _surfaces(reading, entity))
                gathered.nodes.append(node)
                gathered.mentions[node.id] = ids[entity.id]
    for gathered in found.values():
        gathered.nodes.sort(key=lambda node: node.id)
    return found


def _surfaces(reading: Reading, entity: Entity) -> tuple[str, ...]:
    text = reading.document.text
    return tuple(dict.fromkeys(m.of(text) for m in sorted(entity.mentions)))
