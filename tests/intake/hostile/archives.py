"""Hostile archives."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import py7zr
from tests.intake import samples

MIB = 1 << 20
Named = tuple[str, bytes]


def seven(members: dict[str, bytes], **options: str) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return out.getvalue()


def flags(data: bytes, flag: int) -> bytes:
    """A zip all of whose members say that they are encrypted, or the like."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            changed[at + offset] |= flag
    return bytes(changed)


def _lying(data: bytes, size: int) -> bytes:
    """A zip whose directory and headers give another unpacked size."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            struct.pack_into("<I", changed, at + offset, size)
    return bytes(changed)


def _nested(depth: int, make: Callable[[dict[str, bytes]], bytes], ending: str) -> bytes:
    data = samples.WORDS.encode()
    for level in range(depth):
        data = make({f"{level}.{ending}": data})
    return data


@cache
def _zeros(size: int = 200 * MIB) -> bytes:
    """Deflated zeros."""
    packer = zlib.compressobj(9, wbits=-15)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(size // MIB)) + packer.flush()


def _stored_zip(packed: bytes, size: int, copies: int = 1) -> bytes:
    """A zip of `copies` members that share one local header and one run of deflated bytes: overlapping, as zbsm.zip."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(packed), size, 1, 0) + b"a"
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(packed), size, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a") * copies
    body = local + packed
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, copies, copies, len(directory), len(body), 0)
    return body + directory + end


PATHS = {
    "../../../../etc/cron.d/x": b"1",
    "/etc/passwd": b"2",
    "C:\\Windows\\System32\\x.dll": b"3",
    "..": b"4",
    ".": b"5",
    "a/\u202egnp.exe": b"6",
    "a" * 5000: b"7",
    "nul\0byte.txt": b"8",
    "CON": b"9",
    "\n\r\t": b"10",
    "\\\\host\\share\\x": b"11",
    "-rf": b"12",
    "$(reboot).txt": b"13",
    "a;b|c&d`e`.txt": b"14",
}


def _tar_of(*infos: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return out.getvalue()


def tar_info(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    return info


def _tar_header(size: int) -> bytes:
    """A lone header that promises `size` bytes."""
    return tar_info("a", size=size).tobuf(tarfile.GNU_FORMAT)


def archives() -> Iterator[Named]:
    """Attacks by archives."""
    yield from zips()
    yield from others()


def zips() -> Iterator[Named]:
    """Attacks by zips."""
    plain = samples.zipped({"a.txt": b"words" * 100})
    yield "paths.zip", samples.zipped(PATHS)
    yield "paths.tar", samples.tarred({name.replace("\0", ""): data for name, data in PATHS.items()})
    yield "encrypted.zip", flags(plain, 1)
    yield "strong.zip", flags(plain, 0x41)
    yield "later.zip", flags(plain, 8)
    yield "lying-small.zip", _lying(plain, 1)
    yield "lying-large.zip", _lying(plain, 0xFFFFFFF0)
    yield "bomb.zip", _stored_zip(_zeros(), 200 * MIB)
    yield "bomb-lying.zip", _stored_zip(_zeros(), 10)
    yield "overlap.zip", _stored_zip(_zeros(MIB), MIB, 20_000)
    yield "lzma.zip", samples.zipped({"a.txt": b"words" * 100}, zipfile.ZIP_LZMA)
    yield "bzip.zip", samples.zipped({"a.txt": b"words" * 100}, zipfile.ZIP_BZIP2)
    yield "same-name.zip", plain[:-22] + plain
    yield "no-directory.zip", plain[: plain.index(b"PK\1\2")]
    yield "only-end.zip", b"PK\5\6" + bytes(18)
    yield (
        "end-lies.zip",
        b"PK\3\4" + bytes(26) + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 0, 0),
    )
    yield "comment.zip", plain[:-2] + b"\xff\xff" + bytes(65535)


def others() -> Iterator[Named]:
    """Attacks by tars, packed files and 7z, and by archives in each other."""
    yield "deep.zip", _nested(12, samples.zipped, "zip")
    yield "deep.tar", _nested(12, samples.tarred, "tar")
    yield "deep.7z", _nested(6, seven, "7z")
    yield "folders.zip", samples.zipped({f"{'d/' * 200}{n}/": b"" for n in range(200)})
    yield "bomb.gz.tar", gzip.compress(tar_info("a", size=300 * MIB).tobuf() + bytes(64 * MIB), 9, mtime=0)
    yield "bomb.bz2.tar", bz2.compress(tar_info("a", size=64 * MIB).tobuf() + bytes(64 * MIB))
    yield "bomb.xz.tar", lzma.compress(tar_info("a", size=64 * MIB).tobuf() + bytes(64 * MIB))
    yield "huge-promise.tar", _tar_header(2**40)
    yield "negative.tar", _tar_header(0)[:124] + b"-0000000001\0" + _tar_header(0)[136:]
    yield (
        "links.tar",
        _tar_of(
            *(
                tar_info("l", kind, link="/etc/passwd")
                for kind in (b"1", b"2", b"3", b"4", b"6", b"x", b"g", b"L", b"K")
            )
        ),
    )
    yield "long-name.tar", _tar_of(tar_info("a/" * 40_000 + "b", size=3))
    yield "loop.gz", _quine()
    yield "gzip-of-gzip.tar.gz", gzip.compress(gzip.compress(b"words" * 99, mtime=0), mtime=0)
    yield "encrypted.7z", seven({"a.txt": b"secret"}, password="nobody knows")  # noqa: S106
    yield "bomb.7z", seven({"a.txt": bytes(40 * MIB), "b.txt": bytes(40 * MIB)})
    yield "header.7z", b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<IQQI", 0, 2**40, 2**40, 0)
    yield "next-header.7z", seven({"a": b"x"})[:12] + struct.pack("<QQI", 2**63, 2**63, 1) + bytes(99)


def _quine() -> bytes:
    """A gzip of many small members, each empty: work without output."""
    return gzip.compress(b"", mtime=0) * 20_000
