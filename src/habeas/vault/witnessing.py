"""Copies of checkpoints for others to keep: an append-only text file of signed notes, which tells nothing of the case.

A witness is a file, or a folder in which each log has its file. A copy is added when the newest checkpoint is not there yet,
so doing it twice changes nothing.
"""

import os
from pathlib import Path

from habeas.model.errors import HabeasError
from habeas.vault.notes import Note, found_in
from habeas.vault.seal import newest

TAIL = 1 << 14


def witness(root: Path, place: Path) -> Note | None:
    """Add the newest checkpoint of the vault in `root` to the witness `place`; None when it has it, or there is none.

    Raises HabeasError when it cannot be written, or has a checkpoint that this log cannot have had: a later one, or another.
    """
    note = newest(root)
    if note is None:
        return None
    if place.is_dir():
        place /= "".join(c if c.isascii() and c.isalnum() else "-" for c in note.checkpoint.origin) + ".txt"
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - TAIL))
            there = file.read()
            _no_other(place, note, there)
            if there and not any(isinstance(one, Note) for one in _found(there)):
                raise HabeasError(f"{place} holds something that is no witness, and stays as it is: name another file")
            if note.raw in there:
                return None
            whole = b"" if not there or there.endswith(b"\n\n") else b"\n\n"
            file.write(whole + note.raw + b"\n")
            os.fsync(file.fileno())
    except OSError as e:
        raise HabeasError(f"the witness {place} cannot be written: {e.strerror or 'output error'}") from e
    return note


def _no_other(place: Path, note: Note, there: bytes) -> None:
    """A witness is not made to hold two histories without a word."""
    for one in _found(there):
        if isinstance(one, int) or one.checkpoint.origin != note.checkpoint.origin:
            continue
        if one.checkpoint.size > note.checkpoint.size or (
            one.checkpoint.size == note.checkpoint.size and one.checkpoint.root != note.checkpoint.root
        ):
            raise HabeasError(
                f"the witness {place} has another or a later checkpoint ({one.checkpoint.size} entries, the vault "
                f"{note.checkpoint.size}): the vault was set back or rewritten; run `habeas verify --witness {place}`"
            )


def _found(there: bytes) -> list[Note | int]:
    """The checkpoints at the end of a witness, of which the first may be cut."""
    return found_in(there[there.find(b"\n\n\xe2") :][2:] if len(there) == TAIL else there)
