"""How bodies are joined: by the key of their names alone, an entry of the alias list or the same words."""

from collections.abc import Sequence

from habeas.resolution.body_facts import BodyFacts, body_keys
from habeas.resolution.edges import Edge, Rule
from habeas.resolution.entries import Entry
from habeas.resolution.grouping import Class

ALIAS, WORDS = Rule("body-alias", within=True), Rule("body-words", within=True)
SAME = Edge("same", 0.9, "both names stand in the alias list under one entry", ALIAS)
ALIKE = Edge("same", 0.8, "the names have the same words, apart from case endings and script", WORDS)
OTHER = Edge("different", 0.0, "two names", WORDS)


def _profiles(nodes: Sequence[Entry]) -> list[BodyFacts]:
    return [node.facts for node in nodes if isinstance(node.facts, BodyFacts)]


def _blocks(one: BodyFacts) -> list[tuple[str, list[str]]]:
    return [(key, []) for key in body_keys(one)]


def _compare(a: BodyFacts, b: BodyFacts) -> Edge:
    if not a.key or a.key != b.key:
        return OTHER
    return SAME if a.key.startswith("alias ") else ALIKE


BODIES: Class[BodyFacts] = Class(_profiles, _blocks, _compare)
