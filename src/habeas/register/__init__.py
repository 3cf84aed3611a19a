"""The register: the build, and look-ups on it."""

from habeas.register.assemble import Assembly, Inputs, assemble

__all__ = ["Assembly", "Inputs", "assemble"]
