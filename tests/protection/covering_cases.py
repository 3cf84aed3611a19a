"""Builders for the tests of covering. All people in them are invented."""

import re

from habeas.model.ids import mention_id
from habeas.model.passage import Passage
from habeas.model.reading import Person, Reading
from habeas.model.resolution import Resolution
from habeas.protection import seal
from habeas.protection.sealing import Sealed
from making import report

CITIES = frozenset(
    {
        "Kharkiv",
        "Kupiansk",
        "Balakliia",
        "Харків",
        "Харкові",
        "Херсоне",
        "Kherson",
        "Херсон",
        "Херсоні",
        "Izjoem",
        "Lysk",
    }
)


class Cities:
    """A gazetteer of a few places."""

    def renown(self, words: str) -> float:
        return 100_000.0 if words.capitalize() in CITIES else 0.0


def resolution(readings: list[Reading], same: dict[tuple[int, str], tuple[int, str]] | None = None) -> Resolution:
    """Everybody is himself, save the pairs (number of the reading, local id) -> (number, local id) of `same`."""

    def own(n: int, local: str) -> str:
        person = next(p for p in readings[n].people if p.id == local)
        return mention_id("person", readings[n].document.item, person.mentions[0].start)

    ids: dict[str, dict[str, str]] = {}
    for n, reading in enumerate(readings):
        ids[reading.document.item] = {p.id: own(*(same or {}).get((n, p.id), (n, p.id))) for p in reading.people}
    return Resolution(ids=ids)


def person(number: int, name: str, *roles: str, **more: object) -> dict[str, object]:
    return {"id": f"P{number}", "name": name, "roles": list(roles), **more}


def official(number: int, name: str, *roles: str) -> dict[str, object]:
    """Somebody in office; the cue is the first word of the text."""
    return person(number, name, *(roles or ("official",)), public="office", public_cue=[0, 1])


def covering(*readings: Reading, released: frozenset[str] = frozenset()) -> Sealed:
    rows = list(readings)
    return seal(rows, resolution(rows), places=Cities(), released=released)


def covered(text: str, *people: dict[str, object], language: str = "en", **parts: object) -> str:
    """The covered text, with every label written [label]."""
    reading = report("one", text, language=language, people=list(people), **parts)
    return plain(covering(reading).document(reading.document.item).text)


def plain(text: str) -> str:
    return re.sub(r"Person [0-9A-Z]{4,16}", "[label]", text)


def told(roles: list[str], public: str | None = None, cue: Passage | None = None) -> Person:
    return Person(
        id="P1", name="Vira Zolotarenko", roles=roles, mentions=[Passage(0, 4)], public=public, public_cue=cue
    )
