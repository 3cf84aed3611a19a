"""What is cut out of a larger file (a message of an export, a row of a table) as an item of its own.

Such an item is report JSON: the text, what the larger file says of its source, and under `source` the message or row as it
stood there, fields that nobody asked for included. The same bytes in give the same bytes out, so that a part of an
export that arrives again is known again.
"""

from typing import Any

import msgspec

FORMAT = "habeas-part/1"


def part(text: str | None, source: Any, **keys: str | None) -> bytes:
    """The bytes of a part. `keys`: publisher, published, url, title, lang; those that are None are left out."""
    told = {"format": FORMAT, **{key: value for key, value in keys.items() if value}}
    if text:
        told["text"] = text
    return msgspec.json.encode({**told, "source": source})
