"""Hostile PDFs: loops, bombs, lies."""

import zlib
from collections.abc import Iterator

from tests.intake import samples

Named = tuple[str, bytes]
made = samples.assembled
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
DRAWN = PAGE[:-2] + b"/Resources << /XObject << /I 5 0 R >> >> >>"
IMAGE = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >>"


def pdfs() -> Iterator[Named]:
    """Attacks by PDFs."""
    yield from _trees()
    yield from _streams()
    yield from _pictures()


def _stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), keys, data)


def _trees() -> Iterator[Named]:
    """Pages that are their own parents, that are too many, or that are not there; acts that a reader must not do."""
    empty = _stream(b"BT ET")
    inner = b"<< /Type /Pages /Parent 2 0 R /Count 9 /Kids [2 0 R] >>"
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    yield "pages-loop.pdf", made([CATALOG, b"<< /Type /Pages /Count 5 /Kids [2 0 R] >>"])
    yield "kids-loop.pdf", made([CATALOG, b"<< /Type /Pages /Count 9 /Kids [3 0 R] >>", inner])
    yield "parent-loop.pdf", made([CATALOG, b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [3 0 R] >>", PAGE, empty])
    yield "count.pdf", made([CATALOG, b"<< /Type /Pages /Count 2147483647 /Kids [3 0 R] >>", PAGE, empty])
    yield "negative.pdf", made([CATALOG, b"<< /Type /Pages /Count -3 /Kids [3 0 R] >>", PAGE, empty])
    yield "deep.pdf", made([b"<< /A " * 20_000 + b"1" + b" >>" * 20_000, PAGES])
    yield "array.pdf", made([CATALOG, b"[" * 200_000])
    yield "self.pdf", made([b"1 0 R", b"2 0 R"])
    yield "box.pdf", made([CATALOG, PAGES, PAGE.replace(b"612 792", b"1e30 1e30"), empty])
    yield "no-end.pdf", made([CATALOG, PAGES])[:-6]
    yield "script.pdf", made([CATALOG[:-2] + script, PAGES])
    yield "launch.pdf", made([CATALOG[:-2] + b"/OpenAction << /S /Launch /F (/bin/sh) >> >>", PAGES])
    yield "encrypted.pdf", samples.encrypted_pdf()
    yield "xref-loop.pdf", made([CATALOG, PAGES], b"/Prev 9")
    yield "many-pages.pdf", samples.pdf(*([""] * 6000))


def _bomb(size: int) -> bytes:
    return zlib.compress(bytes(size), 9)


def _streams() -> Iterator[Named]:
    """What is drawn on a page."""

    def page(stream: bytes) -> bytes:
        return made([CATALOG, PAGES, PAGE, stream])

    yield "bomb.pdf", page(_stream(_bomb(300 << 20), b"/Filter /FlateDecode"))
    yield "bombs.pdf", page(_stream(zlib.compress(_bomb(200 << 20), 9), b"/Filter [/FlateDecode /FlateDecode]"))
    yield "filters.pdf", page(_stream(b"00>", b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]"))
    yield "form-loop.pdf", page(_stream(b"/A Do " * 9, FORM))
    yield "operators.pdf", page(_stream(b"q " * 400_000))
    yield "numbers.pdf", page(_stream(b"9" * 2_000_000 + b" 0 m"))


def _pictures() -> Iterator[Named]:
    """Pictures larger than they can be, in codings that few readers survive."""

    def page(picture: bytes) -> bytes:
        return made([CATALOG, PAGES, DRAWN, _stream(b"600 0 0 700 0 0 cm /I Do"), picture])

    yield "image-bomb.pdf", page(_stream(_bomb(300 << 20), IMAGE + b"/Filter /FlateDecode"))
    yield "jbig.pdf", page(_stream(b"\xff" * 900, IMAGE + b"/Filter /JBIG2Decode"))
    yield "jpx.pdf", page(_stream(b"\xff" * 900, IMAGE + b"/Filter /JPXDecode"))
