"""One HTTP exchange over one connection, every byte kept as it went over the wire, within limits of time and size.

The connection goes to an IP address that the caller has judged. The server is hostile: it may send slowly, for ever, or
nonsense; each of these ends in a CaptureError and what had come until then is kept.
"""

import hashlib
import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import msgspec

from habeas.intake.capture.addresses import Address
from habeas.intake.capture.failure import CaptureError

PIECE = 1 << 16


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What the server showed to prove who it is."""

    sha256: str
    der: bytes
    protocol: str
    cipher: str


class Wire(msgspec.Struct, kw_only=True):
    """What went over one connection."""

    ip: str = ""
    certificate: Certificate | None = None
    sent: bytes = b""
    received: bytes = b""
    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = []
    body: bytes = b""
    """The body as the server meant it, without the chunks of the transfer; still packed as Content-Encoding says."""
    failure: tuple[str, str] | None = None
    """Kind and line, where it did not come to a good end."""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """The most that one exchange may take."""

    seconds: float
    size: int


class _Tee(io.RawIOBase):
    """What a socket gives, copied, counted and timed."""

    def __init__(self, sock: socket.socket, bounds: Bounds, until: float) -> None:
        self._sock, self._bounds, self._until = sock, bounds, until
        self.copy = bytearray()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._until))
        size = self._sock.recv_into(buffer)
        self.copy += memoryview(buffer)[:size]
        if len(self.copy) > self._bounds.size:
            raise CaptureError("too_large", f"the answer has more than {self._bounds.size:,} bytes")
        return size


class _Socket:
    """As much of a socket as http.client asks for."""

    def __init__(self, tee: _Tee) -> None:
        self._tee = tee

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(self._tee, PIECE)


def exchange(
    address: Address,
    ips: list[str],
    context: ssl.SSLContext,
    request: tuple[str, Mapping[str, str], bytes],
    bounds: Bounds,
) -> Wire:
    """Ask one of `ips` once. `request`: method, headers, body. Never raises for what the server does: see `failure`."""
    wire = Wire()
    until = time.monotonic() + bounds.seconds
    try:
        with closing(_connect(address, ips, context, wire, until)) as sock:
            wire.sent = _message(address, *request)
            sock.sendall(wire.sent)
            _answer(sock, request[0], bounds, until, wire)
    except CaptureError as e:
        wire.failure = (e.kind, e.detail)
    except TimeoutError:
        wire.failure = ("timeout", f"no whole answer within {bounds.seconds:g} seconds")
    except (OSError, http.client.HTTPException, ValueError) as e:
        wire.failure = ("broken", f"the connection or the answer broke off ({type(e).__name__})")
    return wire


def _connect(address: Address, ips: list[str], context: ssl.SSLContext, wire: Wire, until: float) -> socket.socket:
    """A connection to the first of `ips` that takes it. Raises CaptureError."""
    cause = "no answer"
    for ip in ips:
        try:
            sock = socket.create_connection((ip, address.port), timeout=_left(until))
        except OSError as e:
            cause = (e.strerror or "no answer in time").lower()
            continue
        wire.ip = ip
        return _secured(sock, address, context, wire) if address.scheme == "https" else sock
    raise CaptureError("unreachable", f"{address.host} takes no connection: {cause}")


def _secured(sock: socket.socket, address: Address, context: ssl.SSLContext, wire: Wire) -> socket.socket:
    try:
        secure = context.wrap_socket(sock, server_hostname=address.host)
    except ssl.SSLCertVerificationError as e:
        sock.close()
        raise CaptureError("tls", f"the certificate of {address.host} cannot be trusted: {e.verify_message}") from e
    except (ssl.SSLError, OSError) as e:
        sock.close()
        raise CaptureError("tls", f"no secure connection with {address.host} ({type(e).__name__})") from e
    der = secure.getpeercert(binary_form=True) or b""
    cipher = secure.cipher()
    wire.certificate = Certificate(
        sha256=hashlib.sha256(der).hexdigest(),
        der=der,
        protocol=secure.version() or "",
        cipher=cipher[0] if cipher else "",
    )
    return secure


def _message(address: Address, method: str, headers: Mapping[str, str], body: bytes) -> bytes:
    """The request. Raises CaptureError for headers that would break out of their line."""
    lines = {"Host": address.authority, **headers, "Connection": "close"}
    if body or method == "POST":
        lines["Content-Length"] = str(len(body))
    head = "\r\n".join([f"{method} {address.path} HTTP/1.1", *(f"{key}: {value}" for key, value in lines.items())])
    if not method.isalpha() or any(set("\r\n\0") & set(key + value) for key, value in lines.items()):
        raise CaptureError("refused", "a request that is not of one line a header")
    return head.encode("latin-1", "replace") + b"\r\n\r\n" + body


def _answer(sock: socket.socket, method: str, bounds: Bounds, until: float, wire: Wire) -> None:
    tee = _Tee(sock, bounds, until)
    response = http.client.HTTPResponse(_Socket(tee), method=method)  # type: ignore[arg-type]  # what it asks of a socket
    try:
        response.begin()
        wire.status, wire.reason = response.status, response.reason
        wire.headers = list(response.getheaders())
        wire.body = _body(response)
    finally:
        wire.received = bytes(tee.copy)
        response.close()


def _body(response: http.client.HTTPResponse) -> bytes:
    """The body, asked for in pieces: a header that promises petabytes must not reserve them."""
    pieces = []
    try:
        while piece := response.read(PIECE):
            pieces.append(piece)
    except http.client.IncompleteRead as e:
        raise CaptureError("broken", "the answer ends before it says that it does") from e
    if response.length:
        raise CaptureError("broken", "the answer ends before it says that it does")
    return b"".join(pieces)


def _left(until: float) -> float:
    """Seconds left. Raises TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
