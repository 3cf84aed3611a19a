"""What holds other things: archives, mail boxes, web archives, exports, tables; their members one by one, within limits.

What is refused says why, and the rest goes on. Nothing is ever unpacked to a path: of a member's name only the last part is
used, as the name of its arrival. All of it is read in the worker; memory is bounded by small buffers, work by the
`Allowance` that all containers inside one added file share.
"""

from collections.abc import Iterator
from pathlib import Path

from habeas.intake.reader import Reader
from habeas.intake.registry import via
from habeas.intake.streams import Allowance, Part, Refusal
from habeas.intake.tables.mapping import Mapping
from habeas.model.errors import UnreadableError

WHOLE = ""
"""Name of a refusal that is about the container itself."""


def parts(
    path: Path, form: str, allowance: Allowance, depth: int, reader: Reader, mapping: Mapping | None = None
) -> Iterator[Part | Refusal]:
    """The members of the container at `path`, whose format is `form`; nothing for formats that hold no others.

    `depth`: 1 for a file that was added, 2 for one inside it, and so on; `mapping`: what the columns of a table mean.
    Never raises for what the container holds: a damaged one ends with a Refusal whose name is empty. The stream of a Part
    may raise UnreadableError while it is read.
    """
    how = via(form)
    try:
        if how:
            if depth > allowance.limits.depth:
                raise UnreadableError("too_deep", f"inside {depth - 1} others: its members are not kept")
            if not path.is_file():
                raise UnreadableError("unreadable_file", "it cannot be opened")
            yield from reader.members(path, form, allowance, mapping)
    except UnreadableError as e:
        yield Refusal(name=WHOLE, via=how, reason=e.reason, detail=e.detail)
