"""RFC 3161 timestamps, read without trust: what a response says, and whether a known authority signed it.

Reading is done here, with a reader of DER that knows nothing else, so that a response which a strict library refuses is
still understood; signatures are checked by rfc3161-client, and where that refuses, by OpenSSL's command line tool.
"""

import hashlib
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

RESPONSE_LIMIT = 1 << 18
"""The longest response in bytes; real ones have a few thousand."""
SHA256_OID = bytes.fromhex("0609608648016503040201")
TIMES = ("%Y%m%d%H%M%SZ", "%Y%m%d%H%M%S.%fZ")
INTEGER, OCTETS, OID, TIME, SEQUENCE, FIRST = 0x02, 0x04, 0x06, 0x18, 0x30, 0xA0


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a timestamp says."""

    imprint: bytes
    """SHA-256 of what was stamped."""
    at: str
    """When, by the authority's clock: UTC, RFC 3339."""
    policy: str
    serial: str
    nonce: int | None
    certificates: list[bytes]
    """DER, as they came with it."""


def request(data: bytes) -> tuple[bytes, int]:
    """A request for a timestamp of `data` (DER), and its nonce. Only the SHA-256 of `data` is in it."""
    built = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).cert_request(cert_request=True)
    made = built.build()
    return made.as_bytes(), made.nonce or 0


def requested(raw: bytes) -> tuple[bytes, int | None]:
    """The imprint and the nonce of a request. Raises ValueError when it is none for SHA-256."""
    try:
        fields = _inside(_one(raw), SEQUENCE)
        nonce = next((int.from_bytes(body, "big") for tag, body in fields[2:] if tag == INTEGER), None)
        return _imprint(fields[1]), nonce
    except IndexError as e:
        raise ValueError("a field is missing") from e


def read(raw: bytes) -> Token:
    """What a response (TimeStampResp) says. Raises ValueError when it is none, grants nothing, or is not of SHA-256."""
    if len(raw) > RESPONSE_LIMIT:
        raise ValueError("too large for a timestamp")
    try:
        return _read(raw)
    except IndexError as e:
        raise ValueError("a field is missing") from e


def _read(raw: bytes) -> Token:
    parts = _inside(_one(raw), SEQUENCE)
    status = _inside(parts[0], SEQUENCE)[0]
    if int.from_bytes(status[1], "big") not in (0, 1) or len(parts) < 2:
        raise ValueError("the authority granted no timestamp")
    signed = _inside(_inside(_inside(parts[1], SEQUENCE)[1], FIRST)[0], SEQUENCE)
    content = _inside(_inside(_inside(signed[2], SEQUENCE)[1], FIRST)[0], OCTETS)
    info = _inside(content[0], SEQUENCE)
    certificates = [_der(tag, body) for part in signed[3:] if part[0] == FIRST for tag, body in _all(part[1])]
    tags = [tag for tag, _ in info]
    if tags[:5] != [INTEGER, OID, SEQUENCE, INTEGER, TIME]:
        raise ValueError("not a timestamp")
    return Token(
        imprint=_imprint(info[2]),
        at=_time(info[4][1].decode("ascii")),
        policy=_dotted(info[1][1]),
        serial=str(int.from_bytes(info[3][1], "big", signed=True)),
        nonce=next((int.from_bytes(body, "big") for tag, body in info[5:] if tag == INTEGER), None),
        certificates=certificates,
    )


def fault(raw: bytes, stamped: bytes, roots: bytes) -> str | None:
    """What is wrong with the signature of a response over `stamped`; None when a chain to one of `roots` (PEM) holds.

    Certificates are judged at the time that the timestamp tells.
    """
    digest = hashlib.sha256(stamped).digest()
    try:
        *between, root = _ordered(x509.load_pem_x509_certificates(roots))
        builder = VerifierBuilder(roots=[root, *[one for one in between if one.issuer == one.subject]])
        for one in between:
            if one.issuer != one.subject:
                builder = builder.add_intermediate_certificate(one)
        builder.build().verify(decode_timestamp_response(raw), digest)
    except (ValueError, VerificationError) as e:
        return (
            None
            if _by_openssl(raw, digest, roots)
            else f"its signature does not hold ({' '.join(str(e).split())[:80]})"
        )
    return None


def ends(token: Token) -> str | None:
    """When the first of the token's certificates ends (UTC, RFC 3339); None where it brought none that can be read."""
    found = []
    for der in token.certificates:
        try:
            found.append(x509.load_der_x509_certificate(der).not_valid_after_utc)
        except ValueError:
            continue
    return min(found).strftime("%Y-%m-%dT%H:%M:%SZ") if found else None


def _ordered(certificates: list[x509.Certificate]) -> list[x509.Certificate]:
    """Roots last."""
    return sorted(certificates, key=lambda one: one.issuer == one.subject)


def _by_openssl(raw: bytes, digest: bytes, roots: bytes) -> bool:
    tool = shutil.which("openssl")
    if tool is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        response, trusted = Path(folder, "response"), Path(folder, "roots")
        response.write_bytes(raw)
        trusted.write_bytes(roots)
        at = str(int(datetime.fromisoformat(read(raw).at).timestamp()))
        what = ["-in", str(response), "-digest", digest.hex(), "-CAfile", str(trusted), "-attime", at]
        done = subprocess.run([tool, "ts", "-verify", *what], capture_output=True, timeout=60, check=False)  # noqa: S603
    return done.returncode == 0


def _imprint(field: tuple[int, bytes]) -> bytes:
    algorithm, digest = _inside(field, SEQUENCE)[:2]
    if not algorithm[1].startswith(SHA256_OID) or len(digest[1]) != 32:
        raise ValueError("not of a SHA-256")
    return digest[1]


def _time(text: str) -> str:
    for form in TIMES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except ValueError:
            continue
    raise ValueError("no time")


def _dotted(body: bytes) -> str:
    numbers, current = [], 0
    for byte in body:
        current = current << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(current)
            current = 0
    first = min(numbers[0] // 40, 2) if numbers else 0
    return ".".join(map(str, [first, numbers[0] - 40 * first, *numbers[1:]] if numbers else []))


def _one(raw: bytes) -> tuple[int, bytes]:
    found = _all(raw)
    if len(found) != 1:
        raise ValueError("not one value of DER")
    return found[0]


def _inside(field: tuple[int, bytes], tag: int) -> list[tuple[int, bytes]]:
    if field[0] != tag:
        raise ValueError("not the DER that is due here")
    return _all(field[1])


def _all(data: bytes) -> list[tuple[int, bytes]]:
    """The values in `data`, one after the other: tag and content."""
    found, place = [], 0
    while place < len(data):
        if place + 2 > len(data):
            raise ValueError("cut off")
        tag, size = data[place], data[place + 1]
        place += 2
        if size & 0x80:
            count = size & 0x7F
            if not 0 < count < 5:
                raise ValueError("not DER")
            size = int.from_bytes(data[place : place + count], "big")
            place += count
        if place + size > len(data):
            raise ValueError("cut off")
        found.append((tag, data[place : place + size]))
        place += size
    return found


def _der(tag: int, body: bytes) -> bytes:
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    count = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | count]) + size.to_bytes(count, "big") + body
