"""What stands where in the folder of a case, and the clock that its log is written by."""

from datetime import UTC, datetime

from habeas.places.own import FILE

SETTINGS, DATABASE, VAULT = "case.toml", "case.db", "vault"
WEIGHTS = "weights"
"""Folder of what the team's own annotated reports taught; the shipped weights are read where it has no file."""

PLACES = FILE
"""The team's own places and names of places, which win over the shipped gazetteer."""

STATES = "states.toml"
"""The team's own rules for the states of findings, which hold instead of the shipped ones."""


def now() -> str:
    """The time of this machine's clock in UTC, as the custody log writes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
