"""Pages that are added by their address: what is kept, what is read, and what is never asked."""

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from tests.intake.capture.site import HEAD, ONLY_HERE, PAGE, TEXT, Site, serving

from habeas.case import Case
from habeas.case.capturing import Page, Terms, add_pages
from habeas.case.layout import DATABASE, SETTINGS
from habeas.intake.capture import Record, decode
from habeas.vault import read_log

HERE = Terms(reason="a test", reach=ONLY_HERE)
BROWSER = pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(5000)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", "a case", by="collector")


@pytest.fixture
def site() -> Site:
    with serving() as running:
        yield running


@pytest.fixture
def canary() -> Site:
    with serving("127.0.0.2") as running:
        yield running


def plain(case: Case) -> Case:
    """Without a browser: quick."""
    with (case.root / SETTINGS).open("a") as file:
        file.write("[capture]\nrender = false\npause = 0.0\n")
    return case


def one(case: Case, url: str) -> Page:
    (page,) = add_pages(case, [url], HERE)
    return page


def bytes_of(case: Case, sha256: str) -> bytes:
    return (case.root / "vault" / "objects" / sha256[:2] / sha256[2:]).read_bytes()


def record(case: Case, page: Page) -> Record:
    assert page.record is not None
    return decode(bytes_of(case, page.record))


@BROWSER
@pytest.mark.browser
def test_a_page_is_captured_with_all_its_parts(case: Case, site: Site) -> None:
    with (case.root / SETTINGS).open("a") as file:
        file.write('[capture]\nexit_country = "NL"\n')
    site.page("/photo.png", PICTURE, Content_Type="image/png")
    site.page("/page", PAGE.replace("</body>", '<div style="height:4000px"></div><img src="/photo.png"></body>'))
    site.page("/start", b"", 302, Location="/page#top")
    page = one(case, f"{site.address}/start")
    assert (page.outcome, page.missing, page.court_ready) == ("content", {}, True)
    told = record(case, page)
    assert [file.part for file in told.files] == [
        "page_source", "rendered_source", "picture", "pdf", "exchanges", "media",
    ]  # fmt: skip
    files = {file.part: bytes_of(case, file.sha256) for file in told.files}
    assert files["page_source"].decode().startswith(HEAD)
    assert files["media"] == PICTURE
    assert Image.open(io.BytesIO(files["picture"])).size[1] == told.drawn.height > 4000
    assert files["pdf"].startswith(b"%PDF-")
    assert [hop.status for hop in told.address.hops] == [302, 200]
    assert {hop.ip for hop in told.address.hops} == {"127.0.0.1"}
    assert told.address.final == f"{site.address}/page"
    assert told.collected.by == "collector"
    assert told.collected.reason == "a test"
    assert told.collected.robots.says == "none"
    assert abs(told.collected.server_ahead) <= 2
    (document,) = case.build().register.documents
    assert document.item == told.reads == told.files[0].sha256
    assert site.asked.count("/page") == 1


@BROWSER
@pytest.mark.browser
def test_a_page_cannot_make_the_browser_ask_inside(case: Case, site: Site, canary: Site) -> None:
    inside = canary.address
    page = f"""{HEAD}<body><p>{TEXT}</p><img src="{inside}/img"><iframe src="{inside}/frame"></iframe>
    <link rel="stylesheet" href="{inside}/css"><link rel="preconnect" href="{inside}"><script src="{inside}/js"></script>
    <script>fetch("{inside}/fetch", {{mode: "no-cors"}}).catch(() => 0); navigator.sendBeacon("{inside}/beacon", "x");
    new WebSocket("{inside.replace("http", "ws")}/socket"); new EventSource("{inside}/events"); open("{inside}/window");
    new Worker(URL.createObjectURL(new Blob(["fetch('{inside}/worker')"])));
    new RTCPeerConnection({{iceServers: [{{urls: "turn:{inside[7:]}?transport=tcp", username: "a", credential: "b"}}]}});
    document.body.append("made by script"); alert("wait for me");
    fetch("file:///etc/hostname").then(r => r.text()).then(t => document.title = t);</script></body></html>"""
    page_ = one(case, site.page("/page", page))
    assert page_.outcome == "content"
    assert canary.asked == []
    told = record(case, page_)
    assert len(told.collected.refused) >= 6
    rendered = next(file for file in told.files if file.part == "rendered_source")
    assert b"made by script" in bytes_of(case, rendered.sha256)


@BROWSER
@pytest.mark.browser
def test_a_page_that_scripts_make_is_read_as_they_made_it(case: Case, site: Site) -> None:
    made = f"<p>{TEXT}</p>"
    page = one(case, site.page("/app", f"{HEAD}<body><script>document.body.innerHTML = {json.dumps(made)}</script>"))
    told = record(case, page)
    assert page.outcome == "content"
    assert told.reads == next(file.sha256 for file in told.files if file.part == "rendered_source")
    (document,) = case.build().register.documents
    assert TEXT in case.database.documents([document.item])[0].text


@BROWSER
@pytest.mark.browser
def test_a_page_that_never_rests_is_drawn_all_the_same(case: Case, site: Site) -> None:
    with (case.root / SETTINGS).open("a") as file:
        file.write("[capture]\npage_seconds = 3.0\nrequests = 30\n")
    site.page(
        "/page", PAGE.replace("</body>", "<script>setInterval(() => fetch('/again?' + Math.random()), 50)</script>")
    )
    told = record(case, one(case, f"{site.address}/page"))
    assert any(file.part == "picture" for file in told.files)
    assert len(site.asked) <= 31
    assert "the page was still loading when its time was over" in told.drawn.told or "embedded_media" in told.missing


