"""Each format gives its words; bad files give their reason and nothing else."""

import io
import json
import re
import zipfile

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake import samples
from tests.intake.samples import ITEM, PAGE, WORDS

from habeas.intake import Limits, read
from habeas.intake.cleaning import iso_date
from habeas.model.document import Document
from habeas.model.errors import UnreadableError
from habeas.vocabulary import vocabulary


def reason(data: bytes, name: str = "file", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, ITEM, name, limits or Limits())
    assert "\n" not in caught.value.detail
    assert caught.value.reason in vocabulary("unread_reasons")
    return caught.value.reason


def attempt(data: bytes, name: str) -> Document | str:
    """The document, or the reason why there is none."""
    try:
        return read(data, ITEM, name)
    except UnreadableError as e:
        return e.reason


# Text


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"]
)
@pytest.mark.parametrize(
    "words",
    [
        "Одинадцять людей тримали у підвалі школи дев'ять днів.",
        "Одиннадцать человек держали в подвале школы девять дней.",
    ],
)
def test_text_in_the_character_sets_of_the_field(charset: str, words: str) -> None:
    assert read(words.encode(charset), ITEM, "a.txt").text == words


@pytest.mark.parametrize("charset", ["cp866", "iso8859-5", "mac-cyrillic"])
def test_text_in_old_cyrillic(charset: str) -> None:
    words = "В подвале школы держали одиннадцать человек, их отпустили через девять дней."
    assert read(words.encode(charset), ITEM, "a.txt").text == words


@pytest.mark.parametrize(
    "words", ["Одинадцять людей тримали у підвалі школи.", "Eleven people were held in the cellar. "]
)
def test_a_damaged_byte_costs_one_character(words: str) -> None:
    data = (words * 30).encode()
    text = read(data[: len(data) // 2] + b"\xff" + data[len(data) // 2 :], ITEM, "a.txt").text
    assert words in text
    assert len(text) == len(words) * 30 + 1


def test_latin_text_of_windows() -> None:
    words = (
        "Elf Menschen wurden im Keller der Schule für neun Tage festgehalten; die Wärter flüchteten über die Brücke."
    )
    assert read(words.encode("cp1252"), ITEM, "a.txt").text == words


def test_newlines_are_all_that_changes() -> None:
    assert read(b"\xef\xbb\xbfa\r\n b \rc\n\n\td", ITEM, "a.txt").text == "a\n b \nc\n\n\td"


def test_a_nul_becomes_a_mark_of_the_same_length() -> None:
    assert read(b"cellar\0of the school, with many more words around it", ITEM, "a.txt").text.startswith(
        "cellar\ufffdof"
    )


def test_markdown_stays_as_written() -> None:
    document = read(b"# A *title*\n\n- words\n", ITEM, "a.md")
    assert (document.text, document.title) == ("# A *title*\n\n- words\n", "A *title*")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.pdf", "empty"),
        (b" \n\t\r\n ", "a.txt", "no_text"),
        (b"\xef\xbb\xbf", "a.txt", "no_text"),
        (bytes(5000), "a.txt", "unknown_format"),
        (samples.zipped({"a": b"a"}), "a.pdf", "container"),
        (samples.tarred({"a": b"a"}), "a", "container"),
    ],
)
def test_what_is_no_text(data: bytes, name: str, expected: str) -> None:
    assert reason(data, name) == expected


def test_text_has_a_limit() -> None:
    assert reason(b"word " * 300, "a.txt", Limits(text=1000)) == "too_large"


# Report JSON


def report(**keys: object) -> bytes:
    return json.dumps(keys).encode()


def test_a_report_is_exactly_its_text() -> None:
    text = "  Line one\r\nline two\u2028 \ud83d\ude00 end "
    full = report(
        id="nl-07", lang="nl", publisher="P", published="2022-09-16", url="https://e.org/a", title="T", text=text
    )
    assert read(full, ITEM, "x.json") == Document(
        id="nl-07",
        item=ITEM,
        language="nl",
        title="T",
        publisher="P",
        published="2022-09-16",
        url="https://e.org/a",
        text="  Line one\r\nline two\u2028 \U0001f600 end ",
    )


