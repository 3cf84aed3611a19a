"""A new signing key for a log: told in the log, vouched for by the old key where that is there."""

from habeas.model.errors import HabeasError
from habeas.vault import keys
from habeas.vault.checkpoints import endorsement
from habeas.vault.custody import key_made, read_log
from habeas.vault.folder import Vault
from habeas.vault.notes import PublicKey


def rotate(vault: Vault, *, at: str, by: str | None) -> PublicKey:
    """Make a key, and sign with it from now on. Raises HabeasError when it cannot be kept."""
    made = [entry for entry in read_log(vault.root) if entry.event == "key.made"]
    before = PublicKey.parse(str(made[-1].data["key"])) if made else None
    seal = vault.log.seal
    new = keys.make(before.name if before else None)
    if new is None:
        raise HabeasError(f"no key can be kept: look at the folder that {keys.VARIABLE} names, or at your own")
    old = seal.key
    seal.take_over(new, vault.log.file, vault.log.head.seq, vault.log.end)
    vouched = old.vouch(endorsement(new.public)) if old else None
    vault.log.append(key_made(new.public, before, vouched), at=at, by=by)
    return new.public
