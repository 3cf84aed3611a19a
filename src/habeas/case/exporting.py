"""What leaves a case: the register and the report, searched for sealed names before anything is written."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from habeas import dossier, protection
from habeas.case.originals import listed
from habeas.model.errors import HabeasError, UsageError
from habeas.model.register import DocumentRow
from habeas.storage.register_rows import RegisterRows
from habeas.storage.sources import CoveredSources

if TYPE_CHECKING:
    from habeas.case.case import Case


PIECE = 1 << 21
"""Bytes of an exported register that are looked through at once."""


def export_register(case: "Case", path: Path) -> None:
    """Write register.json, names covered. Raises HabeasError when a sealed name would leave."""
    rows = RegisterRows(case.database)
    head = rows.head()
    if head is None:
        raise UsageError("nothing is built yet: run `habeas build`")
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as file:
            for piece in _pieces(rows.json()):
                check(case, [(path.name, piece)])
                file.write(piece)
        partial.replace(path)
    except OSError as e:
        raise HabeasError(f"{path} cannot be written: {e.strerror}") from e
    finally:
        partial.unlink(missing_ok=True)
    case.log("export", {"what": "register", "inputs": head[1].inputs, **listed(rows.of(DocumentRow))})


def _pieces(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Whole rows, put together to pieces of about PIECE bytes: no name goes on from one row to another."""
    waiting, size = list[bytes](), 0
    for row in rows:
        waiting.append(row)
        size += len(row)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def export_report(case: "Case", folder: Path) -> list[Path]:
    """Write the report's pages. Raises HabeasError, and leaves nothing, when a sealed name would leave."""
    from habeas.case.unseen import of_report  # noqa: PLC0415  # statistics take half a second to load

    register = case.register()
    sources = CoveredSources(case.database, case.judged().readings, case.judged().covering)
    pages = dossier.render(register, sources, unseen=of_report(case))
    check(case, pages.items())
    try:
        written = dossier.write(folder, pages)
    except OSError as e:
        raise HabeasError(f"{folder} cannot be written: {e.strerror}") from e
    told = {claim.document for claim in register.claims}
    shown = listed(document for document in register.documents if document.id in told)
    case.log("export", {"what": "report", "inputs": register.built.inputs, "pages": len(written), **shown})
    return written


def check(case: "Case", files: Iterable[tuple[str, bytes]]) -> None:
    """Search files that are about to leave. Raises HabeasError for the first sealed name in them."""
    found = protection.leaks(case.judged().covering, files)
    if found:
        raise HabeasError(f"nothing exported, a sealed name would leave: {found[0]}; please report this fault")
