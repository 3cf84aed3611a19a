"""The register of a case: what the readings come to, written row by row with the search index."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from habeas import __version__, corroboration
from habeas import register as registers
from habeas.case import ruling, searching
from habeas.case.judging import Judged
from habeas.model.register import Built as Head
from habeas.storage.register_rows import RegisterRows

if TYPE_CHECKING:
    from habeas.case.case import Case


def write_register(case: "Case", current: Judged) -> Head:
    """Corroborate, make every row and keep what changed, then bring the search index to it."""
    agreed = corroboration.corroborate(current.readings, current.resolution, current.origins, ruling.rules(case.root))
    made = registers.Assembly(current.readings, current.resolution, agreed, current.covering)
    inputs = registers.Inputs()
    rows = RegisterRows(case.database)
    with rows.replacing() as new:
        for reading in sorted(current.readings, key=lambda r: r.document.item):
            inputs.add(reading)
            new.document(*made.document(reading))
        new.things("sites", made.sites())
        new.things("units", made.units())
        new.things("people", made.people())
        new.things("bodies", made.bodies())
        new.things("origins", made.origins())
        new.things("findings", agreed.findings)
        new.things("copies", made.copies())
        new.things("rules", made.rules())
        head = Head(version=__version__, inputs=inputs.done(current.decisions, agreed.rules))
        new.done(current.covering.line(case.name), head, {**current.resolution.aliases, **agreed.former})
    del made, agreed
    searching.refresh(case.database, current.covering)
    return head


@contextmanager
def much_is_kept() -> Iterator[None]:
    """Without looking for garbage: while a register is made millions of objects come to stay, and looking costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
