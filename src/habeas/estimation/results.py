"""What an estimate says: a number never stands without its interval, its assumption and the lower bound beside it.

An estimate that was refused has no number at all: `refused` says why, in a sentence that needs no statistics.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from habeas import __version__
from habeas.estimation.tables import CaptureTable
from habeas.model.errors import HabeasError

Draws = NDArray[np.float64]
Selection = Literal["bic", "stepwise", "auto"]


class RefusalError(HabeasError):
    """The data cannot carry this estimate. `code` names the check, `str()` is the plain sentence.

    `details` is what may still be said without a headline number, such as a sensitivity table.
    """

    def __init__(self, code: str, text: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.details = dict(details or {})


@dataclass(frozen=True)
class Note:
    """One warning: the name of the check and its plain sentence."""

    code: str
    text: str


@dataclass(frozen=True)
class Options:
    """What a user may set. The same options and table give the same estimate, bit for bit.

    `independence` is the user's own statement why two lists are independent of each other; `override` the reason for
    going on where a check refused, which is printed with the result. `dependent` are pairs of lists known to depend on
    each other (one feeds the other, the same witnesses): log-linear models always contain them. `max_missing` is the
    end of a truncated grid of the unseen (dga); `delta` the prior count of a cell (dga; None: 2^-t). `max_order` is the
    largest interaction that log-linear models may hold (None: t - 1 up to 4 lists, 2 beyond).
    """

    level: float = 0.95
    seed: int = 20_240_229
    independence: str = ""
    override: str = ""
    dependent: tuple[tuple[str, str], ...] = ()
    replicates: int = 1000
    selection: Selection = "auto"
    threshold: float = 0.02
    max_order: int | None = None
    max_missing: int | None = None
    delta: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise HabeasError(f"level {self.level} must lie between 0 and 1, as 0.95")
        if self.replicates < 0 or self.replicates > 100_000:
            raise HabeasError(f"{self.replicates} replicates: give a number from 0 to 100000")
        if self.seed < 0:
            raise HabeasError(f"seed {self.seed} must be 0 or more")
        if not 0 <= self.threshold < 1:
            raise HabeasError(f"threshold {self.threshold} must be a chance: 0 or more, below 1")
        if self.max_order is not None and self.max_order < 1:
            raise HabeasError(f"interactions of {self.max_order} lists: give 1 or more")
        if any(len(set(pair)) != 2 for pair in self.dependent):
            raise HabeasError("declared dependence is between two different lists")
        if self.max_missing is not None and self.max_missing < 1:
            raise HabeasError(f"max missing {self.max_missing} must be 1 or more")
        if self.delta is not None and not 0 < self.delta < float("inf"):
            raise HabeasError(f"delta {self.delta} must be a number above 0")

    @property
    def tails(self) -> tuple[float, float]:
        """The two probabilities that the interval cuts off at: (0.025, 0.975) for level 0.95."""
        return (1 - self.level) / 2, (1 + self.level) / 2


@dataclass(frozen=True)
class Estimate:
    """One method's answer. All numbers are totals N (observed + unseen); `draws` are of the unseen, n0 alone.

    `low` and `high` bound the interval at `level`; `lower_bound` is the lower confidence limit of the lower bound that
    every method prints beside its number; `assumption` is what must be true for the number to mean anything.
    """

    method: str
    n: int
    refused: str | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = 0.95
    lower_bound: float | None = None
    assumption: str = ""
    warnings: tuple[Note, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)
    draws: Draws | None = field(default=None, compare=False, repr=False)
    seed: int | None = None
    refusal: str | None = None
    version: str = __version__

    def as_json(self) -> dict[str, object]:
        """The published form; warnings as sentences, their codes, the seed and the version among the details."""
        shown = ("method", "refused", "estimate", "low", "high", "level", "lower_bound", "assumption")
        said = {name.name: getattr(self, name.name) for name in fields(self) if name.name in shown}
        extra: dict[str, object] = {"version": self.version, "seed": self.seed}
        if self.refusal:
            extra["refusal"] = self.refusal
        if self.warnings:
            extra["warning_codes"] = [note.code for note in self.warnings]
        said["warnings"] = [note.text for note in self.warnings]
        said["details"] = plain({**self.details, **extra})
        return {**{name: said[name] for name in shown}, "warnings": said["warnings"], "details": said["details"]}


Method = Callable[[CaptureTable, Options], Estimate]


def refused(method: str, table: CaptureTable, options: Options, why: RefusalError) -> Estimate:
    """The estimate that says that there is none."""
    return Estimate(
        method=method, n=table.n, refused=str(why), refusal=why.code, level=options.level, details=why.details
    )


def document(table: CaptureTable, results: Sequence[Estimate]) -> dict[str, object]:
    """The published JSON: `n` units observed, and each method's result."""
    return {"n": table.n, "results": [result.as_json() for result in results]}


def plain(value: object) -> object:
    """The value in what JSON can hold: numpy numbers and arrays become Python's, infinities and NaN become null."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
