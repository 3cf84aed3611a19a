"""Formats are told by contents; names only break ties."""

import bz2
import gzip
import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake import samples

from habeas.intake import HEAD, identify, registry

REPORT = b'{"id": "x", "text": "words"}'
FORMATS = {
    "text": samples.WORDS.encode(),
    "html": samples.PAGE.encode(),
    "pdf": samples.pdf("words"),
    "docx": samples.word(),
    "eml": samples.message().as_bytes(),
    "report_json": REPORT,
    "zip": samples.zipped({"a.txt": b"a"}),
    "tar": samples.tarred({"a.txt": b"a"}),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["", "file", "file.pdf", "file.docx", "file.zip", "file.jpg"])
def test_a_wrong_name_does_not_deceive(form: str, name: str) -> None:
    assert identify(FORMATS[form][:HEAD], name) == form


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("name", ["a.tgz", "a"])
def test_packed_tars_are_tars(mode: str, name: str) -> None:
    assert identify(samples.tarred({"a": b"x" * 100_000}, mode)[:HEAD], name) == "tar"


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (b"", "a.txt", "text"),
        (b"# Title\n\nwords", "a.md", "markdown"),
        (b"From: a\nTo: b\nSubject: c\n\nwords", "note.txt", "text"),
        (b"From: a\nTo: b\nSubject: c\n\nwords", "note.eml", "eml"),
        (b"<p>words</p>", "a.htm", "html"),
        (b"\n<!-- saved -->\n<HTML><p>words</p>", "a.pdf", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', "a", "html"),
        ("\ufeff<html><p>слова</p></html>".encode("utf-16-le"), "a.txt", "html"),
        (b'\xef\xbb\xbf  {"text": "x"}', "a", "report_json"),
        (b"[1, 2]", "a.json", "report_json"),
        (b'{"text": 1} is how it begins', "a.txt", "text"),
        ("Підвал школи".encode("cp1251"), "a.txt", "text"),
        ("Підвал школи, де тримали людей".encode("utf-16-le"), "a.txt", "text"),
        (b"words\0with\0nulls and a good many other words around them, as a broken export has", "a.txt", "text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0", "a.txt", "image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0C\0\3\2\2\3\2\2", "a.pdf", "image"),
        (bytes(1000), "a.txt", "unknown"),
        (b"{\\rtf1\\ansi words}", "a.rtf", "unknown"),
        (gzip.compress(b"not a tar" * 100, mtime=0), "a.tar.gz", "unknown"),
        (bz2.compress(b"not a tar" * 100), "a.tar.bz2", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "docx"),
    ],
)
def test_single_cases(head: bytes, name: str, form: str) -> None:
    assert identify(head, name) == form


def test_other_office_files_are_not_unpacked_as_archives() -> None:
    table = samples.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert identify(table, "a") == "xlsx"
    assert identify(file.getvalue(), "a.odt") == "unknown"


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_of_office_files_is_an_archive(compression: int) -> None:
    held = samples.zipped({"letters/word/a.docx": samples.word(), "b.docx": samples.word()}, compression)
    assert identify(held[:HEAD], "letters.zip") == "zip"
    assert identify(samples.zipped({"word/a.txt": b"words"}), "a.zip") == "zip"


@settings(deadline=None)
@given(head=st.binary(max_size=2000), name=st.text(max_size=20))
def test_any_head_gets_a_format(head: bytes, name: str) -> None:
    assert identify(head, name) in {*registry.FORMATS, "unknown"}


@pytest.mark.parametrize("piece", [b"<!---->", b"<!---->\n", b"<!-- -->-->", b"<?xml ?>", b"From 10:00 2022 "])
def test_telling_the_format_takes_no_longer_for_what_an_enemy_writes(piece: bytes) -> None:
    """Formats are told before any worker with a clock is at work: patterns must not go back and forth."""
    start = time.perf_counter()
    identify(piece * 24 + b"x", "page")
    identify((piece * HEAD)[: HEAD - 1] + b"x", "page.html")
    assert time.perf_counter() - start < 2
