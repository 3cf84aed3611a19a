"""Originals seen: a working copy for somebody to look at, and what became of an item after it was read.

The vault itself is shown to nobody. Whoever looks at an original gets a copy of it, and the custody log says so before the
copy is there: a view that is not logged there cannot be.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from habeas.case.layout import VAULT, now
from habeas.model.errors import HabeasError, UsageError
from habeas.model.register import ClaimRow, DocumentRow, Finding
from habeas.storage.register_rows import RegisterRows
from habeas.vault import Vault, happened
from habeas.vault.life import life
from habeas.vault.store import CHUNK

if TYPE_CHECKING:
    from habeas.case.case import Case

LISTED = 10_000
"""The most items that an entry lists; of more the entry says that all of the case was meant."""


def view(case: "Case", item: str, target: Path, reason: str | None = None) -> str:
    """Write a working copy of an original (the beginning of its hash) to `target`; logged as `viewed`. Returns its hash.

    Names in it are not covered. Raises UsageError where `target` exists, HabeasError when no item or several are meant, or
    its bytes are not those that came.
    """
    sha256 = life(case.root / VAULT, item).item
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} is there already: name a new file for the copy")
    with Vault(case.root / VAULT, at=now(), by=case.by) as vault:
        if vault.store.examined(sha256) is None:
            raise HabeasError(f"item {sha256[:12]} is damaged in the vault: run `habeas verify`")
        vault.log.append(happened("viewed", sha256, reason=reason), at=now(), by=case.by)
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            with vault.store.open(sha256) as original, os.fdopen(descriptor, "wb") as copy:
                while block := original.read(CHUNK):
                    copy.write(block)
        except OSError as e:
            raise HabeasError(f"{target} cannot be written: {e.strerror}") from e
    return sha256


def standing(case: "Case", item: str) -> Iterator[str]:
    """What the last build made of an item (its hash): its document, claims and findings; ids and figures only."""
    rows = RegisterRows(case.database)
    documents = [row for row in rows.of(DocumentRow) if row.item == item]
    if not documents:
        why = [row.reason for row in case.database.not_read() if row.item == item]
        yield f"not read: {why[0]}" if why else "in no document of the last build"
    for document in documents:
        claims = {claim.id for claim in rows.of(ClaimRow, item)}
        findings = [row.id for row in rows.of(Finding) if claims & set(row.claims)]
        some = f": {', '.join(findings[:5])}{' …' if len(findings) > 5 else ''}" if findings else ""
        yield f"read as document {document.id}: {len(claims)} claims, in {len(findings)} findings{some}"


def listed(documents: Iterable[DocumentRow]) -> dict[str, object]:
    """For an entry: the items of these documents; nothing where there are more than an entry should hold."""
    items = sorted({row.item for row in documents})
    return {"items": items} if len(items) <= LISTED else {}
