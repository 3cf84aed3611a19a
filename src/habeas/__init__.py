"""Habeas: a register of unlawful detention that can be cross-examined."""

__version__ = "0.1.0"