def test_annotations_are_never_looked_at() -> None:
    plain, annotated = report(id="a", text="words"), report(id="a", text="words", claims=[{"quote": "words"}], sites=3)
    assert read(plain, ITEM, "a.json") == read(annotated, ITEM, "a.json")


@pytest.mark.parametrize("given_id", ["", "../x", "a b", "-a", "a" * 81, "a\n", 7, None, ["a"], "é"])
def test_an_id_that_is_not_well_formed_is_not_used(given_id: object) -> None:
    assert read(report(id=given_id, text="words"), ITEM, "a.json").id == ITEM[:16]


def test_other_values_of_a_wrong_kind_do_not_cost_the_text() -> None:
    data = report(text="words", lang=5, publisher=[], published="yesterday", url="javascript:alert(1)", title={"a": 1})
    assert read(data, ITEM, "a.json") == Document(id=ITEM[:16], item=ITEM, text="words")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (report(id="a"), "not_a_report"),
        (report(text=None), "not_a_report"),
        (report(text=["words"]), "not_a_report"),
        (b"[]", "not_a_report"),
        (b'"words"', "not_a_report"),
        (report(text=" "), "no_text"),
        (report(text="words")[:-3], "truncated"),
        (b'{"text": "words",}', "broken"),
        (b'{"text": "words", "a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "broken"),
    ],
)
def test_json_that_is_no_report(data: bytes, expected: str) -> None:
    assert reason(data, "a.json") == expected


def test_a_lone_surrogate_never_reaches_the_text() -> None:
    assert reason(b'{"text": "a \\ud800 and more words"}', "a.json") == "broken"
    assert read(b'{"text": "a \\u0000 c"}', ITEM, "a.json").text == "a \ufffd c"


# HTML


def test_a_page_gives_its_article_and_its_source() -> None:
    document = read(PAGE.encode(), ITEM, "page.pdf")
    assert WORDS in document.text
    assert document.text.startswith("Held in a cellar\n")
    assert document.text.count("Held in a cellar") == 1
    assert (document.title, document.publisher) == ("Held in a cellar", "Example Herald")
    assert (document.published, document.url) == ("2022-10-03", "https://herald.example.org/news/held-in-a-cellar")
    assert document.language is None
    assert "script words" not in document.text
    assert "color" not in document.text


def test_a_date_in_the_words_is_not_the_date_of_publication() -> None:
    page = f"<html><body><article><p>{WORDS} It was 3 May 2021.</p><p>{WORDS}</p></article></body></html>"
    assert read(page.encode(), ITEM, "a.html").published is None


def test_a_page_without_an_article_gives_all_its_words() -> None:
    page = "<html><script>bad()</script><body><ul><li>Cellar</li><li>Beds <b>11</b></li></ul><!-- c --></body></html>"
    text = read(page.encode(), ITEM, "a.html").text
    assert re.split(r"\s+", text.replace("-", " ").strip()) == ["Cellar", "Beds", "11"]


def test_entities_of_a_page_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE html [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = f"{doctype}<html><body><p>{WORDS} &l9; &x;</p></body></html>"
    document = read(page.encode(), ITEM, "a.html")
    assert WORDS in document.text
    assert len(document.text) < 2000
    assert "root:" not in document.text


@pytest.mark.parametrize(
    "page", ["<div>" * 20_000 + WORDS, "<html><body></body></html>", "<html>" + "<p" * 5000, "<title>"]
)
def test_odd_pages_give_their_words_or_a_reason(page: str) -> None:
    outcome = attempt(page.encode(), "a.html")
    assert outcome in {"no_text", "broken"} or WORDS in getattr(outcome, "text", "")


@pytest.mark.parametrize("depth", [300, 1500, 30_000])
def test_a_deep_page_is_read_whole_or_not_at_all(depth: int) -> None:
    outcome = attempt(f"<html><body><p>Start.</p>{'<div>' * depth}{WORDS}".encode(), "a.html")
    assert outcome == "broken" if depth > 2000 else WORDS in getattr(outcome, "text", "")


def test_a_page_in_its_declared_character_set() -> None:
    words = "У підвалі школи тримали одинадцять людей дев'ять днів."
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    page = f"<html><head>{meta}</head><body><p>{words}</p></body></html>"
    assert words in read(page.encode("cp1251"), ITEM, "a.html").text


# PDF


def test_a_pdf_gives_its_pages_with_lines_joined() -> None:
    text = read(
        samples.pdf("Eleven people were held in the cellar of the school and\nlet out.", "Page two."), ITEM, "a"
    ).text
    assert text == "Eleven people were held in the cellar of the school and let out.\n\nPage two."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (samples.pdf(""), "no_text"),
        (samples.encrypted_pdf(), "encrypted"),
        (samples.pdf("words")[:120], "truncated"),
        (samples.pdf("words")[:-8], "truncated"),
        (b"%PDF-1.7\nrubbish\n%%EOF\n", "broken"),
    ],
)
def test_pdfs_that_cannot_be_read(data: bytes, expected: str) -> None:
    assert reason(data, "a.pdf") == expected


