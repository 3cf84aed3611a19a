"""Real files of every format, made here. All names and events are invented."""

import io
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import docx

WORDS = "Eleven people were held in the cellar of the school."
ITEM = "ab" * 32

PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Held in a cellar | Example Herald</title>
<meta property="og:site_name" content="Example Herald">
<meta property="article:published_time" content="2022-10-03T08:00:00Z">
<meta property="og:title" content="Held in a cellar">
<link rel="canonical" href="https://herald.example.org/news/held-in-a-cellar">
<script>var secret = "script words";</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Held in a cellar</h1>
<p>{WORDS} They were let out after nine days, when the soldiers left the town in a hurry and nobody guarded the door.</p>
<p>The head teacher said that the keys were found in her desk. <script>alert("more script words")</script></p>
<p>Officials counted the beds and the bowls, and wrote down what the neighbours had heard during those nine nights.</p>
</article></body></html>"""


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text after another on each page; written by hand, cross-reference table included."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        drawn = "".join(f"({line}) Tj T* " for line in page.split("\n"))
        content = f"BT /F1 11 Tf 14 TL 50 750 Td {drawn}ET".encode("latin-1") if page else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        resources = b"/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return assembled(objects)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, end)


def encrypted_pdf() -> bytes:
    """A PDF whose password nobody knows."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]
    key = b"(" + b"k" * 32 + b")"
    objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >>" % (key, key))
    identity = b"<00112233445566778899aabbccddeeff>"
    return assembled(objects, b"/Encrypt 3 0 R /ID [%s %s]" % (identity, identity))


def word() -> bytes:
    document = docx.Document()
    document.core_properties.title = "A statement"
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Site", "Beds"), ("School", "11")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph(WORDS)
    return saved(document)


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "desk@herald.example.org"
    mail["To"] = "archive@example.org"
    mail["Subject"] = "Held in a cellar"
    mail["Date"] = "Mon, 03 Oct 2022 23:30:00 -0300"
    mail["Message-ID"] = "<1@herald.example.org>"
    mail.set_content(WORDS + "\nMore tomorrow.")
    return mail


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()
