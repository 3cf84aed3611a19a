"""Hostile PDFs: loops, bombs, lies."""

import zlib
from collections.abc import Iterator

from tests.intake import samples

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def attacks() -> Iterator[tuple[str, bytes]]:
    """Each with a name that tells what is wrong."""
    made = samples.assembled
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    bomb = zlib.compress(bytes(300 << 20), 9)
    twice = zlib.compress(zlib.compress(bytes(200 << 20), 9), 9)
    yield "pages-loop.pdf", made([CATALOG, b"<< /Type /Pages /Count 5 /Kids [2 0 R] >>"])
    yield (
        "kids-loop.pdf",
        made(
            [
                CATALOG,
                b"<< /Type /Pages /Count 9 /Kids [3 0 R] >>",
                b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R] >>",
            ]
        ),
    )
    yield (
        "parent-loop.pdf",
        made([CATALOG, b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [3 0 R] >>", page, _stream(b"BT ET")]),
    )
    yield "count.pdf", made([CATALOG, b"<< /Type /Pages /Count 2147483647 /Kids [3 0 R] >>", page, _stream(b"BT ET")])
    yield "negative.pdf", made([CATALOG, b"<< /Type /Pages /Count -3 /Kids [3 0 R] >>", page, _stream(b"BT ET")])
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    yield "bomb.pdf", made([CATALOG, pages, page, _stream(bomb, b"/Filter /FlateDecode")])
    yield "bombs.pdf", made([CATALOG, pages, page, _stream(twice, b"/Filter [/FlateDecode /FlateDecode]")])
    yield "filters.pdf", made([CATALOG, pages, page, _stream(b"00>", b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]")])
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >>"
    yield "form-loop.pdf", made([CATALOG, pages, page, _stream(b"/A Do " * 9, form)])
    yield "operators.pdf", made([CATALOG, pages, page, _stream(b"q " * 400_000)])
    yield "numbers.pdf", made([CATALOG, pages, page, _stream(b"9" * 2_000_000 + b" 0 m")])
    yield "deep.pdf", made([b"<< /A " * 20_000 + b"1" + b" >>" * 20_000, pages])
    yield "array.pdf", made([CATALOG, b"[" * 200_000])
    yield "self.pdf", made([b"1 0 R", b"2 0 R"])
    yield "box.pdf", made([CATALOG, pages, page.replace(b"612 792", b"1e30 1e30"), _stream(b"BT ET")])
    yield "no-end.pdf", made([CATALOG, pages])[:-6]
    yield (
        "script.pdf",
        made([b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>", pages]),
    )
    yield "launch.pdf", made([b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>", pages])
    yield "encrypted.pdf", samples.encrypted_pdf()
    yield "xref-loop.pdf", made([CATALOG, pages], b"/Prev 9")
    yield "many-pages.pdf", samples.pdf(*([""] * 6000))
    image = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8"
    drawn = page[:-2] + b"/Resources << /XObject << /I 5 0 R >> >> >>"
    yield (
        "image-bomb.pdf",
        made(
            [
                CATALOG,
                pages,
                drawn,
                _stream(b"600 0 0 700 0 0 cm /I Do"),
                _stream(bomb, image + b" /Filter /FlateDecode"),
            ]
        ),
    )
    yield (
        "jbig.pdf",
        made([CATALOG, pages, drawn, _stream(b"/I Do"), _stream(b"\xff" * 900, image + b" /Filter /JBIG2Decode")]),
    )
    yield (
        "jpx.pdf",
        made([CATALOG, pages, drawn, _stream(b"/I Do"), _stream(b"\xff" * 900, image + b" /Filter /JPXDecode")]),
    )


def _stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys, data)
