"""Capture of a page that a person asked for by its address: the one part of intake that uses the network.

`capture` asks, within limits and never inside the own network; the record says who, when, how and what is missing.
"""

from habeas.intake.capture.addresses import Reach, Resolver, parse
from habeas.intake.capture.capturing import Captured, capture
from habeas.intake.capture.failure import CaptureError
from habeas.intake.capture.parts import Asked
from habeas.intake.capture.record import NAME, File, Record, decode, encode, verdict
from habeas.intake.capture.settings import Settings, settings

__all__ = [
    "NAME",
    "Asked",
    "CaptureError",
    "Captured",
    "File",
    "Reach",
    "Record",
    "Resolver",
    "Settings",
    "capture",
    "decode",
    "encode",
    "parse",
    "settings",
    "verdict",
]
