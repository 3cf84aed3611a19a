"""The capture table: how many units stand on exactly which lists. The one input of every estimate.

Invariants: `counts` has one whole number >= 0 for each capture history, indexed by bitmask (bit j is set when the unit
is on list j), is read-only, and its entry 0 (units on no list: nobody has seen them) is always 0. A pattern that is not
given counts 0. The order of lists and rows never changes a result. In pattern texts such as `0110` character j belongs
to list j.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import NDArray

from habeas.model.errors import HabeasError

Counts = NDArray[np.int64]

MAX_LISTS = 16
MAX_COUNT = 10**12
LONGEST_NAME = 100


class TableError(HabeasError):
    """What was given is not a capture table; the text says which row or list, and what to do."""


@dataclass(frozen=True, eq=False)
class CaptureTable:
    """Units counted by the exact set of lists they are on. Build it with a `from_…` function, which checks everything.

    `lists` are the names, in the order of the bits; `counts[m]` is the number of units with capture history m.
    """

    lists: tuple[str, ...]
    counts: Counts

    def __post_init__(self) -> None:
        _check_names(self.lists)
        counts = np.array(self.counts, dtype=np.int64)
        if counts.shape != (1 << len(self.lists),):
            raise TableError(f"{len(self.lists)} lists need {1 << len(self.lists)} counts, not {counts.size}")
        if counts.min() < 0 or counts.max() > MAX_COUNT:
            raise TableError(f"counts must lie between 0 and {MAX_COUNT}")
        if counts[0] != 0:
            raise TableError(f"{counts[0]} units are on no list: nobody has seen them, so leave that row out")
        counts.setflags(write=False)
        object.__setattr__(self, "counts", counts)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, CaptureTable) and self.lists == other.lists and np.array_equal(self.counts, other.counts)
        )

    def __hash__(self) -> int:
        return hash((self.lists, self.counts.tobytes()))

    @classmethod
    def from_counts(
        cls, lists: Sequence[str], counts: Mapping[str, object] | Iterable[tuple[str, object]]
    ) -> CaptureTable:
        """From pattern texts of 0 and 1 with their counts; the same pattern twice is an error."""
        names = _check_names(lists)
        table: Counts = np.zeros(1 << len(names), dtype=np.int64)
        seen: set[int] = set()
        for pattern, count in counts.items() if isinstance(counts, Mapping) else counts:
            mask = _mask(pattern, len(names))
            if mask in seen:
                raise TableError(f"pattern {pattern} stands twice: add the two rows up, or correct the mistyped one")
            seen.add(mask)
            table[mask] = _whole(count, f"the count of pattern {pattern}")
        return cls(names, table)

    @classmethod
    def from_individuals(cls, lists: Sequence[str], rows: Iterable[Sequence[object]]) -> CaptureTable:
        """From one row of 0 and 1 a unit. Rows of zeros only are refused: a unit on no list was not observed."""
        names = _check_names(lists)
        table: Counts = np.zeros(1 << len(names), dtype=np.int64)
        for number, row in enumerate(rows, 1):
            if len(row) != len(names):
                raise TableError(f"row {number} has {len(row)} values for {len(names)} lists")
            table[sum(_bit(value, number) << j for j, value in enumerate(row))] += 1
        return cls(names, table)

    @classmethod
    def from_members(cls, members: Mapping[str, Iterable[str]]) -> CaptureTable:
        """From list names with the ids of the units on each; an id twice on one list is an unmatched duplicate."""
        names = _check_names(tuple(members))
        masks: Counter[str] = Counter()
        for j, (name, units) in enumerate(members.items()):
            for unit, times in Counter(units).items():
                if times > 1:
                    raise TableError(f"{unit} stands {times} times on list {name}: each list counts a unit once")
                masks[unit] += 1 << j
        table: Counts = np.zeros(1 << len(names), dtype=np.int64)
        for mask in masks.values():
            table[mask] += 1
        return cls(names, table)

    @cached_property
    def n(self) -> int:
        """Units observed, on at least one list."""
        return int(self.counts.sum())

    @property
    def t(self) -> int:
        """How many lists there are."""
        return len(self.lists)

    @property
    def histories(self) -> NDArray[np.bool_]:
        """Row m says for each list whether history m includes it: shape (2^t, t)."""
        return _histories(self.t)

    @cached_property
    def sizes(self) -> Counts:
        """Units on each list."""
        return np.diag(self.overlaps).copy()

    @cached_property
    def overlaps(self) -> Counts:
        """Units on both of two lists, as a t x t matrix; its diagonal holds the sizes."""
        observed = np.flatnonzero(self.counts)
        seen = self.histories[observed].astype(np.int64)
        return seen.T @ (self.counts[observed, None] * seen)

    @cached_property
    def frequencies(self) -> Counts:
        """f_1 ... f_t: units on exactly k lists; entry 0 is f_1."""
        per_unit = self.histories.sum(axis=1)
        return np.bincount(per_unit, weights=self.counts, minlength=self.t + 1).astype(np.int64)[1:]

    @property
    def recaptured(self) -> int:
        """Units on two lists or more: all that is known of the overlap."""
        return int(self.n - self.frequencies[0])

    @cached_property
    def pairs(self) -> dict[tuple[str, str], int]:
        """Each two lists, in order, with how many units are on both."""
        return {(self.lists[a], self.lists[b]): int(self.overlaps[a, b]) for a, b in combinations(range(self.t), 2)}

    @cached_property
    def canonical_order(self) -> tuple[int, ...]:
        """The lists' indexes in an order that their counts alone decide, so that renaming or moving lists changes no
        random draw. Only lists that the counts cannot tell apart keep the order in which they were given.
        """
        per_history = self.histories.sum(axis=1)
        profiles = [
            sorted(zip(per_history[on].tolist(), self.counts[on].tolist(), strict=True)) for on in self.histories.T
        ]
        return tuple(sorted(range(self.t), key=lambda j: (-int(self.sizes[j]), profiles[j])))

    def index(self, name: str) -> int:
        """Where the list stands; an unknown name is an error."""
        if name not in self.lists:
            raise TableError(f"there is no list {name}; the lists are {', '.join(self.lists)}")
        return self.lists.index(name)

    def margin(self, mask: int) -> int:
        """Units that are on every list of `mask`, whatever else they are on."""
        return int(self.counts[(np.arange(1 << self.t) & mask) == mask].sum())

    def pattern(self, mask: int) -> str:
        """The capture history as text of 0 and 1, list 0 first."""
        return "".join(str(mask >> j & 1) for j in range(self.t))

    def patterns(self) -> dict[str, int]:
        """The observed histories with their counts, only those above 0."""
        return {self.pattern(int(mask)): int(self.counts[mask]) for mask in np.flatnonzero(self.counts)}

    def restrict(self, names: Sequence[str]) -> CaptureTable:
        """Only these lists, in this order; units that are on none of them are no longer observed."""
        return self._regrouped([(name, (name,)) for name in names])

    def drop(self, *names: str) -> CaptureTable:
        """Without these lists; units that were on them only are no longer observed."""
        for name in names:
            self.index(name)
        return self.restrict([name for name in self.lists if name not in names])

    def merge(self, names: Sequence[str], into: str | None = None) -> CaptureTable:
        """These lists as one, on which a unit is when it is on any of them; it stands where the first one stood."""
        chosen = sorted({self.index(name) for name in names})
        if len(chosen) < 2:
            raise TableError("merging needs two lists or more")
        together = tuple(self.lists[j] for j in chosen)
        groups: list[tuple[str, tuple[str, ...]]] = [(name, (name,)) for name in self.lists if name not in together]
        groups.insert(chosen[0], (into or "+".join(together), together))
        return self._regrouped(groups)

    def seen_by(self, name: str) -> CaptureTable:
        """Only the units on list `name`, on the other lists: a table whose true total is known, the size of `name`."""
        index = self.index(name)
        only = np.where(self.histories[:, index], self.counts, 0)
        table = np.array(only)
        table[1 << index] = 0  # on no other list: these are the hidden ones
        return CaptureTable(self.lists, table).drop(name)

    def _regrouped(self, groups: Sequence[tuple[str, tuple[str, ...]]]) -> CaptureTable:
        masks = np.zeros(1 << self.t, dtype=np.int64)
        for j, (_, members) in enumerate(groups):
            on_any = self.histories[:, [self.index(name) for name in members]].any(axis=1)
            masks |= on_any.astype(np.int64) << j
        counts = np.zeros(1 << len(groups), dtype=np.int64)
        np.add.at(counts, masks, self.counts)
        counts[0] = 0
        return CaptureTable(tuple(name for name, _ in groups), counts)

    def __add__(self, other: Self) -> CaptureTable:
        """Two strata counted together: the same lists, in the same order."""
        if self.lists != other.lists:
            raise TableError(f"strata must have the same lists: {', '.join(self.lists)} and {', '.join(other.lists)}")
        return CaptureTable(self.lists, self.counts + other.counts)


@lru_cache(maxsize=MAX_LISTS)
def _histories(t: int) -> NDArray[np.bool_]:
    marks = (np.arange(1 << t)[:, None] >> np.arange(t) & 1).astype(bool)
    marks.setflags(write=False)
    return marks


def _check_names(lists: Sequence[str]) -> tuple[str, ...]:
    names = tuple(lists)
    if not names:
        raise TableError("a capture table needs at least one list")
    if len(names) > MAX_LISTS:
        raise TableError(f"{len(names)} lists are too many: merge the closest ones until there are at most {MAX_LISTS}")
    if not all(isinstance(name, str) and name.strip() for name in names):
        raise TableError("every list needs a name")
    if any(len(name) > LONGEST_NAME or not name.isprintable() for name in names):
        raise TableError(f"the name of a list is one line of at most {LONGEST_NAME} characters")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise TableError(f"two lists are called {twice[0]}: give each list its own name")
    return names


def _mask(pattern: str, t: int) -> int:
    if len(pattern) != t or not set(pattern) <= {"0", "1"}:
        raise TableError(f"pattern {pattern[:40]!r} must be {t} characters of 0 and 1, one for each list")
    return sum(1 << j for j, mark in enumerate(pattern) if mark == "1")


def _bit(value: object, row: int) -> int:
    number = _number(value, or_truth=True)
    if number in (0, 1):
        return int(number)
    raise TableError(f"row {row} holds {str(value)[:40]!r} where 0 or 1 is needed")


def _whole(count: object, what: str) -> int:
    number = _number(count)
    if number is None or number != math.floor(number):
        raise TableError(f"{what} is {str(count)[:40]!r}: counts are whole numbers")
    if not 0 <= number <= MAX_COUNT:
        raise TableError(f"{what} is {number}: counts lie between 0 and {MAX_COUNT}")
    return int(number)


def _number(value: object, or_truth: bool = False) -> int | float | None:
    """The value as a finite number of Python, or None when it is none; True and False only where they mean 1 and 0."""
    if isinstance(value, bool | np.bool_):
        return int(value) if or_truth else None
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating) and math.isfinite(value):
        return float(value)
    return None
