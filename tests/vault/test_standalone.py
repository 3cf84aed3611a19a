"""The stand-alone verifier by itself: its arithmetic, hostile vaults, packages."""

import hashlib
import io
import json
import runpy
from pathlib import Path
from typing import Any

import bagit
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.alterations import STANDALONE

from habeas.vault import Event, Vault, item_arrived, keys, verify

AT = "2026-01-31T12:00:00Z"
ALONE: dict[str, Any] = runpy.run_path(str(STANDALONE))
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]
"""RFC 8032, 7.1: key, message, signature."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault")
    with Vault(tmp_path / "vault", at=AT, by="tester") as vault:
        for number in range(3):
            item = vault.store.put(io.BytesIO(b"report %d" % number))
            vault.log.append(item_arrived(item, "Vasylenko.txt"), at=AT, by="tester")  # an invented name
    return tmp_path / "vault"


def wrong(folder: Path) -> set[str]:
    found, _ = ALONE["check"](folder, [], [], None)
    assert "Vasylenko" not in str(found)
    return {what for what, _ in found}


@pytest.mark.parametrize(("key", "text", "signature"), VECTORS)
def test_signatures_of_the_standard_hold_without_libraries(key: str, text: str, signature: str) -> None:
    raw = bytes.fromhex(key), bytes.fromhex(text), bytes.fromhex(signature)
    assert ALONE["computed"](*raw)
    assert not ALONE["computed"](raw[0], raw[1] + b"!", raw[2])


@settings(max_examples=15, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), text=st.binary(max_size=50), flipped=st.integers(0, 511))
def test_computed_signatures_agree_with_the_library(seed: bytes, text: bytes, flipped: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(text)
    altered = bytearray(signature)
    altered[flipped // 8] ^= 1 << flipped % 8
    assert ALONE["computed"](public, text, signature)
    try:
        held = ALONE["computed"](public, text, bytes(altered))
    except ValueError:
        held = False
    assert not held


EVENTS = ("item.arrived", "key.made", "log.torn", "file.written", "timestamp.requested", "timestamped", "x")
DATA: list[dict[str, Any]] = [
    {},
    {"item": {}, "file": [], "key": {}, "sha256": 1, "checkpoint": [], "request": {}, "roots": 3},
    {"item": "../x", "file": "../../etc/passwd", "key": "a+b+c", "sha512": [], "size": "x"},
    {"file": "timestamps/x.tsr", "checkpoint": {}, "sha256": None, "endorsed": "!"},
    {"key": "a+00000000+AQ=="},
]
ODD = {"previous": [], "checkpoint": {}, "at": 1, "by": 1, "tool": 1, "seq": 99}
PLAIN = {"previous": "0" * 64, "at": AT, "by": None, "tool": "x", "seq": 99, "checkpoint": "x"}
HOSTILE = [
    *(b"null", b"[]", b"1", b'"x"', b"{}", b"[" * 50_000, b"\xff", b'{"seq":true,"data":{},"event":"x"}'),
    *(json.dumps({**odd, "data": d, "event": e}).encode() for odd in (ODD, PLAIN) for e in EVENTS for d in DATA),
]


@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_told_and_stops_nothing(root: Path, line: bytes) -> None:
    log = root / "custody.jsonl"
    log.write_bytes(log.read_bytes() + line + b"\n")
    assert any(what.startswith("entry ") for what in wrong(root))
    assert any(problem.subject.startswith("entry ") for problem in verify(root).problems)


def test_a_bag_is_checked_with_the_vault_in_it(root: Path, tmp_path: Path) -> None:
    bagit.make_bag(str(root), checksums=["sha256", "sha512"])
    assert wrong(root) == set()
    path = next((root / "data" / "objects").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(b"other")
    item = hashlib.sha256(b"x").hexdigest()
    assert any(what.startswith("item ") for what in wrong(root))
    assert {"manifest-sha256.txt", "manifest-sha512.txt"} <= {what.split(":")[0] for what in wrong(root)}
    (root / "data" / item).write_bytes(b"x")
    assert any(item in what for what in wrong(root))
    (root / "manifest-sha256.txt").write_text("zz\n../../etc/passwd\nno blank\n")
    assert wrong(root)


def test_a_key_that_is_known_finds_a_log_that_was_stripped_of_keys(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = verify(root).keys[0]
    monkeypatch.setenv(keys.VARIABLE, keys.NONE)
    Vault.create(tmp_path / "bare")
    with Vault(tmp_path / "bare", at=AT, by="tester"):
        pass
    assert wrong(tmp_path / "bare") == set()
    found, _ = ALONE["check"](tmp_path / "bare", [], [key], None)
    assert [what for what, _ in found] == ["custody.jsonl"]
    assert ALONE["check"](root, [], [key], None)[0] == []


def test_a_folder_without_a_vault_is_told(tmp_path: Path) -> None:
    assert wrong(tmp_path) == {"custody.jsonl"}


def test_a_tail_that_nobody_signed_is_held_to_its_one_spelling(root: Path) -> None:
    with Vault(root, at=AT, by="tester") as vault:
        vault.log.append(
            Event(event="build", data={"words": "село «Лісне» 𐍈\n\x7f\x01", "b": 2, "a": 1.5}), at=AT, by=None
        )
        vault.log.append(Event(event="build", data={"words": "село"}), at=AT, by=None)
    assert wrong(root) == set()
    log = root / "custody.jsonl"
    *before, last = log.read_bytes().splitlines(keepends=True)
    entry = json.loads(last)
    for line in (json.dumps(entry), last.decode().strip().replace(":", ": ", 1)):
        log.write_bytes(b"".join(before) + line.encode() + b"\n")
        found, _ = ALONE["check"](root, [], [], None)
        assert any("canonical" in why for _, why in found)
