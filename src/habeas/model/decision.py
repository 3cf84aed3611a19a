"""Decisions: what a reviewer says of a claim, a link or a person. Appended, never changed; undo is one more decision.

A target is evidence (item, passage, type; mention ids), not a local id, so that a newer reader keeps it.
"""

import hashlib
from typing import Any

import msgspec

from habeas.model.passage import Passage
from habeas.model.reading import Claim

CLAIM_VERDICTS = ("confirm", "reject", "correct", "grade", "exculpatory")
PAIR_VERDICTS = ("same", "different", "unsure")
VERDICTS = (*CLAIM_VERDICTS, *PAIR_VERDICTS, "release", "undo")


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is decided on: a claim (item, passage, type), two entities, two origins, or one person (release)."""

    item: str | None = None
    passage: Passage | None = None
    type: str | None = None
    repeat: int = 0
    """Which of the claims that share item, passage and type, in the order of their ids' making."""
    entities: list[str] = []
    origins: list[str] = []


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `id` comes from everything else, so the same decision given twice is one."""

    id: str
    at: str
    """ISO 8601, UTC."""
    by: str
    verdict: str
    """One of VERDICTS."""
    reason: str
    target: Target | None = None
    """None only for undo."""
    value: Any = None
    """correct: {"field", "value"}; grade: {"reliability", "credibility"}; undo: the id of the decision undone."""


class ReviewedClaim(Claim, frozen=True, kw_only=True):
    """A claim as reviewers left it, under the id that it had when it was read."""

    given: str
    """Its global id by the reading: corrections change no id."""
    status: str = "read"
    """read | confirmed | corrected | rejected."""
    grade: str | None = None
    """Reliability of the source and credibility of the information (Admiralty), as `B2`; `-` for one not given."""
    exculpatory: bool = False


def decision_id(decision: Decision) -> str:
    """`D-` and 16 hexadecimal digits of a SHA-256 over the decision without its id."""
    content = msgspec.structs.replace(decision, id="")
    return f"D-{hashlib.sha256(msgspec.json.encode(content, order='deterministic')).hexdigest()[:16].upper()}"
