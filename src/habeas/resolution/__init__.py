"""Resolution: mentions of all readings become sites, units, people and bodies."""

from habeas.resolution.resolve import resolve

__all__ = ["resolve"]
