"""What may be shown: sealed identities, covered texts, the last look before anything leaves.

`seal` makes the Covering through which every other room sees words; `leaks` searches what was written for names that
should not be in it. Everything is closed unless `policy` finds a reason to open it.
"""

from habeas.protection.audit import leaks
from habeas.protection.sealing import Places, seal

__all__ = ["Places", "leaks", "seal"]
