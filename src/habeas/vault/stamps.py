"""Verification of timestamps: each is of the checkpoint that its entry names, answers its request, and is signed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from habeas.vault import tokens
from habeas.vault.notes import Note
from habeas.vault.problem import Problem, of_file
from habeas.vault.reading import Log, Stamp

FOLDER = "timestamps"


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """A timestamp, or a request that still waits for one."""

    file: str
    checkpoint: int
    at: str | None = None
    """By the authority's clock; None while it is pending."""
    checked: bool = False
    """Whether its signature was checked up to a root certificate."""
    by_kept: bool = False
    """Whether that certificate is only the one that was kept with it: who made the vault chose it."""
    ends: str | None = None
    """When the first of its certificates ends."""
    note: str = ""


def stamped(
    root: Path, log: Log, notes: Sequence[Note | int], roots: bytes | None = None
) -> tuple[list[Stamped], list[Problem]]:
    """Every timestamp that the log tells of, and what is wrong with them; `roots` as in `verify.Against`."""
    by_size = {note.checkpoint.size: note for note in notes if isinstance(note, Note)}
    answered = {stamp.request for stamp in log.stamps if stamp.answered}
    found, problems = [], []
    for stamp in log.stamps:
        if not stamp.answered:
            if stamp.file not in answered:
                waits = "asked for, no answer yet: `habeas timestamp` goes on with it"
                found.append(Stamped(file=stamp.file, checkpoint=stamp.checkpoint, note=waits))
            continue
        outcome = _one(root, log, stamp, by_size.get(stamp.checkpoint), roots)
        if isinstance(outcome, str):
            problems.append(of_file(stamp.file, "timestamp", outcome))
        elif outcome:
            found.append(outcome)
    return found, problems


def _one(root: Path, log: Log, stamp: Stamp, note: Note | None, roots: bytes | None) -> Stamped | str | None:
    """The timestamp, or what is wrong with it; None where its file is missing, which is told elsewhere."""
    try:
        raw = (root / stamp.file).read_bytes()
        token = tokens.read(raw)
    except OSError:
        return None
    except ValueError as e:
        return f"no timestamp that can be read: {e}"
    if note is None or token.imprint.hex() != note.sha256 or note.sha256 != stamp.note:
        return f"not a timestamp of checkpoint {stamp.checkpoint}"
    told = next(_requests(root, log, stamp), None)
    if told is not None and told != (token.imprint, token.nonce):
        return "does not answer the request that its entry names"
    trusted = roots or _kept(root, stamp)
    fault = tokens.fault(raw, note.raw, trusted) if trusted else None
    if fault:
        return fault
    late = log.times.get(stamp.checkpoint, "") > token.at
    said = "" if trusted else "signature not checked: name the authority's certificate with --roots"
    if late:
        said = f"stamped {token.at}, before the last entry under it: a clock was wrong"
    return Stamped(
        file=stamp.file,
        checkpoint=stamp.checkpoint,
        at=token.at,
        checked=bool(trusted),
        by_kept=bool(trusted) and not roots,
        ends=tokens.ends(token),
        note=said,
    )


def _requests(root: Path, log: Log, stamp: Stamp) -> Iterator[tuple[bytes, int | None]]:
    if stamp.request in log.files and Path(stamp.request).parent.as_posix() == FOLDER:
        try:
            yield tokens.requested((root / stamp.request).read_bytes())
        except (OSError, ValueError):
            return


def _kept(root: Path, stamp: Stamp) -> bytes | None:
    if stamp.roots is None or Path(stamp.roots).parent.as_posix() != FOLDER:
        return None
    try:
        return (root / stamp.roots).read_bytes()
    except OSError:
        return None
