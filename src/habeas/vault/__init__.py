"""The vault: bytes kept for ever as plain files, and the custody log that says how each of them came in.

The folder is readable without Habeas; `docs/vault-format.md` describes it byte by byte and says what it does not guarantee.
This room imports only the model and the standard library (and RFC 8785 for canonical JSON).
"""

from habeas.vault.custody import CustodyLog, Entry, Head, read_log
from habeas.vault.events import Event, arrivals, decided, decisions, happened, item_arrived, item_not_kept
from habeas.vault.folder import Vault
from habeas.vault.problem import Problem
from habeas.vault.store import Store, VaultUnwritableError
from habeas.vault.verify import Against, Verification, verify

__all__ = [
    "Against",
    "CustodyLog",
    "Entry",
    "Event",
    "Head",
    "Problem",
    "Store",
    "Vault",
    "VaultUnwritableError",
    "Verification",
    "arrivals",
    "decided",
    "decisions",
    "happened",
    "item_arrived",
    "item_not_kept",
    "read_log",
    "verify",
]
