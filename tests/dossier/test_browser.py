"""The report in a real browser, opened from disk: nothing is fetched, everything can be reached."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import valley
from playwright.sync_api import Browser, Page, sync_playwright

from habeas.dossier import write_report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None and "CI" not in os.environ, reason="no Chromium on this machine"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("browser")
    write_report(out, valley.register(), valley.Valley())
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def paths(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


def test_pages_open_from_disk_with_their_style_and_nothing_else(report: Path, page: Page) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in paths(report):
        page.goto(path.as_uri())
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute", path
    assert {url for url in asked if not url.startswith("file://")} == set()
    assert {url.rsplit("/", 1)[-1] for url in asked} == {p.name for p in paths(report)} | {"style.css"}
    assert complaints == []


def test_nothing_is_wider_than_a_phone(report: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in paths(report):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_reaches_the_marks_of_the_map(report: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((report / "map.html").as_uri())
    reached: list[str] = []
    while len(reached) < 60 and reached.count("Skip to the content") < 2:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert reached[0] == "Skip to the content"
    marks = [name for name in reached if name.startswith("the Pit, Vovchansk, Kharkiv Oblast: 2 independent origins")]
    assert len(marks) == 1
    page.goto((report / "map.html").as_uri())
    page.locator("a.mark:visible").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/sites/{valley.PIT}.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(report: Path, browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    for path in paths(report):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate(CONTRAST) == [], path
    page.close()


FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const low = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || e.closest('svg, .skip')) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push([e.className, ratio, walker.currentNode.textContent]);
  }
  return low;
}"""
