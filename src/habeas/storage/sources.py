"""The items of a case as the dossier asks for them: every word covered."""

from collections.abc import Iterable, Sequence

import msgspec

from habeas.dossier.sources import Source
from habeas.model.covering import Covering
from habeas.model.errors import HabeasError
from habeas.model.item import NotRead
from habeas.model.reading import Reading
from habeas.storage.database import Database


class CoveredSources:
    """Implements `dossier.Sources` over a database; asks the covering for every text and every file name."""

    def __init__(self, database: Database, readings: Iterable[Reading], covering: Covering) -> None:
        self._covering = covering
        self._sizes = {item.sha256: item.size for item in database.items()}
        self._arrivals = database.arrivals()
        self._not_read = database.not_read()
        self._readings = {reading.document.item: reading for reading in readings}

    def source(self, item: str) -> Source:
        """The item with this SHA-256. Raises HabeasError when the case does not have it."""
        if item not in self._sizes:
            raise HabeasError(f"no item {item[:12]} in this case")
        reading = self._readings.get(item)
        return Source(
            item=item,
            size=self._sizes[item],
            arrivals=[
                msgspec.structs.replace(
                    a, name=self._covering.line(a.name, item), by=None
                )  # who on the team: not for readers
                for a in self._arrivals.get(item, [])
            ],
            text=self._covering.document(item) if reading else None,
            unread=reading.unread if reading else [],
            reader=reading.reader if reading else None,
        )

    def not_read(self) -> Sequence[NotRead]:
        """Every item of which no text could be derived."""
        return self._not_read

    def items(self) -> int:
        """How many items the vault holds."""
        return len(self._sizes)
