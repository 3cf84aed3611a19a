"""The log grows by whole, chained, synced lines and survives being killed."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.errors import HabeasError
from habeas.model.item import Arrival
from habeas.vault import Event, Head, Vault, arrivals, item_arrived, item_not_kept, read_log, verify

AT = "2026-01-31T12:00:00Z"
FIRST = 3
"""Entries that the first opening writes: the key, README.txt, verify.py."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault")
    return tmp_path / "vault"


def opened(root: Path) -> Vault:
    return Vault(root, at=AT, by="tester")


def lines(root: Path) -> list[bytes]:
    return (root / "custody.jsonl").read_bytes().splitlines()


def fill(root: Path, count: int = 3) -> None:
    with opened(root) as vault:
        vault.log.append(Event(event="case.opened", data={"name": "example"}), at=AT, by=None)
        for number in range(count):
            item = vault.store.put(io.BytesIO(b"report %d" % number))
            vault.log.append(item_arrived(item, f"report-{number}.txt"), at=AT, by="tester")


def test_entries_are_canonical_numbered_and_chained(root: Path) -> None:
    fill(root)
    previous = "0" * 64
    for number, line in enumerate(lines(root), 1):
        entry = json.loads(line)
        assert rfc8785.dumps(entry) == line
        assert set(entry) - {"checkpoint"} == {"seq", "at", "by", "event", "tool", "data", "previous", "clock"}
        assert (entry["seq"], entry["previous"]) == (number, previous)
        previous = hashlib.sha256(line).hexdigest()
    assert verify(root).head == Head(seq=FIRST + 4, sha256=previous)


def test_a_log_opened_again_goes_on_where_it_ended(root: Path) -> None:
    fill(root)
    fill(root)
    assert [entry.seq for entry in read_log(root)] == list(range(1, FIRST + 9))
    assert verify(root).problems == []


@settings(max_examples=25, deadline=None)
@given(name=st.text(alphabet=st.characters(), min_size=1, max_size=20))
def test_any_name_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.mktemp("v") / "vault"
    Vault.create(root)
    with opened(root) as vault:
        item = vault.store.put(io.BytesIO(b"x"))
        vault.log.append(item_arrived(item, name, via="archive", parent="ab" * 32), at=AT, by="tester")
        vault.log.append(item_not_kept(name, "encrypted", "it is encrypted"), at=AT, by=None)
    (arrival,) = arrivals(read_log(root))
    assert arrival == Arrival(item=item.sha256, at=AT, name=name, via="archive", parent="ab" * 32, by="tester")
    assert verify(root).problems == []


