"""The report as a folder: whole, safe to open, and silent about whom it must not show."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag

import lxml.html
import msgspec
import pytest
import valley
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from habeas.dossier import Source, write_report
from habeas.model import ids
from habeas.model.covering import CoveredText
from habeas.model.errors import HabeasError
from habeas.model.ids import claim_id
from habeas.model.passage import Passage
from habeas.model.register import ClaimRow, DocumentRow, Register
from habeas.model.visible import hides

RESOURCES = {"script", "img", "iframe", "object", "embed", "audio", "video", "source", "form", "base", "style"}


PLACE = "\ue000{}\ue001"
"""Where a hidden character stands while a page's words are put together: private use, which no page shows as it is."""


def _read(out: Path) -> dict[str, HtmlElement]:
    return {
        f.relative_to(out).as_posix(): lxml.html.document_fromstring(f.read_text("utf-8")) for f in out.rglob("*.html")
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, HtmlElement]:
    out = tmp_path_factory.mktemp("report")
    write_report(out, valley.register(), valley.Valley(), written="2022-11-01")
    return _read(out)


def site(pages: dict[str, HtmlElement], site_id: str = valley.PIT) -> HtmlElement:
    return pages[f"sites/{site_id}.html"]


def exactly(element: HtmlElement) -> str:
    """The words of an element, with the hidden characters that its marks stand for."""
    for mark in element.xpath(".//*[@class='hidden-mark']"):
        mark.text = None
        mark.tail = PLACE.format(int(mark.get("title")[2:], 16)) + (mark.tail or "")
    return re.sub(PLACE.format(r"(\d+)"), lambda m: chr(int(m[1])), element.text_content())


def source(pages: dict[str, HtmlElement], item: str = valley.ENGLISH) -> HtmlElement:
    return pages[f"sources/{item[:32]}.html"]


