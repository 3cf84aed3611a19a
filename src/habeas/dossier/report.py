"""The report as a folder of pages that opens from disk, without a network and without script.

A folder is written only when it is empty or holds an earlier report; pages of the earlier one that are no longer part of
the report are removed, since what was open then may be sealed now. `SHA256SUMS` lists every file.
"""

import hashlib
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from habeas import __version__
from habeas.dossier.pages import pages
from habeas.dossier.rendering import render as page_template
from habeas.dossier.sources import Sources
from habeas.dossier.unseen import PAGE, Unseen
from habeas.dossier.unseen_drawing import pictures
from habeas.model.errors import HabeasError
from habeas.model.register import Built, Register

SUMS = "SHA256SUMS"
_OURS = re.compile(r"[0-9a-f]{64}  ((?:(?:sites|sources)/)?[A-Za-z0-9-]+\.(?:html|css))")


def render(
    register: Register, sources: Sources, *, written: str | None = None, unseen: Unseen | None = None
) -> dict[str, bytes]:
    """The report's files by their path in its folder, sorted: what a check reads before anything is written.

    `unseen`: what the page on the undocumented shows; without it there is no such page.
    `written`: a date for the foot of the pages, or None; the report reads no clock, and the same inputs give the same
    bytes. Raises ValueError for a site whose id cannot be a file name.
    """
    return _files(dict(pages(register, sources, written, unseen)))


def render_alone(unseen: Unseen, name: str) -> dict[str, bytes]:
    """The page on the undocumented without a report, for lists that came from elsewhere; `name` is its heading."""
    register = Register(case=name, built=Built(version=__version__, inputs=""))
    page = page_template(
        "unseen.html", root="", path=PAGE, title="How many more?", register=register, unseen=unseen,
        alone=True, written=None, **pictures(unseen),
    )  # fmt: skip
    return _files({"index.html": page})


def _files(made: dict[str, str]) -> dict[str, bytes]:
    made["style.css"] = files(__package__).joinpath("style.css").read_text("utf-8")
    return {name: text.encode("utf-8", "replace") for name, text in sorted(made.items())}


def write(out: Path, content: Mapping[str, bytes]) -> list[Path]:
    """Write rendered files into the folder `out` and return their paths, sorted.

    Raises HabeasError when `out` holds anything but an earlier report.
    """
    for name in sorted(_earlier(out) - set(content)):
        (out / name).unlink(missing_ok=True)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in content.items())
    for name, data in {**content, SUMS: sums.encode()}.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return sorted(out / name for name in (*content, SUMS))


def write_report(out: Path, register: Register, sources: Sources, *, written: str | None = None) -> list[Path]:
    """Render and write in one step, for who needs no check in between; see `render` and `write`."""
    return write(out, render(register, sources, written=written))


def _earlier(out: Path) -> set[str]:
    """The files of the report that `out` holds now."""
    if not out.exists():
        return set()
    if not out.is_dir():
        raise HabeasError(f"{out}: is a file; name a folder for the report")
    if not any(out.iterdir()):
        return set()
    if any(path.is_symlink() for path in (out / SUMS, out / "sites", out / "sources")) or not (out / SUMS).is_file():
        raise HabeasError(f"{out}: holds other files; name an empty folder or one with an earlier report")
    lines = (out / SUMS).read_text("utf-8", "replace").splitlines()
    return {found[1] for line in lines if (found := _OURS.fullmatch(line))}