def test_without_a_browser_a_capture_says_what_it_lacks(case: Case, site: Site) -> None:
    page = one(plain(case), site.page("/page"))
    assert page.outcome == "content"
    assert set(page.missing) == {"full_page_capture", "collection_data"}
    assert not page.court_ready


def test_the_address_of_the_capture_is_the_document_s(case: Case, site: Site) -> None:
    lie = PAGE.replace("</head>", '<link rel="canonical" href="https://elsewhere.example/"></head>')
    one(plain(case), site.page("/page", lie))
    case.build()
    (document,) = case.database.all_documents()
    assert document.url == f"{site.address}/page"


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        ("/wall", f"<p>Log in to continue</p><p>{TEXT}</p>", 200, "capture_walled"),
        ("/forbidden", PAGE, 403, "capture_walled"),
        ("/gone", PAGE, 410, "capture_failed"),
        ("/error", PAGE, 500, "capture_failed"),
        ("/empty", "<html><body></body></html>", 200, "capture_empty"),
    ],
)
def test_what_is_no_content_is_kept_and_supports_no_claim(
    case: Case, site: Site, path: str, body: str, status: int, reason: str
) -> None:
    page = one(plain(case), site.page(path, body, status))
    assert page.outcome != "content"
    assert not page.court_ready
    built = case.build()
    assert built.register.documents == []
    assert built.register.claims == []
    source = next(file for file in record(case, page).files if file.part == "page_source")
    assert {row.reason for row in case.status().not_read if row.item == source.sha256} == {reason}
    assert bytes_of(case, source.sha256) == body.encode()


def test_a_capture_that_gets_no_answer_is_kept_as_such(case: Case) -> None:
    page = one(plain(case), "http://127.0.0.1:1/page")
    assert page.outcome == "failed"
    assert case.build().register.documents == []
    assert [(row.item, row.reason) for row in case.status().not_read] == [(page.record, "capture_failed")]


def test_a_redirect_inside_is_a_failed_capture(case: Case, site: Site, canary: Site) -> None:
    site.page("/start", b"", 302, Location=f"{canary.address}/secret")
    page = one(plain(case), f"{site.address}/start")
    assert page.outcome == "failed"
    assert "no address of the open net" in page.detail
    assert canary.asked == []


def test_nothing_inside_is_asked_unless_allowed(case: Case, site: Site) -> None:
    plain(case)
    (page,) = add_pages(case, [site.page("/page")])
    assert (page.outcome, page.record) == ("refused", None)
    assert site.asked == []
    assert [entry.event for entry in read_log(case.root / "vault")][-1] == "item.not_kept"
    (page,) = add_pages(case, [site.page("/page")], Terms(allow_private=True))
    assert page.outcome == "content"


def test_what_is_allowed_is_the_host_that_was_named_and_no_other(case: Case, site: Site, canary: Site) -> None:
    """A page of our own net may be an enemy's all the same."""
    away = site.page("/away", "", 302, Location=f"{canary.address}/secret")
    inside = site.page("/inside", f'<p>{TEXT}</p><img src="{canary.address}/picture">')
    pages = add_pages(case, [away, inside], Terms(allow_private=True))
    assert [page.outcome for page in pages] == ["failed", "content"]
    assert canary.asked == []


def test_robots_are_recorded_and_obeyed_where_the_case_says_so(case: Case, site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /page", Content_Type="text/plain")
    told = record(case, one(plain(case), site.page("/page")))
    assert (told.collected.robots.says, told.outcome) == ("forbidden", "content")
    with (case.root / SETTINGS).open("a") as file:
        file.write('robots = "obey"\n')
    page = one(case, f"{site.address}/page")
    assert page.outcome == "failed"
    assert site.asked.count("/page") == 1


def test_a_page_added_as_a_file_too_is_read(case: Case, site: Site, tmp_path: Path) -> None:
    page = one(plain(case), site.page("/wall", f"<p>Log in to continue</p><p>{TEXT}</p>"))
    assert case.build().register.documents == []
    source = record(case, page).files[0]
    (tmp_path / "saved.html").write_bytes(bytes_of(case, source.sha256))
    case.add([tmp_path / "saved.html"])
    (document,) = case.build().register.documents
    assert document.item == source.sha256


def test_what_a_capture_is_comes_from_the_vault_alone(case: Case, site: Site) -> None:
    plain(case)
    one(case, site.page("/page"))
    one(case, site.page("/wall", "<p>Log in to continue</p>"))
    built, not_read = case.build().register, case.status().not_read
    case.__exit__(None, None, None)
    for path in case.root.glob(f"{DATABASE}*"):
        path.unlink()
    with Case(case.root) as again:
        assert again.build().register == built
        assert again.status().not_read == not_read


def test_a_damaged_record_takes_nothing_else_with_it(case: Case, site: Site) -> None:
    page = one(plain(case), site.page("/page"))
    path = case.root / "vault" / "objects" / page.record[:2] / page.record[2:]
    path.chmod(0o600)
    path.write_bytes(b"{}")
    assert case.build().register.documents == []
    assert {row.reason for row in case.status().not_read} == {"capture_part"}
