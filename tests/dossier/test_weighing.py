"""What a finding weighs, and what a source shares with others, as a reader sees it."""

from pathlib import Path

import msgspec
import pytest
import valley
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from habeas.dossier import render
from habeas.dossier.words import period
from habeas.model.agreement import agreement
from habeas.model.passage import Passage, Shared
from habeas.model.reading import DateRange
from habeas.model.register import CopyRow, Figure, Finding, FindingPart, Register, StateRule, Tally

ONE = Tally(independent=1, at_most=1)
RULE = StateRule(id="07", state="single_source_unassessed", says="one <origin>, not assessed", least={"independent": 1})
EARLY = Figure(of="detainees", op="at_least", n=23, claims=[valley.HELD.id], origins=ONE, as_of="2022-09-08")
LATE = msgspec.structs.replace(EARLY, op="exactly", n=20, claims=[valley.SHOCKS.id], beside="contradicts", as_of=None)
THERE = msgspec.structs.replace(LATE, n=300, frame="in_total", beside="other_frame")
CELLS = Figure(of="cells", op="exactly", n=4, claims=[valley.HELD.id], origins=ONE)


def weighed() -> Finding:
    """A finding whose claims differ on the date and give numbers."""
    dates = [
        FindingPart(what="date", value=value, claims=[claim.id], origins=ONE)
        for value, claim in (("2022-03-01/2022-03-09", valley.HELD), ("../2022-09-08", valley.SHOCKS))
    ]
    return valley.finding(
        "detention.unlawful", [valley.HELD, valley.SHOCKS], site=valley.PIT, state=RULE.state, rule=RULE.id,
        parts=dates, figures=[CELLS, EARLY, LATE, THERE], kinds=["account", "document"],
    )  # fmt: skip


def copies() -> list[CopyRow]:
    """One edge by words, one by facts."""
    words = valley.passage(valley.UKRAINIAN, "У підвалі школи тримали людей, каже свідок")
    name = valley.passage(valley.ENGLISH, "Olena Vyhadana said that at least 23 people")
    return [
        CopyRow(
            id="E-1", kind="nearly_repeats", left=valley.COPY[:16], right=valley.UKRAINIAN[:16], share=0.987,
            words=[Shared(left=words, right=words)],
        ),
        CopyRow(
            id="E-2", kind="translates", left=valley.UKRAINIAN[:16], right=valley.ENGLISH[:16], share=0.5,
            claims=[(valley.WIDER.id, valley.SHOCKS.id)], figures=["23"], words=[Shared(left=Passage(0, 5), right=name)],
        ),
    ]  # fmt: skip


def register() -> Register:
    return valley.register(findings=[weighed()], copies=copies(), rules=[RULE])


@pytest.fixture(scope="module")
def pages() -> dict[str, HtmlElement]:
    made = render(register(), valley.Valley())
    return {name: fromstring(data.decode()) for name, data in made.items() if name.endswith(".html")}


def plain(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def facts(pages: dict[str, HtmlElement]) -> dict[str, str]:
    rows = pages[f"sites/{valley.PIT}.html"].xpath("//dl[@class='facts weighing']/div")
    return {plain(row[0]): plain(row[1]) for row in rows}


def test_a_finding_tells_its_rule_kinds_and_what_differs(pages: dict[str, HtmlElement]) -> None:
    told = facts(pages)
    assert told["State by rule"] == "7: one <origin>, not assessed"
    assert told["Kinds of origin"] == "account, document"
    assert told["They differ on"] == "date"
    assert "1 March to 9 March 2022" in told["Date, as told"] or "1 to 9 March 2022" in told["Date, as told"]
    assert "until 8 September 2022" in told["Date, as told"]
    assert "Independent origins agree on" not in told


def test_figures_stand_side_by_side_with_how_they_stand_to_each_other(pages: dict[str, HtmlElement]) -> None:
    (table,) = pages[f"sites/{valley.PIT}.html"].xpath("//table[@class='figures-told']")
    rows = [[plain(cell) for cell in row] for row in table.xpath("./tbody/tr")]
    assert [row[0].split(":")[0] for row in rows] == [
        "at least 23 people held", "They do not agree", "20 people held", "Both can be true", "300 people held",
    ]  # fmt: skip
    assert rows[0][1:3] == ["not told", "8 September 2022"]
    assert rows[4][1:3] == ["altogether", "not told"]
    assert "River Herald" in rows[0][3]
    assert "343" not in plain(table)
    assert "Another number: 4 cells" in plain(pages[f"sites/{valley.PIT}.html"])


def test_the_rules_in_force_stand_with_the_method(pages: dict[str, HtmlElement]) -> None:
    (rule,) = pages["index.html"].xpath("//li[@id='rule-07']")
    assert "one <origin>, not assessed origins that are certainly different: at least 1" in plain(rule)


def test_a_source_shows_what_it_shares_covered_and_with_its_evidence(pages: dict[str, HtmlElement]) -> None:
    shared = plain(pages[f"sources/{valley.UKRAINIAN[:32]}.html"].xpath("//section[@class='copies']")[0])
    assert "Nearly the same text" in shared or "nearly the same text" in shared
    assert "99 % of the words of the shorter text" in shared
    assert "У підвалі школи тримали людей, каже свідок" in shared
    assert "Numbers in both, in one order: 23" in shared
    english = pages[f"sources/{valley.ENGLISH[:32]}.html"]
    assert "Vyhadana" not in english.text_content()
    assert f"{valley.LABEL} said that at least 23 people" in plain(english.xpath("//section[@class='copies']")[0])


def test_every_link_of_the_new_parts_leads_somewhere(pages: dict[str, HtmlElement]) -> None:
    for path, page in pages.items():
        for href in page.xpath("//dl[contains(@class, 'weighing')]//a/@href | //section[@class='copies']//a/@href"):
            file, _, anchor = href.partition("#")
            target = str(Path(path).parent / file) if file else path
            parts: list[str] = []
            for part in target.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part] if part != "." else parts
            there = pages["/".join(parts)]
            assert not anchor or there.xpath("//*[@id=$id]", id=anchor), (path, href)


@pytest.mark.parametrize("told", ["", "/", "../..", "nonsense", "2022-13-45", "<b>"])
def test_a_period_that_is_none_is_said_to_be_none(told: str) -> None:
    assert period(told) == "a day that cannot be read" or told not in period(told)


@given(
    groups=st.lists(st.integers(0, 2), min_size=1, max_size=6), day=st.lists(st.integers(1, 2), min_size=6, max_size=6)
)
def test_origins_that_may_be_one_agree_on_nothing(groups: list[int], day: list[int]) -> None:
    claims = [
        msgspec.structs.replace(valley.HELD, origin=f"O-{i}", date=DateRange(start=f"2022-03-0{day[i]}"), count=None)
        for i, _ in enumerate(groups)
    ]
    differing = len({day[i] for i, _ in enumerate(groups)}) > 1
    parts = [FindingPart(what="date", value="2022", claims=[], origins=ONE)] if differing else []
    finding = valley.finding("detention.unlawful", claims, site=valley.PIT, parts=parts)
    group = {f"O-{i}": g for i, g in enumerate(groups)}
    found = agreement(finding, claims, lambda one, other: group[one] == group[other])
    assert ("place" in found.agreed) == (len(set(groups)) > 1)
    assert ("date" in found.differ) == differing
    assert not set(found.agreed) & {*found.differ, *found.alone}
