"""The page on the undocumented: no number without its range and bound, none at all where refused, and it can be reached."""

import re
import shutil
from pathlib import Path

import lxml.html
import pytest
import valley
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_browser import CHROMIUM, CONTRAST, FLAGS

from habeas.dossier import render, render_alone, write
from habeas.dossier.unseen import Answer, ListView, Stratum, Unseen
from habeas.dossier.unseen_drawing import overlaps, totals

FULL = Unseen(
    unit="sites", n=60, recaptured=24, least=66, level="95", notes=["Pairs of which nobody could say: 1."],
    lists=[ListView(name=f"Monitors {i}", documenters=[f"Monitors {i}"], units=30 - i) for i in range(4)],
    patterns=[((0,), 20), ((1,), 16), ((0, 1), 12), ((1, 2, 3), 12)],
    answers=[
        Answer(
            method="Average over graphs", assumption="Every unit had the same chances.", about="80",
            interval="70 to 130", span=(70.0, 80.0, 130.0), warnings=["The data say little."],
            totals=[70.0 + i % 40 for i in range(400)],
        ),
        Answer(method="Log-linear models", refused="Too few are on two lists."),
    ],
    methods=["Average over graphs"], variants=[Stratum(name="Without Monitors 1", cells=["74 (66 to 99)"])],
    priors=[("0.0625", "80", "70 to 130")], limits="No method counts what no list could hold.",
    command="habeas estimate --unit sites --seed 1",
)  # fmt: skip
REFUSED = replace(FULL, answers=FULL.answers[1:], methods=[], variants=[], priors=[])


def words(unseen: Unseen) -> str:
    page = lxml.html.document_fromstring(render_alone(unseen, "lists.csv")["index.html"].decode())
    return " ".join(page.text_content().split())


def test_a_number_stands_with_its_range_its_bound_and_its_assumption() -> None:
    said = words(FULL)
    for part in ("80", "70 to 130", "66", "Every unit had the same chances.", "The data say little.", FULL.command):
        assert part in said


def test_a_refused_method_says_why_and_where_all_are_refused_there_is_no_picture_of_totals() -> None:
    assert "No number from Log-linear models. Too few are on two lists." in words(FULL)
    said = words(REFUSED)
    assert "No number can be given" in said
    assert "70 to 130" not in said
    assert "How sure each method is" not in said
    assert totals(REFUSED, 1000) is None


def test_without_a_bound_none_is_claimed_and_without_units_nothing_is() -> None:
    assert "at least" not in words(replace(REFUSED, least=None)).lower()
    empty = replace(REFUSED, n=0, lists=[], patterns=[], least=None)
    assert "nothing of this kind is listed" in words(empty)


def test_names_from_outside_are_escaped_and_hidden_marks_are_shown() -> None:
    hostile = ListView(name="<script>x</script>\u202e", documenters=["<b>"], units=3)
    page = render_alone(replace(FULL, lists=[hostile, *FULL.lists[1:]]), "<i>")["index.html"].decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "\u202e" not in page


def test_the_report_has_the_page_only_where_it_is_given() -> None:
    plain = render(valley.register(), valley.Valley())
    full = render(valley.register(), valley.Valley(), unseen=FULL)
    assert set(full) - set(plain) == {"unseen.html"}
    assert b"unseen.html" not in b"".join(plain.values())
    assert b'href="unseen.html"' in full["index.html"]
    assert full == render(valley.register(), valley.Valley(), unseen=FULL)


def test_every_combination_is_in_the_table_even_where_the_drawing_has_no_room() -> None:
    many = [((i % 4,), 100 - i) for i in range(40)]
    drawn = overlaps(replace(FULL, patterns=many), 358, names=False)
    assert drawn.left_out + len(drawn.columns) == 40
    assert drawn.left_out_units == sum(count for _, count in many[len(drawn.columns) :])
    page = lxml.html.document_fromstring(render_alone(replace(FULL, patterns=many), "x")["index.html"].decode())
    assert len(page.xpath("//details//tbody/tr")) == 40


@given(
    st.integers(1, 10**12),
    st.tuples(*[st.floats(1, 1e5)] * 3),
    st.lists(st.floats(1, 1e6), max_size=30),
    st.sampled_from([358, 1000]),
)
def test_totals_of_any_size_stay_within_the_picture(
    n: int, factors: tuple[float, ...], draws: list[float], width: int
) -> None:
    low, middle, high = (n * factor for factor in sorted(factors))
    answer = replace(FULL.answers[0], span=(low, middle, high), totals=[n * one for one in draws])
    drawn = totals(replace(FULL, n=n, least=None, answers=[answer]), width)
    assert drawn is not None
    for hill in drawn.hills:
        assert 0 <= hill.low <= hill.middle <= hill.high <= width
        places = [float(number) for number in re.findall(r"-?[0-9.]+", hill.path)]
        assert all(-1 <= number <= max(width, drawn.height) + 1 for number in places)
    assert all(0 <= at <= width for at, _ in drawn.ticks)
    assert len(drawn.ticks) <= 12


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_in_a_browser_it_fits_a_phone_and_can_be_read_in_light_and_dark(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    write(tmp_path / "report", render(valley.register(), valley.Valley(), unseen=FULL))
    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which(CHROMIUM or ""), args=FLAGS)
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})  # type: ignore[arg-type]
            page.on("request", lambda request: asked.append(request.url))
            page.goto((tmp_path / "report" / "unseen.html").as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert page.evaluate(CONTRAST) == []
            page.close()
        browser.close()
    assert all(url.startswith("file://") for url in asked)
