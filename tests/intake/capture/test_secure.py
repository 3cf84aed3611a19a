"""Secure connections: the certificate is kept, and one that cannot be trusted is a failure."""

import datetime
import http.server
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.intake.capture.site import ONLY_HERE, PAGE

from habeas.intake.capture import Settings
from habeas.intake.capture.fetching import Fetcher


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A certificate for `host` that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return cert, secret


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE.encode())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Port of a secure server that calls itself site.example, and its certificate."""
    cert, key = certificate(tmp_path, "site.example")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, cert
    server.shutdown()
    server.server_close()


def ask(host: str, port: int) -> Fetcher:
    fetcher = Fetcher(Settings(request_seconds=5), ONLY_HERE, lambda _host, _port: ["127.0.0.1"])
    fetcher.follow(f"https://{host}:{port}/page")
    return fetcher


def test_the_certificate_is_kept(served: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    port, cert = served
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    (answer,) = ask("site.example", port).exchanges
    assert answer.failure is None
    assert answer.content == PAGE.encode()
    der = x509.load_pem_x509_certificate(cert.read_bytes()).public_bytes(serialization.Encoding.DER)
    assert answer.wire.certificate is not None
    assert answer.wire.certificate.der == der
    assert answer.wire.certificate.protocol.startswith("TLS")


def test_a_certificate_that_nobody_vouches_for_is_a_failure(served: tuple[int, Path]) -> None:
    (answer,) = ask("site.example", served[0]).exchanges
    assert answer.failure is not None
    assert answer.failure[0] == "tls"
    assert answer.wire.sent == b""


def test_a_certificate_of_another_name_is_a_failure(served: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    port, cert = served
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    (answer,) = ask("other.example", port).exchanges
    assert answer.failure is not None
    assert answer.failure[0] == "tls"
