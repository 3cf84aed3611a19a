"""What is handed over or put aside: bags, web archives, backups. All hold originals, with the names that are in them.

Everywhere else names are covered; here they cannot be. So each hand-over names its recipient and stands in the custody log.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from habeas.case.capturing import RECORD_LIMIT, VIA
from habeas.case.layout import DATABASE, PLACES, SETTINGS, STATES, VAULT, WEIGHTS, now
from habeas.case.originals import LISTED
from habeas.intake import capture as captures
from habeas.intake.capture.warc import resource
from habeas.model.errors import HabeasError, UsageError
from habeas.vault import Event, Vault, Verification
from habeas.vault import verify as verify_vault
from habeas.vault.packages.bags import Deed, sound, write_bag
from habeas.vault.packages.copying import copy
from habeas.vault.packages.snapshot import Snapshot, snapshot
from habeas.vault.packages.wacz import Page, write_wacz
from habeas.vault.store import Store

if TYPE_CHECKING:
    from habeas.case.case import Case

DRAWN = {"picture": "urn:view"}
"""Part of a capture that was drawn -> how players of web archives call it. PDF and drawn source leave in bags only: who
takes a web archive in would read the same page three times."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What one backup holds."""

    items: int
    entries: int
    checkpoint: str
    wrong: list[str]
    """A line for each thing that is not in it as it should be."""


def _deed(case: "Case", to: str, reason: str | None) -> Deed:
    """Raises UsageError when nobody is named: originals are given to somebody."""
    if not to.strip():
        raise UsageError("a hand-over of originals names who receives it: --to WHOM")
    return Deed(case=case.judged().covering.line(case.name), to=to, by=case.by, at=now(), reason=reason)


def _log(case: "Case", event: str, data: dict[str, object]) -> None:
    with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
        vault.log.append(Event(event=event, data=data), at=now(), by=case.by)


def export_bag(
    case: "Case", target: Path, to: str, reason: str | None = None, tick: Callable[[], None] = lambda: None
) -> Snapshot:
    """Write every original and the custody log as a bag, for `to`; logged when it begins and when it is done.

    Raises HabeasError, and leaves no bag, when something is damaged or cannot be written.
    """
    deed = _deed(case, to, reason)
    if target.exists():
        raise HabeasError(f"{target} is there already: a bag is written to a folder of its own")
    _log(case, "exported", {"what": "bag, begun", "to": to, "reason": reason})
    state = write_bag(case.root / VAULT, target, deed, tick)
    manifest = (target / "tagmanifest-sha256.txt").read_bytes()
    digest = captures.File.of("tag", "tagmanifest-sha256.txt", manifest, "text/plain").sha256
    data = {"what": "bag", "to": to, "reason": reason, "tagmanifest": digest, "entries": state.entries}
    _log(case, "transferred_out", {**data, "of": len(state.items)})
    return state


def export_wacz(case: "Case", target: Path, to: str, reason: str | None = None) -> int:
    """Write every captured page, walls and errors too, as one WACZ, for `to`; how many pages it holds.

    Raises HabeasError when there is none, or it cannot be written.
    """
    deed = _deed(case, to, reason)
    records = list(_records(case))
    pages = [_page(case.root / VAULT, sha256, record) for sha256, record in records]
    if not pages:
        raise HabeasError("no captured page in this case: `habeas add URL` captures one")
    write_wacz(target, pages, deed.case, deed.at)
    items = sorted({sha256 for sha256, _ in records} | {file.sha256 for _, record in records for file in record.files})
    data: dict[str, object] = {"what": "wacz", "to": to, "reason": reason, "records": [page.id for page in pages]}
    data |= {"items": items} if len(items) <= LISTED else {}
    _log(case, "transferred_out", data)
    return len(pages)


def _records(case: "Case") -> Iterator[tuple[str, captures.Record]]:
    """Every record of a capture that has exchanges, by hash."""
    for sha256, came in sorted(case.database.arrivals().items()):
        if any(arrival.via == VIA and arrival.parent is None for arrival in came):
            with suppress(HabeasError):
                record = captures.decode(_bytes(case.root / VAULT, sha256)[:RECORD_LIMIT])
                if any(file.part == "exchanges" for file in record.files):
                    yield sha256, record


def _bytes(vault: Path, sha256: str) -> bytes:
    """The bytes of an item; a record from elsewhere may call anything the hash of one."""
    with Store(vault).open(sha256) as file:
        return file.read()


