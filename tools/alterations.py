"""Alter a vault in random ways and see whether both verifiers find every one and name what was touched.

    python tools/alterations.py [HOW_MANY] [SEED]

Prints how many alterations of each kind were made, found and named, by `habeas verify` and by the stand-alone verifier.
Needs the `openssl` program, which plays the timestamp authority. The test suite runs a part of it.
"""

import hashlib
import io
import json
import os
import random
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from habeas.vault import Against, Event, Vault, item_arrived, stamping, verify, witnessing
from habeas.vault.rotation import rotate

AT = "2026-01-31T12:00:00Z"
LOG, NOTES = "custody.jsonl", "checkpoints.txt"
STANDALONE = Path(__file__).resolve().parent.parent / "src/habeas/vault/standalone.py"
CONF = """[tsa]
default_tsa=t
[t]
serial={0}/serial
signer_cert={0}/tsa.pem
signer_key={0}/tsa.key
signer_digest=sha256
default_policy=1.2.3.4
digests=sha256
ess_cert_id_alg=sha256
"""
Alteration = Callable[["Altered"], list[str]]
"""Changes a copy of the vault; returns what must be named, each as the beginning of a subject."""


class Authority:
    """A timestamp authority that lives in a folder."""

    def __init__(self, folder: Path) -> None:
        """Make its keys and certificates."""
        self.folder = folder
        folder.mkdir()
        self._openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj /CN=Root")
        self._openssl("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Authority")
        (folder / "ext").write_text("extendedKeyUsage=critical,timeStamping\n")
        sign = "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 3650 -extfile ext"
        self._openssl(sign)
        (folder / "conf").write_text(CONF.format(folder))
        (folder / "serial").write_text("01\n")

    @property
    def roots(self) -> bytes:
        """Its root certificate (PEM)."""
        return (self.folder / "ca.pem").read_bytes()

    def stamp(self, request: bytes) -> bytes:
        """Its response to a request."""
        (self.folder / "query").write_bytes(request)
        self._openssl("ts -reply -config conf -queryfile query -out reply")
        return (self.folder / "reply").read_bytes()

    def _openssl(self, arguments: str) -> None:
        tool = shutil.which("openssl")
        if tool is None:
            raise SystemExit("needs the program openssl")
        subprocess.run([tool, *arguments.split()], cwd=self.folder, check=True, capture_output=True)


class Scene:
    """A vault with a history: batches of entries, two keys, timestamps, a torn tail, an older state and witness copies."""

    def __init__(self, folder: Path) -> None:
        """Build it in an empty `folder`; keys go to `folder/keys`."""
        os.environ["HABEAS_KEYS"] = str(folder / "keys")
        self.folder, self.root, self.old = folder, folder / "vault", folder / "old"
        self.authority = Authority(folder / "authority")
        Vault.create(self.root)
        self._batches(4)
        with Vault(self.root, at=AT, by="tester") as vault:
            _, raw = stamping.ask(vault, None, at=AT, by="tester")
            self.stamp = self.authority.stamp(raw)
            stamping.answer(vault, self.stamp, at=AT, by="tester", roots=self.authority.roots)
            self.other_stamp = self.authority.stamp(
                raw
            )  # as genuine, of the same checkpoint, but not the one that is told of
        with (self.root / LOG).open("ab") as file:
            file.write(b'{"torn')
        shutil.copytree(self.root, self.old)
        self._batches(3)
        with Vault(self.root, at=AT, by="tester") as vault:
            rotate(vault, at=AT, by="tester")
            stamping.ask(vault, None, at=AT, by="tester")
        self._batches(3)
        self.witness = folder / "witness.txt"
        witnessing.witness(self.root, self.witness)

    def _batches(self, count: int) -> None:
        with Vault(self.root, at=AT, by="tester") as vault:
            for number in range(count):
                size = (self.root / LOG).stat().st_size
                items = [vault.store.put(io.BytesIO(b"report %d %d" % (size, one))) for one in range(1 + number % 3)]
                vault.log.append(*(item_arrived(item, "report.txt") for item in items), at=AT, by="tester")
                vault.log.append(Event(event="build", data={"inputs": "0" * 64}), at=AT, by=None)


class Altered:
    """A copy of a scene's vault, to be altered."""

    def __init__(self, scene: Scene, root: Path, seed: int) -> None:
        """Make the copy at `root`."""
        self.scene, self.root = scene, root
        self.chance = random.Random(seed)  # noqa: S311  # not for secrets
        self.witnessed = False
        shutil.copytree(scene.root, root)

    def files(self, *, empty: bool = True) -> list[str]:
        """Every file, by name."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        return [path.relative_to(self.root).as_posix() for path in found if empty or path.stat().st_size]

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Put bytes in the place of a file."""
        (self.root / name).unlink(missing_ok=True)
        (self.root / name).write_bytes(data)

    def named(self, name: str) -> str:
        """How a subject begins that names something in this file."""
        if name.startswith("objects/"):
            return "item " + name.removeprefix("objects/").replace("/", "")[:12]
        return {LOG: "entry ", NOTES: "checkpoint"}.get(name, name)

    def lines(self) -> list[bytes]:
        """The lines of the log."""
        return self.read(LOG).splitlines(keepends=True)

    def notes(self) -> list[bytes]:
        """The checkpoints."""
        return [one + b"\n\n" for one in self.read(NOTES).split(b"\n\n")[:-1]]

    def pairs(self) -> list[bytes]:
        """The checkpoints, text and signature together."""
        notes = self.notes()
        return [notes[place] + notes[place + 1] for place in range(0, len(notes), 2)]


