"""Folds for cross-validation: a reader is measured on reports that it did not learn from, nor from their twins."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from habeas.model.errors import HabeasError
from habeas.reading.learning.annotated import Annotated

FOLDS = 5


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    reports: list[str] | dict[str, Any] = []
    """Names, or what is said of each."""
    twins: list[list[Any]] = []
    """Two reports each, and what may be said of them."""


def told_together(path: Path) -> list[list[str]]:
    """The reports that a file of origins names together: those of one case, and twins.

    Raises HabeasError for a file that is no list of cases.
    """
    try:
        cases = msgspec.json.decode(path.read_bytes(), type=list[_Case])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise HabeasError(f'{path.name}: no list of cases such as [{{"reports": ["a", "b"]}}] ({error})') from error
    return [
        row for case in cases for row in (list(case.reports), *([str(one) for one in pair[:2]] for pair in case.twins))
    ]


def folds(of: Sequence[Annotated], together: Sequence[Sequence[str]] = (), count: int = FOLDS) -> list[int]:
    """A fold for each report, 0 … count - 1: reports of one story, and those named `together`, in the same one.

    Groups go, the largest first, to the fold that has fewest claims of their language, so that folds are alike.
    """
    groups = _grouped(of, together)
    load: dict[tuple[int, str], int] = {}
    fold_of: dict[str, int] = {}
    for group in sorted(groups, key=lambda g: (-len(g), g[0].name)):
        language = group[0].language
        fold = min(
            range(count), key=lambda f: (load.get((f, language), 0), sum(v for k, v in load.items() if k[0] == f))
        )
        for report in group:
            fold_of[report.name] = fold
            key = fold, report.language
            load[key] = load.get(key, 0) + 1 + len(report.claims)
    return [fold_of[report.name] for report in of]


def _grouped(of: Sequence[Annotated], together: Sequence[Sequence[str]]) -> list[list[Annotated]]:
    leader = {report.name: report.name for report in of}

    def root(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    stories: dict[str, list[str]] = {}
    for report in of:
        stories.setdefault(report.story, []).append(report.name)
    for names in (*stories.values(), *together):
        known = [root(name) for name in names if name in leader]
        for name in known[1:]:
            leader[root(name)] = root(known[0])
    groups: dict[str, list[Annotated]] = {}
    for report in of:
        groups.setdefault(root(report.name), []).append(report)
    return list(groups.values())
