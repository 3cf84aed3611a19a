"""Hostile web archives and packages of them."""

import gzip
from collections.abc import Iterator

from tests.intake import exports, samples

MIB = 1 << 20
Named = tuple[str, bytes]


def record(kind: bytes = b"response", block: bytes = b"", length: int | None = None, more: bytes = b"") -> bytes:
    size = len(block) if length is None else length
    return (
        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example.org/\r\nWARC-Date: 2022-10-04T09:30:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n%sContent-Length: %d\r\n\r\n%s"
        b"\r\n\r\n" % (kind, more, size, block)
    )


PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>words and words</p></html>"


def web_archives() -> Iterator[Named]:
    """Attacks by web archives."""
    yield from _records()
    yield from _bodies()
    for altered in ("archive", "package", "signature"):
        yield f"{altered}.wacz", exports.wacz(altered=altered)
    yield "other-key.wacz", exports.wacz(other_key=True)
    yield "unsigned.wacz", exports.wacz(signed=False)
    yield from _packages()


def _records() -> Iterator[Named]:
    """Lies about lengths and digests, endless headers."""
    yield "length.warc", record(block=PAGE, length=10**12)
    yield "negative.warc", record(block=PAGE, length=-5)
    yield "short.warc", record(block=PAGE, length=20) * 2
    yield "no-http.warc", record(block=b"nothing of the kind") * 2
    yield "digest.warc", record(block=PAGE, more=b"WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n")
    yield "digests.warc", record(block=PAGE, more=b"WARC-Block-Digest: sha256:00\r\n") * 3
    yield "algorithm.warc", record(block=PAGE, more=b"WARC-Block-Digest: rot13:00\r\n")
    yield "one-member.warc.gz", gzip.compress(record(block=PAGE) * 5, mtime=0)
    yield "header.warc", b"WARC/1.0\r\nX: " + b"a" * (30 * MIB)
    yield "headers.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 400_000 + b"\r\n"
    yield "http-header.warc", record(block=b"HTTP/1.1 200 OK\r\nX: " + b"a" * (2 * MIB))
    yield "records.warc", record(b"request", b"GET / HTTP/1.1\r\n\r\n") * 40_000
    address = b"javascript:alert(1)//../../../etc/passwd"
    yield "uri.warc", record(block=PAGE).replace(b"https://a.example.org/", address)
    yield "revisit.warc", record(b"revisit", b"HTTP/1.1 200 OK\r\n\r\n") * 2
    yield "redirect.warc", record(block=b"HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\n\r\n") * 2
    yield "version.warc", b"WARC/9.9\r\n\r\n"


def _bodies() -> Iterator[Named]:
    """Bodies that unpack to more than they say, or to nothing."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n%s"
    packed = gzip.compress(bytes(100 * MIB), mtime=0)
    yield "bomb-body.warc", record(block=page % (b"Content-Encoding: gzip\r\n", packed))
    codings = b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    yield "bomb-chunked.warc", record(block=page % (codings, b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)))
    yield "chunks.warc", record(block=page % (b"Transfer-Encoding: chunked\r\n", b"fffffffff\r\nwords"))
    yield "no-chunks.warc", record(block=page % (b"Transfer-Encoding: chunked\r\n", b"words without a length")) * 2
    yield "brotli.warc", record(block=page % (b"Content-Encoding: br\r\n", b"\x8b\x02\x80words"))
    yield "bomb.warc.gz", gzip.compress(record(block=page % (b"", bytes(150 * MIB))), 9, mtime=0)
    yield "self.warc", record(block=page.replace(b"text/html", b"application/warc") % (b"", record(block=PAGE))) * 2


def _packages() -> Iterator[Named]:
    def wacz(package: bytes, digest: bytes) -> bytes:
        return samples.zipped(
            {"archive/a.warc": record(block=PAGE), "datapackage.json": package, "datapackage-digest.json": digest}
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
