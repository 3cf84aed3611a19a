"""The vault as one folder: store and custody log under one lock."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from habeas.model.errors import HabeasError
from habeas.vault.custody import NAME, CustodyLog
from habeas.vault.durable import locked, make_folder, write_file
from habeas.vault.store import Store

LOCK = "lock"
ABOUT = "README.txt"
ABOUT_TEXT = b"""This folder is the vault of a case: original files and the log of how they came in.

objects/ab/cdef...  one file an item; its name, with the folder's, is the SHA-256 of its bytes.
custody.jsonl       one JSON entry a line, oldest first; "previous" is the SHA-256 of the line before,
                    without its newline. Entries "item.arrived" give each item's original file name.

To check an object with any SHA-256 tool: its digest must equal its name. Nothing here is ever changed;
original file names can hold the names of people who need protection.
"""


class Vault:
    """The vault in `root`, open for writing; a context manager that holds the vault's lock.

    Anything that `store` has put and `log` has appended is on the disk when the call returns. Put the item first, then log
    its arrival: a kill in between leaves an object without arrival, which `verify` names and the next arrival heals.
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
            for (
                leftover
            ) in self.store.incoming.iterdir():  # of a killed put: never acknowledged, its source still exists
                leftover.unlink()
            self.log = stack.enter_context(CustodyLog(root, at=at, by=by))
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @staticmethod
    def create(root: Path) -> None:
        """Make an empty vault; its parent folder must exist. Raises HabeasError when there is one already."""
        if (root / NAME).exists():
            raise HabeasError("there is a vault already")
        make_folder(root)
        Store(root).create()
        if not (root / ABOUT).exists():
            write_file(root / ABOUT, ABOUT_TEXT)
        (root / NAME).touch(0o644)
