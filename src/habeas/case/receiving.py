"""A bag of another case taken in: its items under their names and ways of arrival, its custody papers beside them.

What the giver's log says stays the giver's word: each arrival is marked `attested_by_other`, and the log itself is kept.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from habeas.case.capturing import CUSTODY
from habeas.case.deriving import BATCH
from habeas.case.keeping import Added, tell
from habeas.case.layout import VAULT, now
from habeas.case.results import Tick, silent
from habeas.model.errors import HabeasError
from habeas.model.item import Arrival, Item
from habeas.storage.replay import catch_up
from habeas.vault import Event, Vault, item_arrived
from habeas.vault import verify as verify_vault
from habeas.vault.packages.bags import sound
from habeas.vault.packages.snapshot import Snapshot, snapshot

if TYPE_CHECKING:
    from habeas.case.case import Case

PAPERS = ("data/vault/custody.jsonl", "data/vault/checkpoints.txt", "bag-info.txt", "manifest-sha512.txt")


def is_bag(path: Path) -> bool:
    """Whether a folder is a bag of a case."""
    return (path / "bagit.txt").is_file() and (path / "data" / VAULT).is_dir()


def receive(case: "Case", bag: Path, tick: Tick = silent) -> Added:
    """Take in every item of a bag. Raises HabeasError, and takes nothing, when bag or vault in it are not sound."""
    sound(bag)
    there = bag / "data" / VAULT
    found = verify_vault(there)
    if found.problems:
        raise HabeasError(f"{bag.name}: the vault in it is not sound: {found.problems[0].line}")
    state = snapshot(there)
    known, added = set(case.database.item_hashes()), Added()
    with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
        events = [_received(vault, bag, state)]
        for done, event in enumerate((*_papers(vault, bag), *_arrivals(vault, state)), 1):
            events.append(event)
            tell(added, event, known, case.shown)
            if len(events) >= BATCH:
                vault.log.append(*events, at=now(), by=case.by)
                events.clear()
            tick(done, len(state.arrivals) + len(PAPERS))
        vault.log.append(*events, at=now(), by=case.by)
    catch_up(case.database, case.root / VAULT)
    return added


def _received(vault: Vault, bag: Path, state: Snapshot) -> Event:
    papers = vault.store.put(bag / PAPERS[0])
    data = {"what": "bag", "log": papers.sha256, "checkpoint": state.checkpoint, "entries": state.entries}
    return Event(event="received", data=data)


def _papers(vault: Vault, bag: Path) -> Iterator[Event]:
    for name in PAPERS:
        if (bag / name).is_file() and (bag / name).stat().st_size:
            yield item_arrived(vault.store.put(bag / name), Path(name).name, via=CUSTODY)


def _arrivals(vault: Vault, state: Snapshot) -> Iterator[Event]:
    """Each arrival as the giver tells it."""
    kept: dict[str, Item] = {}
    for item, arrival in state.arrivals:
        if item.sha256 not in kept:
            path = state.root / "objects" / item.sha256[:2] / item.sha256[2:]
            kept[item.sha256] = _same(vault.store.put(path, later=True), item)
        yield _attested(kept[item.sha256], arrival)


def _same(kept: Item, told: Item) -> Item:
    if kept.sha256 != told.sha256:
        raise HabeasError(f"item {told.sha256[:12]} changed while it was taken in: start again")
    return kept


def _attested(item: Item, arrival: Arrival) -> Event:
    event = item_arrived(item, arrival.name, via=arrival.via, parent=arrival.parent)
    told = {"at": arrival.at, "by": arrival.by}
    return msgspec.structs.replace(event, data={**event.data, "attested_by_other": told})
