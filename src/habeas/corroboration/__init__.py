"""Corroboration: origins, independence, copies, findings and denials."""

from habeas.corroboration.corroborate import corroborate
from habeas.corroboration.states import own_rules

__all__ = ["corroborate", "own_rules"]
