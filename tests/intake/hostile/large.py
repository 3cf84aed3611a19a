"""Hostile files that only harm by their size."""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.intake.hostile.archives import MIB, tar_info


def large(folder: Path) -> Iterator[Path]:
    """Hostile files that only harm by their size, written one after the other."""
    path = folder / "million-entries.zip"
    with path.open("wb") as file:
        _million(file, 1_000_000)
    yield path
    path = folder / "hundred-thousand.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(110_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    yield path
    path = folder / "gigabytes.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(tar_info("a.txt", size=6 << 30).tobuf(tarfile.GNU_FORMAT))
        for _ in range(6 << 10):
            file.write(bytes(MIB))
    yield path
    for name, head in (
        ("sparse.pdf", b"%PDF-1.4"),
        ("sparse.warc", b"WARC/1.0\r\n"),
        ("sparse.mp4", b"\0\0\0\x18ftypisom"),
    ):
        path = folder / name
        with path.open("wb") as file:
            file.write(head)
            file.truncate(1 << 30)
        yield path


def _million(file: io.BufferedIOBase | io.BufferedWriter, count: int) -> None:
    """A zip64 with so many empty members."""
    local, directory = io.BytesIO(), io.BytesIO()
    for number in range(count):
        name = b"%07d" % number
        at = local.tell()
        local.write(struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 7, 0) + name)
        fields = (b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 7, 0, 0, 0, 0, 0, at)
        directory.write(struct.pack("<4sHHHHHHIIIHHHHHII", *fields) + name)
    size, start = directory.tell(), local.tell()
    file.write(local.getvalue())
    file.write(directory.getvalue())
    file.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start))
    file.write(struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1))
    file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