def row(page: HtmlElement, term: str) -> HtmlElement:
    return page.xpath("//dl[@class='facts']/div[dt=$term]/dd", term=term)[0]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_link_inside_the_report_leads_somewhere(pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        for href in page.xpath("//@href"):
            if re.match(r"[a-z]+:", href):
                continue
            target, fragment = urldefrag(href)
            path = str((Path("/") / Path(name).parent / target).resolve().relative_to("/")) if target else name
            assert path in pages or path == "style.css", (name, href)
            assert not fragment or pages[path].xpath("//*[@id=$id]", id=fragment), (name, href)


def test_ids_are_unique_and_references_hold(pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        ids = Counter(page.xpath("//@id"))
        assert [i for i, n in ids.items() if n > 1] == [], name
        assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids), name


def test_nothing_is_fetched_or_run(pages: dict[str, HtmlElement]) -> None:
    for page in pages.values():
        assert RESOURCES.isdisjoint(e.tag for e in page.iter() if isinstance(e.tag, str))
        assert not page.xpath("//@style | //@src | //@srcset")
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")]
        assert page.xpath("//link/@href")[0].endswith("style.css")
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'; style-src 'self'")


def test_links_to_the_outside_are_plain_addresses_that_tell_nothing(pages: dict[str, HtmlElement]) -> None:
    outside = [a for page in pages.values() for a in page.xpath("//a[contains(@href, ':')]")]
    assert [a.get("href") for a in outside] == ["https://example.org/a?b=1&c=2"]
    assert {"noreferrer", "noopener"} <= set(outside[0].get("rel").split())
    assert "javascript:alert(1)" in words(source(pages, valley.UKRAINIAN))


def test_headings_and_landmarks_are_in_order(pages: dict[str, HtmlElement]) -> None:
    for name, page in pages.items():
        levels = [int(e.tag[1]) for e in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)
        assert (
            len(page.xpath("//main"))
            == len(page.xpath("//header/nav[@aria-label]"))
            == len(page.xpath("//footer"))
            == 1
        )
        assert page.xpath("//body/a[1]/@href") == ["#main"]
        assert page.xpath("/html/@lang") == ["en"]
        for table in page.xpath("//table"):
            assert words(table.find("caption")), name
            assert all(th.get("scope") for th in table.iter("th")), name


def test_marked_words_are_the_covered_words_of_the_claim(pages: dict[str, HtmlElement]) -> None:
    for claim in valley.CLAIMS:
        item = next(i for i in valley.TEXTS if i[:16] == claim.document)
        covered = valley.TEXTS[item]
        expected = covered.passage(claim.passage).of(covered.text)
        home = "wider.html" if claim is valley.WIDER else f"sites/{claim.site}.html"
        (shown,) = pages[home].xpath("//*[@id=$id]//mark", id=claim.id)
        assert shown.text_content() == expected
        assert words(source(pages, item).xpath("//div[@class='text']")[0]) == " ".join(covered.text.split())


def test_a_claim_tells_chain_number_date_stance_and_source(pages: dict[str, HtmlElement]) -> None:
    told = words(site(pages).xpath("//*[@id=$id]", id=valley.HELD.id)[0])
    assert f"According to {valley.LABEL} (victim or survivor, witness), relayed by Valley Radio" in told
    assert "at least 23 people held" in told
    assert "10 March to 8 September 2022" in told
    assert "River Herald, 16 September 2022, in English" in told
    assert valley.ENGLISH[:12] in told
    hedged = words(site(pages).xpath("//*[@id=$id]", id=valley.BEATEN.id)[0])
    assert "According to an unnamed former detainee" in hedged
    assert "stated with reserve" in hedged


def test_a_denial_stands_beside_what_it_denies(pages: dict[str, HtmlElement]) -> None:
    (denials,) = site(pages).xpath(
        "//section[@class='finding'][.//h4[text()='electric shocks']]//div[@class='denials']"
    )
    assert "According to Ivan Vyhadanyi (official)" in words(denials)
    assert "The mayor denied it all" in words(denials)


def test_quotations_about_violence_are_folded(pages: dict[str, HtmlElement]) -> None:
    assert site(pages).xpath("//details//*[@id=$id]", id=valley.SHOCKS.id)
    assert not site(pages).xpath("//details//*[@id=$id]", id=valley.HELD.id)


def test_a_table_shows_a_site_as_contested_or_by_its_best_supported_finding(tmp_path: Path) -> None:
    one = valley.finding("other", [valley.BEATEN], site=valley.PIT, state="single_source_unassessed")
    two = valley.finding(
        "count.detainees", [valley.HELD], site=valley.PIT, origins=valley.Tally(independent=2, at_most=2)
    )
    for findings, state in (([one, two], "recorded only"), ([two, *valley.FINDINGS], "contested")):
        write_report(tmp_path / "r", valley.register(findings=findings), valley.Valley())
        index = lxml.html.document_fromstring((tmp_path / "r/index.html").read_text("utf-8"))
        assert words(index.xpath("//tr[th/a/bdi='the Pit']/td[span[contains(@class, 'state')]]")[0]) == state


def test_a_site_says_what_its_position_stands_for(pages: dict[str, HtmlElement]) -> None:
    assert "The position of the settlement's centre, not of the building." in words(site(pages))
    assert "2 independent origins, at most 3" in words(site(pages))
    assert "2 settlements of the gazetteer fit" in words(site(pages, valley.SCHOOL))
    assert site(pages).xpath("//bdi[@lang='uk']/text()") == ["Яма"]
    assert site(pages).xpath("//*[local-name()='svg'][@role='img']/@aria-label") == [
        "the Pit: centre of the settlement"
    ]
    assert not site(pages, valley.SCHOOL).xpath("//*[local-name()='svg']")


def test_alleged_perpetrators_are_nowhere_and_their_unit_is(pages: dict[str, HtmlElement]) -> None:
    for page in pages.values():
        source_text = lxml.html.tostring(page, encoding="unicode")
        assert valley.GUARD_NAME not in source_text
        assert valley.GUARD not in source_text
    assert "9th Valley Regiment" in words(site(pages))
    assert "9th Valley Regiment" in words(pages["units.html"])


ACCUSED, NEAR = ids.label(valley.GUARD), f"{ids.label(valley.GUARD)}Z"
_RAW = f"{valley.GUARD_NAME} beat detainees. He denied it. {valley.GUARD_NAME} ran the Pit, said a neighbour."


def accusations() -> tuple[Register, CoveredText]:
    """A register in which the label of an alleged perpetrator stands wherever one can, and its text (of the copy)."""
    cuts = [Passage(*m.span()) for m in re.finditer(valley.GUARD_NAME, _RAW)]
    spans = [(0, _RAW.index(" He")), (_RAW.index("He"), cuts[1].start - 1), (cuts[1].start, len(_RAW))]
    told = [
        ClaimRow(
            id=claim_id(valley.COPY, *span, "other"), type="other", passage=Passage(*span), document=valley.COPY[:16],
            attribution=[valley.GUARD, f"anon:guard of {ACCUSED}"], site=valley.PIT, victims=[valley.GUARD], origin="O-0",
        )
        for span in spans
    ]  # fmt: skip
    called = {"name": f"house of {ACCUSED}", "names": [valley.Name(text=f"{ACCUSED}'s house", language="en")]}
    lines = {"title": f"{ACCUSED} and {NEAR}", "publisher": ACCUSED, "url": f"https://example.org/{ACCUSED}"}
    register = valley.register(
        claims=[*valley.CLAIMS, *told],
        findings=[*valley.FINDINGS, valley.finding("other", told, site=valley.PIT)],
        sites=[msgspec.structs.replace(s, **called, settlement=ACCUSED) for s in valley.sites()],
        units=[valley.UnitRow(id=valley.UNIT, **called)],
        bodies=[valley.BodyRow(id=valley.OUTLET, **called)],
        documents=[msgspec.structs.replace(d, **lines) for d in valley.documents()],
    )
    text = _RAW.replace(valley.GUARD_NAME, ACCUSED)
    return register, CoveredText(text=text, cuts=cuts, labels=[ACCUSED, ACCUSED])


class Accusing(valley.Valley):
    """Sources whose file names hold the label, too."""

    def source(self, item: str) -> Source:
        came = super().source(item)
        arrivals = [msgspec.structs.replace(a, name=f"{ACCUSED}.html") for a in came.arrivals]
        return msgspec.structs.replace(came, arrivals=arrivals)


def test_not_even_the_label_of_an_alleged_perpetrator_is_on_any_page(tmp_path: Path) -> None:
    register, text = accusations()
    write_report(tmp_path, register, Accusing(texts={**valley.TEXTS, valley.COPY: text}))
    for file in tmp_path.rglob("*.html"):
        assert not re.search(f"{ACCUSED}(?!Z)|{valley.GUARD}|{valley.GUARD_NAME}", file.read_text("utf-8")), file.name
    pages = _read(tmp_path)
    assert f"[name] and {NEAR}" in words(pages["sources.html"])
    assert valley.LABEL in words(site(pages))
    told = [site(pages).xpath("//*[@id=$id]", id=claim.id)[0] for claim in register.claims[-3:]]
    marked = [claim.xpath(".//mark")[0].text_content() for claim in told]
    assert marked == ["[name] beat detainees.", "He denied it.", "[name] ran the Pit, said a neighbour."]
    assert "According to an alleged perpetrator, relayed by an unnamed guard of [name]" in words(told[0])


def test_a_sealed_person_has_no_name_even_if_one_comes_in(tmp_path: Path) -> None:
    people = [valley.PersonRow(id=p.id, label=p.label, name="Zlata Nemaie") for p in valley.people()]
    write_report(tmp_path / "r", valley.register(people=people), valley.Valley())
    assert not [f for f in (tmp_path / "r").rglob("*.html") if "Nemaie" in f.read_text("utf-8")]


def test_what_was_not_read_is_told_and_the_sum_is_shown(pages: dict[str, HtmlElement]) -> None:
    unread = words(pages["unread.html"])
    assert "asks for a <password>" in unread
    assert valley.LOCKED in unread
    assert "5 characters" in unread
    assert "(German)" in unread
    (total,) = pages["index.html"].xpath("//table[@class='sum']/tfoot//td")
    assert words(total) == "4"
    assert "does not add up" not in words(pages["index.html"])


def test_a_sum_that_does_not_add_up_is_said(tmp_path: Path) -> None:
    class Short(valley.Valley):
        def items(self) -> int:
            return 9

    write_report(tmp_path / "r", valley.register(), Short())
    assert "9 items came in, and 4 are accounted for" in (tmp_path / "r/index.html").read_text("utf-8")


def test_copies_name_one_another(pages: dict[str, HtmlElement]) -> None:
    assert "Підвал школи" in words(row(source(pages, valley.COPY), "Copy of"))
    assert "Untitled document" in words(row(source(pages, valley.UKRAINIAN), "Copied by"))


def test_a_file_name_that_turns_the_reading_direction_is_disarmed(pages: dict[str, HtmlElement]) -> None:
    for page in pages.values():
        assert "\u202e" not in page.text_content()


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write_report(tmp_path / "a", valley.register(), valley.Valley())
    second = write_report(tmp_path / "b", valley.register(), valley.Valley())
    assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]


