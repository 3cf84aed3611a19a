"""Members of a tar archive, plain or packed with gzip, bzip2 or xz, in one forward pass."""

import bz2
import gzip
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from habeas.intake.names import base_name
from habeas.intake.streams import DAMAGE, PIECE, Allowance, Forward, MemberStream, Part, Refusal, Stream, Xz
from habeas.model.errors import UnreadableError


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each file of the archive, in its order. Raises UnreadableError for what ends the whole archive."""
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        packed = path.stat().st_size
        source = _unpacked(file, stack)
        forward = Forward(source, allowance.proportion(packed) if source is not file else packed, PIECE)
        try:
            archive = tarfile.open(fileobj=cast(BinaryIO, forward), mode="r:", errorlevel=0)  # noqa: SIM115  # holds nothing open
            yield from _each(archive, allowance)
            if forward.last != bytes(tarfile.BLOCKSIZE):  # tarfile takes a damaged header for the end
                raise UnreadableError("truncated", "the archive is cut off or damaged: its end mark is missing")
            while forward.read(PIECE):  # the check sum of a packed archive stands at its very end
                pass
        except UnreadableError:
            raise
        except DAMAGE as e:
            raise UnreadableError("truncated", "the archive is cut off or damaged: the rest cannot be read") from e


def _each(archive: tarfile.TarFile, allowance: Allowance) -> Iterator[Part | Refusal]:
    while (info := archive.next()) is not None:
        allowance.take_member()
        vars(archive)[
            "members"
        ].clear()  # tarfile would remember every member and every header that is said to hold for all
        archive.pax_headers = {}
        if not info.isdir():
            yield _member(archive, info, allowance)


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, allowance: Allowance) -> Part | Refusal:
    name = base_name(info.name)
    reason = _reason(info, allowance)
    source = None if reason else archive.extractfile(info)
    if source is None:
        why, detail = reason or ("broken", "this member has no bytes")
        return Refusal(name=name, via="archive", reason=why, detail=detail)
    return Part(name=name, via="archive", stream=MemberStream(cast(Stream, source), allowance, info.size))


def _reason(info: tarfile.TarInfo, allowance: Allowance) -> tuple[str, str] | None:
    if info.issparse():
        return "unsupported", "a sparse file, which is not unpacked: add it unpacked"
    if not info.isreg():
        return "link", "a link or device, not a file"
    if info.size > allowance.limits.item:
        return "too_large", f"{info.size:,} bytes, at most {allowance.limits.item:,} are kept"
    return None


def _unpacked(file: BinaryIO, stack: ExitStack) -> Stream:
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return stack.enter_context(gzip.open(file))
    if magic.startswith(b"BZh"):
        return stack.enter_context(bz2.open(file))
    return Xz(file) if magic.startswith(b"\xfd7zXZ") else file
