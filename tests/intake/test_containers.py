"""Archives and messages give what they hold, refuse what is hostile, and never more than was allowed."""

import io
import stat
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake import samples

from habeas.intake import HEAD, Allowance, Limits, Reader, identify, parts
from habeas.model.errors import UnreadableError
from habeas.vocabulary import vocabulary

MIB = 1 << 20
Outcome = tuple[str, bytes | str]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "container"


def drained(path: Path, reader: Reader, limits: Limits | None = None, depth: int = 1) -> list[Outcome]:
    """Each member's name with its bytes, or with the reason why it has none."""
    form = identify(path.read_bytes()[:HEAD], "")
    found: list[Outcome] = []
    for part in parts(path, form, Allowance(limits or Limits()), depth, reader):
        assert "/" not in part.name
        if hasattr(part, "reason"):
            assert part.reason in vocabulary("unread_reasons")
            assert "\n" not in part.detail
            found.append((part.name, part.reason))
        else:
            found.append((part.name, content(part.stream)))
    return found


def content(stream: object) -> bytes | str:
    pieces = []
    try:
        while piece := stream.read(MIB):  # type: ignore[attr-defined]
            pieces.append(piece)
    except UnreadableError as e:
        return e.reason
    return b"".join(pieces)


MEMBERS = {"a.txt": b"one", "folder/звіт.txt": b"two" * 1000, "empty": b""}


@pytest.mark.parametrize(
    "data",
    [
        samples.zipped(MEMBERS),
        samples.zipped(MEMBERS, zipfile.ZIP_STORED),
        *(samples.tarred(MEMBERS, mode) for mode in ("w", "w:gz", "w:bz2", "w:xz")),
    ],
)
def test_members_come_with_base_name_and_bytes(path: Path, reader: Reader, data: bytes) -> None:
    path.write_bytes(data)
    assert drained(path, reader) == [("a.txt", b"one"), ("звіт.txt", b"two" * 1000), ("empty", b"")]


HOSTILE = {
    "../../up.txt": b"1",
    "/etc/absolute.txt": b"2",
    "C:\\windows\\back.txt": b"3",
    "..": b"4",
    "a/\u202etxt.exe": b"5",
}


@pytest.mark.parametrize("data", [samples.zipped(HOSTILE), samples.tarred(HOSTILE)])
def test_hostile_names_are_names_and_nothing_more(path: Path, reader: Reader, data: bytes) -> None:
    path.write_bytes(data)
    before = sorted(path.parent.parent.rglob("*"))
    names = [name for name, _ in drained(path, reader)]
    assert names == ["up.txt", "absolute.txt", "back.txt", "unnamed", "\u202etxt.exe"]
    assert sorted(path.parent.parent.rglob("*")) == before


def test_links_and_devices_are_refused_and_the_rest_goes_on(path: Path, reader: Reader) -> None:
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("file")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    assert drained(path, reader) == [("link", "link")] * 4 + [("file", b"abc")]
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("file", b"abc")
    assert drained(path, reader) == [("link", "link"), ("file", b"abc")]


def test_an_encrypted_member_is_refused_and_the_rest_goes_on(path: Path, reader: Reader) -> None:
    data = bytearray(samples.zipped({"locked": b"secret", "open": b"words"}))
    for place, offset in ((data.index(b"PK\x03\x04"), 6), (data.index(b"PK\x01\x02"), 8)):
        data[place + offset] |= 1
    path.write_bytes(data)
    assert drained(path, reader) == [("locked", "encrypted"), ("open", b"words")]


def test_a_damaged_member_is_refused_and_the_rest_goes_on(path: Path, reader: Reader) -> None:
    data = samples.zipped({"bad": b"good bytes", "fine": b"words"}, zipfile.ZIP_STORED).replace(
        b"good bytes", b"evil bytes"
    )
    path.write_bytes(data)
    assert drained(path, reader) == [("bad", "broken"), ("fine", b"words")]


def test_rare_compression_says_so(path: Path, reader: Reader) -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path.write_bytes(samples.zipped({"a": b"words"}, method))
        assert drained(path, reader) == [("a", "unsupported")]


