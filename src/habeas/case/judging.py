"""The current readings with what follows from them: which mentions are one, and the door for names."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from habeas import protection, resolution, review
from habeas.model.covering import Covering
from habeas.model.decision import Decision
from habeas.model.document import document_id
from habeas.model.reading import Reading
from habeas.model.resolution import Link, Resolution
from habeas.places import Gazetteer
from habeas.protection.known_places import KnownPlaces
from habeas.protection.sealing import Sealed
from habeas.register.queries import sound
from habeas.resolution import Entry

_PARTS = re.compile(r"[._-]+")
_NAME_FROM = 5
"""Letters from which a word of an id is asked as a name: shorter ones are language codes and agencies."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """The current readings, which of their mentions are one, and the door for their names."""

    readings: list[Reading]
    """Under the document ids of this case. Holds names: never for output."""
    notes: list[str]
    resolution: Resolution
    covering: Sealed
    decisions: list[Decision] = []
    """Those that stand."""
    origins: list[Link] = []
    """What reviewers judge of pairs of origins."""
    applied: dict[str, list[Decision]] = {}
    """Claim id -> the decisions on it."""
    orphans: list[Decision] = []
    """Decisions on claims that no reading has any more."""

    @staticmethod
    def of(
        readings: list[Reading],
        decisions: Sequence[Decision] = (),
        kept: Mapping[str, list[Entry]] | None = None,
    ) -> "Judged":
        """Put the decisions that stand upon the readings, resolve and seal.

        `kept`: what joining needs of the readings, as far as it was made before: item -> `resolution.entries`.
        """
        stand = review.standing(decisions)
        reviewed = review.apply(readings, stand)
        resolved = _resolved(reviewed, {id(one): (kept or {}).get(one.document.item, []) for one in readings})
        places = KnownPlaces(Gazetteer.load())
        covering = protection.seal(reviewed.readings, resolved, places=places, released=reviewed.released)
        own, notes = own_ids(reviewed.readings, covering)
        notes += [
            f"decision {one.id} ({one.verdict}) has lost its claim: no reading has it any more; read it again with "
            f"`habeas show` and decide anew"
            for one in reviewed.orphans
        ]
        notes += [
            f"decision {one.id} ({one.verdict}) is about something that no reading has: `habeas show NAME` finds ids"
            for one in stand
            if one.target and not resolved.aliases.keys() >= set(one.target.entities)
        ]
        return Judged(
            readings=own,
            notes=notes,
            resolution=resolved,
            covering=covering,
            decisions=stand,
            origins=reviewed.origins,
            applied=reviewed.applied,
            orphans=reviewed.orphans,
        )

    def unread(self) -> dict[str, int]:
        """Reason -> passages in documents that the current readings could not read."""
        return dict(sorted(Counter(passage.reason for r in self.readings for passage in r.unread).items()))

    def whose(self, name: str) -> list[str]:
        """Ids of the people whom a reading calls by (part of) this name: who is sealed is answered with the label."""
        wanted = sound(name)
        return sorted(
            {
                self.resolution.entity(reading.document.item, person.id)
                for reading in self.readings
                for person in reading.people
                if wanted and wanted <= sound(person.name)
            }
        )


def _resolved(reviewed: review.Reviewed, kept: Mapping[int, list[Entry]]) -> Resolution:
    """Which mentions are one. `kept`: a reading that no reviewer changed (by `id`) -> its entries."""
    found = {one.document.item: kept.get(id(one)) or resolution.entries(one) for one in reviewed.readings}
    joined = resolution.changed_entries(resolution.State(), found, judged=reviewed.entities)
    return resolution.resolution(joined.state)


def own_ids(readings: list[Reading], covering: Covering) -> tuple[list[Reading], list[str]]:
    """Readings in which every document has an id of its own that names nobody, and notes that say which got another.

    Of those that brought the same id the smallest hash keeps it (docs/decisions/0003). An id in which a name would have to
    be covered gives way to the item's hash: ids stand in file names, links and logs.
    """
    taken: set[str] = set()
    own, notes = [], []
    for reading in sorted(readings, key=lambda r: r.document.item):
        item, given = reading.document.item, reading.document.id
        name = given if _names_nobody(given, item, covering) else document_id(item)
        if name in taken:
            name = f"{name[:71]}-{item[:8]}"
            notes.append(f"item {item[:12]}: another item brought the same document id; this one is {name}")
        taken.add(name)
        own.append(reading if name == given else replace(reading, document=replace(reading.document, id=name)))
    return own, notes


def _names_nobody(given: str, item: str, covering: Covering) -> bool:
    """In an id a name stands in small letters as often as not: `interview-shevchuk` is asked as `Interview Shevchuk` too."""
    spelled = " ".join(word.capitalize() for word in _PARTS.split(given) if len(word) >= _NAME_FROM)
    return all(covering.line(words, item) == words for words in (given, spelled))
