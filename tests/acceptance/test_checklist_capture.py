"""The conformance checklist of the professional standards, lines 11 to 15, 20 and 22: captures and packages."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.intake.capture.site import ONLY_HERE, PAGE, serving
from warcio.archiveiterator import ArchiveIterator

from habeas.case import Case, packaging, verify
from habeas.case.capturing import Page, Terms, add_pages
from habeas.case.layout import SETTINGS
from habeas.intake.capture import Record, decode
from habeas.vault import read_log

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "a case", by="collector 7")
    with (made.root / SETTINGS).open("a") as file:
        file.write(
            '[capture]\nrender = false\nexit_country = "NL"\nplan = "plan 3"\nmachine = "laptop 2"\npause = 0.0\n'
        )
    return made


def capture(case: Case, body: str = PAGE, status: int = 200) -> Page:
    with serving() as site:
        site.page("/photo.jpg", PHOTO, Content_Type="image/jpeg")
        (page,) = add_pages(
            case, [site.page("/page", body, status)], Terms(reason="item 4 of the plan", reach=ONLY_HERE)
        )
    return page


def stored(case: Case, sha256: str) -> bytes:
    return (case.root / "vault/objects" / sha256[:2] / sha256[2:]).read_bytes()


def record(case: Case, page: Page) -> Record:
    return decode(stored(case, page.record))


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium on this machine")
def test_line_11_address_source_and_picture_or_not_court_ready(case: Case) -> None:
    assert not capture(case).court_ready
    settings = case.root / SETTINGS
    settings.write_text(settings.read_text().replace("render = false", "render = true"))
    page = capture(case, PAGE.replace("</body>", '<img src="/photo.jpg"></body>'))
    assert page.court_ready
    told = record(case, page)
    assert told.address.final.endswith("/page")
    assert {"page_source", "picture", "media"} <= {file.part for file in told.files}
    assert next(stored(case, file.sha256) for file in told.files if file.part == "media") == PHOTO


def test_line_12_metadata_context_collector_and_two_digests(case: Case) -> None:
    meta = '<meta property="article:published_time" content="2022-05-12"><meta name="author" content="Desk">'
    told = record(case, capture(case, PAGE.replace("<title>", f"{meta}<title>")))
    assert told.metadata == {"title": "The cellar", "article:published_time": "2022-05-12", "author": "Desk"}
    assert told.context
    collected = told.collected
    assert (collected.by, collected.plan, collected.machine) == ("collector 7", "plan 3", "laptop 2")
    assert (collected.exit_country, collected.reason, collected.account) == ("NL", "item 4 of the plan", "none")
    assert collected.started < collected.ended
    assert collected.clock
    assert collected.tools[0].startswith("habeas/")
    assert all(len(file.sha256) == 64 and len(file.sha512) == 128 for file in told.files)


@pytest.mark.parametrize(("body", "status"), [("<p>Please log in</p>", 200), (PAGE, 403), ("", 200), (PAGE, 404)])
def test_line_13_blocked_or_empty_captures_are_no_content(case: Case, body: str, status: int) -> None:
    page = capture(case, body, status)
    assert page.outcome != "content"
    assert not page.court_ready
    assert case.build().register.claims == []
    assert page.record in case.database.item_hashes()


def test_line_14_native_bytes_and_names_are_kept(case: Case, tmp_path: Path) -> None:
    (tmp_path / "Звіт 5.html").write_bytes(PAGE.encode())
    case.add([tmp_path / "Звіт 5.html"])
    (item,) = case.database.item_hashes()
    assert stored(case, item) == PAGE.encode()
    assert case.database.arrivals()[item][0].name == "Звіт 5.html"
    case.build()
    assert stored(case, item) == PAGE.encode()


def test_line_15_a_web_archive_passes_our_own_check(case: Case, tmp_path: Path) -> None:
    capture(case)
    packaging.export_wacz(case, tmp_path / "pages.wacz", "the court")
    with zipfile.ZipFile(tmp_path / "pages.wacz") as package:
        sheet = json.loads(package.read("datapackage.json"))
        assert (sheet["profile"], sheet["wacz_version"]) == ("data-package", "1.1.1")
        archive = next(name for name in package.namelist() if name.endswith(".warc.gz"))
        for found in ArchiveIterator(io.BytesIO(package.read(archive)), check_digests=True):
            found.content_stream().read()
            assert found.digest_checker.passed is not False
        assert package.testzip() is None
    with Case.create(tmp_path / "other", "other") as other:
        other.add([tmp_path / "pages.wacz"])
        other.build()
        assert any("cellar of the school" in document.text for document in other.database.all_documents())
        (told,) = [row.detail for row in other.status().not_read if "WACZ" in row.detail]
        assert "agree" in told


def test_line_20_the_restore_drill(case: Case, tmp_path: Path) -> None:
    capture(case)
    register = case.build().register
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    shutil.rmtree(case.root / "vault")
    assert packaging.restore(tmp_path / "backup", tmp_path / "again", "keeper").problems == []
    with Case(tmp_path / "again") as again:
        assert again.build().register == register
    assert [entry.event for entry in read_log(tmp_path / "again/vault")].count("replicated") == 1
    assert verify(tmp_path / "again").problems == []


def test_line_22_a_package_is_checked_by_an_outsider(case: Case, tmp_path: Path) -> None:
    capture(case)
    packaging.export_bag(case, tmp_path / "bag", "the court")
    for tool in ("sha256", "sha512"):
        subprocess.run([f"{tool}sum", "-c", "--quiet", f"manifest-{tool}.txt"], cwd=tmp_path / "bag", check=True)
    assert not list((tmp_path / "bag").glob("*md5*"))
    isolated = ["python3", "-I", "data/vault/verify.py", "."]
    assert subprocess.run(isolated, cwd=tmp_path / "bag", check=False, capture_output=True).returncode == 0