def test_an_earlier_report_is_replaced_and_its_lost_pages_go(tmp_path: Path) -> None:
    out = tmp_path / "r"
    write_report(out, valley.register(), valley.Valley())
    less = valley.register(sites=valley.sites()[:1], findings=valley.FINDINGS[:3])
    files = write_report(out, less, valley.Valley())
    assert not (out / f"sites/{valley.SCHOOL}.html").exists()
    assert {f for f in out.rglob("*") if f.is_file()} == set(files)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(HabeasError, match="holds other files"):
        write_report(tmp_path, valley.register(), valley.Valley())
    with pytest.raises(HabeasError, match="is a file"):
        write_report(tmp_path / "diary.txt", valley.register(), valley.Valley())
    assert [f.name for f in tmp_path.iterdir()] == ["diary.txt"]


def test_a_forged_list_of_files_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "r"
    write_report(out, valley.register(), valley.Valley())
    (tmp_path / "diary.html").write_text("mine")
    (out / "SHA256SUMS").write_text(f"{'0' * 64}  ../diary.html\n{'0' * 64}  sites/../../diary.html\n")
    write_report(out, valley.register(), valley.Valley())
    assert (tmp_path / "diary.html").exists()


def test_an_id_that_is_no_id_becomes_no_path(tmp_path: Path) -> None:
    bad = valley.SiteRow(id="../../x", name="x")
    with pytest.raises(ValueError, match="register's form"):
        write_report(tmp_path / "r", valley.register(sites=[bad]), valley.Valley())
    assert not list(tmp_path.iterdir())