def _page(vault: Path, sha256: str, record: captures.Record) -> Page:
    """A captured page with its exchanges as they are kept, and what was drawn of it in a WARC of its own."""
    url, at = record.address.final, record.collected.started
    drawn = [
        resource(f"{DRAWN[file.part]}:{url}", record.drawn.at or at, file.media_type, _bytes(vault, file.sha256))
        for file in record.files
        if file.part in DRAWN and record.drawn is not None
    ]
    exchanges = [_bytes(vault, file.sha256) for file in record.files if file.part == "exchanges"]
    warcs = [(f"{sha256[:16]}.warc.gz", data) for data in exchanges]
    return Page(
        id=sha256,
        url=url,
        at=at,
        title=record.metadata.get("title"),
        warcs=[*warcs, *([(f"{sha256[:16]}-drawn.warc.gz", b"".join(drawn))] if drawn else [])],
        extra=[(f"{sha256[:16]}-{captures.NAME}", _bytes(vault, sha256))],
    )


# --- backups ------------------------------------------------------------------------------------------------------


def backup(root: Path, target: Path, by: str | None, tick: Callable[[], None] = lambda: None) -> Backup:
    """Copy the case in `root` to the folder `target`, or add to the backup there what is new. Others may work meanwhile.

    The database is copied before the vault, so that it never knows of what the vault's copy lacks. Raises HabeasError where
    `target` holds something else or cannot be written.
    """
    if target.resolve().is_relative_to(root.resolve()):
        raise UsageError("a backup inside the case is lost with it: name a folder on another disk")
    if target.exists() and any(target.iterdir()) and not (target / VAULT).is_dir():
        raise HabeasError(f"{target} holds something that is no backup: name an empty folder")
    try:
        target.mkdir(parents=True, exist_ok=True)
        _owner_only(target)
        _copy_database(root / DATABASE, target / DATABASE)
        for name in (SETTINGS, PLACES, STATES):
            if (root / name).is_file():
                shutil.copyfile(root / name, target / name)
        if (root / WEIGHTS).is_dir():
            shutil.copytree(root / WEIGHTS, target / WEIGHTS, dirs_exist_ok=True)
    except (OSError, sqlite3.Error) as e:
        raise HabeasError(f"{target} cannot be written: {getattr(e, 'strerror', None) or e}") from e
    state = snapshot(root / VAULT)
    wrong = copy(state, target / VAULT, tick)
    with (
        suppress(HabeasError),
        Vault(root / VAULT, at=now(), by=by) as vault,
    ):  # while another writes, only the copy is made
        data = {"what": "backup", "entries": state.entries, "checkpoint": state.checkpoint, "wrong": len(wrong)}
        vault.log.append(Event(event="replicated", data=data), at=now(), by=by)
    return Backup(items=len(state.items), entries=state.entries, checkpoint=state.checkpoint, wrong=wrong)


def _owner_only(folder: Path) -> None:
    """Where the disk knows owners; a stick does not."""
    with suppress(PermissionError):
        folder.chmod(0o700)


def _copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database in use, whole or not at all. One that is not there comes from the vault again."""
    if not source.exists():
        return
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(partial)) as theirs:
        ours.backup(theirs)
        theirs.execute("PRAGMA journal_mode=DELETE")
    for old in target.parent.glob(f"{target.name}-*"):
        old.unlink()
    partial.replace(target)


def restore(source: Path, target: Path, by: str | None, tick: Callable[[], None] = lambda: None) -> Verification:
    """Make the case in `target` from a backup or a bag, and check every byte of it. Raises HabeasError.

    `target` must not exist, or be empty. Returns what `verify` says of the restored vault; of a backup it is logged too.
    """
    bag = (source / "bagit.txt").is_file()
    if bag:
        sound(source)
    vault = source / "data" / VAULT if bag else source / VAULT
    if not vault.is_dir():
        raise UsageError(f"{source} is neither a backup nor a bag of Habeas")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise HabeasError(f"{target} is not empty: restore to a folder of its own")
    wrong = copy(snapshot(vault), target / VAULT, tick)
    if wrong:
        raise HabeasError(f"{len(wrong)} things of the copy are not as they should be: {wrong[0]}")
    try:
        _owner_only(target)
        _bring_back(source, target, bag)
    except OSError as e:
        raise HabeasError(f"{target} cannot be written: {e.strerror}") from e
    found = verify_vault(target / VAULT)
    if not bag:  # a bag's log is somebody else's: what it says stays what it said
        with suppress(HabeasError), Vault(target / VAULT, at=now(), by=by) as opened:
            data = {"what": "restored from a backup", "problems": len(found.problems)}
            opened.log.append(Event(event="replicated", data=data), at=now(), by=by)
    return found


def _bring_back(source: Path, target: Path, bag: bool) -> None:
    if bag:
        (target / SETTINGS).write_text('name = "restored from a bag"\n', "utf-8")
        return
    for name in (SETTINGS, PLACES, STATES, DATABASE):
        if (source / name).is_file():
            shutil.copyfile(source / name, target / name)
    if (source / WEIGHTS).is_dir():
        shutil.copytree(source / WEIGHTS, target / WEIGHTS)
