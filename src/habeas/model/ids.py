"""Ids that come from evidence, never from arrival.

An id is a class letter and 16 Crockford base-32 digits (80 bits) of a SHA-256 over the evidence. A mention's id comes from
the item's hash and the offset, never from the name, which a dictionary would guess.
"""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DIGITS = 16
CLASSES = {
    "site": "S",
    "unit": "U",
    "person": "P",
    "body": "B",
    "claim": "C",
    "origin": "O",
    "finding": "F",
    "edge": "E",
}


def _digits(*parts: object) -> str:
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()
    number = int.from_bytes(digest[:10], "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (DIGITS - 1), -1, -5))


def mention_id(kind: str, item: str, start: int) -> str:
    """The id of a mention of `kind` (a key of CLASSES) that starts at code point `start` of the item's text."""
    return f"{CLASSES[kind]}-{_digits(kind, item, start)}"


def claim_id(item: str, start: int, end: int, claim_type: str, repeat: int = 0) -> str:
    """The id of a claim: item, passage and type; `repeat` tells claims apart that share all three (one quote, two sites)."""
    return f"C-{_digits('claim', item, start, end, claim_type, *([repeat] if repeat else []))}"


def derived_id(kind: str, *parts: str) -> str:
    """The id of something computed (an origin, a finding) from the sorted ids that it rests on."""
    return f"{CLASSES[kind]}-{_digits(kind, *sorted(parts))}"


def label(person_id: str, digits: int = 4) -> str:
    """How a sealed person is named: `Person 7K3F`, from the person's id."""
    return f"Person {person_id.split('-')[1][:digits]}"
