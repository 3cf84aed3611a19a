"""A corpus of broken and hostile files of every format, made here, the same each time.

Two kinds: each honest file damaged in every general way (cut off, bytes turned, a hole, another's name, something before or
behind it), and attacks made by hand (bombs, loops, lies about sizes, tricks with paths, polyglots). `corpus` gives the small
ones as (name, bytes); `large` writes those that only harm by their size.
"""

import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import py7zr
from PIL import Image
from tests.intake import exports, samples
from tests.intake.hostile_pdf import attacks as pdf_attacks

MIB = 1 << 20
Named = tuple[str, bytes]


@cache
def honest() -> dict[str, bytes]:
    """One file of each format, but for those that ffmpeg makes."""
    return {
        "a.txt": samples.WORDS.encode() * 20,
        "a.html": samples.PAGE.encode(),
        "a.pdf": samples.pdf(samples.WORDS),
        "a.docx": samples.word(),
        "a.eml": _letter(),
        "a.json": json.dumps({"id": "x", "text": samples.WORDS}).encode(),
        "a.zip": samples.zipped({"a.txt": b"one" * 500, "b/звіт.html": samples.PAGE.encode()}),
        "a.tar": samples.tarred({"a.txt": b"one" * 500, "b.pdf": samples.pdf("two")}),
        "a.tar.gz": samples.tarred({"a.txt": b"one" * 500}, "w:gz"),
        "a.tar.bz2": samples.tarred({"a.txt": b"one" * 500}, "w:bz2"),
        "a.tar.xz": samples.tarred({"a.txt": b"one" * 500}, "w:xz"),
        "a.7z": seven({"a.txt": b"one" * 500, "b.txt": b"two" * 300}),
        "a.mbox": exports.mbox(),
        "a.warc": exports.crawl(False),
        "a.warc.gz": exports.crawl(),
        "a.wacz": exports.wacz(),
        "result.json": exports.telegram(),
        "a.csv": b"Date,Testimony,Link\n03.10.2022,We were held,https://a.example.org/1\n" * 9,
        "a.xlsx": exports.workbook(A=[["Date", "Text"], ["2022-10-03", "We were held"]]),
        "a.jsonl": b'{"class": "bulletin", "description": "<p>held</p>", "source_link": ""}\n' * 5,
        "a.png": exports.picture(),
        "a.jpg": exports.photo(),
        "a.gif": exports.picture(kind="GIF"),
        "a.tif": exports.picture(kind="TIFF"),
        "a.webp": exports.picture(kind="WEBP"),
        "a.bmp": exports.picture(kind="BMP"),
        "scan.pdf": exports.scan("Held in the cellar of the school"),
        "proof.zip": exports.proofmode(),
    }


def corpus() -> Iterator[Named]:
    """Every small hostile file: a name that tells what is wrong with it, and its bytes."""
    for name, data in honest().items():
        yield from damaged(name, data)
    yield from attacks()


