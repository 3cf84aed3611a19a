"""The command `read`: read files without a case. Names stand as printed: it is the caller's own file."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.screen import OUT, cell, progress, say, show, table, warn
from habeas.model.document import Document
from habeas.model.encoding import to_json
from habeas.model.errors import HabeasError, UnreadableError
from habeas.model.reading import Reading


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Reports in any format that add takes.")],
    json: Annotated[bool, typer.Option("--json", help="Print readings (format habeas-reading/1).")] = False,
    output: Annotated[Path | None, typer.Option("-o", metavar="DIR", help="Write one ID.json a file here.")] = None,
    weights: Annotated[
        Path | None,
        typer.Option(
            "--weights", metavar="DIR", exists=True, file_okay=False, help="Read with weights that `learn` made."
        ),
    ] = None,
) -> None:
    """Read reports without a case: sites, units, people, bodies, claims with their words."""
    from habeas.places import Gazetteer  # noqa: PLC0415  # both load much
    from habeas.reading.reader import Reader  # noqa: PLC0415
    from habeas.reading.weights import load  # noqa: PLC0415

    reader, failed, done = Reader(Gazetteer.load(), load(weights) if weights else None), 0, 0
    if output:
        _make(output)
    with progress("reading") as tick:
        for place, (path, document) in enumerate(_documents(files), 1):
            if isinstance(document, str):
                warn(f"{path}: {document}")
                failed += 1
            else:
                _put(reader.read(document), output, json)
                done += 1
            tick(place, len(files))
    if output:
        say(f"{done} readings written to {output}, {failed} files not read")
    if failed and not done:
        raise HabeasError("none of these files could be read")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise HabeasError(f"{folder} cannot be made ({e.strerror}): name another folder after -o") from e


def _documents(files: list[Path]) -> Iterator[tuple[Path, Document | str]]:
    """Each file's document, or why it has none; a second file that brings the same id gets one with its hash."""
    from habeas import intake  # noqa: PLC0415

    taken: set[str] = set()
    with intake.Reader() as worker:
        for path in files:
            try:
                with path.open("rb") as file:
                    item = hashlib.file_digest(file, "sha256").hexdigest()
                document = worker.read(path, item, path.name)
            except UnreadableError as e:
                yield path, e.detail
            except OSError as e:
                yield path, f"cannot be opened: {e.strerror}"
            else:
                if document.id in taken:
                    document = _renamed(document)
                    warn(f"{path}: another file brought the same document id; this one is {document.id}")
                taken.add(document.id)
                yield path, document


def _renamed(document: Document) -> Document:
    from msgspec.structs import replace  # noqa: PLC0415

    return replace(document, id=f"{document.id[:71]}-{document.item[:8]}")


def _put(reading: Reading, output: Path | None, json: bool) -> None:
    for row in _reasons(reading):
        warn(f"{reading.document.id}: {row}")
    if output:
        (output / f"{reading.document.id}.json").write_bytes(to_json(reading))
    elif json:
        OUT.file.write(to_json(reading).decode("utf-8"))
    else:
        _summary(reading)


def _reasons(reading: Reading) -> list[str]:
    counted: dict[tuple[str, str | None], int] = {}
    for row in reading.unread:
        counted[row.reason, row.language] = counted.get((row.reason, row.language), 0) + 1
    return [f"{n} passages not read: {reason} ({language or 'unknown'})" for (reason, language), n in counted.items()]


def _summary(reading: Reading) -> None:
    names = {e.id: e.name for group in (reading.sites, reading.units, reading.people, reading.bodies) for e in group}
    title = f"{reading.document.id} ({reading.document.language or '?'}): {len(reading.claims)} claims"
    grid = table(title, "claim", "site", "voices", "words")
    for claim in reading.claims:
        voices = " ← ".join(names.get(v, v) for v in claim.attribution) or "the outlet"
        stance = "" if claim.stance == "asserted" else f" ({claim.stance})"
        words = " ".join(claim.passage.of(reading.document.text).split())
        grid.add_row(claim.type + stance, cell(names.get(claim.site or "", "–")), cell(voices), cell(words))
    show(grid)


def register(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(read)