def test_an_empty_register_makes_a_report(tmp_path: Path) -> None:
    empty = Register(case="Nothing", built=valley.Built(version="0", inputs="0"))
    files = write_report(tmp_path / "r", empty, valley.Valley(texts={}))
    assert (tmp_path / "r/index.html") in files


def test_what_hides_in_a_text_is_seen_and_turns_nothing_around(tmp_path: Path) -> None:
    raw = "They beat\u202e us\u202c daily.\nThe \x1b[8mguard\x07 lau\u00adghed\u200b\0."
    row = valley.ClaimRow(
        id=claim_id(valley.COPY, 0, 20, "count.sites"), type="count.sites", passage=Passage(0, 20), origin="O-0",
        document=valley.COPY[:16], count=valley.Count(op="exactly", n=2, of="sites"), site=valley.PIT,
    )  # fmt: skip
    register = valley.register(claims=[*valley.CLAIMS, row])
    write_report(tmp_path, register, valley.Valley(texts={**valley.TEXTS, valley.COPY: CoveredText(text=raw)}))
    for file in tmp_path.rglob("*.html"):
        assert not [c for c in file.read_text("utf-8") if hides(c) and c not in "\n\t"], file.name
    shown = source(_read(tmp_path), valley.COPY).xpath("//div[@class='text']")[0]
    assert [m.text for m in shown.xpath(".//*[@class='hidden-mark']")] == [
        r"\u202e", r"\u202c", r"\x1b", r"\x07", r"\xad", r"\u200b", r"\x00",
    ]  # fmt: skip
    assert exactly(shown) == raw
    for page in ("index.html", f"sites/{valley.PIT}.html"):
        assert _read(tmp_path)[page].xpath("//*[self::q or self::mark]//*[@title='U+202E']"), page


letters = st.characters() | st.sampled_from("\n\r\t\0<>&\"'\u202e\u00ad")
printable = st.text(letters, min_size=1, max_size=300)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(printable, st.data())
def test_any_text_is_shown_as_it_is(tmp_path: Path, text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = [Passage(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), unique=True, max_size=5))]
    item, label = valley.sha("any"), "Person 7K3F"
    hidden = Passage(*sorted((data.draw(ends), data.draw(ends))))
    covered = CoveredText(text=text[: hidden.start] + label + text[hidden.end :], cuts=[hidden], labels=[label])
    claims = {
        claim_id(item, s.start, s.end, "other"): ClaimRow(
            id=claim_id(item, s.start, s.end, "other"), type="other", passage=s, document="d", origin="O-0"
        )
        for s in spans
    }
    register = Register(
        case=text,
        built=valley.Built(version=text, inputs=text),
        documents=[DocumentRow(id="d", item=item, title=text, publisher=text, url=text, language=text, published=text)],
        claims=list(claims.values()),
    )
    write_report(tmp_path / "r", register, valley.Valley(texts={item: covered}))
    shown = lxml.html.document_fromstring((tmp_path / f"r/sources/{item[:32]}.html").read_text("utf-8"))
    assert exactly(shown.xpath("//div[@class='text']")[0]) == covered.text
    wider = lxml.html.document_fromstring((tmp_path / "r/wider.html").read_text("utf-8"))
    for key, claim in claims.items():
        (mark,) = wider.xpath("//*[@id=$id]//mark", id=key)
        assert exactly(mark) == covered.passage(claim.passage).of(covered.text)
    assert not shown.xpath("//script")
