"""A corpus of broken and hostile files of every format, made here, the same each time.

Two kinds: each honest file damaged in every general way (cut off, bytes turned, a hole, another's name, something before or
behind it), and attacks made by hand (bombs, loops, lies about sizes, tricks with paths, polyglots). `corpus` gives the small
ones as (name, bytes); `large` writes those that only harm by their size.
"""

import json
from collections.abc import Iterator
from functools import cache
from random import Random

from tests.intake import exports, samples
from tests.intake.hostile.archives import Named, archives, seven
from tests.intake.hostile.large import large
from tests.intake.hostile.letters import letters, pages
from tests.intake.hostile.lists import lists
from tests.intake.hostile.pdfs import pdfs
from tests.intake.hostile.pictures import pictures, polyglots
from tests.intake.hostile.webs import web_archives

__all__ = ["KINDS", "attacks", "corpus", "damaged", "honest", "large"]
KINDS = {kind.__name__: kind for kind in (archives, letters, pages, web_archives, lists, pictures, polyglots, pdfs)}
"""Attacks by their kind."""


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


def attacks() -> Iterator[Named]:
    """What was made by hand to do harm."""
    for kind in KINDS.values():
        yield from kind()


def _letter() -> bytes:
    mail = samples.message()
    mail.add_attachment(samples.pdf("held"), maintype="application", subtype="pdf", filename="list.pdf")
    return mail.as_bytes()
