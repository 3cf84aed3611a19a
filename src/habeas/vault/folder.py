"""The vault as one folder: store and custody log under one lock."""

import hashlib
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from habeas.model.errors import HabeasError
from habeas.vault.custody import NAME, CustodyLog, read_log
from habeas.vault.durable import locked, make_folder, replace_file
from habeas.vault.events import Event, item_found
from habeas.vault.store import MARK, Store

LOCK = "lock"
ABOUT = "README.txt"
ABOUT_TEXT = b"""This folder is the vault of a case: original files and the log of how they came in.

objects/ab/cdef...  one file an item; its name, with the folder's, is the SHA-256 of its bytes.
custody.jsonl       one JSON entry a line, oldest first; "previous" is the SHA-256 of the line before,
                    without its newline. Entries "item.arrived" give each item's original file name.
checkpoints.txt     signed heads of the log's Merkle tree (RFC 9162, C2SP tlog-checkpoint).
timestamps/         RFC 3161 timestamps of checkpoints, if there are any.
verify.py           checks all of it with nothing but Python: python3 verify.py FOLDER

To check an object with any SHA-256 tool: its digest must equal its name. Nothing here is ever changed;
original file names can hold the names of people who need protection.
Take verify.py from somewhere else than this folder when somebody may have changed the folder.
"""
VERIFIER = "verify.py"
BATCH = 200


def shipped() -> dict[str, bytes]:
    """The files that every vault carries for whoever finds it without Habeas: name -> content."""
    return {ABOUT: ABOUT_TEXT, VERIFIER: files(__package__).joinpath("standalone.py").read_bytes()}


class Vault:
    """The vault in `root`, open for writing; a context manager that holds the vault's lock.

    What `store` has put is on the disk when the call returns, or when `log` has next appended; what `log` appends always is.
    Put the item first, then log its arrival: a kill in between leaves an object without arrival. The next opening tells of
    it in an entry `item.found`.
    """

    def __init__(self, root: Path, *, at: str, by: str | None) -> None:
        """Open the vault; `at` and `by` stand in the entry `log.torn` if the log's end needs repair.

        Raises HabeasError when there is no vault, another process writes to it, or the log's end is damaged.
        """
        if not (root / NAME).is_file():
            raise HabeasError("no vault here: the custody log is missing")
        self.root = root
        self.store = Store(root)
        with ExitStack() as stack:
            stack.enter_context(locked(root / LOCK))
            self.store.create()
            for leftover in self.store.incoming.iterdir():  # of a killed put: never acknowledged
                if leftover.name != MARK:
                    leftover.unlink()
            self.log = stack.enter_context(CustodyLog(root, at=at, by=by, store=self.store))
            self._ship(at, by)
            self._tell_of_found(at, by)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.settle()
        self._stack.close()

    def _tell_of_found(self, at: str, by: str | None) -> None:
        """After a kill or a failure: an entry for each object of which the log does not tell.

        They are no arrivals: nobody knows their names or where they are from, and another hand may have put them there.
        """
        mark = self.store.incoming / MARK
        if not mark.exists():
            return
        known = {
            entry.data.get("item") for entry in read_log(self.root) if entry.event in ("item.arrived", "item.found")
        }
        found = (self.store.examined(item.sha256) for item in self.store if item.sha256 not in known)
        whole = [item for item in found if item]
        for start in range(0, len(whole), BATCH):
            self.log.append(*map(item_found, whole[start : start + BATCH]), at=at, by=by)
        mark.unlink()

    def _ship(self, at: str, by: str | None) -> None:
        """Told first, written then: what a kill leaves in between is told and written again at the next opening."""
        missing = {name: data for name, data in shipped().items() if not _holds(self.root / name, data)}
        self.log.append(*(_written(name, data) for name, data in missing.items()), at=at, by=by)
        for name, data in missing.items():
            replace_file(self.root / name, data, self.store.incoming)

    @staticmethod
    def create(root: Path) -> None:
        """Make an empty vault; its parent folder must exist. Raises HabeasError when there is one already."""
        if (root / NAME).exists():
            raise HabeasError("there is a vault already")
        make_folder(root)
        Store(root).create()
        (root / NAME).touch(0o644)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _written(name: str, data: bytes) -> Event:
    digests = {"sha256": hashlib.sha256(data).hexdigest(), "sha512": hashlib.sha512(data).hexdigest()}
    return Event(event="file.written", data={"file": name, "size": len(data), **digests})
