"""Resolution: mentions of all readings become sites, units, people and bodies.

`resolve` joins all readings at once. A case that grows keeps a `State` and asks `changed` for the next one: it settles again
only what the changed readings touch, and `resolution` of it is what `resolve` gives.
"""

from habeas.resolution.entries import RULES, Entry, entries
from habeas.resolution.resolve import resolve
from habeas.resolution.state import Change, Outcome, State, changed, changed_entries, outcome, resolution

__all__ = [
    "RULES",
    "Change",
    "Entry",
    "Outcome",
    "State",
    "changed",
    "changed_entries",
    "entries",
    "outcome",
    "resolution",
    "resolve",
]
