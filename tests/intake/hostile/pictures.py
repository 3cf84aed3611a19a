"""Hostile pictures and recordings, and files that are two things."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image
from tests.intake import exports, samples
from tests.intake.hostile.webs import PAGE, record

MIB = 1 << 20
Named = tuple[str, bytes]


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
    yield "warc-and-pdf.warc", record(block=PAGE) + pdf
    yield "jpeg-and-mp4.jpg", jpeg + b"\0\0\0\x18ftypisom\0\0\0\0isomiso2"
    yield "png-and-telegram.json", b"\x89PNG\r\n\x1a\n" + exports.telegram()
    image = io.BytesIO()
    Image.new("L", (9000, 8000)).save(image, "PNG")
    yield "blank-large.png", image.getvalue()
