"""What holds other files: archives and messages, their members one by one, within limits.

What is refused says why, and the rest goes on. Nothing is ever unpacked to a path: of a member's name only the last part is
used, as the name of its arrival. Memory is bounded by small buffers, work by the `Allowance` that all containers inside one
added file share.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from habeas.intake import tars, zips
from habeas.intake.formats import CONTAINERS
from habeas.intake.streams import Allowance, MemberStream, Part, Refusal
from habeas.intake.worker import Reader
from habeas.model.errors import UnreadableError

WHOLE = ""
"""Name of a refusal that is about the container itself."""


def parts(path: Path, form: str, allowance: Allowance, depth: int, reader: Reader) -> Iterator[Part | Refusal]:
    """The members of the container at `path`, whose format is `form`; nothing for formats that hold no others.

    `depth`: 1 for a file that was added, 2 for one inside it, and so on. Never raises for what the container holds: a
    damaged one ends with a Refusal whose name is empty. The stream of a Part may raise UnreadableError while it is read.
    """
    via = "attachment" if form == "eml" else "archive"
    try:
        if form in CONTAINERS:
            if depth > allowance.limits.depth:
                raise UnreadableError("too_deep", f"inside {depth - 1} others: its members are not kept")
            yield from _opened(path, form, allowance, reader)
    except UnreadableError as e:
        yield Refusal(name=WHOLE, via=via, reason=e.reason, detail=e.detail)
    except OSError:
        yield Refusal(name=WHOLE, via=via, reason="unreadable_file", detail="it cannot be opened")


def _opened(path: Path, form: str, allowance: Allowance, reader: Reader) -> Iterator[Part | Refusal]:
    if form == "zip":
        yield from zips.members(path, allowance)
    elif form == "tar":
        yield from tars.members(path, allowance)
    else:
        for attachment in reader.attachments(path):
            allowance.take_member()
            stream = MemberStream(io.BytesIO(attachment.data), allowance, len(attachment.data))
            yield Part(name=attachment.name, via="attachment", stream=stream)
