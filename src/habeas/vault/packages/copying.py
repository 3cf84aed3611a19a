"""A state of a vault written to another folder, each object checked against its name on the way.

What is in the folder already is not written again, so that a backup repeated daily costs what is new. A folder that holds
another log, or one that went on differently, is refused: it may be the only witness of what was there.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from habeas.model.errors import HabeasError
from habeas.model.item import Item
from habeas.vault.custody import NAME
from habeas.vault.durable import make_folder, sync_folder, write_file
from habeas.vault.packages.snapshot import BLOCK, Snapshot


def copy(state: Snapshot, target: Path, tick: Callable[[], None] = lambda: None) -> list[str]:
    """Write `state` to the folder `target`, durably; returns a line for each thing that could not be copied as it should be.

    `tick` is called once an item. Raises HabeasError where `target` holds another log or cannot be written.
    """
    try:
        _same_log(state, target / NAME)
        target.mkdir(parents=True, exist_ok=True)
        make_folder(target / "objects")
        wrong: list[str] = []
        for item in state.items:
            wrong += _object(state, item, target)
            tick()
        for name in state.files:
            wrong += _file(state.root / name, target / name, name)
        _log(state, target)
        for name, data in state.whole.items():
            _replace(target / name, data)
        sync_folder(target)
    except OSError as e:
        raise HabeasError(f"{target} cannot be written: {e.strerror or 'output error'}") from e
    return wrong


def _same_log(state: Snapshot, there: Path) -> None:
    """The log in the target must be the beginning of ours."""
    if not there.exists():
        return
    size = there.stat().st_size
    with (state.root / NAME).open("rb") as ours, there.open("rb") as theirs:
        while block := theirs.read(BLOCK):
            if ours.read(len(block)) != block:
                break
        else:
            if size <= state.end:
                return
    raise HabeasError(
        f"{there.parent} holds the log of another case, or a later or different state of this one: copy to another"
        " folder, and find out which of the two was changed"
    )


def _object(state: Snapshot, item: Item, target: Path) -> Iterator[str]:
    place = Path("objects", item.sha256[:2], item.sha256[2:])
    if (target / place).is_file() and (target / place).stat().st_size == item.size:
        return
    make_folder(target / place.parent)
    partial = target / f"{item.sha256}.part"
    try:
        digest = _copied(state.root / place, partial)
    except OSError as e:
        partial.unlink(missing_ok=True)
        if not (state.root / place).is_file():
            yield f"item {item.sha256[:12]}: missing in the vault: run `habeas verify`"
            return
        raise HabeasError(f"item {item.sha256[:12]} cannot be copied: {e.strerror}") from e
    if digest != item.sha256:
        partial.unlink()
        yield f"item {item.sha256[:12]}: damaged in the vault, not copied: run `habeas verify`"
        return
    with suppress(PermissionError):  # a stick knows no such thing
        partial.chmod(0o444)
    partial.replace(target / place)
    sync_folder((target / place).parent)


def _copied(source: Path, target: Path) -> str:
    """Copy and sync; the SHA-256 of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as out:
        while block := file.read(BLOCK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _file(source: Path, target: Path, name: str) -> Iterator[str]:
    try:
        data = source.read_bytes()
    except OSError:
        yield f"{name}: missing in the vault: run `habeas verify`"
        return
    make_folder(target.parent)
    _replace(target, data)


def _log(state: Snapshot, target: Path) -> None:
    """Add what the target's log lacks."""
    with (state.root / NAME).open("rb") as ours, (target / NAME).open("ab") as theirs:
        ours.seek(theirs.tell())
        left = state.end - theirs.tell()
        while left and (block := ours.read(min(BLOCK, left))):
            theirs.write(block)
            left -= len(block)
        theirs.flush()
        os.fsync(theirs.fileno())


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    if path.exists() and path.read_bytes() == data:
        return
    partial = path.with_name(f"{path.name}.part")
    partial.unlink(missing_ok=True)
    write_file(partial, data)
    partial.replace(path)
