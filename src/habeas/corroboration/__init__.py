"""Corroboration: origins, independence, copies, findings and denials."""

from habeas.corroboration.corroborate import corroborate

__all__ = ["corroborate"]
