"""Real files of the larger kinds (mail boxes, web archives, exports, pictures, sound), made here; all of it is invented."""

import base64
import hashlib
import io
import json
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from PIL import Image, ImageDraw, ImageFont
from tests.intake import samples
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
URL = "https://herald.example.org/news/held"
CAPTURED = "2022-10-04T09:30:00Z"


def mbox() -> bytes:
    letters = [samples.message() for _ in range(3)]
    for number, letter in enumerate(letters):
        letter.replace_header("Subject", f"Letter {number}")
    letters[1].add_attachment(b"%PDF-1.4 list", maintype="application", subtype="pdf", filename="list.pdf")
    return b"".join(
        b"From desk@herald.example.org Mon Oct  3 23:30:00 2022\n" + letter.as_bytes().replace(b"\r\n", b"\n") + b"\n\n"
        for letter in letters
    )


def warc(*pages: tuple[str, str, bytes, str], gz: bool = True, kind: str = "response") -> bytes:
    """A web archive of (address, media type, body, status line), each with its request, behind a warcinfo record."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "made here"}))
    for url, media_type, body, status in pages:
        told = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        dated = {"WARC-Date": CAPTURED}
        writer.write_record(
            writer.create_warc_record(url, kind, io.BytesIO(body), http_headers=told, warc_headers_dict=dict(dated))
        )
        writer.write_record(
            writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=dict(dated))
        )
    return out.getvalue()


def crawl(gz: bool = True) -> bytes:
    return warc(
        (URL, "text/html; charset=utf-8", samples.PAGE.encode(), "200 OK"),
        ("https://herald.example.org/gone", "text/html", b"<p>not here</p>", "404 Not Found"),
        ("https://herald.example.org/img/door.png", "image/png", picture("door"), "200 OK"),
        ("https://herald.example.org/app.js", "text/javascript", b"var a = 'words';", "200 OK"),
        ("https://herald.example.org/list", "application/pdf", samples.pdf(samples.WORDS), "200 OK"),
        gz=gz,
    )


@cache
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP384R1())


def wacz(*, signed: bool = True, altered: str = "", other_key: bool = False) -> bytes:
    """A signed package; `altered`: archive | package | signature."""
    data = crawl()
    files = {"archive/data.warc.gz": data, "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n'}
    resources = [
        {"name": name, "path": name, "hash": f"sha256:{hashlib.sha256(body).hexdigest()}", "bytes": len(body)}
        for name, body in files.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    told = f"sha256:{hashlib.sha256(package).hexdigest()}"
    digest: dict[str, Any] = {"path": "datapackage.json", "hash": told}
    if signed:
        digest["signedData"] = _signed(told, altered == "signature", other_key)
    if altered == "archive":
        files["archive/data.warc.gz"] = data + b"\0"
    files["datapackage.json"] = package + (b" " if altered == "package" else b"")
    files["datapackage-digest.json"] = json.dumps(digest).encode()
    return samples.zipped(files, zipfile.ZIP_STORED)


def _signed(told: str, spoiled: bool, other_key: bool) -> dict[str, str]:
    signature = key().sign(told.encode(), ec.ECDSA(hashes.SHA256()))
    raw = b"".join(number.to_bytes(48) for number in decode_dss_signature(signature))
    if spoiled:
        raw = raw[:-1] + bytes([raw[-1] ^ 1])
    public = (ec.generate_private_key(ec.SECP384R1()) if other_key else key()).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": told,
        "created": "2022-10-04T10:00:00Z",
        "software": "made here",
        "signature": base64.b64encode(raw).decode(),
        "publicKey": base64.b64encode(der).decode(),
    }


MESSAGES: list[dict[str, Any]] = [
    {"id": 1, "type": "service", "date": "2022-10-01T10:00:00", "action": "create_channel", "text": ""},
    {
        "id": 2,
        "type": "message",
        "date": "2022-10-03T12:00:00",
        "date_unixtime": "1664787600",
        "from": "Example Wire",
        "forwarded_from": "Another channel",
        "photo": "photos/photo_1.jpg",
        "text": ["Одинадцять людей тримали у ", {"type": "bold", "text": "підвалі школи"}, "."],
        "future_field": {"kept": True},
    },
    {"id": 3, "type": "message", "date": "2022-10-03T12:05:00", "photo": "photos/photo_2.jpg", "text": ""},
    {"id": 4, "type": "message", "date": "2022-10-03T13:00:00", "text": samples.WORDS},
    {
        "id": 5,
        "type": "message",
        "date": "2022-10-03T14:00:00",
        "text": "",
        "poll": {"question": "Was anybody held there?", "answers": [{"text": "Yes"}, {"text": "No"}]},
    },
]


def telegram(kind: str = "public_channel", **more: Any) -> bytes:
    chat = {"name": "Example Wire", "type": kind, "id": 1234, **more, "messages": MESSAGES}
    return json.dumps(chat, ensure_ascii=False, indent=1).encode()


def telegram_account() -> bytes:
    """The export of a whole account: several chats, with what stands before them."""
    chats = [{"name": name, "type": "public_channel", "id": n, "messages": MESSAGES} for n, name in enumerate("AB")]
    told = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1},
        "chats": {"list": chats},
    }
    return json.dumps(told, ensure_ascii=False).encode()


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return samples.saved(book)


def _font(letters: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(FONT, letters) if Path(FONT).exists() else ImageFont.load_default(letters)


@cache
def picture(words: str = "", size: tuple[int, int] = (900, 300), letters: int = 40, kind: str = "PNG") -> bytes:
    """Dark words on a light ground; without words, a pattern that nobody reads."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    if words:
        draw.multiline_text((20, 20), words, fill="black", font=_font(letters))
    else:
        for step in range(0, min(size), 7):
            draw.ellipse([step, step // 2, size[0] - step, size[1] - step // 3], outline=(step % 255, 90, 200))
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return out.getvalue()


def photo() -> bytes:
    """A JPEG with EXIF: maker, time, position."""
    image = Image.open(io.BytesIO(picture()))
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Example Camera", "2022:10:03 12:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 42.0, 30.0), 3: "E", 4: (37.0, 36.0, 0.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def scan(*pages: str) -> bytes:
    """A PDF whose pages are pictures of words."""
    images = [Image.open(io.BytesIO(picture(words, (1240, 900), 36))).convert("L") for words in pages]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return out.getvalue()


def recording(folder: Path, name: str, *sources: str) -> bytes:
    """A recording by ffmpeg of its own test patterns."""
    path = folder / name
    inputs = [part for source in sources for part in ("-f", "lavfi", "-i", source)]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, "-t", "3", path], check=True)
    return path.read_bytes()


def proofmode(*, altered: bool = False) -> bytes:
    """A bundle as ProofMode shares it: the photo, and a table, JSON and signatures named after its hash."""
    data = photo()
    name = hashlib.sha256(data).hexdigest()
    table = f"File Path,File Hash SHA256,Proof Generated\nDCIM/1.jpg,{name},2022-10-03T12:00:00Z\n".encode()
    told = json.dumps({"File Path": "DCIM/1.jpg", "File Hash SHA256": name}).encode()
    files = {
        "1.jpg": data + (b"\0" if altered else b""),
        f"{name}.proof.csv": table,
        f"{name}.proof.json": told,
        f"{name}.asc": b"-----BEGIN PGP SIGNATURE-----\n",
        f"{name}.proof.csv.asc": b"-----BEGIN PGP SIGNATURE-----\n",
        "pubkey.asc": b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
    }
    return samples.zipped(files)
