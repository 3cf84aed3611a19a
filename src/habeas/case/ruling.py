"""The team's own rules for the states of findings: `states.toml` in the case's folder, in place of the shipped ones."""

import tomllib
from pathlib import Path
from typing import Any

from habeas import corroboration
from habeas.case.layout import STATES
from habeas.model.errors import HabeasError

LONGEST = 1 << 16
"""Bytes of such a file."""


def rules(root: Path) -> list[dict[str, Any]] | None:
    """The rules of the case in `root`; None where it has none of its own.

    Raises HabeasError, in one line, for a file that is no list of rules.
    """
    path = root / STATES
    if not path.exists():
        return None
    try:
        with path.open("rb") as file:
            written = file.read(LONGEST + 1)
        if len(written) > LONGEST:
            raise HabeasError(
                f"{STATES} is longer than {LONGEST:,} bytes: it holds a few rules (docs/corroboration.md)"
            )
        return corroboration.own_rules(tomllib.loads(written.decode("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        why = getattr(e, "strerror", None) or e
        raise HabeasError(f"{STATES} cannot be read ({why}): mend it, or remove it for the shipped rules") from e
    except RecursionError as e:
        raise HabeasError(f"{STATES} cannot be read: it is nested too deeply") from e
    except HabeasError as e:
        raise HabeasError(f"{STATES}: {e}") from e
