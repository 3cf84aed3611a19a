"""Lists of testimonies and links: tables, records, and the exports of other systems."""

import json
from pathlib import Path

import pytest
from tests.intake import exports, samples
from tests.intake.unpacking import held, made, outcome

from habeas.intake import Limits, Reader, Refusal, mapping_from_toml
from habeas.intake.tables.cells import sheets
from habeas.intake.tables.dates import day
from habeas.intake.tables.mapping import columns_of
from habeas.model.errors import HabeasError

TABLES = {
    "en": "Date,Testimony,Link\n2022-10-03,{},https://a.example.org/1\n",
    "uk": "Дата;Свідчення;Посилання\n03.10.2022;{};https://a.example.org/1\n",
    "ru": "Дата\tПоказания\tСсылка\n03.10.2022\t{}\thttps://a.example.org/1\n",
    "nl": "Datum;Getuigenis;Koppeling\n3-10-2022;{};https://a.example.org/1\n",
    "de": "Datum;Aussage;Webadresse\n3.10.2022;{};https://a.example.org/1\n",
    "fr": "Date;Témoignage;Lien\n2022-10-03;{};https://a.example.org/1\n",
    "pl": "Data;Zeznanie;Odnośnik\n3.10.2022;{};https://a.example.org/1\n",
}


@pytest.mark.parametrize("language", TABLES)
def test_columns_are_known_by_their_names_in_seven_languages(reader: Reader, tmp_path: Path, language: str) -> None:
    ((_, row),) = held(reader, tmp_path, "a.csv", TABLES[language].format(samples.WORDS).encode())
    document = made(reader, tmp_path, "row.json", row).document
    assert document is not None
    assert (document.text, document.url) == (samples.WORDS, "https://a.example.org/1")
    assert document.published == (None if language == "nl" else "2022-10-03")  # 3-10-2022 may be March or October


def test_a_row_keeps_all_its_cells(reader: Reader, tmp_path: Path) -> None:
    ((_, row),) = held(reader, tmp_path, "a.csv", b"Text,Who,Who,\nwords,a,b,c,d\n")
    assert json.loads(row)["source"] == {"Text": "words", "Who": "a", "Who 3": "b", "4": "c", "5": "d"}


def test_links_are_listed_and_never_fetched(reader: Reader, tmp_path: Path) -> None:
    ((_, row),) = held(reader, tmp_path, "a.csv", b"Link,Note\nhttps://a.example.org/1,x\n")
    found = made(reader, tmp_path, "row.json", row)
    assert outcome(found) == "listed_link"
    assert json.loads(row)["url"] == "https://a.example.org/1"


def test_the_same_row_in_a_longer_list_is_the_same_item(reader: Reader, tmp_path: Path) -> None:
    (_, row), _ = held(reader, tmp_path, "a.csv", b"Text\nfirst\nsecond\n")
    later = held(reader, tmp_path, "a.csv", b"Text\nnew\nfirst\nsecond\n")
    assert row == later[1][1]


def test_formulas_are_not_evaluated(reader: Reader, tmp_path: Path) -> None:
    book = exports.workbook(A=[["Text", "Link"], ["=1+1", "x"], ["words", "=HYPERLINK(A1)"]])
    _, (_, row) = held(reader, tmp_path, "a.xlsx", book)
    assert json.loads(row)["source"] == {"Text": "words"}
    ((_, row),) = held(reader, tmp_path, "a.csv", b"Text,Link\n=cmd|' /C calc'!A0,javascript:alert(1)\n")
    assert json.loads(row)["text"] == "=cmd|' /C calc'!A0"
    assert "url" not in json.loads(row)


def test_all_sheets_are_read_dates_are_dates(reader: Reader, tmp_path: Path) -> None:
    from datetime import datetime  # noqa: PLC0415

    rows = [["Datum", "Verklaring"], [datetime(2022, 10, 3), "een"]]  # noqa: DTZ001  # as spreadsheets have them
    found = held(reader, tmp_path, "a.xlsx", exports.workbook(A=rows, B=[[], ["Text"], ["two"]], C=[]))
    told = [json.loads(data) for _, data in found]
    assert [one["text"] for one in told] == ["een", "two"]
    assert told[0]["published"] == "2022-10-03"


def test_a_table_without_a_known_column_says_what_to_do(reader: Reader, tmp_path: Path) -> None:
    table = b"a,b\n1,2\n"
    assert held(reader, tmp_path, "a.csv", table) == []
    found = made(reader, tmp_path, "a.csv", table)
    assert found.not_read is not None
    assert found.not_read.reason == "unmapped"
    assert "mapping.toml" in found.not_read.detail