@pytest.mark.parametrize("mode", ["zip", "w", "w:gz", "w:bz2", "w:xz"])
def test_a_truncated_archive_ends_with_a_reason(path: Path, reader: Reader, mode: str) -> None:
    noise = zlib.compress(bytes(range(256)) * 50) * 20
    members = {f"{n}.bin": noise for n in range(3)}
    whole = samples.zipped(members) if mode == "zip" else samples.tarred(members, mode).rstrip(b"\0")
    for share in (0.3, 0.6, 0.97):
        path.write_bytes(whole[: int(len(whole) * share)])
        outcome = drained(path, reader)
        assert outcome[-1][0] == "" or outcome[-1][1] == "broken"
        assert outcome[-1][1] in {"truncated", "broken"}
        assert all(data in (noise, "broken") for name, data in outcome if name)


@pytest.mark.parametrize("cut", [1024, 512 * 3])
def test_a_tar_without_its_end_mark_is_called_cut_off(path: Path, reader: Reader, cut: int) -> None:
    plain = samples.tarred({"a": b"x", "b": b"y"}).rstrip(b"\0")
    path.write_bytes(plain.ljust(-(-len(plain) // 512) * 512, b"\0")[: 4 * 512 + 1 - cut % 3])
    assert drained(path, reader)[-1] == ("", "truncated")


def test_a_damaged_header_in_the_middle_does_not_hide_the_rest(path: Path, reader: Reader) -> None:
    data = bytearray(samples.tarred({"a": b"x", "b": b"y"}))
    data[1024 + 150] ^= 1  # the check sum of the second header
    path.write_bytes(data)
    assert drained(path, reader) == [("a", b"x"), ("", "truncated")]


# Bombs


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(path: Path, reader: Reader) -> None:
    path.write_bytes(samples.zipped({"bomb": bytes(32 * MIB), "fine": b"words"}))
    assert drained(path, reader) == [("bomb", "bomb"), ("fine", b"words")]


def test_a_zip_bomb_that_lies_about_its_size_gives_no_more_than_it_said(path: Path, reader: Reader) -> None:
    data = bytearray(samples.zipped({"bomb": bytes(32 * MIB)}))
    for place, offset in ((data.index(b"PK\x03\x04"), 22), (data.index(b"PK\x01\x02"), 24)):
        data[place + offset : place + offset + 4] = struct.pack("<I", 1000)
    path.write_bytes(data)
    assert drained(path, reader) == [("bomb", "broken")]


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_packed_tar_bomb_stops_early_in_little_memory(path: Path, reader: Reader, mode: str) -> None:
    path.write_bytes(samples.tarred({"fine": b"words", "bomb": bytes(48 * MIB), "after": b"words"}, mode))
    limits = Limits(ratio=20)
    tracemalloc.start()
    outcomes, given_out = [], 0
    for part in parts(path, "tar", Allowance(limits), 1, reader):
        if hasattr(part, "reason"):
            outcomes.append((part.name, part.reason))
            continue
        try:
            while piece := part.stream.read(MIB):
                given_out += len(piece)
            outcomes.append((part.name, "whole"))
        except UnreadableError as e:
            outcomes.append((part.name, e.reason))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcomes == [("fine", "whole"), ("bomb", "bomb"), ("", "bomb")]
    assert given_out < 20 * MIB
    assert peak < 16 * MIB  # 8 of them are the window of xz


def test_members_that_share_their_bytes_are_refused(path: Path, reader: Reader) -> None:
    data = samples.zipped({"a": b"x" * 100, "b": b"y"})
    start = data.index(b"PK\x01\x02")
    length = data.index(b"PK\x01\x02", start + 4) - start
    record = data[start : start + length]
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 50, 50, 50 * length, start, 0)
    path.write_bytes(data[:start] + record * 50 + end)
    assert drained(path, reader) == [("a", "bomb")] * 50


def test_a_directory_or_header_that_would_fill_memory_is_refused(path: Path, reader: Reader) -> None:
    path.write_bytes(samples.zipped({f"{n:060}": b"" for n in range(2000)}))
    assert drained(path, reader, Limits(directory=MIB // 8)) == [("", "too_many")]
    header = tarfile.TarInfo("long")
    header.type, header.size = tarfile.XHDTYPE, 64 * MIB
    packed = zlib.compressobj(wbits=31)
    path.write_bytes(packed.compress(header.tobuf() + bytes(64 * MIB)) + packed.flush())
    assert drained(path, reader) == [("", "bomb")]


def test_all_that_is_unpacked_has_a_limit(path: Path, reader: Reader) -> None:
    members = {str(n): b"x" * 1000 for n in range(10)}
    for data in (samples.zipped(members), samples.tarred(members)):
        path.write_bytes(data)
        outcome = drained(path, reader, Limits(unpacked=3500))
        assert outcome == [(str(n), b"x" * 1000) for n in range(3)] + [("3", "bomb"), ("", "bomb")]
        outcome = drained(path, reader, Limits(members=4))
        assert outcome == [(str(n), b"x" * 1000) for n in range(4)] + [("", "too_many")]
        assert drained(path, reader, Limits(item=999)) == [(str(n), "too_large") for n in range(10)]


def test_folders_count_as_members_too(path: Path, reader: Reader) -> None:
    with tarfile.open(path, "w") as archive:
        for number in range(20):
            info = tarfile.TarInfo(str(number))
            info.type = tarfile.DIRTYPE
            archive.addfile(info)
    assert drained(path, reader) == []
    assert drained(path, reader, Limits(members=10)) == [("", "too_many")]


def test_headers_do_not_pile_up_in_memory(path: Path, reader: Reader) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for number in range(200):
            info = tarfile.TarInfo("a")
            info.pax_headers = {f"key{number}": "v" * 200_000}
            archive.addfile(info)
    tracemalloc.start()
    assert len(drained(path, reader, Limits(harmless=64 * MIB))) == 200
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * MIB


def test_a_container_that_is_gone_says_so(tmp_path: Path, reader: Reader) -> None:
    for form in ("zip", "tar", "eml"):
        (refusal,) = parts(tmp_path / "absent", form, Allowance(Limits()), 1, reader)
        assert getattr(refusal, "reason", "") == "unreadable_file"


def test_archives_in_archives_share_one_allowance_and_end_at_the_depth(tmp_path: Path, reader: Reader) -> None:
    data = b"words"
    for level in range(6):
        data = samples.zipped({f"{level}.zip": data})
    allowance, refusals, depth = Allowance(Limits()), [], 1
    while not refusals:
        path = tmp_path / str(depth)
        path.write_bytes(data)
        for part in parts(path, "zip", allowance, depth, reader):
            if hasattr(part, "reason"):
                refusals.append(part.reason)
            else:
                data = content(part.stream)  # type: ignore[assignment]
        depth += 1
    assert (refusals, depth - 1) == (["too_deep"], 4)
    assert allowance.members == 100_000 - 3


def test_sparse_files_are_refused(path: Path, reader: Reader) -> None:
    info = tarfile.TarInfo("sparse")
    info.pax_headers = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(2**40)}
    path.write_bytes(info.tobuf(tarfile.PAX_FORMAT) + bytes(1024))
    assert drained(path, reader) == [("sparse", "unsupported")]


# Messages


def test_attachments_come_as_members(path: Path, reader: Reader) -> None:
    mail = samples.message()
    mail.add_alternative("<p>As a page</p>", subtype="html")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="../../list.pdf")
    mail.add_attachment("a table", subtype="csv", filename="звіт.csv")
    mail.add_attachment(samples.message())
    path.write_bytes(mail.as_bytes())
    (pdf, csv, inner) = drained(path, reader)
    assert (pdf, csv[0]) == (("list.pdf", b"%PDF-"), "звіт.csv")
    assert inner[0] == "message.eml"
    assert identify(inner[1][:HEAD], "") == "eml"  # type: ignore[arg-type]


def test_a_message_without_attachments_holds_nothing(path: Path, reader: Reader) -> None:
    path.write_bytes(samples.message().as_bytes())
    assert drained(path, reader) == []


# Names


@pytest.mark.parametrize("charset", ["cp866", "utf-8"])
def test_unmarked_cyrillic_names_in_zips_are_read(path: Path, reader: Reader, charset: str) -> None:
    raw = "список.txt".encode(charset)
    placeholder = "n" * len(raw)
    path.write_bytes(samples.zipped({placeholder: b"words"}).replace(placeholder.encode(), raw))
    assert drained(path, reader) == [("список.txt", b"words")]


# Anything

REAL = [samples.zipped(MEMBERS), *(samples.tarred(MEMBERS, mode) for mode in ("w", "w:gz", "w:bz2", "w:xz"))]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(real=st.sampled_from(REAL), data=st.data())
def test_mutated_archives_never_raise(path: Path, reader: Reader, real: bytes, data: st.DataObject) -> None:
    mutated = bytearray(real)
    for _ in range(data.draw(st.integers(1, 6))):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(mutated)
    for form in ("zip", "tar"):
        for part in parts(path, form, Allowance(Limits()), 1, reader):
            if not hasattr(part, "reason"):
                content(part.stream)
