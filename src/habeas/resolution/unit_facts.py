"""What a reading tells of a unit, as joining takes it."""

import re

import msgspec

from habeas.model.reading import Unit
from habeas.resolution.matching.unit_names import Formation, formation
from habeas.resolution.matching.units import known_unit
from habeas.resolution.names import data

_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")


class UnitFacts(msgspec.Struct, frozen=True, gc=False, tag="unit"):
    """One unit of one reading."""

    looks: Formation


def unit_facts(unit: Unit) -> UnitFacts:
    """The facts of one unit; the kind that the reader gives stands in where the name tells a number and no echelon."""
    looks = formation(unit.name)
    told = unit.kind in data("units")["echelons"] and (looks.head is None or not looks.head.echelon)
    if told and not looks.code and _NUMBER.search(unit.name):
        looks = formation(f"{unit.name} {unit.kind}")
    return UnitFacts(looks)


def unit_keys(facts: UnitFacts) -> list[str]:
    """Under which keys a unit may meet others: its code, the numbers of its levels, an agency's name, honorary names."""
    looks = facts.looks
    known = known_unit(looks)
    keys = [f"code {code}" for code in {looks.code, known.code if known else ""} if code]
    keys += [f"number {level.number}" for level in looks.levels if level.number]
    if looks.agency:
        keys.append(f"agency {looks.agency}")
    return keys or [f"name {name[:6]}" for name in looks.names]
