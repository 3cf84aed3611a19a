"""Where the signing keys are: in a folder of the user, outside every vault, one file a key.

Nothing here ever raises because a key is absent or unreadable: evidence is kept all the same, and `verify` says what is
unsigned.
"""

import os
import secrets
import sys
from pathlib import Path

from habeas.vault.notes import PrivateKey, PublicKey

VARIABLE = "HABEAS_KEYS"
NONE = "none"
"""The value of the variable that means: work without keys."""


def folder() -> Path | None:
    """The folder of this user's keys; None where he works without."""
    told = os.environ.get(VARIABLE)
    if told:
        return None if told == NONE else Path(told)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home / "AppData/Roaming") / "habeas" / "keys"
    if sys.platform == "darwin":
        return home / "Library/Application Support/habeas/keys"
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "habeas" / "keys"


def path_of(key: PublicKey) -> Path | None:
    """Where the private half of `key` is looked for; None where this user works without keys."""
    where = folder()
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in key.name)
    return where and where / f"{name}-{key.id.hex()}.key"


def find(name: str, ident: bytes) -> PrivateKey | None:
    """The private key of this name and id, where this user has it."""
    where = folder()
    for path in sorted(where.glob(f"*-{ident.hex()}.key")) if where else ():
        try:
            key = PrivateKey.parse(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if (key.public.name, key.public.id) == (name, ident):
            return key
    return None


def make(name: str | None = None) -> PrivateKey | None:
    """A new key, kept in the folder; `name`: the log's origin, where it has one. None where it cannot be kept."""
    key = PrivateKey(name or f"habeas/{secrets.token_hex(8)}", secrets.token_bytes(32))
    path = path_of(key.public)
    if path is None:
        return None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key.secret() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return None
    return key
