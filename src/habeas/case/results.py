"""What the doors of a case return, and how they tell their progress."""

from collections.abc import Callable
from functools import cached_property

import msgspec

from habeas.model.item import NotRead
from habeas.model.register import Register
from habeas.storage.register_rows import KINDS, RegisterRows

Tick = Callable[[int, int], None]


def silent(_done: int, _all: int) -> None:
    """Progress that nobody looks at."""


class LastBuild(msgspec.Struct, frozen=True, kw_only=True):
    """What the last build left to tell."""

    inputs: str
    """Digest of the register's inputs."""
    passages_unread: dict[str, int]
    """Reason -> passages in documents that no reader could read."""
    notes: list[str]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of a case: items = documents + not read + waiting for `build`."""

    name: str
    items: int
    arrivals: int
    documents: int
    not_read: list[NotRead]
    came_as: dict[str, str]
    """Item that was not read -> its file name, covered."""
    waiting: int
    last: LastBuild | None
    """None before the first build."""


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """How many items and documents one run went through."""

    derived: int = 0
    read: int = 0


class Built:
    """What one `build` did."""

    def __init__(self, worked: Worked, notes: list[str], rows: RegisterRows) -> None:
        """`rows`: where the register is, which may be too large to hold; valid while the case is open."""
        self.derived, self.read, self.notes = worked.derived, worked.read, notes
        self.rows = {kind: rows.count(kind) for kind in KINDS}
        """List of the register -> how many rows it has."""
        self._held = rows

    @cached_property
    def register(self) -> Register:
        """The whole register."""
        whole = self._held.register()
        assert whole is not None, "a build leaves a register"  # noqa: S101
        return whole


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What one `decide` did."""

    recorded: list[str]
    """Ids of the decisions that are new."""
    again: int
    """How many were here already."""