def flip(altered: Altered) -> list[str]:
    """One bit of one file."""
    name = altered.chance.choice([*altered.files(empty=False), LOG, NOTES])
    data = bytearray(altered.read(name))
    place = altered.chance.randrange(len(data))
    data[place] ^= 1 << altered.chance.randrange(8)
    number = bytes(altered.read(name)[:place]).count(b"\n") + 1
    altered.write(name, bytes(data))
    return [f"entry {number}" if name == LOG else altered.named(name)]


def cut(altered: Altered) -> list[str]:
    """Bytes from the end of a file."""
    name = altered.chance.choice(altered.files(empty=False))
    data = altered.read(name)
    altered.write(name, data[: altered.chance.randrange(len(data))])
    return [altered.named(name)]


def lengthen(altered: Altered) -> list[str]:
    """Bytes at the end of a file."""
    name = altered.chance.choice(altered.files())
    altered.write(name, altered.read(name) + altered.chance.choice([b"\n", b" ", b"\0", b"more", b"{}\n"]))
    return [altered.named(name)]


def delete(altered: Altered) -> list[str]:
    """A file."""
    name = altered.chance.choice(altered.files(empty=False))
    (altered.root / name).unlink()
    return [LOG if name == LOG else altered.named(name)]


def swap_files(altered: Altered) -> list[str]:
    """Two files, each under the other's name."""
    one, other = altered.chance.sample(altered.files(), 2)
    first, second = altered.read(one), altered.read(other)
    altered.write(one, second)
    altered.write(other, first)
    return [altered.named(one), altered.named(other)]


def stray(altered: Altered) -> list[str]:
    """A file that nobody told of."""
    folder = altered.chance.choice(["", "objects/", "incoming/", "torn/", "timestamps/"])
    (altered.root / folder).mkdir(exist_ok=True)
    altered.write(f"{folder}stray", b"x")
    return [{"": "name with", "objects/": "objects/"}.get(folder, folder)]


def slip_in(altered: Altered) -> list[str]:
    """A whole item that never came."""
    data = b"%d" % altered.chance.getrandbits(64)
    name = hashlib.sha256(data).hexdigest()
    (altered.root / "objects" / name[:2]).mkdir(exist_ok=True)
    altered.write(f"objects/{name[:2]}/{name[2:]}", data)
    return [f"item {name[:12]}"]


def drop_entry(altered: Altered) -> list[str]:
    """An entry, the last one too."""
    lines = altered.lines()
    place = altered.chance.randrange(len(lines))
    altered.write(LOG, b"".join(lines[:place] + lines[place + 1 :]))
    return [f"entry {place + 1}"]


def double_entry(altered: Altered) -> list[str]:
    """An entry, put in a second time."""
    lines = altered.lines()
    place, to = altered.chance.randrange(len(lines)), altered.chance.randrange(len(lines) + 1)
    altered.write(LOG, b"".join([*lines[:to], lines[place], *lines[to:]]))
    return ["entry "]


def reorder_entries(altered: Altered) -> list[str]:
    """Two entries, each in the other's place."""
    lines = altered.lines()
    one, other = altered.chance.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    altered.write(LOG, b"".join(lines))
    return [f"entry {min(one, other) + 1}"]


def rewrite_entry(altered: Altered) -> list[str]:
    """An entry in other words, and the chain after it made to fit; without the key."""
    lines = altered.lines()
    place = altered.chance.randrange(len(lines))
    lines[place] = lines[place].replace(b"2026-01-31T12:00:00Z", b"2026-01-30T12:00:00Z", 1)
    for after in range(place + 1, len(lines)):
        row = json.loads(lines[after])
        old = row["previous"].encode()
        lines[after] = lines[after].replace(old, hashlib.sha256(lines[after - 1][:-1]).hexdigest().encode())
    altered.write(LOG, b"".join(lines))
    return ["checkpoint "] if place + 1 < len(lines) else [f"entry {place + 1}"]


def drop_checkpoint(altered: Altered) -> list[str]:
    """A checkpoint, the last one too."""
    pairs = altered.pairs()
    place = altered.chance.randrange(len(pairs))
    altered.write(NOTES, b"".join(pairs[:place] + pairs[place + 1 :]))
    return [f"checkpoint {size(pairs[place])}" if place + 1 < len(pairs) else "entry "]


def reorder_checkpoints(altered: Altered) -> list[str]:
    """Two checkpoints, each in the other's place."""
    pairs = altered.pairs()
    one, other = altered.chance.sample(range(len(pairs)), 2)
    pairs[one], pairs[other] = pairs[other], pairs[one]
    altered.write(NOTES, b"".join(pairs))
    return ["checkpoint "]


