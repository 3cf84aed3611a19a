"""The readable text derived from an item."""

import re

import msgspec

GIVEN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Text derived from an item. `text` never changes: every offset of a reading points into it."""

    id: str
    item: str
    """SHA-256 of the item, 64 hex digits."""
    language: str | None = None
    """ISO 639-1 of the main language; None when it is not told and not yet detected."""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO 8601 date of any precision (2022, 2022-09, 2022-09-16) or date-time, or None."""
    url: str | None = None
    text: str


def document_id(item: str, given: str | None = None) -> str:
    """The id of a document: the one that a report file brings if it is well formed, else from the item's hash."""
    return given if given and GIVEN_ID.fullmatch(given) else item[:16]