def test_what_is_told_of_a_table_names_no_sheet(reader: Reader, tmp_path: Path) -> None:
    """Teams call a sheet after the witness whose words it holds."""
    book = exports.workbook(**{"Petro Vyhadanyi": [["Text"], ["words"]], "Olha Vymyshlenko": []})
    told = made(reader, tmp_path, "a.xlsx", book).not_read
    assert told is not None
    assert (told.reason, "Vy" in told.detail) == ("container", False)
    assert "sheet 1: columns known by headers" in told.detail


def test_a_mapping_goes_before_all_names(reader: Reader, tmp_path: Path) -> None:
    mapping = mapping_from_toml('[columns]\ntext = ["b", "A"]\npublished = "c"\n')
    ((_, row),) = held(reader, tmp_path, "a.csv", b"a,b,c,Text\none,two,03.10.2022,three\n", mapping)
    assert json.loads(row)["text"] == "two\none"
    assert json.loads(row)["published"] == "2022-10-03"
    (refusal,) = held(reader, tmp_path, "a.csv", b"x,y\n1,2\n", mapping)
    assert isinstance(refusal, Refusal)
    assert "'b'" in refusal.detail


@pytest.mark.parametrize(
    "text", ["", "[columns]\ntext = 3", "[columns]\nfoo = 'a'", "[other]\n", "not toml", "[columns]\n[x]\n"]
)
def test_a_mapping_that_is_none_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(HabeasError) as caught:
        mapping_from_toml(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022", "2022"),
        ("2022-10", "2022-10"),
        ("2022-10-03", "2022-10-03"),
        ("2022-10-03T08:00:00Z", "2022-10-03T08:00:00Z"),
        ("2022-10-03 08:00", "2022-10-03"),
        ("3.10.2022", "2022-10-03"),
        ("23/10/2022", "2022-10-23"),
        ("10/23/2022", "2022-10-23"),
        ("10/10/2022", "2022-10-10"),
        ("3/10/2022", None),
        ("31.02.2022", None),
        ("in October", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(cell: str, expected: str | None) -> None:
    assert day(cell) == expected


def test_exports_of_other_systems_are_known_by_their_columns() -> None:
    sheet = ["Link", "Archive status", "Archive location", "Upload title", "Text content", "Upload timestamp", "hash"]
    assert columns_of(sheet, None).known_as == "Auto Archiver sheet"
    assert columns_of(sheet, None).text == [4]
    bulletin = ["id", "title", "description", "source_link", "publish_date", "sources"]
    assert columns_of(bulletin, None).known_as == "Bayanat bulletins (CSV)"
    assert columns_of(bulletin, None).markup


def test_bayanats_records_are_read_as_html(reader: Reader, tmp_path: Path) -> None:
    bulletin = {
        "class": "bulletin",
        "id": 7,
        "title": "Held in a cellar",
        "description": f"<p>{samples.WORDS}</p><p>More.</p>",
        "source_link": "https://a.example.org/1",
        "publish_date": "2022-10-03",
        "medias": [{"filename": "a.jpg"}],
    }
    for data in (json.dumps([bulletin]), json.dumps({"bulletins": [bulletin]}), json.dumps(bulletin)):
        ((_, row),) = held(reader, tmp_path, "a.json", data.encode())
        assert json.loads(row)["source"] == bulletin
        document = made(reader, tmp_path, "row.json", row).document
        assert document is not None
        assert samples.WORDS in document.text
        assert "<p>" not in document.text
        assert (document.url, document.published) == ("https://a.example.org/1", "2022-10-03")


def test_uwazis_entities_are_read(reader: Reader, tmp_path: Path) -> None:
    entity = {
        "sharedId": "x1",
        "template": "t",
        "title": "Held",
        "language": "en",
        "metadata": {"description": [{"value": samples.WORDS}], "place": [{"value": {"lat": 1}}]},
    }
    ((_, row),) = held(reader, tmp_path, "a.json", json.dumps({"rows": [entity]}).encode())
    document = made(reader, tmp_path, "row.json", row).document
    assert document is not None
    assert (document.text, document.title, document.language) == (samples.WORDS, "Held", "en")


def test_auto_archivers_records_are_read(reader: Reader, tmp_path: Path) -> None:
    line = {
        "status": "telegram: success",
        "metadata": {"url": "https://a.example.org/1", "content": samples.WORDS, "timestamp": "2022-10-03T08:00:00Z"},
        "media": [{"filename": "a.jpg"}],
    }
    ((_, row), _) = held(reader, tmp_path, "a.jsonl", (json.dumps(line) + "\n" + json.dumps(line | {"x": 1})).encode())
    document = made(reader, tmp_path, "row.json", row).document
    assert document is not None
    assert (document.text, document.url) == (samples.WORDS, "https://a.example.org/1")
    assert document.published == "2022-10-03T08:00:00Z"


def test_a_million_rows_down_is_no_million_rows() -> None:
    rows = [list(rows) for _, rows in sheets(exports.workbook(A=[["Text"], ["a"]]), Limits())]
    assert rows == [[["Text"], ["a"]]]
