"""Texts from bytes: every item of the vault becomes a document, or says why it cannot be read."""

from typing import TYPE_CHECKING

from habeas import __version__, intake
from habeas.case.layout import VAULT
from habeas.case.results import Tick
from habeas.model.document import Document
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

if TYPE_CHECKING:
    from habeas.case.case import Case

INTAKE = f"intake/{__version__}"
BATCH = 200


def derive(case: "Case", tick: Tick) -> int:
    """Derive the text of every item that has none by this intake; returns how many items were looked at."""
    waiting = case.database.underived(INTAKE)
    arrivals = case.database.arrivals()
    with intake.Reader() as reader:
        batch: list[Document | NotRead] = []
        for done, item in enumerate(waiting):
            batch.append(_derived(case, reader, item, min(a.name for a in arrivals[item])))
            if len(batch) >= BATCH or done + 1 == len(waiting):
                case.database.put_derived(INTAKE, batch)
                batch.clear()
            tick(done + 1, len(waiting))
    return len(waiting)


def _derived(case: "Case", reader: intake.Reader, item: str, name: str) -> Document | NotRead:
    try:
        return reader.read(case.root / VAULT / "objects" / item[:2] / item[2:], item, name)
    except UnreadableError as e:
        return NotRead(item=item, reason=e.reason, detail=e.detail)
