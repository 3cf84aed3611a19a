"""Timestamps: asked for by address or by file, pending while nobody answers, and checked without trust."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tools.alterations import Authority

from habeas.model.errors import HabeasError, UsageError
from habeas.vault import Against, Vault, authority, stamping, tokens, verify
from habeas.vault.life import life

AT = "2026-01-31T12:00:00Z"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault")
    with Vault(tmp_path / "vault", at=AT, by="tester"):
        pass
    return tmp_path / "vault"


def asked(root: Path) -> bytes:
    with Vault(root, at=AT, by="tester") as vault:
        return stamping.ask(vault, None, at=AT, by="tester")[1]


def answered(root: Path, raw: bytes, roots: bytes | None = None) -> str:
    with Vault(root, at=AT, by="tester") as vault:
        return stamping.answer(vault, raw, at=AT, by="tester", roots=roots).at


def test_a_request_is_pending_until_it_is_answered(root: Path, tsa: Authority) -> None:
    request = asked(root)
    found = verify(root)
    assert found.problems == []
    assert [stamp.at for stamp in found.stamps] == [None]
    assert "no answer yet" in found.notes[0]
    at = answered(root, tsa.stamp(request), tsa.roots)
    found = verify(root)
    assert (found.problems, found.notes) == ([], [])
    assert [(stamp.at, stamp.checked, stamp.checkpoint) for stamp in found.stamps] == [(at, True, 3)]
    assert found.stamps[0].ends is not None
    assert found.stamps[0].by_kept
    assert not verify(root, against=Against(roots=tsa.roots)).stamps[0].by_kept


def test_without_a_root_certificate_it_says_that_nobody_checked_the_signature(root: Path, tsa: Authority) -> None:
    answered(root, tsa.stamp(asked(root)))
    found = verify(root)
    assert found.problems == []
    assert "not checked" in found.notes[0]
    assert verify(root, against=Against(roots=tsa.roots)).notes == []


def test_the_root_of_another_authority_does_not_do(root: Path, tsa: Authority, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    response = tsa.stamp(asked(root))
    with pytest.raises(HabeasError, match="signature"):
        answered(root, response, other.roots)
    answered(root, response, tsa.roots)
    problems = verify(root, against=Against(roots=other.roots)).problems
    assert [problem.kind for problem in problems] == ["timestamp"]


def test_only_the_answer_to_a_pending_request_is_kept(root: Path, tsa: Authority, tmp_path: Path) -> None:
    asked(root)
    foreign, _ = tokens.request(b"something else")
    for response in (tsa.stamp(foreign), b"", b"0\x03\x02\x01\x02", b"\x30\x80" * 50, b"0" * 300_000):
        with pytest.raises(HabeasError, match="response"):
            answered(root, response)
    assert verify(root).problems == []
    assert [path.suffix for path in (root / "timestamps").iterdir()] == [".tsq"]


def test_an_answer_is_taken_once(root: Path, tsa: Authority) -> None:
    response = tsa.stamp(asked(root))
    answered(root, response)
    with pytest.raises(HabeasError, match="no pending request"):
        answered(root, response)


def test_every_flipped_byte_of_a_response_is_read_without_harm(root: Path, tsa: Authority) -> None:
    response = tsa.stamp(asked(root))
    for place in range(0, len(response), 7):
        try:
            tokens.read(response[:place] + bytes([response[place] ^ 0x81]) + response[place + 1 :])
        except ValueError:
            continue
    for place in range(0, len(response), 11):
        with pytest.raises(ValueError):  # noqa: PT011  # whatever the reason
            tokens.read(response[:place])


def test_what_a_killed_command_left_is_removed(root: Path) -> None:
    asked(root)
    (root / "timestamps" / "0000000001-aa.tsq").write_bytes(b"left")
    assert [problem.kind for problem in verify(root).problems] == ["stray"]
    asked(root)
    assert verify(root).problems == []


@pytest.fixture
def address(tsa: Authority) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/tsr":
                self.send_response(302 if self.path == "/elsewhere" else 500)
                self.send_header("Location", "/tsr")
                self.end_headers()
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(tsa.stamp(body))

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_an_authority_answers_over_http(root: Path, address: str, tsa: Authority) -> None:
    answered(root, authority.send(f"{address}/tsr", asked(root)), tsa.roots)
    assert verify(root).problems == []


@pytest.mark.parametrize("path", ["/elsewhere", "/broken"])
def test_redirects_and_errors_are_no_answer(address: str, path: str) -> None:
    with pytest.raises(HabeasError, match="gave no timestamp"):
        authority.send(address + path, b"request")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x", "nonsense", "http://"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(UsageError, match="address"):
        authority.send(url, b"request")


def test_an_item_s_life_tells_when_it_was_there_at_the_latest(root: Path, tsa: Authority) -> None:
    from habeas.vault import item_arrived  # noqa: PLC0415

    with Vault(root, at=AT, by="tester") as vault:
        item = vault.store.put(root / "README.txt")
        vault.log.append(item_arrived(item, "Vasylenko.txt"), at=AT, by="tester")  # an invented name
    before = life(root, item.sha256[:12])
    assert (before.item, before.stamped, before.sealed) == (item.sha256, None, None)
    at = answered(root, tsa.stamp(asked(root)))
    after = life(root, item.sha256)
    assert after.stamped == at
    assert after.sealed == 4
    assert [moment.event for moment in after.moments] == ["item.arrived"]
    assert "Vasylenko" not in str(after)
    for wrong in ("abc", "0" * 64, "../../x", ""):
        with pytest.raises(HabeasError):
            life(root, wrong)
