"""A case's vault held against what others keep: verification, witness copies, timestamps and the signing key."""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from habeas.case.layout import SETTINGS, VAULT, now
from habeas.model.errors import HabeasError, UsageError
from habeas.vault import Against, Event, Vault, Verification, authority, keys, stamping, witnessing
from habeas.vault import verify as verify_vault
from habeas.vault.life import Life
from habeas.vault.life import life as life_of
from habeas.vault.notes import Note, PublicKey
from habeas.vault.rotation import rotate
from habeas.vault.seal import newest

ANCHOR_DAYS = 30
"""A newest timestamp that is older raises an alarm."""
ENDING_DAYS = 180
"""Certificates that all end sooner raise an alarm."""


class Stamping(msgspec.Struct, frozen=True, kw_only=True):
    """What one `habeas timestamp` did."""

    received: list[str] = []
    """A line for each timestamp that came."""
    failed: list[str] = []
    """A line for each that was asked for and did not come: it stays pending."""
    waiting: list[str] = []
    """A line for each request that waits for an answer."""


class KeyState(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the key that signs a case's log."""

    public: str | None
    """None where the log was never signed."""
    file: str | None
    """Where the private half is looked for."""
    there: bool
    """Whether it is there."""


def verify(
    root: Path, by: str | None = None, tick: Callable[[], None] = lambda: None, against: Against | None = None
) -> Verification:
    """Check every byte and every entry of the vault of the case in `root`; the result names exactly what is wrong.

    Needs no database. The check itself is logged where the log is sound enough to be continued.
    """
    found = verify_vault(root / VAULT, against=against, tick=tick)
    data = {"problems": len(found.problems), "entries": found.entries, "items": found.items}
    with suppress(HabeasError), Vault(root / VAULT, at=now(), by=by) as vault:
        vault.log.append(Event(event="verification", data=data), at=now(), by=by)
    return found


def against(witness: Sequence[Path], known: Sequence[str], roots: Path | None) -> Against:
    """What a vault is to be held against, from files and written keys. Raises HabeasError for what cannot be read."""
    try:
        copies = [path.read_bytes() for path in witness]
        certificates = roots.read_bytes() if roots else None
    except OSError as e:
        raise HabeasError(f"{e.filename} cannot be read: {e.strerror}") from e
    try:
        trusted = [PublicKey.parse(one) for one in known]
    except ValueError as e:
        raise UsageError("--key takes a public key as `habeas key` prints it: NAME+ID+BASE64") from e
    return Against(copies=copies, keys=trusted, roots=certificates)


def witnesses(root: Path) -> list[Path]:
    """The witnesses that the case's settings name (`witness = [...]`), relative ones from the case's folder."""
    try:
        told = tomllib.loads((root / SETTINGS).read_text("utf-8")).get("witness", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return []
    return [root / str(one) for one in (told if isinstance(told, list) else [told])]


def copy_to_witnesses(root: Path) -> list[str]:
    """Bring the settings' witnesses up to date; a line for each that could not be reached, and one for an absent key."""
    unreached = []
    state = key_state(root)
    if state.public and not state.there and keys.folder() is not None:
        where = f"{state.public} is not in {state.file}"
        unreached.append(f"the signing key {where}: what is written now stands under no checkpoint until it is back")
    for place in witnesses(root):
        try:
            witnessing.witness(root / VAULT, place)
        except HabeasError as e:
            unreached.append(str(e))
    return unreached


def witness(root: Path, place: Path) -> Note | None:
    """Copy the newest checkpoint to one witness; None when it is there already. Raises HabeasError when there is none."""
    if newest(root / VAULT) is None:
        raise HabeasError("there is no checkpoint yet: the next command that writes signs one, if the key is there")
    return witnessing.witness(root / VAULT, place)


def request_timestamp(root: Path, by: str | None, path: Path) -> int:
    """Write a request for a timestamp of the newest checkpoint to `path`, to be carried; returns the checkpoint's size."""
    with Vault(root / VAULT, at=now(), by=by) as vault:
        row, raw = stamping.ask(vault, None, at=now(), by=by)
    try:
        path.write_bytes(raw)
    except OSError as e:
        raise HabeasError(f"{path} cannot be written: {e.strerror}; the request stays pending in the vault") from e
    return row.checkpoint


def take_timestamp(root: Path, by: str | None, path: Path, roots: Path | None) -> str:
    """Keep the response in `path` to a pending request; returns the time it tells."""
    try:
        raw, certificates = path.read_bytes(), roots.read_bytes() if roots else None
    except OSError as e:
        raise HabeasError(f"{e.filename} cannot be read: {e.strerror}") from e
    with Vault(root / VAULT, at=now(), by=by) as vault:
        return stamping.answer(vault, raw, at=now(), by=by, roots=certificates).at


def timestamp(root: Path, by: str | None, urls: Sequence[str], roots: Path | None) -> Stamping:
    """Have the newest checkpoint stamped by each authority, and complete what is pending. Without `urls` only tell.

    What an authority does not answer stays pending.
    """
    certificates = against([], [], roots).roots
    received, failed = [], []
    with Vault(root / VAULT, at=now(), by=by) as vault:
        waiting = list(stamping.pending(vault))
        for url in urls:
            due = [(row, raw) for row, raw in waiting if row.authority in (url, None)]
            size = vault.log.seal.last.checkpoint.size if vault.log.seal.last else 0
            if not any(row.checkpoint == size for row, _ in due):
                due.append(stamping.ask(vault, url, at=now(), by=by))
            for row, raw in due:
                try:
                    response = authority.send(url, raw)
                    token = stamping.answer(vault, response, at=now(), by=by, authority=url, roots=certificates)
                except UsageError:
                    raise
                except HabeasError as e:
                    failed.append(f"checkpoint {row.checkpoint}: {e}; it stays pending")
                else:
                    received.append(f"checkpoint {row.checkpoint}: {token.at} by {url}")
        left = [
            f"checkpoint {row.checkpoint}: asked {row.authority or 'by file'}" for row, _ in stamping.pending(vault)
        ]
    return Stamping(received=received, failed=failed, waiting=left)


def life(root: Path, item: str) -> Life:
    """All that happened to an item (the beginning of its hash). Raises HabeasError when none, or several, are meant."""
    return life_of(root / VAULT, item)


def alarms(found: Verification, at: str) -> Iterator[str]:
    """What should be done soon: a line each. `at`: the time now, as the custody log writes it."""
    stamps = [stamp for stamp in found.stamps if stamp.at]
    today = date.fromisoformat(at[:10])
    newest = max((stamp.at or "" for stamp in stamps), default="")
    if newest and (today - date.fromisoformat(newest[:10])).days > ANCHOR_DAYS:
        yield f"the newest timestamp is of {newest[:10]}, older than {ANCHOR_DAYS} days: habeas timestamp --authority URL"
    last = max((stamp.ends or "" for stamp in stamps), default="")
    if last and (date.fromisoformat(last[:10]) - today).days < ENDING_DAYS:
        yield f"the certificates of all timestamps end by {last[:10]}: stamp again before"


def key_state(root: Path) -> KeyState:
    """The key that signs the case's log, and whether this user has it."""
    note = newest(root / VAULT)
    if note is None:
        return KeyState(public=None, file=None, there=False)
    name, signature = note.signatures[0]
    private = keys.find(name, signature[:4])
    public = private.public if private else None
    where = keys.path_of(public) if public else keys.folder()
    written = str(public) if public else f"{name}+{signature[:4].hex()}"
    return KeyState(public=written, file=str(where) if where else None, there=private is not None)


def new_key(root: Path, by: str | None) -> str:
    """Make a new key for the case's log; the old one vouches for it where it is there. Returns the public half."""
    with Vault(root / VAULT, at=now(), by=by) as vault:
        return str(rotate(vault, at=now(), by=by))
