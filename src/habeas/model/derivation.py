"""What was made of an item: its text or the reason why there is none, by which tools, and what else they told."""

from typing import Any

import msgspec

from habeas.model.document import Document
from habeas.model.item import NotRead


class Derivation(msgspec.Struct, frozen=True, kw_only=True):
    """All that is derived of one item. Exactly one of `document` and `not_read` is there."""

    item: str
    document: Document | None = None
    not_read: NotRead | None = None
    tools: list[str] = []
    """Each program or library that had a part in it, with its version, as `tesseract 5.3.0`."""
    facts: dict[str, Any] = {}
    """What else they told, as JSON: metadata of a photo, confidence of recognised text, digests that agree or do not. It may
    hold names of people."""
