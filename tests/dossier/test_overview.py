"""The overview: which sites, how well supported, who denies; how many places, by whom, when."""

from pathlib import Path

import lxml.html
import pytest
import valley
from lxml.html import HtmlElement
from msgspec.structs import replace

from habeas.dossier import write_report
from habeas.model.reading import Count
from habeas.model.register import BodyRow, ClaimRow, Name, Origin, SiteRow, Tally


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def overview(folder: Path, **changes: object) -> HtmlElement:
    write_report(folder / "report", valley.register(**changes), valley.Valley())
    return lxml.html.document_fromstring((folder / "report/index.html").read_text("utf-8"))


def number(item: str, said: str, n: int, op: str = "exactly", **fields: object) -> ClaimRow:
    return valley.claim(item, said, "count.sites", count=Count(op=op, n=n, of="sites"), **fields)


def rows(page: HtmlElement, section: str = "numbers") -> list[str]:
    """The rows of a table, their cells parted by a bar."""
    found = page.xpath("//section[@aria-labelledby=$s]//tbody/tr", s=section)
    return [" | ".join(words(cell) for cell in row.xpath("th | td")) for row in found]


def test_the_sites_stand_before_the_map_with_who_denies_them(tmp_path: Path) -> None:
    page = overview(tmp_path)
    assert next(h.get("id") for h in page.iter("h2")) == "sites"
    pit, school = rows(page, "sites")
    assert pit == "the Pit Kharkiv Oblast | 2 | 3 | Ivan Vyhadanyi | contested | 4 | 1"
    assert school.startswith("підвал школи school, no position | 0 | – |  | recorded only")
    assert page.xpath("//td[@class='deniers']//a/@href") == [f"people.html#{valley.MAYOR}"]


def test_a_site_of_which_nothing_is_alleged_stands_last_and_says_so(tmp_path: Path) -> None:
    bare = SiteRow(id="S-0000000000000000", name="the old mill", origins=Tally(independent=0, at_most=0))
    page = overview(tmp_path, sites=[bare, *valley.sites()])
    assert len(rows(page, "sites")) == 2
    (rest,) = page.xpath("//details[@class='named-only']")
    assert words(rest).startswith("1 more site named, with nothing alleged of it in these texts the old mill")
    own = (tmp_path / "report/sites/S-0000000000000000.html").read_text("utf-8")
    assert "It is named, and nothing is alleged of it in these texts." in own


def test_numbers_stand_by_day_and_those_of_one_origin_share_a_line(tmp_path: Path) -> None:
    release, paper = Origin(id="O-1", voice="anon:official", maybe_same=["O-2"]), Origin(id="O-2", voice=valley.OUTLET)
    counts = [
        number(valley.UKRAINIAN, "тримали людей", 23, origin="O-2", attribution=[valley.OUTLET], site=valley.PIT),
        number(valley.ENGLISH, "23 people", 23, "at_least", origin="O-1", attribution=["anon:official"]),
        number(valley.UKRAINIAN, "У підвалі школи", 40, "more_than", origin="O-2"),
        number(valley.UKRAINIAN, "каже свідок", 1, origin="O-2"),
        number(valley.UKRAINIAN, "Їх били", 9, origin="O-2", status="rejected"),
    ]
    page = overview(tmp_path, claims=[*valley.CLAIMS, *counts], origins=[release, paper])
    first, second = rows(page)
    assert first.startswith(
        "at least 23 places; 23 places | Vovchansk | 16 September 2022 | an unnamed official: 23 people in"
    )
    assert "Valley Radio: тримали людей in Вісник Долини, October 2022" in first
    assert second.startswith("more than 40 places | not told | October 2022 | Вісник Долини, with no voice named:")
    assert page.xpath("//td[@class='said']//q/@lang") == ["en", "uk", "uk"]


def test_one_number_of_two_places_or_two_origins_is_two(tmp_path: Path) -> None:
    counts = [
        number(valley.ENGLISH, "23 people", 23, origin="O-1", site=valley.PIT),
        number(valley.UKRAINIAN, "тримали людей", 23, origin="O-2", site=valley.PIT),
    ]
    assert len(rows(overview(tmp_path, claims=[*valley.CLAIMS, *counts]))) == 2
    elsewhere = replace(valley.sites()[1], settlement="Izium")
    moved = [counts[0], replace(counts[1], origin="O-1", site=valley.SCHOOL)]
    sites = [valley.sites()[0], elsewhere]
    assert len(rows(overview(tmp_path, claims=[*valley.CLAIMS, *moved], sites=sites))) == 2
    assert len(rows(overview(tmp_path, claims=[*valley.CLAIMS, counts[0], replace(counts[1], origin="O-1")]))) == 1


def test_without_numbers_there_is_no_table_of_them(tmp_path: Path) -> None:
    assert not overview(tmp_path).xpath("//*[@id='numbers']")


@pytest.mark.parametrize(
    ("names", "called"),
    [
        ([("Kraayenburcht", "nl"), ("радіо «Долина»", "uk")], "радіо «Долина»"),
        ([("Kraayenburcht", "nl"), ("Kraayenburcht", "en"), ("радіо «Долина»", "uk")], "Kraayenburcht"),
        ([("Kraayenburcht", "nl")], "Kraayenburcht"),
    ],
)
def test_an_organisation_without_an_english_name_stands_as_the_report_writes_it(
    tmp_path: Path, names: list[tuple[str, str]], called: str
) -> None:
    body = BodyRow(id=valley.OUTLET, name="Kraayenburcht", names=[Name(text=t, language=c) for t, c in names])
    said = number(valley.UKRAINIAN, "тримали людей", 23, attribution=[valley.OUTLET])
    (row,) = rows(overview(tmp_path, claims=[*valley.CLAIMS, said], bodies=[body]))
    assert f"| {called}: тримали людей" in row
