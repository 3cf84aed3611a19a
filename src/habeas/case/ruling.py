"""The team's own rules for the states of findings: `states.toml` in the case's folder, in place of the shipped ones."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from habeas import corroboration
from habeas.case.layout import STATES
from habeas.corroboration.states import in_force
from habeas.model.errors import HabeasError
from habeas.model.register import StateRule

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
            raise HabeasError(f"longer than {LONGEST:,} bytes: it holds a few rules (docs/corroboration.md)")
        return corroboration.own_rules(tomllib.loads(written.decode("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        why = getattr(e, "strerror", None) or e
        raise HabeasError(f"{STATES} cannot be read ({why}): mend it, or remove it for the shipped rules") from e
    except RecursionError as e:
        raise HabeasError(f"{STATES} cannot be read: it is nested too deeply") from e
    except HabeasError as e:
        raise HabeasError(f"{STATES}: {e}") from e


def apart(root: Path, built: Sequence[StateRule]) -> Iterator[str]:
    """Whose rules these are, and whether the next build goes by others; their sentences are not held against each other."""
    own = rules(root)
    now = [(rule.state, rule.least) for rule in in_force(own)]
    if now != [(rule.state, rule.least) for rule in built]:
        yield f"The register was built by these, and others hold now ({STATES} changed): run `habeas build`."
    elif own:
        yield f"They are the case's own, from {STATES}."
    else:
        yield f"They are the shipped ones; {STATES} in the folder of the case replaces them (docs/corroboration.md)."
