"""What a reviewer points to in a text: the thing that the reading has there, or a new one."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from habeas.model.passage import Passage
from habeas.model.reading import Entity, Person, Reading, Site

ROLES = {"victims": "victim", "perpetrators": "alleged_perpetrator", "attribution": "witness"}
"""The role that a new person has by where the reviewer put the name."""
SEALING = ("victims", "perpetrators")
"""Where a name stands that nobody may read: who is put there has that role, an official too."""


class Named:
    """The entities of a reading, with those that reviewers add."""

    def __init__(self, reading: Reading) -> None:
        """`reading`: whose passages are pointed to."""
        self._reading = reading
        self._groups: dict[str, list[Entity]] = {
            name: list(getattr(reading, name)) for name in ("sites", "units", "people", "bodies")
        }

    def entities(self) -> dict[str, Any]:
        """All entities by class."""
        return dict(self._groups)

    def voice(self, voice: Passage | str) -> str:
        """The local id of a voice; an unnamed one (`anon:…`) is itself."""
        if isinstance(voice, str):
            return voice if voice.startswith("anon:") else f"anon:{voice}"
        return self.local(voice, ("people", "bodies", "units"), "attribution")

    def local(self, passage: Passage, classes: Sequence[str], field: str) -> str:
        """The local id of what stands at a passage: of several the one whose mention is most like it."""
        meeting = [
            (-_gap(mention, passage), name, i)
            for name in classes
            for i, entity in enumerate(self._groups[name])
            for mention in entity.mentions
            if mention.meets(passage)
        ]
        if meeting:
            _, name, i = max(meeting, key=lambda m: (m[0], -classes.index(m[1]), -m[2]))
            self._groups[name][i] = _with_role(self._groups[name][i], field)
            return self._groups[name][i].id
        return self._add(passage, field)

    def _add(self, passage: Passage, field: str) -> str:
        name = passage.of(self._reading.document.text)
        kind, group = ("site", self._groups["sites"]) if field == "site" else ("person", self._groups["people"])
        one = f"{kind[0].upper()}r{passage.start}"
        group.append(
            Site(id=one, name=name, mentions=[passage])
            if kind == "site"
            else Person(id=one, name=name, roles=[ROLES[field]], mentions=[passage])
        )
        return one


def _with_role(entity: Entity, field: str) -> Entity:
    """Somebody whom the reader took for an official is a victim from the moment a reviewer says so."""
    if field not in SEALING or not isinstance(entity, Person) or ROLES[field] in entity.roles:
        return entity
    return replace(entity, roles=sorted({*entity.roles, ROLES[field]}))


def _gap(a: Passage, b: Passage) -> int:
    return abs(a.start - b.start) + abs(a.end - b.end)