def damaged(name: str, data: bytes) -> Iterator[Named]:
    """One honest file in every general way of being broken."""
    random = Random(name)  # noqa: S311  # no secret: the same corpus each time
    yield f"empty-{name}", b""
    for share in (0.02, 0.3, 0.7, 0.99):
        yield f"cut-{share}-{name}", data[: int(len(data) * share)]
    for number in range(3):
        turned = bytearray(data)
        for _ in range(1 + len(turned) // (40 if number else 400)):
            turned[random.randrange(len(turned))] = random.randrange(256)
        yield f"turned-{number}-{name}", bytes(turned)
    third = len(data) // 3
    yield f"hole-{name}", data[:third] + bytes(third) + data[2 * third :]
    yield f"before-{name}", b"\0\xff\xfejunk" * 10 + data
    yield f"behind-{name}", data + b"PK\5\6" + bytes(18) + b"%%EOF\n" + b"\x1f\x8b\x08"
    yield f"{name}.{'png' if not name.endswith('png') else 'pdf'}", data


def seven(members: dict[str, bytes], **options: str) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(data, name)
    return out.getvalue()


def _letter() -> bytes:
    mail = samples.message()
    mail.add_attachment(samples.pdf("held"), maintype="application", subtype="pdf", filename="list.pdf")
    return mail.as_bytes()


# --- archives -----------------------------------------------------------------------------------------------------


def _flags(data: bytes, flag: int) -> bytes:
    """A zip all of whose members say that they are encrypted, or the like."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            changed[at + offset] |= flag
    return bytes(changed)


def _lying(data: bytes, size: int) -> bytes:
    """A zip whose directory and headers give another unpacked size."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            struct.pack_into("<I", changed, at + offset, size)
    return bytes(changed)


def _nested(depth: int, make: Callable[[dict[str, bytes]], bytes], ending: str) -> bytes:
    data = samples.WORDS.encode()
    for level in range(depth):
        data = make({f"{level}.{ending}": data})
    return data


@cache
def _zeros(size: int = 200 * MIB) -> bytes:
    """Deflated zeros."""
    packer = zlib.compressobj(9, wbits=-15)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(size // MIB)) + packer.flush()


def _stored_zip(packed: bytes, size: int, copies: int = 1) -> bytes:
    """A zip of `copies` members that share one local header and one run of deflated bytes: overlapping, as zbsm.zip."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(packed), size, 1, 0) + b"a"
    entry = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(packed), size, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a") * copies
    body = local + packed
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, copies, copies, len(directory), len(body), 0)
    return body + directory + end


PATHS = {
    "../../../../etc/cron.d/x": b"1",
    "/etc/passwd": b"2",
    "C:\\Windows\\System32\\x.dll": b"3",
    "..": b"4",
    ".": b"5",
    "a/\u202egnp.exe": b"6",
    "a" * 5000: b"7",
    "nul\0byte.txt": b"8",
    "CON": b"9",
    "\n\r\t": b"10",
    "\\\\host\\share\\x": b"11",
    "-rf": b"12",
    "$(reboot).txt": b"13",
    "a;b|c&d`e`.txt": b"14",
}


def _tar_of(*infos: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for info in infos:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return out.getvalue()


def _tar_info(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    return info


def _tar_header(size: int) -> bytes:
    """A lone header that promises `size` bytes."""
    return _tar_info("a", size=size).tobuf(tarfile.GNU_FORMAT)


def archives() -> Iterator[Named]:
    """Attacks by archives."""
    plain = samples.zipped({"a.txt": b"words" * 100})
    yield "paths.zip", samples.zipped(PATHS)
    yield "paths.tar", samples.tarred({name.replace("\0", ""): data for name, data in PATHS.items()})
    yield "encrypted.zip", _flags(plain, 1)
    yield "strong.zip", _flags(plain, 0x41)
    yield "later.zip", _flags(plain, 8)
    yield "lying-small.zip", _lying(plain, 1)
    yield "lying-large.zip", _lying(plain, 0xFFFFFFF0)
    yield "bomb.zip", _stored_zip(_zeros(), 200 * MIB)
    yield "bomb-lying.zip", _stored_zip(_zeros(), 10)
    yield "overlap.zip", _stored_zip(_zeros(MIB), MIB, 20_000)
    yield "lzma.zip", samples.zipped({"a.txt": b"words" * 100}, zipfile.ZIP_LZMA)
    yield "bzip.zip", samples.zipped({"a.txt": b"words" * 100}, zipfile.ZIP_BZIP2)
    yield "same-name.zip", plain[:-22] + plain
    yield "no-directory.zip", plain[: plain.index(b"PK\1\2")]
    yield "only-end.zip", b"PK\5\6" + bytes(18)
    yield (
        "end-lies.zip",
        b"PK\3\4" + bytes(26) + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 0, 0),
    )
    yield "comment.zip", plain[:-2] + b"\xff\xff" + bytes(65535)
    yield "deep.zip", _nested(12, samples.zipped, "zip")
    yield "deep.tar", _nested(12, samples.tarred, "tar")
    yield "deep.7z", _nested(6, seven, "7z")
    yield "folders.zip", samples.zipped({f"{'d/' * 200}{n}/": b"" for n in range(200)})
    yield "bomb.gz.tar", gzip.compress(_tar_info("a", size=300 * MIB).tobuf() + bytes(64 * MIB), 9, mtime=0)
    yield "bomb.bz2.tar", bz2.compress(_tar_info("a", size=64 * MIB).tobuf() + bytes(64 * MIB))
    yield "bomb.xz.tar", lzma.compress(_tar_info("a", size=64 * MIB).tobuf() + bytes(64 * MIB))
    yield "huge-promise.tar", _tar_header(2**40)
    yield "negative.tar", _tar_header(0)[:124] + b"-0000000001\0" + _tar_header(0)[136:]
    yield (
        "links.tar",
        _tar_of(
            *(
                _tar_info("l", kind, link="/etc/passwd")
                for kind in (b"1", b"2", b"3", b"4", b"6", b"x", b"g", b"L", b"K")
            )
        ),
    )
    yield "long-name.tar", _tar_of(_tar_info("a/" * 40_000 + "b", size=3))
    yield "loop.gz", _quine()
    yield "gzip-of-gzip.tar.gz", gzip.compress(gzip.compress(b"words" * 99, mtime=0), mtime=0)
    yield "encrypted.7z", seven({"a.txt": b"secret"}, password="nobody knows")  # noqa: S106
    yield "bomb.7z", seven({"a.txt": bytes(40 * MIB), "b.txt": bytes(40 * MIB)})
    yield "header.7z", b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<IQQI", 0, 2**40, 2**40, 0)
    yield "next-header.7z", seven({"a": b"x"})[:12] + struct.pack("<QQI", 2**63, 2**63, 1) + bytes(99)


def _quine() -> bytes:
    """A gzip of many small members, each empty: work without output."""
    return gzip.compress(b"", mtime=0) * 20_000


# --- messages and pages -------------------------------------------------------------------------------------------


def letters() -> Iterator[Named]:
    """Attacks by mail."""
    head = b"From: a@example.org\nTo: b@example.org\nSubject: s\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
    deep = head + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    for level in range(500):
        deep += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1)
    yield "deep.eml", deep
    inner = head + b"\nwords\n"
    for _ in range(60):
        inner = head + b"Content-Type: message/rfc822\n\n" + inner
    yield "matryoshka.eml", inner
    yield "boundaries.eml", head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 60_000
    yield "header.eml", head + b"X-Long: " + b"a" * (8 * MIB) + b"\n\nwords"
    yield "headers.eml", head + b"".join(b"X-%d: y\n" % n for n in range(50_000)) + b"\nwords"
    yield "folded.eml", head + b"Subject: a\n" + b" b\n" * 200_000 + b"\nwords"
    yield "encoded.eml", head + b"Subject: " + b"=?utf-8?B?" * 20_000 + b"\n\nwords"
    yield "charset.eml", head + b"Content-Type: text/plain; charset=utf-7\n\n+AGE-words"
    yield "codec.eml", head + b"Content-Type: text/plain; charset=zlib\n\nwords"
    yield "base64.eml", head + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + b"=A=B" * 50_000
    yield "name.eml", head + b'Content-Type: text/plain; name="../../../x"\nContent-Disposition: attachment\n\nwords'
    yield "date.eml", head + b"Date: Mon, 99 Foo 99999 99:99:99 +99999999\n\nwords"
    yield "uu.eml", head + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 /etc/passwd\n" + b"M" * 999
    yield "separators.mbox", b"From a Mon Oct  3 23:30:00 2022\nFrom: a\n\n" * 30_000
    yield "line.mbox", b"From a Mon Oct  3 23:30:00 2022\nFrom: " + b"a" * (20 * MIB)
    yield "one.mbox", b"From a Mon Oct  3 23:30:00 2022\n"


def pages() -> Iterator[Named]:
    """Attacks by pages and text."""
    yield "deep.html", b"<html><body>" + b"<div>" * 200_000 + b"words"
    yield "tables.html", b"<html>" + b"<table><tr><td>" * 20_000 + b"words"
    yield "attributes.html", b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">words</p>"
    yield "comment.html", b"<html><!--" + b"-" * (4 * MIB)
    yield "entities.html", b"<html><p>" + b"&amp;" * 500_000
    yield (
        "laughs.html",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
        + b"]><html><p>&u;</p></html>",
    )
    yield (
        "external.html",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>',
    )
    yield "base.html", b"<html><p>" + b'<img src="data:image/png;base64,' + b"A" * (6 * MIB) + b'">words'
    yield "utf7.html", b'<html><meta charset="utf-7"><p>+ADw-script+AD4-words'
    yield "charset.html", b'<html><meta charset="' + b"x" * 4000 + b'"><p>words'
    yield "surrogates.txt", "\ud800 words \udfff".encode("utf-8", "surrogatepass") * 1000
    yield "controls.txt", bytes(range(32)) * 3000
    yield "right-to-left.txt", ("words \u202e" * 5000).encode()
    yield "one-line.txt", b"a" * (30 * MIB)
    yield "lines.txt", b"\n" * (20 * MIB)
    yield "combining.txt", ("a" + "\u0301" * 500_000).encode()
    yield "utf32.txt", b"\xff\xfe\0\0" + b"\xff" * 4000
    yield "deep.json", b'{"text": ' + b"[" * 500_000
    yield "deep-key.json", b'{"text": "words", "x": ' + b'{"a":' * 200_000 + b"1" + b"}" * 200_001
    yield "digits.json", b'{"text": "words", "n": ' + b"9" * MIB + b"}"
    yield "keys.json", b'{"text": "words"' + b"".join(b', "k%d": 1' % n for n in range(200_000)) + b"}"
    yield "duplicate.json", b'{"text": "one", "text": "two", "text": 3}'
    yield "escape.json", b'{"text": "\\ud800\\udc00\\ud800 words"}'


# --- web archives and exports -------------------------------------------------------------------------------------


def _record(kind: bytes = b"response", block: bytes = b"", length: int | None = None, more: bytes = b"") -> bytes:
    size = len(block) if length is None else length
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example.org/\r\nWARC-Date: 2022-10-04T09:30:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n%sContent-Length: %d\r\n\r\n%s"
        b"\r\n\r\n" % (kind, more, size, block)
    )


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>words and words</p></html>"


def web_archives() -> Iterator[Named]:
    """Attacks by web archives."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"
    packed = gzip.compress(bytes(100 * MIB), mtime=0)
    yield "length.warc", _record(block=PAGE, length=10**12)
    yield "negative.warc", _record(block=PAGE, length=-5)
    yield "short.warc", _record(block=PAGE, length=20) * 2
    yield "no-http.warc", _record(block=b"nothing of the kind") * 2
    yield "digest.warc", _record(block=PAGE, more=b"WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n")
    yield "digests.warc", _record(block=PAGE, more=b"WARC-Block-Digest: sha256:00\r\n") * 3
    yield "algorithm.warc", _record(block=PAGE, more=b"WARC-Block-Digest: rot13:00\r\n")
    yield "bomb-body.warc", _record(block=page % (b"Content-Encoding: gzip\r\n", packed))
    yield (
        "bomb-chunked.warc",
        _record(
            block=page
            % (
                b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed),
            )
        ),
    )
    yield "chunks.warc", _record(block=page % (b"Transfer-Encoding: chunked\r\n", b"fffffffff\r\nwords"))
    yield "no-chunks.warc", _record(block=page % (b"Transfer-Encoding: chunked\r\n", b"words without a length")) * 2
    yield "brotli.warc", _record(block=page % (b"Content-Encoding: br\r\n", b"\x8b\x02\x80words"))
    yield "bomb.warc.gz", gzip.compress(_record(block=page % (b"", bytes(150 * MIB))), 9, mtime=0)
    yield "one-member.warc.gz", gzip.compress(_record(block=PAGE) * 5, mtime=0)
    yield "header.warc", b"WARC/1.0\r\nX: " + b"a" * (30 * MIB)
    yield "headers.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 400_000 + b"\r\n"
    yield "http-header.warc", _record(block=b"HTTP/1.1 200 OK\r\nX: " + b"a" * (2 * MIB))
    yield "records.warc", _record(b"request", b"GET / HTTP/1.1\r\n\r\n") * 40_000
    yield (
        "uri.warc",
        _record(block=PAGE).replace(b"https://a.example.org/", b"javascript:alert(1)//../../../etc/passwd"),
    )
    yield "revisit.warc", _record(b"revisit", b"HTTP/1.1 200 OK\r\n\r\n") * 2
    yield "redirect.warc", _record(block=b"HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\n\r\n") * 2
    yield "self.warc", _record(block=page.replace(b"text/html", b"application/warc") % (b"", _record(block=PAGE))) * 2
    yield "version.warc", b"WARC/9.9\r\n\r\n"
    for altered in ("archive", "package", "signature"):
        yield f"{altered}.wacz", exports.wacz(altered=altered)
    yield "other-key.wacz", exports.wacz(other_key=True)
    yield "unsigned.wacz", exports.wacz(signed=False)
    yield from _packages()


def _packages() -> Iterator[Named]:
    def wacz(package: bytes, digest: bytes) -> bytes:
        return samples.zipped(
            {"archive/a.warc": _record(block=PAGE), "datapackage.json": package, "datapackage-digest.json": digest}
        )

    nothing = b'{"resources": [{"path": "archive/none.warc", "hash": "sha256:00"}]}'
    yield "missing.wacz", wacz(nothing, b"{}")
    yield "no-json.wacz", wacz(b"\xff\xfe", b"[")
    yield "deep-json.wacz", wacz(b"[" * 100_000, b"{" * 100_000)
    yield "wrong-types.wacz", wacz(b'{"resources": {"a": 1}}', b'{"signedData": [1]}')
    yield "key.wacz", wacz(b"{}", b'{"signedData": {"hash": "x", "publicKey": "!!", "signature": 7}}')
    yield (
        "certificate.wacz",
        wacz(
            b"{}",
            b'{"signedData": {"hash": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", '
            b'"domain": "a.example.org", "domainCert": "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----"}}',
        ),
    )


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
    yield "encrypted.xlsx", _flags(book, 1)
    yield "no-sheets.xlsx", samples.zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    yield (
        "external.docx",
        samples.zipped(
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'}
        ),
    )
    yield "old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)


# --- pictures and sound -------------------------------------------------------------------------------------------


def _png(width: int, height: int, chunks: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress(bytes(3 * MIB), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IDAT", points) + chunk(b"IEND", b"")


def _text_chunk(size: int) -> bytes:
    data = b"a\0\0" + zlib.compress(bytes(size), 9)
    return struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))


def _exif(body: bytes) -> bytes:
    """A JPEG with this TIFF structure as its EXIF."""
    picture = exports.picture(kind="JPEG")
    block = b"Exif\0\0" + body
    return picture[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + picture[2:]


def pictures() -> Iterator[Named]:
    """Attacks by pictures and recordings."""
    entry = struct.pack("<HHII", 0x010F, 2, 0xFFFFFFFF, 8)
    yield "points.png", _png(60_000, 60_000)
    yield "thin.png", _png(2**31 - 1, 1)
    yield "nothing.png", _png(0, 0)
    yield "text-bomb.png", _png(10, 10, _text_chunk(200 * MIB))
    yield "exif-loop.jpg", _exif(b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + struct.pack("<I", 8))
    yield "exif-count.jpg", _exif(b"MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 6000)
    yield "exif-offset.jpg", _exif(b"II*\0\xff\xff\xff\xff")
    yield "exif-words.jpg", _exif(b"II*\0\x08\0\0\0" + struct.pack("<H", 400) + entry * 400 + bytes(4))
    yield "orientation.jpg", _exif(b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x0112, 3, 1, 99) + bytes(4))
    yield "ifd-loop.tif", b"II*\0\x08\0\0\0" + struct.pack("<H", 0) + struct.pack("<I", 8)
    yield (
        "frames.gif",
        b"GIF89a\x0a\0\x0a\0\x80\0\0" + bytes(6) + (b"\x2c" + bytes(4) + b"\x0a\0\x0a\0\0\x02\x02\x44\x01\0") * 30_000,
    )
    yield "canvas.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b";"
    yield "size.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 100, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0)
    yield "riff.webp", b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff"
    yield "brand.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\xff" * 4000
    yield "box.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + struct.pack(">I4s", 0, b"moov") + b"\xff" * 4000
    yield "boxes.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + struct.pack(">I4s", 8, b"moov") * 20_000
    yield (
        "reference.mov",
        b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + struct.pack(">I4s", 40, b"moov") + b"url file:///etc/passwd" * 9,
    )
    yield "deep.mkv", b"\x1aE\xdf\xa3\x80" + b"\x18S\x80g\xff" * 5000
    yield "length.wav", b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0" + b"\xff" * 16 + b"data\xff\xff\xff\xff"
    yield "tags.mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"TIT2\x7f\xff\xff\xff\0\0" + bytes(2000)
    yield "pages.ogg", b"OggS" + bytes(23) * 3000
    yield "noise.mp3", b"\xff\xfb\x90\x00" * 20_000
    yield "playlist.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n"
    yield "concat.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"
    yield (
        "script.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="file:///etc/passwd"/></svg>',
    )


def polyglots() -> Iterator[Named]:
    """Files that are two things."""
    page, pdf, archive = samples.PAGE.encode(), samples.pdf(samples.WORDS), samples.zipped({"a.txt": b"words"})
    gif, jpeg = b"GIF89a/*" + bytes(8), exports.picture(kind="JPEG")
    yield "pdf-and-zip.pdf", pdf + archive
    yield "jpeg-and-zip.jpg", jpeg + archive
    yield "zip-of-pdf.zip", samples.zipped({"a.pdf": pdf}, zipfile.ZIP_STORED)
    yield "html-in-jpeg.html", jpeg[:-2] + page
    yield "gif-and-script.html", gif + b"*/=1;" + page
    yield "pdf-in-html.pdf", b"<html><!-- " + pdf + b" -->words</html>"
    yield "late-pdf.pdf", b" " * 900 + pdf
    yield "letter-and-page.eml", samples.message().as_bytes() + page
    yield "tar-and-zip.tar", samples.tarred({"a.txt": b"words"}) + archive
    yield "warc-and-pdf.warc", _record(block=PAGE) + pdf
    yield "jpeg-and-mp4.jpg", jpeg + b"\0\0\0\x18ftypisom\0\0\0\0isomiso2"
    yield "png-and-telegram.json", b"\x89PNG\r\n\x1a\n" + exports.telegram()
    image = io.BytesIO()
    Image.new("L", (9000, 8000)).save(image, "PNG")
    yield "blank-large.png", image.getvalue()


def attacks() -> Iterator[Named]:
    """What was made by hand to do harm."""
    for kind in (archives, letters, pages, web_archives, lists, pictures, polyglots, pdf_attacks):
        yield from kind()


def large(folder: Path) -> Iterator[Path]:
    """Hostile files that only harm by their size, written one after the other."""
    path = folder / "million-entries.zip"
    with path.open("wb") as file:
        _million(file, 1_000_000)
    yield path
    path = folder / "hundred-thousand.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(110_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    yield path
    path = folder / "gigabytes.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(_tar_info("a.txt", size=6 << 30).tobuf(tarfile.GNU_FORMAT))
        for _ in range(6 << 10):
            file.write(bytes(MIB))
    yield path
    for name, head in (
        ("sparse.pdf", b"%PDF-1.4"),
        ("sparse.warc", b"WARC/1.0\r\n"),
        ("sparse.mp4", b"\0\0\0\x18ftypisom"),
    ):
        path = folder / name
        with path.open("wb") as file:
            file.write(head)
            file.truncate(1 << 30)
        yield path


def _million(file: io.BufferedIOBase | io.BufferedWriter, count: int) -> None:
    """A zip64 with so many empty members."""
    local, directory = io.BytesIO(), io.BytesIO()
    for number in range(count):
        name = b"%07d" % number
        at = local.tell()
        local.write(struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 7, 0) + name)
        fields = (b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 7, 0, 0, 0, 0, 0, at)
        directory.write(struct.pack("<4sHHHHHHIIIHHHHHII", *fields) + name)
    size, start = directory.tell(), local.tell()
    file.write(local.getvalue())
    file.write(directory.getvalue())
    file.write(struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start))
    file.write(struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1))
    file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
