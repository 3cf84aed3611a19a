"""Which case a command works on, and for whom."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.cli.screen import warn
from habeas.model.errors import UsageError

if TYPE_CHECKING:
    from habeas.case import Case


@dataclass(frozen=True)
class State:
    """The options before the command."""

    case: Path | None
    by: str | None

    def author(self) -> str | None:
        """Who works: as told, else the user of this machine, else nobody named."""
        if self.by:
            return self.by
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return None

    def root(self) -> Path:
        """The folder of the case to work on. Raises UsageError when there is none."""
        from habeas.case import Case  # noqa: PLC0415  # `habeas --help` need not load every room

        if self.case is not None and not self.case.is_dir():
            raise UsageError(f"no folder {self.case}: -C names the folder of a case")
        return Case.find(self.case.resolve() if self.case else Path.cwd())

    @contextmanager
    def open(self) -> Iterator["Case"]:
        """The case to work on; its witnesses get the newest checkpoint at the end. Raises UsageError when there is none."""
        from habeas.case import Case  # noqa: PLC0415

        root = self.root()
        with Case(root, self.author()) as case:
            yield case
        self.tell_witnesses(root)

    def tell_witnesses(self, root: Path) -> None:
        """Copy the newest checkpoint to the witnesses of the case's settings; say which could not be reached."""
        from habeas.case.verifying import copy_to_witnesses  # noqa: PLC0415

        for line in copy_to_witnesses(root):
            warn(line)