def test_a_pdf_has_a_page_limit() -> None:
    assert reason(samples.pdf("a", "b", "c"), "a.pdf", Limits(pdf_pages=2)) == "too_large"


# DOCX


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    document = read(samples.word(), ITEM, "a.zip")
    assert document.text == f"Before the table.\nSite\tBeds\nSchool\t11\n{WORDS}"
    assert document.title == "A statement"


def changed(part: str, change: bytes, data: bytes | None = None) -> bytes:
    """A Word file with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data or samples.word())) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    return samples.zipped(parts | {part: change})


def body(markup: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f"<w:document {names}><w:body>{markup}</w:body></w:document>".encode()


def test_insertions_controls_and_text_boxes_are_read_and_deletions_are_not() -> None:
    markup = """<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>
      <w:p><w:ins><w:r><w:t>Put in.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>
      <w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"""
    assert read(changed("word/document.xml", body(markup)), ITEM, "a").text == "In a control.\nPut in.\nIn a box."


def test_entities_of_a_word_file_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE w [<!ENTITY l0 "lol">{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    markup = body("<w:p><w:r><w:t>words &l9; &x;</w:t></w:r></w:p>")
    outcome = attempt(changed("word/document.xml", doctype.encode() + markup), "a.docx")
    assert outcome == "broken" or getattr(outcome, "text", "").split() == ["words"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (samples.word()[:-200], "truncated"),
        (samples.word()[:2000], "truncated"),
        (changed("word/document.xml", b"<w:document"), "broken"),
        (changed("word/media/image1.png", bytes(64 << 20)), "bomb"),
        (samples.saved(docx.Document()), "no_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_word_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    assert reason(data, "a.docx") == expected


# Anything

REAL = [
    (PAGE.encode(), "a.html"),
    (samples.pdf("Eleven people", "were held"), "a.pdf"),
    (samples.word(), "a.docx"),
    (samples.message().as_bytes(), "a.eml"),
    (report(id="a", text="words", lang="en", title="T"), "a.json"),
    ("Одинадцять людей".encode("cp1251"), "a.txt"),
]


def sound(data: bytes, name: str) -> None:
    outcome = attempt(data, name)
    if isinstance(outcome, str):
        assert outcome in vocabulary("unread_reasons")
    else:
        outcome.text.encode("utf-8")
        assert "\0" not in outcome.text
        (outcome.title or "").encode("utf-8")


@settings(deadline=None)
@given(data=st.binary(max_size=500), name=st.sampled_from(["a", *(name for _, name in REAL)]))
def test_random_bytes_never_raise_anything_else(data: bytes, name: str) -> None:
    sound(data, name)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(real=st.sampled_from(REAL), data=st.data())
def test_mutated_files_never_raise_anything_else(real: tuple[bytes, str], data: st.DataObject) -> None:
    mutated = bytearray(real[0])
    for _ in range(data.draw(st.integers(1, 8))):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    sound(bytes(mutated[: data.draw(st.integers(1, len(mutated)))]), real[1])
    sound(bytes(mutated), real[1])


def test_a_publication_date_keeps_its_precision() -> None:
    for date in ("2022", "2022-09", "2022-09-16", "2022-09-16T10:00:00Z"):
        assert iso_date(date) == date
    for other in ("2022-13", "16.09.2022", "2022-09-", "soon", 2022):
        assert iso_date(other) is None
