"""Members of a zip archive."""

import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from habeas.intake.names import base_name
from habeas.intake.packages import checked
from habeas.intake.source import Source
from habeas.intake.streams import DAMAGE, Allowance, Guarded, MemberStream, Part, Refusal
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

UTF8 = 0x800
ENCRYPTED = 0x1
METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""What zipfile unpacks in bounded memory; with the others a few bytes can become gigabytes at once."""
LOCAL_HEADER = 30
"""Smallest number of bytes between the start of a member and its data."""
WORD = re.compile(r"[^\W\d_]+")
CYRILLIC_WORD = re.compile("[А-ЯЁЄЇЎ]?[а-яёєїў]+|[А-ЯЁЄЇЎ]+")


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each file of the archive, in the order of its directory. Raises UnreadableError for what ends the whole archive."""
    with path.open("rb") as file:
        archive = _opened(Guarded(file, allowance.limits.directory))
        with archive:
            overlaid = _overlaid(archive.infolist())
            for info in archive.infolist():
                allowance.take_member()
                if not info.is_dir():
                    yield _member(archive, info, allowance, info.header_offset in overlaid)


def derive(source: Source) -> Derivation:
    """An archive has no text of its own; one that vouches for its files is checked, and the result told.

    Raises UnreadableError: container, or altered where hashes do not agree.
    """
    found = None
    file = source.path.open("rb") if source.path else io.BytesIO(source.data())
    with file:
        try:
            with _opened(Guarded(file, source.limits.directory)) as archive:
                if len(archive.infolist()) <= source.limits.members:
                    found = checked(archive)
        except UnreadableError:  # its members said so when it was added
            pass
    if found is None:
        raise UnreadableError("container", "an archive: its members are items of their own")
    reason = "altered" if found.differ or found.signature.startswith("SIGNATURE NOT") else "container"
    why = NotRead(item=source.item, reason=reason, detail=f"{found.line()}; its members are items of their own")
    return Derivation(item=source.item, not_read=why, facts={"package": msgspec.to_builtins(found)})


def _opened(file: Guarded) -> ZipFile:
    try:
        return ZipFile(file)
    except UnreadableError:
        raise
    except DAMAGE as e:
        raise UnreadableError("truncated", "the archive is cut off or damaged: its directory cannot be read") from e


def _member(archive: ZipFile, info: ZipInfo, allowance: Allowance, overlaid: bool) -> Part | Refusal:
    name = base_name(_name(info))
    try:
        _check(info, allowance, overlaid)
        source = archive.open(info)
    except UnreadableError as e:
        return Refusal(name=name, via="archive", reason=e.reason, detail=e.detail)
    except DAMAGE:
        return Refusal(name=name, via="archive", reason="broken", detail="this member is cut off or damaged")
    most = min(allowance.limits.item, info.file_size)
    return Part(name=name, via="archive", stream=MemberStream(source, allowance, most))


def _check(info: ZipInfo, allowance: Allowance, overlaid: bool) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise UnreadableError("link", "a link or device, not a file")
    if info.flag_bits & ENCRYPTED:
        raise UnreadableError("encrypted", "this member asks for a password: add it unpacked")
    if info.file_size > allowance.limits.item:
        raise UnreadableError("too_large", f"{info.file_size:,} bytes, at most {allowance.limits.item:,} are kept")
    if overlaid or info.file_size > allowance.proportion(info.compress_size):
        raise UnreadableError("bomb", "this member unpacks out of all proportion, or shares its bytes with another")
    if info.compress_type not in METHODS:
        raise UnreadableError(
            "unsupported", f"packed by method {info.compress_type}, which is not read: add it unpacked"
        )


def _overlaid(infos: list[ZipInfo]) -> set[int]:
    """Where members begin whose bytes another member uses too."""
    found: set[int] = set()
    end, last = 0, -1
    for info in sorted(infos, key=lambda i: (i.header_offset, i.compress_size)):
        if info.header_offset < end:
            found |= {last, info.header_offset}
        reach = info.header_offset + LOCAL_HEADER + info.compress_size
        if reach > end:
            end, last = reach, info.header_offset
    return found


def _name(info: ZipInfo) -> str:
    """The name as it was written. Unmarked names are asked first whether they are words in the old Cyrillic set, because
    such words can be valid UTF-8 too, while UTF-8 never looks like such words.
    """
    if info.flag_bits & UTF8 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
        cyrillic = raw.decode("cp866")
        return cyrillic if _is_cyrillic(cyrillic) else raw.decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_cyrillic(name: str) -> bool:
    words = [word for word in WORD.findall(name) if not word.isascii()]
    return WORD.sub("", name).isascii() and bool(words) and all(map(CYRILLIC_WORD.fullmatch, words))