def test_a_name_of_stray_bytes_is_kept(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    with opened(root) as vault:
        vault.log.append(item_arrived(vault.store.put(io.BytesIO(b"x")), name), at=AT, by=None)
    assert [os.fsencode(a.name) for a in arrivals(read_log(root))] == [b"caf\xe9.txt"]


@pytest.mark.parametrize(
    ("event", "at"),
    [
        (Event(event="item.vanished"), AT),
        (Event(event="build", data={"n": 2**60}), AT),
        (Event(event="build", data={"n": float("nan")}), AT),
        (Event(event="build", data={"x": "\ud800"}), AT),
        (Event(event="build", data={"x": object()}), AT),
        (Event(event="build"), "yesterday"),
        (Event(event="build"), AT + "\n"),
    ],
)
def test_what_cannot_be_logged_leaves_the_log_as_it_was(root: Path, event: Event, at: str) -> None:
    fill(root)
    before = lines(root)
    with opened(root) as vault:
        with pytest.raises(HabeasError):
            vault.log.append(Event(event="build"), event, at=at, by=None)
        assert lines(root) == before
        vault.log.append(Event(event="build"), at=AT, by=None)
    assert verify(root).problems == []


def killed_while_adding(root: Path, keep: Callable[[bytes], bytes]) -> list[bytes]:
    """Leave `keep` of one more line at the log's end, as a kill would; returns the lines that there would have been."""
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    with opened(copy) as vault:
        item = vault.store.put(io.BytesIO(b"one more"))
        vault.log.append(item_arrived(item, "more.txt"), at=AT, by="tester")
    with opened(root) as vault:
        vault.store.put(io.BytesIO(b"one more"))
    with (root / "custody.jsonl").open("ab") as file:
        file.write(keep(lines(copy)[-1]))
    return lines(copy)


@pytest.mark.parametrize("cut", [1, 2, 40, 150])
def test_a_torn_last_line_is_set_aside_and_told(root: Path, cut: int) -> None:
    fill(root)
    whole = killed_while_adding(root, lambda line: line[:-cut])
    torn = whole[-1][:-cut]
    assert [p.kind for p in verify(root).problems] == ["torn", "no_arrival", "stray"]
    with opened(root):
        pass
    assert lines(root)[:-2] == whole[:-1]
    entry, found = list(read_log(root))[-2:]
    assert (entry.event, entry.data["outcome"], entry.data["bytes"]) == ("log.torn", "set_aside", len(torn))
    assert (root / "torn" / entry.data["file"]).read_bytes() == torn
    assert (found.event, found.data["size"]) == ("item.found", len(b"one more"))
    assert verify(root).problems == []
    assert "never arrived" in verify(root).notes[0]


def test_a_whole_entry_without_newline_is_not_lost(root: Path) -> None:
    fill(root)
    whole = killed_while_adding(root, lambda line: line)
    assert [p.kind for p in verify(root).problems] == ["torn", "no_arrival", "stray"]
    with opened(root):
        pass
    assert lines(root)[:-2] == whole
    completed, unsigned = list(read_log(root))[-2:]
    assert completed.data == {"outcome": "completed", "entry": FIRST + 5, "bytes": len(whole[-1])}
    assert (unsigned.event, unsigned.data["from"], unsigned.data["to"]) == ("log.unsigned", FIRST + 5, FIRST + 5)
    assert verify(root).problems == []


@pytest.mark.parametrize("tail", [b"{", b"\0" * 9000, "кінець".encode(), b"x" * 5000])
def test_any_tail_is_kept_byte_for_byte(root: Path, tail: bytes) -> None:
    fill(root)
    with (root / "custody.jsonl").open("ab") as file:
        file.write(tail)
    with opened(root):
        pass
    assert [path.read_bytes() for path in (root / "torn").iterdir()] == [tail]
    assert verify(root).problems == []


def test_a_repair_that_was_killed_is_told_later(root: Path) -> None:
    fill(root)
    with (root / "custody.jsonl").open("ab") as file:
        file.write(b"{torn")
    kept = {name: (root / name).read_bytes() for name in ("checkpoints.txt", "edge.json")}
    with opened(root):
        pass
    path = root / "custody.jsonl"
    path.write_bytes(b"".join(line + b"\n" for line in lines(root)[:-1]))  # killed after the cut, before the entry
    for name, data in kept.items():
        (root / name).unlink()
        (root / name).write_bytes(data)
    assert [p.kind for p in verify(root).problems] == ["stray"]
    with opened(root):
        pass
    assert verify(root).problems == []


def test_a_log_whose_last_entry_is_damaged_takes_no_more(root: Path) -> None:
    fill(root)
    with (root / "custody.jsonl").open("ab") as file:
        file.write(b"rubbish\n")
    before = lines(root)
    with pytest.raises(HabeasError, match="verify"):
        opened(root)
    assert lines(root) == before


def test_one_writer_at_a_time(root: Path) -> None:
    with opened(root):
        with pytest.raises(HabeasError, match="another habeas process"):
            opened(root)
        with pytest.raises(HabeasError, match="another habeas process"):
            verify(root)
    with opened(root):
        pass


def test_a_log_that_changes_under_us_is_refused(root: Path) -> None:
    with opened(root) as vault:
        with (root / "custody.jsonl").open("ab") as file:
            file.write(b"foreign\n")
        with pytest.raises(HabeasError, match="changed"):
            vault.log.append(Event(event="build"), at=AT, by=None)


def test_a_killed_writer_loses_nothing_that_it_acknowledged(root: Path) -> None:
    script = f"""
import io, sys
from pathlib import Path
from habeas.vault import Vault, item_arrived
with Vault(Path(sys.argv[1]), at={AT!r}, by=None) as vault:
    for n in range(10**6):
        item = vault.store.put(io.BytesIO(b"%d" % n))
        vault.log.append(item_arrived(item, "n"), at={AT!r}, by=None)
        print(item.sha256, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", script, root], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(20)]
        process.kill()
        acknowledged += process.stdout.read().split("\n")[:-1]
    with opened(root):
        pass
    logged = {arrival.item for arrival in arrivals(read_log(root))}
    assert len(acknowledged) >= 20
    assert {a for a in acknowledged if len(a) == 64} <= logged
    assert verify(root).problems == []  # what was put and killed before its entry is told of


def test_ten_thousand_arrivals_take_seconds(root: Path) -> None:
    """Appending to a long log, and opening it, costs no more than to a short one."""
    start = time.perf_counter()
    with opened(root) as vault:
        item = vault.store.put(io.BytesIO(b"words"))
        for _ in range(40):
            vault.log.append(*(item_arrived(item, f"{number}.txt") for number in range(250)), at=AT, by=None)
    for _ in range(20):
        with opened(root) as vault:
            vault.log.append(Event(event="build"), at=AT, by=None)
    assert time.perf_counter() - start < 20
    assert verify(root).entries == FIRST + 10_020
