"""Check a Habeas vault, or a package that holds one, with nothing but Python 3.9 or newer; nothing is written:
    python3 verify.py [FOLDER] [--witness FILE]... [--key KEY]... [--roots FILE.pem]

FOLDER: a vault, a case, or a bag; by default the folder of this file. Ends with 1 when something does not hold.
--witness: a copy of checkpoints that somebody else kept. Only it shows that a whole vault was set back.
--key: a public key of the log, as it was written down elsewhere; without it the log's own word is taken.
--roots: certificates of timestamp authorities, in place of those beside the timestamps; for the program `openssl`.

Begin to read at `class Vault`. What the files mean, and what can and cannot be found, is in docs/vault-format.md and
docs/attack-model.md. Written apart from Habeas itself, so that an error in the one is found by the other.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import Any

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment, misc]

NOTE = re.compile(
    rb"(?m)^(([^\s+]+)\n(0|[1-9]\d{0,15})\n([\w+/]{43}=)\n)\n\xe2\x80\x94 ([^\s+]+) ([\w+/=]{92})\n(?=\n)"
)
OURS = re.compile("timestamps/[0-9a-z-]{1,90}[.](tsq|tsr|pem)|README[.]txt|verify[.]py|torn/[0-9a-f-]{75}")
Wrong = list[tuple[str, str]]  # what it is, and what is wrong with it


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def file_hashes(path: Path) -> tuple[str, str]:
    one, two = hashlib.sha256(), hashlib.sha512()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            one.update(block)
            two.update(block)
    return one.hexdigest(), two.hexdigest()


def signature_holds(key: bytes, text: bytes, signature: bytes) -> bool:
    """Ed25519 (RFC 8032, 5.1.7)."""
    try:
        if Ed25519PublicKey is None:
            return len(signature) == 64 and computed(key, text, signature)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
        return True
    except Exception:  # noqa: BLE001  # whatever the reason, it does not hold
        return False


def computed(key: bytes, text: bytes, signature: bytes) -> bool:
    """The same without `cryptography`: a tenth of a second each."""
    p, order, half = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493, (1 << 255) - 1
    d, s = -121665 * pow(121666, -1, p), int.from_bytes(signature[32:], "little")

    def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
        (x, y), (u, v) = a, b
        e = d * x * u * y * v
        return (x * v + u * y) * pow(1 + e, -1, p) % p, (y * v + x * u) * pow(1 - e, -1, p) % p

    def times(n: int, point: tuple[int, int]) -> tuple[int, int]:
        total = (0, 1)
        while n:
            total, point, n = (add(total, point) if n & 1 else total), add(point, point), n >> 1
        return total

    def decoded(raw: bytes) -> tuple[int, int]:
        y = int.from_bytes(raw, "little") & half
        square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
        x = pow(square, (p + 3) // 8, p)
        x = x if (x * x - square) % p == 0 else x * pow(2, (p - 1) // 4, p) % p
        return (p - x if x & 1 != raw[31] >> 7 else x), y  # not on the curve: then the sums below differ

    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % order
    base = decoded((4 * pow(5, -1, p) % p).to_bytes(32, "little"))
    return s < order and times(s, base) == add(decoded(signature[:32]), times(h, decoded(key)))


def unbase64(text: bytes) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw) != text:
        raise ValueError("base64 that is not written in its one way")
    return raw


class Log:
    """One pass over custody.jsonl: what is wrong with it (`wrong`), what it tells, and its Merkle tree at `sizes`."""

    def __init__(self, path: Path, sizes: set[int]) -> None:
        self.wrong: Wrong = [] if path.is_file() else [("custody.jsonl", "missing")]
        self.size, length, self.number, self.last, self.excused = 0, 0, 0, "0" * 64, False
        self.tree: list[bytes] = []  # roots of whole subtrees, the largest first
        self.at: dict[int, tuple[bytes, dict[str, Any]]] = {}  # size -> root, and what edge.json should hold
        self.items: dict[str, tuple[int, Any, Any]] = {}  # item -> entry, size, SHA-512
        self.told: list[tuple[int, str, dict[str, Any]]] = []  # other entries that matter: number, event, data
        self.pins, self.doubts = dict[int, Any](), list[int]()  # size -> SHA-256 of the checkpoint there; see below
        for line in path.open("rb") if path.is_file() else ():
            if not line.endswith(b"\n"):
                self.wrong.append((f"entry {self.size + 1}", "torn: a line without an end"))
                break
            self.line(line[:-1])
            leaf, n = digest(b"\0" + line[:-1]), self.size
            while n & 1:
                leaf, n = digest(b"\1" + self.tree.pop() + leaf), n >> 1
            self.tree.append(leaf)
            self.size, length = self.size + 1, length + len(line)
            if self.size in sizes:
                edge = {"bytes": length, "hashes": [one.hex() for one in self.tree], "size": self.size}
                self.at[self.size] = reduce(lambda root, left: digest(b"\1" + left + root), self.tree[::-1]), edge
        self.resolve_doubts()

    def line(self, line: bytes) -> None:
        previous, self.last, self.number = self.last, digest(line).hex(), self.number + 1
        try:
            entry = json.loads(line)
            seq, data, event, pin = entry["seq"], dict(entry["data"]), entry["event"], entry.get("checkpoint")
            if type(seq) is not int or {"at", "by", "tool", "previous"} - set(entry):
                raise ValueError
            plain = json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self.wrong.append((f"entry {self.number}", "not an entry: changed or damaged"))
            self.excused = True
            return
        self.place(seq, entry["previous"] == previous)
        if plain != line and not re.search(rb"[:,\[]-?\d+[.eE]", line):  # how fractions are written is left out here
            self.wrong.append((f"entry {self.number}", "not in canonical form: rewritten"))
        if pin is not None:
            self.pins[self.number - 1] = pin
        if event in ("item.arrived", "item.found"):
            self.items.setdefault(str(data.get("item")), (self.number, data.get("size"), data.get("sha512")))
        elif event in ("key.made", "log.torn", "file.written", "timestamp.requested", "timestamped"):
            self.told.append((self.number, event, data))

    def place(self, seq: int, follows: bool) -> None:
        """Whether a line stands where it belongs. After a gap, numbers go on from there."""
        due = self.number
        if seq == due and not follows and not self.excused:
            self.doubts.append(seq)
        elif seq != due:
            which = due if follows else min(seq, due)
            self.wrong.append((f"entry {which}", f"missing or out of place: number {seq} stands where {due} is due"))
            self.number = due if follows else seq
        self.excused = seq != due

    def resolve_doubts(self) -> None:
        """A changed line is not followed by the next; one whose "previous" was changed follows nothing either."""
        told = 0
        for n in self.doubts:
            told, before = (n if n + 1 in self.doubts else 0), told
            culprits = (n,) if told else (n - 1, n) if n == self.number else (n - 1,)
            if before != n - 1:
                self.wrong += [(f"entry {one}", f"changed: entry {n} does not follow {n - 1}") for one in culprits]

    def of(self, *events: str) -> list[tuple[int, dict[str, Any]]]:
        return [(number, data) for number, event, data in self.told if event in events]


class Note:
    def __init__(self, found: re.Match[bytes]) -> None:
        self.raw, self.text, origin, size, root, name, signature = (found[0], *found.groups())
        self.origin, self.size, self.name = origin.decode(), int(size), name.decode()
        self.root, self.signature = unbase64(root), unbase64(signature)


def notes(data: bytes, where: str, wrong: Wrong) -> Iterator[Note]:
    """The checkpoints in a file, each followed by an empty line."""
    end = 0
    for found in [*NOTE.finditer(data), None]:
        if end != (found.start() if found else len(data)):
            wrong.append((where, f"line {data.count(10, 0, end) + 1}: not a checkpoint: changed or damaged"))
        if found:
            end = found.end() + 1
            try:
                yield Note(found)
            except ValueError:
                wrong.append((where, f"line {data.count(10, 0, found.start()) + 1}: not a checkpoint: changed"))


class Keys:
    """The keys that the log tells of: each signs from its entry on, and vouches for the one after it."""

    def __init__(self, log: Log, trusted: list[str], wrong: Wrong) -> None:
        self.known: list[tuple[int, str, bytes, bytes]] = []
        for n, data in log.of("key.made"):
            text, before = str(data.get("key")), self.known[-1:]
            try:
                name, ident, body = text.split("+", 2)
                raw, word = unbase64(body.encode()), unbase64(str(data.get("endorsed") or "").encode())
                if len(raw) != 33 or digest(name.encode() + b"\n" + raw)[:4].hex() != ident:
                    raise ValueError
            except ValueError:
                wrong.append((f"entry {n}", "tells of a key, or of a word for it, that is none"))
                continue
            vouched = before and signature_holds(before[0][3], f"habeas key\n{text}\n".encode(), word)
            if text not in trusted and (before or trusted) and not vouched:
                wrong.append((f"entry {n}", f"a key for which neither --key nor the key before vouches: {text}"))
            self.known.append((n, name, bytes.fromhex(ident), raw[1:]))
        wrong += [("custody.jsonl", "signed by no key; --key names one")] if trusted and not log.of("key.made") else []

    def signed(self, note: Note) -> bool:
        now = [key for key in self.known if key[0] <= note.size]
        right = now and (note.origin, note.name, note.signature[:4]) == (self.known[0][1], *now[-1][1:3])
        return bool(right) and signature_holds(now[-1][3], note.text, note.signature[4:])


def der(data: bytes, *way: int) -> list[tuple[int, bytes]]:
    """The values in DER bytes, tag and content; `way`: which to go into."""
    found = []
    while data:
        at = 2 + (data[1] & 0x7F if data[1] & 0x80 else 0)
        size = int.from_bytes(data[2:at], "big") if at > 2 else data[1]
        if len(data) < at + size:
            raise ValueError("cut off")
        found.append((data[0], data[at : at + size]))
        data = data[at + size :]
    return der(found[way[0]][1], *way[1:]) if way else found


class Vault:  # `wrong` gathers what does not hold, `say` what else there is to tell
    def __init__(self, folder: Path, witness: list[Path], trusted: list[str], roots: Path | None, wrong: Wrong) -> None:
        self.folder, self.wrong = folder, wrong
        found = list(notes(self.read("checkpoints.txt"), "checkpoints.txt", self.wrong))
        copies = [note for file in witness for note in notes(file.read_bytes(), "witness", self.wrong)]
        self.log = log = Log(self.folder / "custody.jsonl", {note.size for note in found + copies})
        self.keys = Keys(log, trusted, self.wrong)
        newest = max(found, key=lambda note: note.size, default=None)
        self.check_notes(found, newest)
        if witness:
            self.check_witness(copies)
        edge = log.at[newest.size][1] if newest and newest.size in log.at else {}
        right = json.dumps(edge, separators=(",", ":"), sort_keys=True).encode() + b"\n" if newest else b""
        if self.read("edge.json") != right:
            self.wrong.append(("edge.json", "not what the log makes of it"))
        self.say = [f"{len(found)} checkpoints, the last over {newest.size if newest else 0} of {log.size} entries"]
        self.say += [f"signed from entry {n} on with the key {data.get('key')}" for n, data in log.of("key.made")]
        self.check_stamps({str(note.size): note.raw for note in found}, roots)
        self.check_items()
        self.check_files()
        self.wrong[:0] = log.wrong

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes() if (self.folder / name).is_file() else b""

    def check_notes(self, found: list[Note], newest: Note | None) -> None:
        log, wrong, last, differs, pins = self.log, self.wrong, 0, 0, dict(self.log.pins)
        for note in found:
            size, what = note.size, f"checkpoint {note.size}"
            if size <= last:
                wrong.append((what, "stands again, or out of its place"))
                continue
            last, pin = size, pins.pop(size, None)
            # each but the newest is pinned by an entry that the newest signs: where signatures are slow, one will do
            if (Ed25519PublicKey is not None or note is newest) and not self.keys.signed(note):
                wrong.append((what, "not signed with the log's key"))
            if size < log.size and pin != digest(note.raw).hex():
                wrong.append((what, f"entry {size + 1} tells of another, or of none"))
            if size <= log.size and log.at[size][0] != note.root:
                differs = differs or size
        if differs and differs == log.size and not log.wrong:
            wrong.append((f"entry {differs}", f"changed: checkpoint {differs} was signed over another"))
        elif differs:
            wrong.append((f"checkpoint {differs}", "signed over other entries: one was changed, moved or removed"))
        wrong += [(f"checkpoint {size}", f"missing or damaged: entry {size + 1} tells of it") for size in sorted(pins)]
        if last > log.size:
            wrong.append((f"entry {log.size + 1}", f"missing: a checkpoint covers {last} entries"))
        elif self.keys.known and last < log.size:
            wrong.append((f"entry {last + 1}", f"under no checkpoint, up to entry {log.size}"))

    def check_witness(self, copies: list[Note]) -> None:
        ours = [note for note in copies if self.keys.known and note.origin == self.keys.known[0][1]]
        self.wrong += [] if ours else [("witness", "holds no checkpoint of this log")]
        for note in ours:
            if note.size > self.log.size or self.log.at[note.size][0] != note.root or not self.keys.signed(note):
                self.wrong.append((f"checkpoint {note.size}", f"the witness has it, not this log of {self.log.size}"))

    def check_stamps(self, raw: dict[str, bytes], roots: Path | None) -> None:
        answered = {str(data.get("request")) for _, data in self.log.of("timestamped")}
        asked = {str(data.get("file")) for _, data in self.log.of("timestamp.requested")}
        self.say += [f"{name}: pending: asked for, not answered yet" for name in sorted(asked - answered)]
        for _, data in self.log.of("timestamped"):
            name, note = str(data.get("file")), raw.get(str(data.get("checkpoint")), b"")
            try:
                if OURS.fullmatch(name) and (self.folder / name).is_file():
                    self.say.append(f"{name}: {self.stamped(name, data, note, roots)}")
            except (ValueError, IndexError, OSError) as e:
                self.wrong.append((name, f"not a sound timestamp: {e}"))

    def stamped(self, name: str, data: dict[str, Any], note: bytes, roots: Path | None) -> str:
        """What a timestamp (RFC 3161) says; ValueError for one that is not sound."""
        raw = self.read(name)
        info = der(raw, 0, 1, 1, 0, 2, 1, 0, 0)  # response, token, signed data, content: what was stamped and when
        (_, algorithm), (_, imprint), at = *der(info[2][1]), info[4][1].decode()
        if der(raw, 0, 0)[0][1] not in (b"\0", b"\1") or algorithm[:11] != bytes.fromhex("0609608648016503040201"):
            raise ValueError("not granted, or not over a SHA-256")
        if imprint != digest(note) or imprint.hex() != data.get("note"):
            raise ValueError(f"not over checkpoint {data.get('checkpoint')}")
        kept = self.folder / data["roots"] if OURS.fullmatch(str(data.get("roots"))) else None
        tool, trusted, when = shutil.which("openssl"), roots or kept, datetime.strptime(at[:14] + "Z", "%Y%m%d%H%M%S%z")
        if tool is None or trusted is None:
            return f"{when} by its own word: who signed it was not checked (needs openssl and --roots)"
        told = ["-in", str(self.folder / name), "-digest", imprint.hex(), "-attime", str(int(when.timestamp()))]
        if subprocess.call([tool, "ts", "-verify", *told, "-CAfile", str(trusted)], stdout=-3, stderr=-3):  # noqa: S603
            raise ValueError(f"its signature does not hold under {trusted.name}")
        return f"{when}, signed by an authority under {trusted.name}"

    def check_items(self) -> None:
        present, items = set(), self.log.items
        for path in sorted((self.folder / "objects").glob("*/*")):
            item = path.parent.name + path.name
            if path.is_symlink() or not path.is_file() or not re.fullmatch("[0-9a-f]{64}", item):
                self.wrong.append((f"objects/{shown(path.parent)}", f"holds what is no object: {shown(path)}"))
                continue
            present.add(item)
            (one, two), told = file_hashes(path), items.get(item, (0, None, None))
            self.wrong += [] if item in items else [(f"item {item[:12]}", "no entry tells of its arrival")]
            if one != item or told[1] not in (path.stat().st_size, None) or told[2] not in (two, None):
                self.wrong.append((f"item {item[:12]}", "damaged: not the bytes that came"))
        self.wrong += [(f"item {i[:12]}", f"missing: told in entry {items[i][0]}") for i in sorted({*items} - present)]
        self.say.append(f"{len(present)} items")

    def check_files(self) -> None:
        vault, log, wrong = self.folder, self.log, self.wrong
        rows = log.of("file.written", "timestamp.requested", "timestamped")
        told = {str(data.get("file")): (n, data.get("sha256")) for n, data in rows}
        torn = [(n, str(data["file"])) for n, data in log.of("log.torn") if "file" in data]
        told |= {f"torn/{name}": (n, name[-64:]) for n, name in torn}
        for name, (n, sha256) in told.items():
            if not OURS.fullmatch(name):
                wrong.append((f"entry {n}", "tells of a file that no vault has"))
            elif (vault / name).is_symlink() or not (vault / name).is_file() or file_hashes(vault / name)[0] != sha256:
                wrong.append((name, "missing, or not as the log tells"))
        plain = {"custody.jsonl", "checkpoints.txt", "edge.json", "lock", "objects", "incoming", "timestamps", "torn"}
        plain |= set() if self.keys.known else {"README.txt"}
        for path in [*vault.glob("*"), *vault.glob("incoming/*"), *vault.glob("timestamps/*"), *vault.glob("torn/*")]:
            name = path.relative_to(vault).as_posix()
            known = name in told or name in plain
            wrong += [] if known else [(f"{name.rpartition('/')[0]}/{shown(path)}".lstrip("/"), "no entry tells of it")]
        wrong += [(f"objects/{shown(p)}", "no folder of objects") for p in vault.glob("objects/*") if not p.is_dir()]
        wrong += [("lock", "not empty")] if self.read("lock") else []


def shown(path: Path) -> str:
    """A name that Habeas gave, or the hash of a foreign one: it may be the name of a person."""
    ours = re.fullmatch(r"(roots-)?[0-9a-f.-]{1,80}(tsq|tsr|pem)?|README\.txt|verify\.py|edge\.json|lock", path.name)
    return path.name if ours else f"name with SHA-256 {digest(path.name.encode('utf-8', 'surrogatepass')).hex()[:12]}"


def check_bag(bag: Path, wrong: Wrong) -> bool:
    """The manifests of a BagIt package (RFC 8493)."""
    present = {path.relative_to(bag).as_posix(): path for path in bag.rglob("*") if path.is_file()}
    for manifest in sorted(bag.glob("*manifest-sha*.txt")):
        rows = [line.partition(" ") for line in manifest.read_text("utf-8", "replace").splitlines()]
        names = [name.lstrip(" *").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") for _, _, name in rows]
        told = dict(zip(names, [sha for sha, _, _ in rows]))  # noqa: B905  # for Python 3.9
        payload = () if manifest.name.startswith("tag") else [name for name in present if name.startswith("data/")]
        for name in sorted({*told, *payload}):
            if name not in present or told.get(name) not in file_hashes(present[name]):
                wrong.append((f"{manifest.name}: {shown(Path(name))}", "missing, changed, or not listed"))
    return "bagit.txt" in present


def check(folder: Path, witness: list[Path], trusted: list[str], roots: Path | None) -> tuple[Wrong, list[str]]:
    """What is wrong, and what else there is to say."""
    wrong: Wrong = []
    is_bag = check_bag(folder, wrong)
    for place in (folder, folder / "vault", folder / "data", folder / "data" / "vault"):
        if (place / "custody.jsonl").is_file() or (place / "objects").is_dir():
            return wrong, Vault(place, witness, trusted, roots, wrong).say
    return wrong + ([] if is_bag else [("custody.jsonl", "missing: no vault here")]), []


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--witness", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("--key", action="append", default=[], metavar="KEY")
    parser.add_argument("--roots", type=Path, metavar="FILE.pem")
    told = parser.parse_args()
    wrong, say = check(told.folder, told.witness, told.key, told.roots)
    print("\n".join([*(f"WRONG  {what}: {why}" for what, why in wrong), *(f"       {line}" for line in say)]))
    print(f"{len(wrong)} problems" if wrong else "everything holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
