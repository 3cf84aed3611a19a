"""The people of a case: who they are in which document, who is sealed, under which label or name they are shown."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from habeas.model.reading import Person, Reading
from habeas.model.resolution import Resolution
from habeas.protection.labels import labels
from habeas.protection.policy import shown_by_name

Account = tuple[Person, Reading]


class Identities:
    """Every person of the readings under the global id that the resolution gives."""

    def __init__(self, readings: Sequence[Reading], resolution: Resolution, released: frozenset[str]) -> None:
        """`released`: global ids, present or former, of people whom a decision released."""
        accounts: dict[str, list[Account]] = defaultdict(list)
        for reading in sorted(readings, key=lambda r: r.document.item):
            for person in reading.people:
                accounts[resolution.entity(reading.document.item, person.id)].append((person, reading))
        self._resolution = resolution
        free = {self.current(person) for person in released}
        self.accounts: dict[str, list[Account]] = dict(sorted(accounts.items()))
        self.open = frozenset(p for p, told in self.accounts.items() if shown_by_name(told, released=p in free))
        self._labels = labels(self.accounts)

    def current(self, person: str) -> str:
        """The global id to which a former one resolves now."""
        return self._resolution.aliases.get(person, person)

    def at(self, item: str, local: str) -> str:
        """The global id of a document's person."""
        return self._resolution.entity(item, local)

    def label(self, person: str) -> str:
        """Raises KeyError for an id that no person of the case has."""
        return self._labels[self.current(person)]

    def sealed(self, person: str) -> bool:
        """True also for an id that is not known: the door is closed by default."""
        return self.current(person) not in self.open

    def name(self, person: str) -> str | None:
        """Of an open person the name that most documents use; of equally frequent ones the longest."""
        if self.sealed(person):
            return None
        names = Counter(told.name for told, _ in self.accounts[self.current(person)])
        return min(names, key=lambda name: (-names[name], -len(name), name))
