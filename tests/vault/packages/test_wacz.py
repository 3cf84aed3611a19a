"""Web archives that are made of what somebody else captured."""

import gzip
from pathlib import Path

import pytest

from habeas.model.errors import HabeasError
from habeas.vault.packages.wacz import Page, write_wacz

AT = "2026-01-31T12:00:00Z"


def record(*headers: str) -> bytes:
    lines = ["WARC/1.1", "WARC-Type: resource", *headers, "Content-Length: 1", "", "x", "", ""]
    return gzip.compress("\r\n".join(lines).encode(), mtime=0)


@pytest.mark.parametrize(
    "data",
    [
        b"no archive at all",
        record(f"WARC-Date: {AT}", "WARC-Target-URI: http://example.org:99999/"),
        record(f"WARC-Date: {AT}", "WARC-Target-URI: http://[::1/"),
        record("WARC-Target-URI: http://example.org/"),
    ],
)
def test_an_archive_that_cannot_be_indexed_is_one_line_and_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    page = Page(id="a", url="http://example.org/", at=AT, title=None, warcs=[("a.warc.gz", data)])
    with pytest.raises(HabeasError, match=r"a\.warc\.gz"):
        write_wacz(tmp_path / "pages.wacz", [page], "a case", AT)
    assert list(tmp_path.iterdir()) == []
