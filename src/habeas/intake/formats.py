"""What a file is: by its contents first, by its name second."""

import bz2
import codecs
import lzma
import re
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator

from habeas.intake.media_kinds import HEIC, demuxer
from habeas.intake.source import HEAD
from habeas.intake.text import MARKS, wide_charset

__all__ = ["HEAD", "OLE", "UNKNOWN", "identify"]
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
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:(?><!--.{0,2000}?-->)\s*)*+<(?:!doctype html|html|head|body|title|meta)\b",
    re.I | re.S,
)
_TAG = re.compile(r"<(?:p|div|html|body|table|h[1-6]|span|a|br|article)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*\{\s*[\"}]")
_RECORDS = re.compile(r"\s*\[\s*\{\s*\"")
_LISTED = re.compile(r"""\s*\{\s*"(?:class"\s*:\s*"bulletin"|(?:rows|bulletins|entities|items)"\s*:\s*\[\s*\{)""")
"""Bayanat's records, and lists that stand under a name, as Uwazi gives them."""
_INDEX = re.compile(r'\s*\{\s*"format"\s*:\s*"json-pages-')
"""The list of pages in a WACZ."""
_TELEGRAM = re.compile(
    r'"type"\s*:\s*"(?:(?:public|private)_(?:channel|supergroup|group)|personal_chat|bot_chat|saved_messages)"'
)
_MESSAGES = re.compile(r'"(?:messages"\s*:\s*\[|chats"\s*:\s*\{|personal_information"\s*:)')
_MBOX = re.compile(r"From [^\n]{0,200}\d\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,40}\n(?:>?From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?\S?")
_TRANSPORT = {"received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature"}
_LETTER = {"from", "to", "subject", "date", "cc"}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_TABLE_NAMES = (".csv", ".tsv")
_LINE_NAMES = (".jsonl", ".ndjson")
_PARTS_OF_PAGES = (".js", ".mjs", ".css", ".map", ".cdx", ".cdxj", ".svg", ".mapping.toml")
"""Text that is for browsers, indexes and ourselves, not for readers."""
_NOT_WORDS = ("{\\rtf", "-----BEGIN PGP", "-----BEGIN CERTIFICATE")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_TEXT_NAMES = (".txt", ".md", ".markdown", ".text")


def identify(head: bytes, name: str) -> str:
    """A key of `registry.FORMATS`, or unknown.

    `head`: the first HEAD bytes, or all if there are fewer; `name`: the original file name, asked only where contents of
    several formats look alike.
    """
    name = name.lower()
    return _binary(head, name) or _textual(head, name) or UNKNOWN


_MAGIC = {b"%PDF-": "pdf", b"7z\xbc\xaf\x27\x1c": "7z", b"WARC/": "warc"}


def _binary(head: bytes, name: str) -> str | None:
    if head.startswith(_ZIP):
        return _zip(head, name)
    if head.startswith(OLE):
        return "docx" if name.endswith(".docx") else UNKNOWN
    unpack = next((unpack for magic, unpack in _PACKED.items() if head.startswith(magic)), None)
    if unpack:
        return _packed(head, unpack)
    known = next((form for magic, form in _MAGIC.items() if head.startswith(magic)), None)
    if known or _is_tar(head[:512]):
        return known or "tar"
    return "pdf" if b"%PDF-" in head[:1024] else _recorded(head)


def _recorded(head: bytes) -> str | None:
    """Images, sound and films, by their first bytes."""
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    heif = head[4:8] == b"ftyp" and head[8:12] in HEIC
    bitmap = head.startswith(b"BM") and head[14:18] in {b"\x28\0\0\0", b"\x0c\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"}
    if head.startswith(_IMAGES) or webp or heif or bitmap:
        return "image"
    return "media" if demuxer(head) else None


def _zip(head: bytes, name: str) -> str:
    """An Office file or an archive, by the names of the first members. Other Office files would unpack to heaps of XML."""
    members = list(_members(head))
    office = any(member in {b"[Content_Types].xml", b"_rels/.rels"} for member in members)
    if office and (name.endswith(".docx") or any(member.startswith(b"word/") for member in members)):
        return "docx"
    if office and (name.endswith(".xlsx") or any(member.startswith(b"xl/") for member in members)):
        return "xlsx"
    other = any(member.startswith(b"ppt/") for member in members) or members[:1] == [b"[Content_Types].xml"]
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
    """A packed tar or web archive, or neither; where too little was seen, the unpacker will tell."""
    try:
        start = unpack(head)
    except (zlib.error, OSError, ValueError, lzma.LZMAError, EOFError):
        return UNKNOWN
    if start.startswith(b"WARC/"):
        return "warc" if head.startswith(b"\x1f\x8b") else UNKNOWN
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
    return _json(text, name) or _letters(text, name) or _by_name(text, name)


def _letters(text: str, name: str) -> str | None:
    if _MBOX.match(text):
        return "mbox"
    return "eml" if _is_message(text, name) else None


def _by_name(text: str, name: str) -> str:
    if name.endswith(_TABLE_NAMES):
        return "csv"
    if text.startswith(_NOT_WORDS) or name.endswith(_PARTS_OF_PAGES):
        return UNKNOWN
    return "markdown" if name.endswith((".md", ".markdown")) else "text"


def _json(text: str, name: str) -> str | None:
    """A report, a Telegram export, or a list of records; None for what is no JSON."""
    if name.endswith(_TEXT_NAMES):
        return None
    if _TELEGRAM.search(text) and _MESSAGES.search(text) and _JSON.match(text):
        return "telegram"
    if _INDEX.match(text):
        return UNKNOWN
    if _LISTED.match(text) or name.endswith(_LINE_NAMES):
        return "records"
    if _RECORDS.match(text):
        return "records"
    return "report_json" if _JSON.match(text) or name.endswith(".json") else None


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
    return (len(head) - len(head.translate(None, _CONTROLS))) / max(1, len(head))


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
