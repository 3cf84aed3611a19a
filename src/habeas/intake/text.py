"""Plain text and Markdown: from bytes to characters, with newlines normalised and nothing else changed.

The character set is that of the byte order mark, else UTF-8 if the bytes are valid (UTF-16 shows itself), else the most
likely of those in which people in this field still write.
"""

import codecs
import re

from charset_normalizer import from_bytes

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.limits import Limits
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
LATIN = ("cp1252", "cp1250", "iso8859_2")
SAMPLE = 1 << 16
"""Bytes on which a guess rests."""
DAMAGED = 0.02
"""Share of characters that may be lost before a text is not called read."""
COMMON = frozenset("оаеинтрсвлкмдпуяьзгбчйхжшющєіїґыэ")
HEADING = re.compile(r"\A\s*#\s+(\S[^\n]*)")


def read(data: bytes, item: str, limits: Limits) -> Document:
    """The document of a text file. Raises UnreadableError."""
    return Document(id=document_id(item), item=item, text=bounded(newlines(decode(data)), limits))


def read_markdown(data: bytes, item: str, limits: Limits) -> Document:
    """The same for Markdown, kept as it is written; a first line `# …` is the title too."""
    text = bounded(newlines(decode(data)), limits)
    heading = HEADING.match(text[:4000])
    return Document(id=document_id(item), item=item, title=one_line(heading[1]) if heading else None, text=text)


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of `data`; `declared`: the character set that its wrapping names, used if the bytes fit it.

    Raises UnreadableError when no character set fits.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    for name in filter(None, (declared, wide_charset(data[:SAMPLE]), "utf-8")):
        text = _strictly(data, name)
        if text is not None:
            return text
    return _guess(data)


def _strictly(data: bytes, name: str) -> str | None:
    try:
        if codecs.lookup(name).name in {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"}:
            return None
        return data.decode(name)
    except (
        LookupError,
        ValueError,
        UnicodeError,
    ):  # a "character set" may also be a codec that is none, or no name at all
        return None


def wide_charset(sample: bytes) -> str | None:
    """UTF-16 without a mark shows in its NULs (Latin) or in one constant half (Cyrillic)."""
    if len(sample) < 4 or len(sample) % 2:
        return None
    even, odd = sample[::2], sample[1::2]
    for high, low, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        narrow = sum(high.count(byte) for byte in (0, 4)) / len(high)
        if narrow > 0.9 and low.count(0) / len(low) < 0.1:
            return name
    return None


def _guess(data: bytes) -> str:
    sample = data[:SAMPLE]
    torn = data.decode("utf-8", "replace")
    lost = torn.count("\ufffd")
    if sum(c > "\x7f" for c in torn[:SAMPLE]) > 10 * torn[:SAMPLE].count("\ufffd"):
        return torn  # UTF-8 with a few damaged places, which stay visible
    name = _cyrillic(sample) or _by_shape(sample)
    if name is not None:
        return data.decode(name, "replace")
    if lost > DAMAGED * len(torn):
        raise UnreadableError("unknown_charset", "its character set could not be told: add it as UTF-8")
    return torn


def _cyrillic(sample: bytes) -> str | None:
    """The Cyrillic set in which most high bytes are common small letters, if they nearly all are letters."""
    high = sum(byte >= 0x80 for byte in sample)
    best, name = 0.0, None
    for candidate in CYRILLIC:
        text = sample.decode(candidate, "replace")
        share = sum(c in COMMON for c in text) / max(1, high)
        if share > best:
            best, name = share, candidate
    return name if best > 0.7 and high > len(sample) * 0.2 else None


def _by_shape(sample: bytes) -> str | None:
    match = from_bytes(sample, cp_isolation=[*LATIN, *CYRILLIC]).best()
    return None if match is None else match.encoding