def double_checkpoint(altered: Altered) -> list[str]:
    """A checkpoint, put in a second time."""
    pairs = altered.pairs()
    place, to = altered.chance.randrange(len(pairs)), altered.chance.randrange(len(pairs) + 1)
    altered.write(NOTES, b"".join([*pairs[:to], pairs[place], *pairs[to:]]))
    return ["checkpoint "]


def replace_stamp(altered: Altered) -> list[str]:
    """A timestamp, by one that is as genuine."""
    name = next(name for name in altered.files() if name.endswith(".tsr"))
    altered.write(name, altered.scene.other_stamp)
    return [name]


def roll_back(altered: Altered) -> list[str]:
    """The whole vault, to an older state of itself; only a witness knows."""
    shutil.rmtree(altered.root)
    shutil.copytree(altered.scene.old, altered.root)
    altered.write(LOG, altered.read(LOG).removesuffix(b'{"torn'))
    altered.witnessed = True
    return ["checkpoint "]


def grow_back(altered: Altered) -> list[str]:
    """An older state that went on otherwise, with the genuine key; only a witness knows."""
    roll_back(altered)
    with Vault(altered.root, at=AT, by="tester") as vault:
        for _ in range(altered.chance.randrange(1, 40)):
            vault.log.append(Event(event="build", data={"inputs": "1" * 64}), at=AT, by="tester")
    return ["checkpoint "]


def start_anew(altered: Altered) -> list[str]:
    """Another vault with the same items and another key; only a witness knows."""
    items = [altered.read(name) for name in altered.files() if name.startswith("objects/")]
    shutil.rmtree(altered.root)
    Vault.create(altered.root)
    with Vault(altered.root, at=AT, by="tester") as vault:
        arrived = [item_arrived(vault.store.put(io.BytesIO(data)), "report.txt") for data in items]
        vault.log.append(*arrived, at=AT, by="tester")
    altered.witnessed = True
    return ["witness"]


KINDS: list[Alteration] = [
    flip, flip, flip, flip, cut, lengthen, delete, swap_files, stray, slip_in, drop_entry, double_entry, reorder_entries,
    rewrite_entry, drop_checkpoint, reorder_checkpoints, double_checkpoint, replace_stamp, roll_back, grow_back, start_anew,
]  # fmt: skip
"""All kinds; what stands here more than once comes up more often."""


def size(note: bytes) -> int:
    """How many entries a checkpoint covers."""
    return int(note.split(b"\n")[1])


def subjects(altered: Altered, standalone: dict[str, Any]) -> tuple[set[str], set[str]]:
    """What `habeas verify` and the stand-alone verifier say is wrong."""
    witness = altered.scene.witness
    copies = [witness.read_bytes()] if altered.witnessed else []
    ours = {problem.subject for problem in verify(altered.root, against=Against(copies=copies)).problems}
    theirs, _ = standalone["check"](altered.root, [witness] if altered.witnessed else [], [], None)
    return ours, {what for what, _ in theirs}


def names(found: set[str], wanted: list[str]) -> bool:
    """Whether each of `wanted` is the beginning of something found, ending where a number or a name ends."""

    def same(one: str, want: str) -> bool:
        return one.startswith(want) and (want.endswith(" ") or not one[len(want) :][:1].isdigit())

    return all(any(same(one, want) for one in found) for want in wanted)


def main() -> int:
    """Run as many alterations as asked for."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first = (int(sys.argv[2]) if len(sys.argv) > 2 else 1) * 1_000_000
    standalone = runpy.run_path(str(STANDALONE))
    made: Counter[str] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        sound = Altered(scene, Path(folder) / "sound", first)
        sound.witnessed = True
        if any(subjects(sound, standalone)):
            raise SystemExit(f"the vault is not sound to begin with: {subjects(sound, standalone)}")
        for number in range(many):
            altered = Altered(scene, Path(folder) / "altered", first + number)
            kind = KINDS[number] if number < len(KINDS) else altered.chance.choice(KINDS)
            wanted = kind(altered)
            made[kind.__name__] += 1
            for who, what in zip(("habeas", "alone"), subjects(altered, standalone), strict=True):
                found[kind.__name__, who] += bool(what)
                found[kind.__name__, who + "+"] += names(what, wanted)
                if not names(what, wanted):
                    print(f"{number}: {kind.__name__}: {who} names {sorted(what)}, not {wanted}")
            shutil.rmtree(altered.root)
    print(f"{'alteration':22}{'made':>6}{'verify: found':>15}{'named':>7}{'verify.py: found':>18}{'named':>7}")
    for name in [*made, "all"]:
        one = [sum(found[k, w] for k in made if name in (k, "all")) for w in ("habeas", "habeas+", "alone", "alone+")]
        count = sum(n for k, n in made.items() if name in (k, "all"))
        print(f"{name:22}{count:6}{one[0]:15}{one[1]:7}{one[2]:18}{one[3]:7}")
    return 0 if all(found[k, w] == made[k] for k in made for w in ("habeas", "habeas+", "alone", "alone+")) else 1


if __name__ == "__main__":
    sys.exit(main())
