"""A bag (BagIt 1.0, RFC 8493) of a vault: its originals and its log, for somebody who has ordinary tools and no Habeas.

`data/vault/` is the vault as it stands; `data/items.csv` lists the items with their original names; the manifests are
checked with `sha256sum -c` and `sha512sum -c`, everything with `python3 data/vault/verify.py .`.
"""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import msgspec

from habeas import __version__
from habeas.model.errors import HabeasError
from habeas.model.visible import visible
from habeas.vault.packages.copying import copy
from habeas.vault.packages.crates import METADATA, crate
from habeas.vault.packages.snapshot import Snapshot, snapshot

ITEMS = "items.csv"
ALGORITHMS = ["sha256", "sha512"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a command at the start of a cell."""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over: what is written of it into the package and into the log."""

    case: str
    to: str
    by: str | None
    at: str
    reason: str | None = None


def write_bag(vault: Path, target: Path, deed: Deed, tick: Callable[[], None] = lambda: None) -> Snapshot:
    """Write the vault in `vault` as a bag to the folder `target`, which must not exist; whole or not at all.

    Raises HabeasError, and leaves nothing, when an item is damaged or the folder cannot be written.
    """
    if target.exists():
        raise HabeasError(f"{target} is there already: a bag is written to a folder of its own")
    partial = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        state = snapshot(vault)
        if wrong := copy(state, partial / "vault", tick):
            raise HabeasError(f"no bag written, {len(wrong)} things of the vault are not as they should be: {wrong[0]}")
        (partial / ITEMS).write_bytes(_items(state))
        (partial / METADATA).write_bytes(crate(state, deed.case))
        bagit.make_bag(str(partial), _info(state, deed), checksums=ALGORITHMS)
        partial.rename(target)
    except (OSError, bagit.BagError) as e:
        raise HabeasError(f"{target} cannot be written: {getattr(e, 'strerror', None) or e}") from e
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return state


def _info(state: Snapshot, deed: Deed) -> dict[str, str]:
    told = {
        "Bagging-Date": deed.at[:10],
        "Bag-Software-Agent": f"habeas/{__version__}",
        "External-Description": f"Originals and custody log of the case {deed.case}. Holds names of people: protect it.",
        "External-Identifier": state.checkpoint,
        "Internal-Sender-Identifier": deed.by or "",
        "Habeas-Handed-Over-To": deed.to,
        "Habeas-Reason": deed.reason or "",
        "Habeas-Log-Entries": str(state.entries),
    }
    return {key: " ".join(value.split()) for key, value in told.items() if value}


def _items(state: Snapshot) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["sha256", "bytes", "original name", "arrived", "came as", "inside", "file"])
    for item, arrival in state.arrivals:
        place = f"vault/objects/{item.sha256[:2]}/{item.sha256[2:]}"
        name = visible(arrival.name.encode("utf-8", "replace").decode())
        cell = f"'{name}" if name.startswith(FORMULA) else name
        rows.writerow([item.sha256, item.size, cell, arrival.at, arrival.via, arrival.parent or "", place])
    return out.getvalue().encode()


def sound(bag: Path) -> None:
    """Check a bag that came from outside: complete, valid, nothing beside, and no way out of it. Raises HabeasError."""
    if any(path.is_symlink() for path in (bag, *bag.rglob("*"))):
        raise HabeasError(f"{bag.name}: a bag with links to other files is no sealed bag: ask for a whole one")
    try:
        found = bagit.Bag(str(bag))
        if (bag / "fetch.txt").exists():
            raise HabeasError(f"{bag.name}: a bag with files to fetch is no sealed bag: ask for a whole one")
        if not set(ALGORITHMS) & set(found.algorithms):
            raise HabeasError(f"{bag.name}: a bag without SHA-256 or SHA-512 proves nothing: ask for another")
        found.validate()
    except bagit.BagError as e:
        line = " ".join(str(e).split())[:300]
        raise HabeasError(f"{bag.name} is not a sound bag: {line}") from e
