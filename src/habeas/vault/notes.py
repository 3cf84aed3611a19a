"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint, Ed25519): what a witness keeps and a stranger checks.

A key is written as Go's `note` package writes it: `NAME+ID+BASE64`, the private one behind `PRIVATE+KEY+`. The name of a
log's first key is the log's origin.
"""

import base64
import binascii
import hashlib
import re

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\1"
PRIVATE = "PRIVATE+KEY+"
NAME = re.compile(r"[^\s+]{1,200}")
NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\s+]{1,200})\n(?P<size>0|[1-9][0-9]{0,15})\n(?P<root>[A-Za-z0-9+/]{43}=)\n)\n"
    r"(?P<signatures>(?:\u2014 [^\s+]{1,200} [A-Za-z0-9+/=]{1,10000}\n){1,16})"
)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a log: everything up to entry `size` follows from `root`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A signed checkpoint as it was written."""

    checkpoint: Checkpoint
    signatures: list[tuple[str, bytes]]
    """Key name, and key id (4 bytes) with signature."""
    raw: bytes

    @property
    def sha256(self) -> str:
        """The hash under which the next entry, and a timestamp, speak of it."""
        return hashlib.sha256(self.raw).hexdigest()


class PublicKey(msgspec.Struct, frozen=True):
    """A key that checks signatures."""

    name: str
    raw: bytes
    """32 bytes."""

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    @staticmethod
    def parse(text: str) -> "PublicKey":
        """The key written in `text`. Raises ValueError when it is none."""
        name, given, raw = _parts(text)
        key = PublicKey(name, raw)
        if key.id.hex() != given:
            raise ValueError("the id is not that of the key")
        return key

    def vouches(self, text: str, signature: str) -> bool:
        """Whether `signature` (base64) is this key's over `text`. Raises ValueError when it is no signature at all."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(_decoded(signature), text.encode())
        except InvalidSignature:
            return False
        return True

    def signed(self, note: Note) -> bool | None:
        """Whether this key's signature on the note holds; None when it signed nothing there."""
        for name, signature in note.signatures:
            if (name, signature[:4]) == (self.name, self.id):
                try:
                    Ed25519PublicKey.from_public_bytes(self.raw).verify(signature[4:], note.checkpoint.text().encode())
                except (InvalidSignature, ValueError):
                    return False
                return True
        return None


class PrivateKey:
    """A key that signs. Keep it out of the vault."""

    def __init__(self, name: str, seed: bytes) -> None:
        """`name`: that of the key; `seed`: 32 secret bytes."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._seed = seed
        self.public = PublicKey(name, self._key.public_key().public_bytes_raw())

    def secret(self) -> str:
        """The key as it is kept in its file."""
        body = base64.b64encode(ED25519 + self._seed).decode()
        return f"{PRIVATE}{self.public.name}+{self.public.id.hex()}+{body}"

    @staticmethod
    def parse(text: str) -> "PrivateKey":
        """The key written in `text`. Raises ValueError when it is none."""
        if not text.startswith(PRIVATE):
            raise ValueError("not a private key")
        name, given, seed = _parts(text.removeprefix(PRIVATE))
        key = PrivateKey(name, seed)
        if key.public.id.hex() != given:
            raise ValueError("the id is not that of the key")
        return key

    def vouch(self, text: str) -> str:
        """The bare signature over `text`, as base64."""
        return base64.b64encode(self._key.sign(text.encode())).decode()

    def sign(self, text: str) -> bytes:
        """The signed note over `text`, which ends in a line feed."""
        signature = base64.b64encode(self.public.id + self._key.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.public.name} {signature}\n".encode()


def parse(raw: bytes) -> Note:
    """The signed checkpoint in `raw`. Raises ValueError when it is none; says nothing about its signatures."""
    found = NOTE.fullmatch(raw.decode("utf-8"))
    if not found:
        raise ValueError("not a signed checkpoint")
    signatures = [line.split(" ")[1:] for line in found["signatures"].splitlines()]
    return Note(
        checkpoint=Checkpoint(origin=found["origin"], size=int(found["size"]), root=_decoded(found["root"])),
        signatures=[(name, _decoded(body)) for name, body in signatures],
        raw=raw,
    )


def found_in(data: bytes) -> list[Note | int]:
    """The notes of a file in which each is followed by an empty line; for bytes that are none, the number of their line."""
    lines = data.split(b"\n")
    found: list[Note | int] = []
    place = 0
    while place < len(lines) - 1 or lines[-1:] != [b""]:
        try:
            found.append(parse(b"\n".join(lines[place : place + 5]) + b"\n"))
            if lines[place + 5 : place + 6] != [b""] or len(lines) < place + 7:
                found[-1] = place + 1
            place += 6
        except ValueError:
            if not found or isinstance(found[-1], Note):
                found.append(place + 1)
            place += 1
        if place >= len(lines):
            break
    return found


def _parts(text: str) -> tuple[str, str, bytes]:
    name, _, rest = text.strip().partition("+")
    given, _, body = rest.partition("+")
    raw = _decoded(body)
    if not NAME.fullmatch(name) or raw[:1] != ED25519 or len(raw) != 33:
        raise ValueError("not an Ed25519 key")
    return name, given, raw[1:]


def _decoded(text: str) -> bytes:
    """Base64 in its one canonical spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as e:
        raise ValueError("not base64") from e
    if base64.b64encode(raw).decode() != text:
        raise ValueError("not canonical base64")
    return raw
