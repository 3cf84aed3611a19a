"""The HTTP exchanges of a capture as a WARC 1.1 file: each byte as it went over the wire, with SHA-256 digests.

Records are written as they are and not through a parser, so that a broken or odd answer stands there as it came.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO
from urllib.parse import quote

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from habeas.intake.capture.fetching import Exchange, moment

FORMAT = "WARC/1.1"
_URI = "/%?=&;:@!$'()*+,~-._#[]"


TRUNCATED = {"timeout": "time", "too_large": "length"}
"""Why an exchange ended early -> the word that WARC has for it."""


def write(out: BinaryIO, exchanges: Iterable[Exchange], about: Mapping[str, str]) -> None:
    """Write a gzipped WARC: what made it (`about`), then a response and its request for each exchange that had an answer."""
    writer = WARCWriter(out, gzip=True, warc_version=FORMAT)
    fields = "".join(f"{key}: {value}\r\n" for key, value in about.items()).encode()
    info = {"WARC-Type": "warcinfo", "WARC-Record-ID": _id(writer), "WARC-Date": moment()}
    writer.write_record(_record("warcinfo", info, fields, "application/warc-fields"))
    for one in exchanges:
        if not one.wire.sent:
            continue
        response = _id(writer)
        if one.wire.received:
            writer.write_record(_response(one, response))
        writer.write_record(_request(one, _id(writer), response))


def resource(url: str, at: str, media_type: str, data: bytes) -> bytes:
    """One gzipped `resource` record: something made of a page, as its picture. `url`: a urn: address."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=FORMAT)
    headers = {"WARC-Type": "resource", "WARC-Record-ID": _id(writer), "WARC-Target-URI": quote(url, safe=_URI)}
    headers["WARC-Date"] = at
    writer.write_record(_record("resource", headers, data, media_type))
    return out.getvalue()


def digest(data: bytes) -> str:
    """SHA-256 as WARC headers give it, in hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _response(one: Exchange, record_id: str) -> ArcWarcRecord:
    headers = _headers("response", one, record_id)
    if one.wire.failure is not None:
        headers["WARC-Truncated"] = TRUNCATED.get(one.wire.failure[0], "disconnect")
    return _record("response", headers, one.wire.received, "application/http; msgtype=response")


def _request(one: Exchange, record_id: str, response: str) -> ArcWarcRecord:
    headers = _headers("request", one, record_id)
    if one.wire.received:
        headers["WARC-Concurrent-To"] = response
    return _record("request", headers, one.wire.sent, "application/http; msgtype=request")


def _headers(kind: str, one: Exchange, record_id: str) -> dict[str, str]:
    headers = {"WARC-Type": kind, "WARC-Record-ID": record_id, "WARC-Target-URI": one.address.url, "WARC-Date": one.at}
    if one.wire.ip:
        headers["WARC-IP-Address"] = one.wire.ip
    if one.wire.certificate is not None:
        headers["WARC-Protocol"] = one.wire.certificate.protocol.lower().replace("tlsv", "tls/")
        headers["WARC-Cipher-Suite"] = one.wire.certificate.cipher
    return headers


def _record(kind: str, headers: Mapping[str, str], block: bytes, content_type: str) -> ArcWarcRecord:
    """A record whose block is exactly these bytes. Its payload is what follows the HTTP header, as it was transferred."""
    payload = block.partition(b"\r\n\r\n")[2] if content_type.startswith("application/http") else block
    digests = [("WARC-Block-Digest", digest(block)), ("WARC-Payload-Digest", digest(payload))]
    named = StatusAndHeaders("", [*headers.items(), *digests], protocol=FORMAT)
    return ArcWarcRecord("warc", kind, named, io.BytesIO(block), None, content_type, len(block))


def _id(writer: WARCWriter) -> str:
    return str(writer._make_warc_id())  # warcio has no other way to name a record that it does not build
