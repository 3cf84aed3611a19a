"""Intake: what arrives is recognised, read into a document, or unpacked into what it holds.

Pure but for `Reader`, which reads untrusted files in a process of its own. Nothing here writes, or opens a connection.
"""

from habeas.intake.containers import parts
from habeas.intake.formats import CONTAINERS, HEAD, identify
from habeas.intake.limits import Limits
from habeas.intake.names import base_name, safe_name
from habeas.intake.read import read
from habeas.intake.streams import Allowance, Part, Refusal
from habeas.intake.worker import Reader

__all__ = [
    "CONTAINERS",
    "HEAD",
    "Allowance",
    "Limits",
    "Part",
    "Reader",
    "Refusal",
    "base_name",
    "identify",
    "parts",
    "read",
    "safe_name",
]
