"""What leaves a case: the register and the report, searched for sealed names before anything is written."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from habeas import dossier, protection
from habeas.model.encoding import to_json
from habeas.model.errors import HabeasError
from habeas.storage.sources import CoveredSources

if TYPE_CHECKING:
    from habeas.case.case import Case


def export_register(case: "Case", path: Path) -> None:
    """Write register.json, names covered. Raises HabeasError when a sealed name would leave."""
    register = case.register()
    data = to_json(register)
    check(case, [(path.name, data)])
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as e:
        raise HabeasError(f"{path} cannot be written: {e.strerror}") from e
    case.log("export", {"what": "register", "inputs": register.built.inputs})


def export_report(case: "Case", folder: Path) -> list[Path]:
    """Write the report's pages. Raises HabeasError, and leaves nothing, when a sealed name would leave."""
    register = case.register()
    pages = dossier.render(register, CoveredSources(case.database, case.judged().readings, case.judged().covering))
    check(case, pages.items())
    try:
        written = dossier.write(folder, pages)
    except OSError as e:
        raise HabeasError(f"{folder} cannot be written: {e.strerror}") from e
    case.log("export", {"what": "report", "inputs": register.built.inputs, "pages": len(written)})
    return written


def check(case: "Case", files: Iterable[tuple[str, bytes]]) -> None:
    """Search files that are about to leave. Raises HabeasError for the first sealed name in them."""
    found = protection.leaks(case.judged().covering, files)
    if found:
        raise HabeasError(f"nothing exported, a sealed name would leave: {found[0]}; please report this fault")
