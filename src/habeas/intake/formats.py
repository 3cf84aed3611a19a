"""What a file is: by its contents first, by its name second."""

import bz2
import codecs
import lzma
import re
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator

from habeas.intake.text import MARKS, wide_charset

HEAD = 1 << 16
"""Bytes of a file's beginning that `identify` wants to see."""
CONTAINERS = frozenset({"zip", "tar", "eml"})
"""Formats whose members are items of their own."""
UNKNOWN = "unknown"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old Office files, and the wrapping of encrypted new ones."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOCAL = struct.Struct("<6xH10xI4xHH")
"""A zip's local header: flags, packed size, length of the name, length of the extra field."""
_SIZE_COMES_LATER = 0x8
_PACKED: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": lambda head: zlib.decompressobj(wbits=31).decompress(head, 4096),
    b"BZh": lambda head: bz2.BZ2Decompressor().decompress(head, 4096),
    b"\xfd7zXZ\x00": lambda head: lzma.LZMADecompressor(memlimit=1 << 27).decompress(head, 4096),
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body|title|meta)\b",
    re.I | re.S,
)
_TAG = re.compile(r"<(?:p|div|html|body|table|h[1-6]|span|a|br|article)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*\{\s*[\"}]")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?\S?")
_TRANSPORT = {"received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature"}
_LETTER = {"from", "to", "subject", "date", "cc"}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b")
_TEXT_NAMES = (".txt", ".md", ".markdown", ".text")


def identify(head: bytes, name: str) -> str:
    """text | markdown | html | pdf | docx | eml | report_json | zip | tar | unknown.

    `head`: the first HEAD bytes, or all if there are fewer; `name`: the original file name, asked only where contents of
    several formats look alike.
    """
    name = name.lower()
    return _binary(head, name) or _textual(head, name) or UNKNOWN


def _binary(head: bytes, name: str) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _zip(head, name)
    if head.startswith(OLE):
        return "docx" if name.endswith(".docx") else UNKNOWN
    for magic, unpack in _PACKED.items():
        if head.startswith(magic):
            return _packed(head, unpack)
    return "tar" if _is_tar(head[:512]) else None


def _zip(head: bytes, name: str) -> str:
    """An Office file or an archive, by the names of the first members. Other Office files would unpack to heaps of XML."""
    members = list(_members(head))
    office = any(member in {b"[Content_Types].xml", b"_rels/.rels"} for member in members)
    if office and (name.endswith(".docx") or any(member.startswith(b"word/") for member in members)):
        return "docx"
    other = any(member.startswith((b"xl/", b"ppt/")) for member in members) or members[:1] == [b"[Content_Types].xml"]
    return UNKNOWN if members[:1] == [b"mimetype"] or (office and other) else "zip"


def _members(head: bytes) -> Iterator[bytes]:
    """Names in the local headers that the head shows."""
    at = 0
    while at >= 0 and head.startswith(_ZIP[0], at) and len(head) >= at + _LOCAL.size:
        flags, packed, name, extra = _LOCAL.unpack_from(head, at)
        yield head[at + _LOCAL.size : at + _LOCAL.size + name]
        behind = at + _LOCAL.size + name + extra
        at = head.find(_ZIP[0], behind) if flags & _SIZE_COMES_LATER else behind + packed


def _packed(head: bytes, unpack: Callable[[bytes], bytes]) -> str:
    """A packed tar, or something packed that is none; where too little was seen, the unpacker will tell."""
    try:
        start = unpack(head)
    except (zlib.error, OSError, ValueError, lzma.LZMAError, EOFError):
        return UNKNOWN
    return "tar" if not start or _is_tar(start[:512]) else UNKNOWN


def _is_tar(block: bytes) -> bool:
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def _textual(head: bytes, name: str) -> str | None:
    text = _characters(head)
    if text is None:
        return None
    if _HTML.match(text) or (name.endswith((".html", ".htm", ".xhtml")) and _TAG.search(text)):
        return "html"
    if (_JSON.match(text) and not name.endswith(_TEXT_NAMES)) or name.endswith(".json"):
        return "report_json"
    if _is_message(text, name):
        return "eml"
    if text.startswith("{\\rtf"):
        return UNKNOWN
    return "markdown" if name.endswith((".md", ".markdown")) else "text"


def _characters(head: bytes) -> str | None:
    """The head as characters if it is text in some character set, else None."""
    for mark, charset in MARKS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(charset)("replace").decode(head[len(mark) :])
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
        return text if _controls(head) <= 0.05 else _wide_text(head)
    except UnicodeDecodeError:
        return head.decode("latin-1") if _controls(head) <= 0.01 and head else _wide_text(head)


def _wide_text(head: bytes) -> str | None:
    charset = wide_charset(head)
    return None if charset is None else head.decode(charset, "replace")


def _controls(head: bytes) -> float:
    return sum(byte in _CONTROLS for byte in head) / max(1, len(head))


def _is_message(text: str, name: str) -> bool:
    """Header lines of a message; a text file that merely looks like a printed one stays text."""
    keys: set[str] = set()
    for line in text.lstrip().split("\n", 60)[:60]:
        match = _HEADER.match(line)
        if match:
            keys.add(match[1].lower())
        elif not line.startswith((" ", "\t", "From ")):
            break
    if name.endswith(".eml"):
        return bool(keys & (_TRANSPORT | _LETTER))
    return bool(keys & _TRANSPORT and keys & _LETTER)
