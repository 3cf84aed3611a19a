"""Bytes in: files, folders and what archives and messages hold go into the vault, one event each for the custody log."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from habeas import intake
from habeas.case.settling import mapping_beside
from habeas.model.errors import HabeasError, UnreadableError
from habeas.model.item import Item
from habeas.vault import Event, Vault, VaultUnwritableError, item_arrived, item_not_kept
from habeas.vault.events import original_name

ADDRESS = re.compile(r"[a-z]{3,8}:/", re.IGNORECASE)


class Added(msgspec.Struct, kw_only=True):
    """What one `add` did. Every input is in `kept`, `again` or `refused`."""

    kept: int = 0
    again: int = 0
    """Inputs whose bytes were in the vault already: one more arrival each."""
    refused: list[str] = []
    """One line an input that could not be kept."""


def files(path: Path, ours: Callable[[Path], bool] = lambda _path: False) -> Iterator[tuple[Path, str]]:
    """The files to keep of one input, each with how it came.

    Links inside a folder come too, to be refused one by one and never followed, and so do folders that cannot be opened.
    `ours`: files and folders of the case itself, which no folder brings in.
    """
    if not path.is_dir():
        yield path, "file"
        return
    closed: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda e: closed.append(Path(e.filename))):
        folders[:] = sorted(name for name in folders if not ours(Path(folder, name)))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted(name for name in (*names, *links) if not ours(Path(folder, name))):
            yield Path(folder, name), "folder"
    yield from ((folder, "folder") for folder in closed)


def keep(
    vault: Vault, reader: intake.Reader, path: Path, via: str, mapping: intake.Mapping | None = None
) -> Iterator[Event]:
    """Keep a file and everything it holds: one event each. What is kept is on the disk when its event is logged.

    `mapping`: what the columns of a table mean; None to look for a mapping beside it.
    Raises VaultUnwritableError: with a full disk no other input fares better.
    """
    allowance = intake.Allowance(reader.limits)
    try:
        if via == "folder" and path.is_symlink():
            raise UnreadableError("link", "a link: links are not followed; add the file itself")
        if via == "file" and ADDRESS.match(str(path)) and not path.exists():
            raise UnreadableError("unreadable_file", "an address: nothing is fetched; save the page and add the file")
        item = vault.store.put(path, reader.limits.item, later=True)
    except UnreadableError as e:
        yield item_not_kept(path.name, e.reason, e.detail, via=via)
    except VaultUnwritableError:
        raise
    except HabeasError as e:
        yield item_not_kept(path.name, "unreadable_file", str(e), via=via)
    else:
        yield item_arrived(item, path.name, via=via)
        try:
            found = mapping or mapping_beside(path)
        except HabeasError as e:
            yield item_not_kept(path.name, "unmapped", f"kept, but not its rows: {e}", parent=item.sha256, via="row")
        else:
            yield from _keep_parts(vault, reader, allowance, (item, path.name), 1, found)


def _keep_parts(
    vault: Vault,
    reader: intake.Reader,
    allowance: intake.Allowance,
    holder: tuple[Item, str],
    depth: int,
    mapping: intake.Mapping | None = None,
) -> Iterator[Event]:
    item, name = holder
    with vault.store.open(item.sha256) as file:
        form = intake.identify(file.read(intake.HEAD), name)
    if intake.via(form):
        vault.store.flush()
    path = vault.store.path(item.sha256)
    for part in intake.parts(path, form, allowance, depth, reader, mapping):
        where = {"via": part.via, "parent": item.sha256}
        if isinstance(part, intake.Refusal):
            detail = part.detail if part.name else f"kept, but not all that it holds: {part.detail}"
            yield item_not_kept(part.name or name, part.reason, detail, **where)
            continue
        try:
            member = vault.store.put(part.stream, reader.limits.item, later=True)
        except UnreadableError as e:
            yield item_not_kept(part.name, e.reason, e.detail, **where)
        except VaultUnwritableError:
            raise
        except HabeasError as e:
            yield item_not_kept(part.name, "too_large", str(e), **where)
        else:
            yield item_arrived(member, part.name, **where)
            yield from _keep_parts(vault, reader, allowance, (member, part.name), depth + 1)


def tell(added: Added, event: Event, known: set[str], shown: Callable[[str], str]) -> None:
    """Note in `added` what an event says; `known`: items kept so far; `shown`: how a file name is shown."""
    if event.event == "item.not_kept":
        where = f" in item {event.data['parent'][:12]}" if event.data["parent"] else ""
        added.refused.append(f"{shown(original_name(event.data))}{where}: {event.data['detail']}")
    elif event.data["item"] in known:
        added.again += 1
    else:
        known.add(event.data["item"])
        added.kept += 1
