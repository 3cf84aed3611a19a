"""Requests to a real server that behaves badly."""

import http.server
import io
import time

import pytest
from tests.intake.capture.site import ONLY_HERE, PAGE, Site, bomb
from warcio.archiveiterator import ArchiveIterator

from habeas.intake.capture import CaptureError, Settings, warc
from habeas.intake.capture.addresses import parse
from habeas.intake.capture.fetching import Exchange, Fetcher

QUICK = Settings(request_seconds=1.0, body=100_000, whole=300_000, requests=20)


def follow(url: str, settings: Settings = QUICK) -> tuple[Fetcher, list[Exchange]]:
    fetcher = Fetcher(settings, ONLY_HERE)
    return fetcher, fetcher.follow(url)


def failure(url: str) -> str | None:
    _, hops = follow(url)
    return hops[-1].failure[0] if hops[-1].failure else None


def test_every_hop_is_kept_with_its_address(site: Site) -> None:
    site.page("/end")
    site.page("/start", b"", 302, Location="/middle", Set_Cookie="seen=yes; Path=/")
    site.page("/middle", b"", 307, Location=f"{site.address}/end#part")
    fetcher, hops = follow(f"{site.address}/start")
    assert [hop.address.path for hop in hops] == ["/start", "/middle", "/end"]
    assert hops[-1].content == PAGE.encode()
    assert {hop.wire.ip for hop in hops} == {"127.0.0.1"}
    assert b"Cookie: seen=yes" in hops[1].wire.sent
    assert fetcher.exchanges == hops


def test_a_redirect_inside_is_judged_anew(site: Site, canary: Site) -> None:
    site.page("/start", b"", 302, Location=f"{canary.address}/secret")
    fetcher, hops = follow(f"{site.address}/start")
    assert len(hops) == 1
    assert fetcher.refused[0][0] == f"{canary.address}/secret"
    assert canary.asked == []


def test_a_name_that_changes_its_mind_gains_nothing(site: Site, canary: Site) -> None:
    """DNS rebinding: what was judged is what is connected to, and the next request is judged again."""
    port = int(site.address.rpartition(":")[2])
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    fetcher = Fetcher(QUICK, ONLY_HERE, lambda _host, _port: next(answers))
    site.page("/page")
    assert fetcher.ask(parse(f"http://rebound.example:{port}/page")).wire.ip == "127.0.0.1"
    with pytest.raises(CaptureError, match="no address of the open net"):
        fetcher.ask(parse(f"http://rebound.example:{port}/page"))
    assert canary.asked == []


def test_redirects_end(site: Site) -> None:
    site.page("/round", b"", 302, Location="/round")
    _, hops = follow(f"{site.address}/round")
    assert len(hops) == QUICK.redirects + 1


def test_a_gzip_bomb_is_not_unpacked(site: Site) -> None:
    site.page("/bomb", bomb(50_000_000), Content_Encoding="gzip")
    assert failure(f"{site.address}/bomb") == "bomb"
    site.page("/twice", bomb(40_000), Content_Encoding="gzip, gzip, gzip")
    assert failure(f"{site.address}/twice") == "bomb"


def test_a_packed_page_is_unpacked(site: Site) -> None:
    import gzip  # noqa: PLC0415

    site.page("/packed", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    _, hops = follow(f"{site.address}/packed")
    assert hops[0].content == PAGE.encode()
    assert hops[0].wire.body != hops[0].content


def test_too_much_is_cut(site: Site) -> None:
    site.page("/large", b"x" * 200_000)
    assert failure(f"{site.address}/large") == "too_large"


def test_a_slow_server_is_left(site: Site) -> None:
    def drip(request: http.server.BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(50):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.1)

    start = time.monotonic()
    assert failure(site.handle("/slow", drip)) == "timeout"
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"", "broken"),
        (b"nonsense\r\n\r\n", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nshort", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed", "broken"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nx", "broken"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "broken"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 90_000 + b"\r\n\r\n", "broken"),
    ],
)
def test_a_broken_answer_is_a_failure_whose_bytes_are_kept(site: Site, answer: bytes, expected: str) -> None:
    _, hops = follow(site.handle("/odd", lambda request: request.wfile.write(answer) and None))
    assert hops[0].failure is not None
    assert hops[0].failure[0] == expected
    assert hops[0].wire.received.startswith(answer[:1000])


def test_nobody_listens() -> None:
    assert failure("http://127.0.0.1:1/") == "unreachable"


def test_a_capture_has_a_bounded_number_of_requests(site: Site) -> None:
    fetcher = Fetcher(QUICK, ONLY_HERE)
    for _ in range(QUICK.requests):
        fetcher.ask(parse(site.address))
    with pytest.raises(CaptureError, match="requests"):
        fetcher.ask(parse(site.address))


@pytest.mark.parametrize("headers", [{"X": "a\r\nHost: b"}, {"X\r\nY": "a"}])
def test_a_page_cannot_write_its_own_request(site: Site, headers: dict[str, str]) -> None:
    answer = Fetcher(QUICK, ONLY_HERE).ask(parse(site.address), headers=headers)
    assert answer.failure is not None
    assert answer.failure[0] == "refused"


def test_nothing_is_asked_that_changes_something(site: Site) -> None:
    with pytest.raises(CaptureError):
        Fetcher(QUICK, ONLY_HERE).ask(parse(site.address), method="DELETE")
    assert site.asked == []


def test_the_warc_holds_every_byte_and_sound_digests(site: Site) -> None:
    site.page("/page")
    site.page("/start", b"", 302, Location="/page")
    fetcher, hops = follow(f"{site.address}/start")
    fetcher.follow(site.handle("/odd", lambda request: request.wfile.write(b"nonsense") and None))
    out = io.BytesIO()
    warc.write(out, fetcher.exchanges, {"software": "test"})
    out.seek(0)
    kinds, blocks = [], []
    for record in ArchiveIterator(out, no_record_parse=True):
        kinds.append(record.rec_type)
        blocks.append(record.raw_stream.read())
    assert kinds == ["warcinfo", *["response", "request"] * 3]
    assert blocks[3] == hops[1].wire.received
    assert blocks[4] == hops[1].wire.sent
    out.seek(0)
    for record in ArchiveIterator(out, check_digests=True):
        record.content_stream().read()
        assert record.digest_checker.passed is not False, record.digest_checker.problems
    assert {hop.wire.ip for hop in hops} == {"127.0.0.1"}
