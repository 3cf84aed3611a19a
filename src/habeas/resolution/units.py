"""How units are joined: the matcher of names judges; a battalion of a brigade is a part of it."""

from collections.abc import Sequence
from functools import lru_cache

from habeas.resolution.edges import Edge, Rule, edge, told
from habeas.resolution.entries import Entry
from habeas.resolution.grouping import Class
from habeas.resolution.matching.unit_names import Formation
from habeas.resolution.matching.units import part_of, same_formation
from habeas.resolution.unit_facts import UnitFacts, unit_keys

UNIT = Rule("unit", within=True)


def _profiles(nodes: Sequence[Entry]) -> list[Formation]:
    return [node.facts.looks for node in nodes if isinstance(node.facts, UnitFacts)]


def _blocks(one: Formation) -> list[tuple[str, list[str]]]:
    fine = [level.echelon for level in one.levels] + sorted(one.names)
    return [(key, fine) for key in unit_keys(UnitFacts(one))]


@lru_cache(maxsize=1 << 16)
def _compare(a: Formation, b: Formation) -> Edge:
    found = same_formation(a, b)
    if found.judgement == "different":
        for says, one, other in (("part", a, b), ("whole", b, a)):
            if part_of(one, other):
                which = "first" if says == "part" else "second"
                why = [f"the {which} is a {one.levels[0].echelon} of the other"]
                return Edge("part" if says == "part" else "whole", found.score, told(why, found.score), UNIT)
    return edge(UNIT, found)


UNITS: Class[Formation] = Class(_profiles, _blocks, _compare, doubtful=0.55)
