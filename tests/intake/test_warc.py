"""Web archives and packages of them."""

import gzip
from pathlib import Path

import pytest
from tests.intake import exports, samples
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Reader, Refusal


@pytest.mark.parametrize("gz", [True, False])
def test_a_page_is_its_record_and_all_else_the_bytes_that_were_fetched(
    reader: Reader, tmp_path: Path, gz: bool
) -> None:
    found = dict(held(reader, tmp_path, "a.warc", exports.crawl(gz)))
    assert list(found) == ["page-000001.warc", "page-000002.warc", "door.png", "app.js", "page-000005.warc"]
    assert found["door.png"] == exports.picture("door")
    assert found["app.js"] == b"var a = 'words';"
    assert samples.PAGE.encode() in found["page-000001.warc"]


def test_a_page_carries_its_address_and_the_time_of_capture(reader: Reader, tmp_path: Path) -> None:
    page = dict(held(reader, tmp_path, "a.warc.gz", exports.crawl()))["page-000001.warc"]
    found = made(reader, tmp_path, "page-000001.warc", page)
    assert found.document is not None
    assert found.document.url == exports.URL
    assert samples.WORDS in found.document.text
    assert found.facts == {"url": exports.URL, "captured": exports.CAPTURED, "status": 200}
    assert any(tool.startswith("warcio ") for tool in found.tools)
    assert held(reader, tmp_path, "page-000001.warc", page) == []  # a page holds no other items


def test_a_pdf_that_was_captured_is_read_and_carries_its_address(reader: Reader, tmp_path: Path) -> None:
    page = dict(held(reader, tmp_path, "a.warc.gz", exports.crawl()))["page-000005.warc"]
    found = made(reader, tmp_path, "page", page)
    assert found.document is not None
    assert (found.document.text, found.document.url) == (samples.WORDS, "https://herald.example.org/list")


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved", "500 Oops", "nonsense"])
def test_what_the_server_did_not_give_is_no_page(reader: Reader, tmp_path: Path, status: str) -> None:
    data = exports.warc((exports.URL, "text/html", b"<p>Please log in</p>", status))
    ((_, page),) = held(reader, tmp_path, "a.warc", data)
    assert outcome(made(reader, tmp_path, "a.warc", page)) in {"not_captured", "broken"}


def test_an_empty_answer_is_no_page(reader: Reader, tmp_path: Path) -> None:
    ((_, page),) = held(reader, tmp_path, "a.warc", exports.warc((exports.URL, "text/html", b"", "200 OK")))
    assert outcome(made(reader, tmp_path, "a.warc", page)) == "not_captured"


def test_the_servers_character_set_goes_before_the_pages(reader: Reader, tmp_path: Path) -> None:
    page = '<html><meta charset="latin-1"><p>Підвал школи, де тримали людей</p></html>'.encode("cp1251")
    ((_, record),) = held(
        reader, tmp_path, "a.warc", exports.warc((exports.URL, "text/html; charset=windows-1251", page, "200 OK"))
    )
    assert "Підвал школи" in outcome(made(reader, tmp_path, "a.warc", record))


def test_a_packed_body_is_unpacked(reader: Reader, tmp_path: Path) -> None:
    body = gzip.compress(samples.PAGE.encode(), mtime=0)
    status = "200 OK\r\nContent-Encoding: gzip"
    ((_, record),) = held(reader, tmp_path, "a.warc", exports.warc((exports.URL, "text/html", body, status)))
    assert samples.WORDS in outcome(made(reader, tmp_path, "a.warc", record))


def test_a_record_that_was_altered_is_not_read(reader: Reader, tmp_path: Path) -> None:
    data = exports.crawl(False).replace(b"Eleven", b"Twelve")
    page = held(reader, tmp_path, "a.warc", data)[0]
    assert isinstance(page, Refusal)
    assert page.reason == "altered"
    whole = dict(one for one in held(reader, tmp_path, "a.warc", exports.crawl(False)) if not isinstance(one, Refusal))
    single = whole["page-000001.warc"].replace(b"Eleven", b"Twelve")
    assert outcome(made(reader, tmp_path, "a.warc", single)) == "altered"


def test_an_archive_that_was_cut_off_says_so_and_keeps_what_came_before(reader: Reader, tmp_path: Path) -> None:
    for gz in (True, False):
        data = exports.crawl(gz)
        found = held(reader, tmp_path, "a.warc", data[: len(data) * 3 // 4])
        assert not isinstance(found[0], Refusal)
        last = found[-1]
        assert isinstance(last, Refusal)
        assert last.reason in {"truncated", "broken"}


@pytest.mark.parametrize(
    ("options", "reason", "told"),
    [
        ({}, "container", "3 hashes agree, signature good by a key without a name"),
        ({"signed": False}, "container", "3 hashes agree, no signature"),
        ({"altered": "archive"}, "altered", "1 DO NOT AGREE"),
        ({"altered": "package"}, "altered", "1 DO NOT AGREE, SIGNATURE NOT GOOD"),
        ({"altered": "signature"}, "altered", "SIGNATURE NOT GOOD"),
        ({"other_key": True}, "altered", "SIGNATURE NOT GOOD"),
    ],
)
def test_a_package_is_checked_and_the_result_told(
    reader: Reader, tmp_path: Path, options: dict[str, object], reason: str, told: str
) -> None:
    data = exports.wacz(**options)  # type: ignore[arg-type]
    found = made(reader, tmp_path, "a.wacz", data)
    assert found.not_read is not None
    assert found.not_read.reason == reason
    assert told in found.not_read.detail
    names = [name for name, _ in held(reader, tmp_path, "a.wacz", data)]
    assert "data.warc.gz" in names
