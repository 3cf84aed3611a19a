"""Intake: what arrives is recognised, read into a document, or unpacked into what it holds.

Pure but for `Reader`, which reads untrusted files in a process of its own. Nothing here writes, or opens a connection.
"""

from habeas.intake.containers import parts
from habeas.intake.formats import HEAD, identify
from habeas.intake.limits import Limits
from habeas.intake.names import base_name, safe_name
from habeas.intake.read import read
from habeas.intake.reader import Reader
from habeas.intake.registry import via
from habeas.intake.source import Options
from habeas.intake.streams import Allowance, Part, Refusal
from habeas.intake.tables.mapping import Mapping, mapping_from_toml

__all__ = [
    "HEAD",
    "Allowance",
    "Limits",
    "Mapping",
    "Options",
    "Part",
    "Reader",
    "Refusal",
    "base_name",
    "identify",
    "mapping_from_toml",
    "parts",
    "read",
    "safe_name",
    "via",
]
