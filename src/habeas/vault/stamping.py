"""Timestamps of checkpoints: asked for, pending while nobody answers, and kept as they came once somebody does.

A request holds one SHA-256 and a random number, nothing of the case. Each file is in the vault before the log tells of it;
what a kill leaves in between is removed the next time.
"""

import hashlib
from collections.abc import Iterator

import msgspec

from habeas.model.errors import HabeasError
from habeas.vault import tokens
from habeas.vault.checkpoints import notes_of
from habeas.vault.custody import read_log
from habeas.vault.durable import make_folder, replace_file
from habeas.vault.events import Event
from habeas.vault.folder import Vault
from habeas.vault.notes import Note
from habeas.vault.stamps import FOLDER

PEM_LIMIT = 1 << 20


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A request that waits for its answer."""

    file: str
    checkpoint: int
    authority: str | None
    """Whom it was meant for; None: for anybody."""
    imprint: bytes
    nonce: int | None


def ask(vault: Vault, authority: str | None, *, at: str, by: str | None) -> tuple[Pending, bytes]:
    """Ask for a timestamp of the newest checkpoint: the request, which is logged as pending, and its bytes.

    Raises HabeasError where there is no checkpoint.
    """
    _tidy(vault)
    note = vault.log.seal.last
    if note is None:
        raise HabeasError("there is no checkpoint to stamp: the signing key is absent (see `habeas key`)")
    raw, _ = tokens.request(note.raw)
    name = _keep(vault, raw, f"{note.checkpoint.size:010}", "tsq")
    data = {**_told(name, raw), "checkpoint": note.checkpoint.size, "note": note.sha256, "authority": authority}
    vault.log.append(Event(event="timestamp.requested", data=data), at=at, by=by)
    imprint, nonce = tokens.requested(raw)
    row = Pending(file=name, checkpoint=note.checkpoint.size, authority=authority, imprint=imprint, nonce=nonce)
    return row, raw


def pending(vault: Vault) -> Iterator[tuple[Pending, bytes]]:
    """The requests that nobody has answered yet, oldest first, each with its bytes."""
    asked: dict[str, dict[str, object]] = {}
    for entry in read_log(vault.root):
        if entry.event == "timestamp.requested":
            asked[str(entry.data.get("file"))] = entry.data
        elif entry.event == "timestamped":
            asked.pop(str(entry.data.get("request")), None)
    for name, data in asked.items():
        try:
            raw = (vault.root / FOLDER / name.rpartition("/")[2]).read_bytes()
            row = msgspec.convert(data, _Asked)
            imprint, nonce = tokens.requested(raw)
        except (OSError, ValueError, msgspec.ValidationError):
            continue  # `verify` tells of it
        whole = Pending(file=name, checkpoint=row.checkpoint, authority=row.authority, imprint=imprint, nonce=nonce)
        yield whole, raw


class _Asked(msgspec.Struct, frozen=True):
    checkpoint: int
    authority: str | None = None


def answer(
    vault: Vault, raw: bytes, *, at: str, by: str | None, authority: str | None = None, roots: bytes | None = None
) -> tokens.Token:
    """Keep the answer to a pending request, and the certificates (PEM) that it is checked against, where given.

    Raises HabeasError, and keeps nothing, when it answers no pending request or its signature does not hold.
    """
    try:
        token = tokens.read(raw)
    except ValueError as e:
        raise HabeasError(f"the response is no timestamp: {e}") from e
    fits = [row for row, _ in pending(vault) if (row.imprint, row.nonce) == (token.imprint, token.nonce)]
    if not fits:
        raise HabeasError("the response answers no pending request of this vault")
    row = fits[0]
    note = _note(vault, row.checkpoint)
    fault = tokens.fault(raw, note.raw, roots) if roots else None
    if fault:
        raise HabeasError(f"the response is not kept: {fault}")
    events = []
    kept = None
    if roots:
        kept = _keep(vault, roots, "roots", "pem")
        events.append(Event(event="file.written", data=_told(kept, roots)))
    name = _keep(vault, raw, f"{row.checkpoint:010}", "tsr")
    data = {
        **_told(name, raw),
        "checkpoint": row.checkpoint,
        "note": note.sha256,
        "request": row.file,
        "roots": kept,
        "authority": authority or row.authority,
        "time": token.at,
        "policy": token.policy,
        "serial": token.serial,
    }
    vault.log.append(*events, Event(event="timestamped", data=data), at=at, by=by)
    return token


def _note(vault: Vault, size: int) -> Note:
    for note in notes_of(vault.root):
        if isinstance(note, Note) and note.checkpoint.size == size:
            return note
    raise HabeasError(f"checkpoint {size} is not in the vault: run `habeas verify`")


def _keep(vault: Vault, data: bytes, what: str, ending: str) -> str:
    name = f"{FOLDER}/{what}-{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
    make_folder(vault.root / FOLDER)
    if not (vault.root / name).exists():
        replace_file(vault.root / name, data, vault.store.incoming)
    return name


def _told(name: str, data: bytes) -> dict[str, object]:
    return {"file": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _tidy(vault: Vault) -> None:
    """Remove what a killed `ask` or `answer` kept and did not tell of: it was never acknowledged, and can be had again."""
    told = {str(entry.data.get("file")) for entry in read_log(vault.root) if "file" in entry.data}
    for path in (vault.root / FOLDER).glob("*.ts[qr]"):
        if f"{FOLDER}/{path.name}" not in told:
            path.unlink()
