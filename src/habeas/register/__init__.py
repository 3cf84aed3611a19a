"""The register: the build, and look-ups on it."""

from habeas.register.assemble import assemble

__all__ = ["assemble"]
