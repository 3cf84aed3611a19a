"""What was learned from annotated reports, as data: how much each clue weighs in a decision of the reader.

One TOML file a decision, `"clue" = weight` (natural logarithm of odds). A clue is a short name that the code gives a reason
for; no word of a report is kept. `habeas learn` makes the files; those of a team's own stand in for the shipped ones.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat
from pathlib import Path

import msgspec

from habeas.model.errors import HabeasError

Weighed = Mapping[str, float]
HEADER = "# What each clue weighs (natural logarithm of odds). Made by `habeas learn`; do not edit.\n"
FROM = "learned.toml"
"""Tells from how many reports the weights beside it were learned."""
NOTHING = 0.02
"""A weight smaller than this is left out."""
LARGEST = 4 << 20
"""Bytes of a file of weights."""
HEAVIEST = 1000
"""No clue weighs more: a file with infinite weights, or with what is no number, would decide by chance."""


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The weights of each decision that the reader learns."""

    voices: Weighed = {}
    sites: Weighed = {}
    places: Weighed = {}
    claims: Weighed = {}
    counts: Weighed = {}


@cache
def shipped() -> Weights:
    """The weights that come with Habeas."""
    folder = files(__package__)
    return Weights(**{name: _table(folder.joinpath(f"{name}.toml").read_text("utf-8")) for name in NAMES})


def load(folder: Path) -> Weights:
    """The weights of a folder; what it has no file for is shipped. Raises HabeasError for a file that holds no weights."""
    own = {}
    for path in (folder / f"{name}.toml" for name in NAMES):
        try:
            own[path.stem] = _table(_text(path))
        except FileNotFoundError:
            continue
        except (OSError, TypeError, ValueError, RecursionError) as error:
            raise HabeasError(
                f"{path.name}: no file of weights ({error}); make it again with `habeas learn`"
            ) from error
    return msgspec.structs.replace(shipped(), **own)


@cache
def learned_from() -> int:
    """From how many annotated reports the shipped weights were learned."""
    return int(tomllib.loads(files(__package__).joinpath(FROM).read_text("utf-8"))["reports"])


def mixed(own: Weights, reports: int) -> Weights:
    """The shipped weights with those learned from `reports` other reports: each side counts by its number of reports."""
    shipped_from = learned_from()
    share = reports / (reports + shipped_from)
    return Weights(**{name: _mean(getattr(own, name), getattr(shipped(), name), share) for name in NAMES})


def _mean(own: Weighed, other: Weighed, share: float) -> Weighed:
    clues = sorted(own.keys() | other.keys())
    return {clue: share * own.get(clue, 0.0) + (1 - share) * other.get(clue, 0.0) for clue in clues}


def save(weights: Weights, folder: Path, reports: int) -> None:
    """Write the weights, one file a decision, and from how many reports they were learned. The same give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FROM).write_text(f"reports = {reports}\n", "utf-8")
    for name in NAMES:
        rows = ((msgspec.json.encode(clue).decode(), weight) for clue, weight in sorted(getattr(weights, name).items()))
        lines = (f"{clue} = {weight:.2f}\n" for clue, weight in rows if abs(weight) >= NOTHING)
        (folder / f"{name}.toml").write_text(HEADER + "".join(lines), "utf-8")


def weigh(clues: Iterable[str], weights: Weighed) -> float:
    """What clues weigh together."""
    return sum(map(weights.get, clues, repeat(0.0)))


NAMES = Weights.__struct_fields__


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():
        raise ValueError("not a plain file")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"larger than {LARGEST >> 20} MiB")
    return data.decode("utf-8")


def _table(text: str) -> dict[str, float]:
    table = tomllib.loads(text)
    if not all(type(weight) in {float, int} and abs(weight) <= HEAVIEST for weight in table.values()):
        raise TypeError(f"a weight is a number from -{HEAVIEST} to {HEAVIEST}")
    return table
