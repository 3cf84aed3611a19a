"""Hostile exports, tables and workbooks."""

import io
import zipfile
from collections.abc import Iterator

from tests.intake import exports, samples
from tests.intake.hostile.archives import flags

MIB = 1 << 20
Named = tuple[str, bytes]


def lists() -> Iterator[Named]:
    """Attacks by exports and tables."""
    chat = b'{"name": "a", "type": "public_channel", "messages": ['
    yield (
        "types.json",
        chat + b'{"id": [], "type": 7, "text": {"a": 1}}, null, 3, "x", {"type": "message", "text": [[["a"]]]}]}',
    )
    yield "deep-text.json", chat + b'{"type": "message", "text": ' + b"[" * 5000 + b"]" * 5000 + b"}]}"
    yield (
        "dates.json",
        chat + b'{"type": "message", "text": "x", "date": "9999-99-99", "date_unixtime": "99999999999"}]}',
    )
    yield "messages.json", chat + b",".join([b'{"type": "message", "text": "words"}'] * 120_000) + b"]}"
    yield "no-list.json", b'{"type": "public_channel", "chats": {"list": "x"}, "messages": [1]}'
    yield (
        "username.json",
        chat[:-13] + b'"username": "\\u202e../x", "messages": [{"type": "message", "id": 1, "text": "a"}]}',
    )
    yield (
        "formula.csv",
        b'Text,Link\n"=HYPERLINK(""http://a.example.org"")",javascript:alert(1)\n=cmd|\' /C calc\'!A0,x\n',
    )
    yield "quote.csv", b'Text,Link\n"' + b"a" * (4 * MIB)
    yield "columns.csv", b",".join([b"Text"] * 100_000) + b"\n" + b",".join([b"a"] * 100_000)
    yield "rows.csv", b"Text\n" + b"a\n" * 120_000
    yield "nul.csv", b"Text,Link\nwo\0rds,x\n"
    yield "blank.csv", b",,,\n" * 2000
    yield "same-headers.csv", b"Text,Text,Text\na,b,c\n"
    yield "wide.jsonl", b'{"text": "a"' + b"".join(b', "k%d": {"a": [1]}' % n for n in range(20_000)) + b"}\n" * 2
    yield "deep.jsonl", b'{"a": ' * 5000 + b"1" + b"}" * 5000 + b"\n"
    yield "values.json", b'[{"text": "a"}, 3, null, []]'
    yield from _workbooks()


def _workbooks() -> Iterator[Named]:
    book = exports.workbook(A=[["Text"], ["words"]])

    def changed(name: str, data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(book)) as package:
            return samples.zipped({one: package.read(one) for one in package.namelist()} | {name: data})

    sheet = "xl/worksheets/sheet1.xml"
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    yield (
        "laughs.xlsx",
        changed(sheet, b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
    )
    yield (
        "last-row.xlsx",
        changed(
            sheet,
            b'<worksheet %s><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>text</t></is></c></row>'
            b"</sheetData></worksheet>" % space,
        ),
    )
    rows = b"".join(b'<row r="%d"/>' % n for n in range(1, 200_000))
    yield "empty-rows.xlsx", changed(sheet, b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (space, rows))
    yield "bomb.xlsx", changed(sheet, b"<worksheet>" + b" " * (120 * MIB))
    yield "strings.xlsx", changed("xl/sharedStrings.xml", b"<sst %s>" % space + b"<si><t>a</t></si>" * 300_000)
    yield "encrypted.xlsx", flags(book, 1)
    yield "no-sheets.xlsx", samples.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    yield (
        "external.docx",
        samples.zipped(
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'}
        ),
    )
    yield "old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
