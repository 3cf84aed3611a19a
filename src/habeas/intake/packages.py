"""Archives that vouch for what they hold: whether the hashes in them agree with the files beside them, and who signed.

Two kinds are known: a WACZ (datapackage.json with hashes, datapackage-digest.json with a signature), and the bundles
of capture apps such as ProofMode and Tella, whose sidecar tables or JSON name the SHA-256 of a photo or video. What
was found is told in the line of the archive; an archive that does not agree with itself is told as altered.
"""

import csv
import hashlib
import io
import json
import re
from typing import Any
from zipfile import ZipFile, ZipInfo

import msgspec

from habeas.intake import signatures
from habeas.intake.names import base_name
from habeas.intake.streams import DAMAGE, PIECE
from habeas.model.errors import UnreadableError

SHA256 = re.compile(r"[0-9a-fA-F]{64}")
NAMED = re.compile(r"(?:file)?\s*(?:hash)?\s*\(?sha-?256\)?\s*(?:hash)?|file\s*hash|hash", re.IGNORECASE)
"""What a field is called in which a capture app gives the SHA-256 of a file."""
SIDECARS = (".csv", ".json", ".txt")
APPS = (
    ("ProofMode", re.compile(r"(?:^|/)[^/]*\.proof\.(?:csv|json)$|(?:^|/)HowToVerifyProofData\.txt$")),
    ("Tella", re.compile(r"(?:^|/)[^/]*(?:tella|_?metadata)[^/]*\.(?:csv|json)$", re.IGNORECASE)),
)
MOST = 1 << 30
"""Bytes of an archive that are hashed: more would take longer than one item may."""
SMALL = 4 << 20
"""Bytes of a sidecar."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of its files, against the files."""

    kind: str
    agree: list[str] = []
    differ: list[str] = []
    missing: list[str] = []
    signature: str = ""
    unchecked: str = ""

    def line(self) -> str:
        """In one line, without file names."""
        told = [f"{len(self.agree)} hashes agree"]
        told += [f"{len(self.differ)} DO NOT AGREE"] if self.differ else []
        told += [f"{len(self.missing)} name files that are not in it"] if self.missing else []
        told += [part for part in (self.unchecked, self.signature) if part]
        return f"{self.kind}: " + ", ".join(told)


def checked(archive: ZipFile) -> Checked | None:
    """What was found of a package or bundle; None for an archive that vouches for nothing."""
    names = {info.filename: info for info in archive.infolist()}
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return _wacz(archive, names)
    app = next((app for app, mark in APPS if any(map(mark.search, names))), None)
    return _bundle(archive, names, app) if app else None


def _wacz(archive: ZipFile, names: dict[str, ZipInfo]) -> Checked:
    package = _small(archive, names["datapackage.json"])
    told = {
        str(one.get("path")): str(one.get("hash", "")).lower()
        for one in _table(package).get("resources", [])
        if isinstance(one, dict)
    }
    agree, differ, missing = _compared(archive, names, told)
    signature = "no signature"
    if "datapackage-digest.json" in names:
        digest = _table(_small(archive, names["datapackage-digest.json"]))
        ours = f"sha256:{hashlib.sha256(package).hexdigest()}"
        (agree if digest.get("hash") == ours else differ).append("datapackage.json")
        signature = signatures.told(digest.get("signedData"), ours)
    return Checked(
        kind="a WACZ", agree=agree, differ=differ, missing=missing, signature=signature, unchecked=_too_much(archive)
    )


def _bundle(archive: ZipFile, names: dict[str, ZipInfo], app: str) -> Checked:
    """Each hash that a sidecar names must be that of a file in the bundle; files named beside it must have it."""
    sidecars = [info for name, info in names.items() if name.lower().endswith(SIDECARS) and info.file_size <= SMALL]
    declared = {digest for info in sidecars for digest in _declared(_small(archive, info), info.filename)}
    if _too_much(archive):
        return Checked(kind=f"a {app} bundle", unchecked=_too_much(archive))
    found = {_sha256(archive, info): name for name, info in names.items() if not info.is_dir()}
    vouched = declared & found.keys()
    named_so = {m[0].lower() for name in names if (m := SHA256.match(base_name(name)))}
    signed = sum(name.endswith(".asc") and "pubkey" not in name for name in names)
    missing = sorted((declared | named_so) - found.keys())
    alone = sorted(name for digest, name in found.items() if digest not in vouched and not _is_sidecar(name))
    return Checked(
        kind=f"a {app} bundle",
        agree=sorted(found[digest] for digest in vouched),
        differ=alone
        if missing
        else [],  # a file that nothing vouches for, where something vouches for a file not there
        missing=missing,
        signature=f"{signed} OpenPGP signatures kept and not checked: use gpg" if signed else "no signature",
    )


def _is_sidecar(name: str) -> bool:
    return name.lower().endswith((*SIDECARS, ".asc", ".gpg", ".sig", ".ots", ".gst", ".pub", ".sh"))


def _declared(data: bytes, name: str) -> set[str]:
    """The SHA-256 values that a sidecar gives under a name that means one."""
    text = data.decode("utf-8", "replace")
    pairs: list[tuple[str, Any]] = []
    if name.lower().endswith(".json"):
        pairs = list(_table(data).items())
    else:
        rows = list(csv.reader(io.StringIO(text)))[:1000]
        pairs += [(row[0], row[1]) for row in rows if len(row) == 2]
        pairs += [pair for row in rows[1:] for pair in zip(rows[0], row, strict=False)]
        pairs += [tuple(line.split(":", 1)) for line in text.splitlines()[:1000] if ":" in line]  # type: ignore[misc]
    found = ((str(key).strip(), str(value).strip()) for key, value in pairs)
    return {value.lower() for key, value in found if NAMED.fullmatch(key) and SHA256.fullmatch(value)}


def _compared(
    archive: ZipFile, names: dict[str, ZipInfo], told: dict[str, str]
) -> tuple[list[str], list[str], list[str]]:
    agree: list[str] = []
    differ: list[str] = []
    missing: list[str] = []
    for path, digest in told.items():
        if path not in names:
            missing.append(path)
        elif not _too_much(archive):
            same = digest.removeprefix("sha256:") == _sha256(archive, names[path])
            (agree if same else differ).append(path)
    return agree, differ, missing


def _too_much(archive: ZipFile) -> str:
    size = sum(info.file_size for info in archive.infolist())
    return f"hashes not checked: {size / 2**30:.1f} GiB are too much for one look" if size > MOST else ""


def _sha256(archive: ZipFile, info: ZipInfo) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(info) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except DAMAGE:
        return ""
    return digest.hexdigest()


def _small(archive: ZipFile, info: ZipInfo) -> bytes:
    if info.file_size > SMALL:
        raise UnreadableError("too_large", "the list of its files is too long")
    try:
        with archive.open(info) as file:
            return file.read(SMALL)
    except DAMAGE as e:
        raise UnreadableError("broken", "the archive is damaged: its list of files cannot be read") from e


def _table(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
