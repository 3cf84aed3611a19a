"""Bodies as they were before the server packed them for the way, within limits: a small answer can unpack to gigabytes."""

import zlib

from habeas.intake.capture.failure import CaptureError

ACCEPTED = "gzip, deflate"
"""What is asked for; each is unpacked in bounded memory."""
_GZIP, _ZLIB, _RAW = 31, 15, -15


def unpacked(body: bytes, encoding: str, most: int) -> bytes:
    """`body` without its Content-Encoding. Raises CaptureError: bomb (beyond `most` bytes) or broken."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    if len(names) > 2:
        raise CaptureError("bomb", "packed more than twice over")
    for name in reversed(names):
        if name in {"gzip", "x-gzip"}:
            body = _inflated(body, _GZIP, most)
        elif name == "deflate":
            body = _inflated(body, _ZLIB if body[:1] == b"\x78" else _RAW, most)
        elif name != "identity":
            raise CaptureError("broken", "packed in a way that was not asked for")
    return body


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    found = bytearray()
    while body:
        unpack = zlib.decompressobj(wbits=bits)
        try:
            found += unpack.decompress(body, most + 1 - len(found))
        except zlib.error as e:
            raise CaptureError("broken", "its packing is damaged") from e
        if len(found) > most:
            raise CaptureError("bomb", f"unpacks to more than {most:,} bytes")
        if not unpack.eof:
            raise CaptureError("broken", "its packing is cut off")
        body = unpack.unused_data if bits == _GZIP and unpack.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(found)
