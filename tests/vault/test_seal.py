"""Checkpoints follow every batch, with a key that is outside; what happens where it is absent, lost, or files are old."""

import hashlib
import io
import json
import shutil
from pathlib import Path

import pytest
import rfc8785

from habeas.model.errors import HabeasError
from habeas.vault import Against, Event, Vault, item_arrived, keys, read_log, verify, witnessing
from habeas.vault.notes import PublicKey, found_in
from habeas.vault.rotation import rotate

AT = "2026-01-31T12:00:00Z"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault")
    batches(tmp_path / "vault", 3)
    return tmp_path / "vault"


def batches(root: Path, count: int) -> None:
    with Vault(root, at=AT, by="tester") as vault:
        for number in range(count):
            item = vault.store.put(io.BytesIO(b"report %d" % number))
            vault.log.append(item_arrived(item, "report.txt"), Event(event="build"), at=AT, by="tester")


def kinds(root: Path, **against: object) -> set[str]:
    return {problem.kind for problem in verify(root, against=Against(**against)).problems}


def events(root: Path) -> list[str]:
    return [entry.event for entry in read_log(root)]


def test_a_checkpoint_follows_every_batch_and_the_next_entry_pins_it(root: Path) -> None:
    notes = found_in((root / "checkpoints.txt").read_bytes())
    assert [note.checkpoint.size for note in notes] == [1, 3, 5, 7, 9]
    pins = {entry.seq - 1: entry.checkpoint for entry in read_log(root) if isinstance(entry.checkpoint, str)}
    assert pins == {note.checkpoint.size: note.sha256 for note in notes[:-1]}
    assert verify(root).sealed == 9


def test_the_private_key_is_not_in_the_vault(root: Path, keyring: Path) -> None:
    (path,) = keyring.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    *_, secret = path.read_bytes().strip().split(b"+", 4)  # PRIVATE+KEY+name+hash+secret; a + may be in the secret too
    assert len(secret) > 40
    assert not any(secret in file.read_bytes() for file in root.rglob("*") if file.is_file())


def test_without_its_key_a_vault_takes_entries_that_stand_unsigned_until_it_is_back(root: Path, keyring: Path) -> None:
    keyring.rename(keyring.with_name("elsewhere"))
    batches(root, 1)
    assert [p.subject for p in verify(root).problems] == ["entry 10"]
    assert kinds(root) == {"unsigned"}
    keyring.with_name("elsewhere").rename(keyring)
    with Vault(root, at=AT, by="tester"):
        pass
    told = list(read_log(root))[-1]
    assert (told.event, told.data["from"], told.data["to"]) == ("log.unsigned", 10, 11)
    assert kinds(root) == set()


def test_entries_of_a_stranger_without_the_key_are_found(root: Path, keyring: Path) -> None:
    shutil.rmtree(keyring)
    batches(root, 2)
    assert kinds(root) == {"unsigned"}


def test_no_key_at_all_is_a_note_and_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_KEYS", "none")
    Vault.create(tmp_path / "vault")
    batches(tmp_path / "vault", 2)
    found = verify(tmp_path / "vault")
    assert found.problems == []
    assert "no checkpoints" in found.notes[0]
    assert not (tmp_path / "vault" / "checkpoints.txt").exists()


def test_a_vault_of_an_older_version_opens_and_is_sealed_from_then_on(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    Vault.create(root)
    previous, lines = "0" * 64, []
    for seq in range(1, 6):
        row = {
            "seq": seq,
            "at": AT,
            "by": None,
            "event": "build",
            "tool": "habeas/0.1",
            "data": {},
            "previous": previous,
        }
        lines.append(rfc8785.dumps(row))
        previous = hashlib.sha256(lines[-1]).hexdigest()
    (root / "custody.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (root / "README.txt").write_text("an older text")
    assert verify(root).problems == []
    batches(root, 1)
    assert verify(root).problems == []
    assert events(root)[5:9] == ["key.made", "log.unsigned", "file.written", "file.written"]
    assert (root / "custody.jsonl").read_bytes().startswith(b"\n".join(lines) + b"\n")


def test_a_lost_edge_is_computed_again_and_a_wrong_one_is_not_believed(root: Path) -> None:
    before = (root / "edge.json").read_bytes()
    for spoilt in (None, b"", b"{}", b"[]", before.replace(b'"size":9', b'"size":8'), before.replace(b"a", b"b")):
        (root / "edge.json").unlink()
        if spoilt is not None:
            (root / "edge.json").write_bytes(spoilt)
        if spoilt != before:
            assert kinds(root) == {"edge"}
        with Vault(root, at=AT, by="tester"):
            pass
        assert (root / "edge.json").read_bytes() == before
    batches(root, 1)
    assert kinds(root) == set()


def test_nothing_is_added_to_a_log_that_is_shorter_than_its_checkpoint(root: Path) -> None:
    lines = (root / "custody.jsonl").read_bytes().splitlines(keepends=True)
    (root / "custody.jsonl").write_bytes(b"".join(lines[:-2]))
    with pytest.raises(HabeasError, match="do not belong together"):
        batches(root, 1)


def test_nothing_is_signed_over_a_log_that_is_not_the_one_that_was_signed(root: Path) -> None:
    data = (root / "custody.jsonl").read_bytes()
    (root / "custody.jsonl").write_bytes(data.replace(b'"tester"', b'"tested"'))
    (root / "edge.json").unlink()
    with pytest.raises(HabeasError, match="not the one that was signed"):
        batches(root, 1)


def test_a_torn_checkpoint_is_cut_and_told(root: Path) -> None:
    with (root / "checkpoints.txt").open("ab") as file:
        file.write(b"habeas/0011\n12\nabc")
    assert "checkpoint" in kinds(root)
    with Vault(root, at=AT, by="tester"):
        pass
    assert list(read_log(root))[-1].data["torn_bytes"] == 18
    assert kinds(root) == set()


def test_a_damaged_last_checkpoint_takes_no_more(root: Path) -> None:
    data = (root / "checkpoints.txt").read_bytes()
    other = b"B" if data[-40:-39] == b"A" else b"A"
    (root / "checkpoints.txt").write_bytes(data[:-40] + other + data[-39:])
    with pytest.raises(HabeasError, match="verify"):
        batches(root, 1)


def test_a_new_key_for_which_the_old_one_vouches_is_trusted(root: Path) -> None:
    with Vault(root, at=AT, by="tester") as vault:
        new = rotate(vault, at=AT, by="tester")
    batches(root, 1)
    found = verify(root)
    assert found.problems == []
    assert found.keys[-1] == str(new)
    assert kinds(root, keys=[PublicKey.parse(found.keys[0])]) == set()


def test_a_new_key_after_a_loss_is_trusted_only_when_it_is_known(root: Path, keyring: Path) -> None:
    shutil.rmtree(keyring)
    with Vault(root, at=AT, by="tester") as vault:
        new = rotate(vault, at=AT, by="tester")
    batches(root, 1)
    assert kinds(root) == {"key"}
    first = PublicKey.parse(verify(root).keys[0])
    assert kinds(root, keys=[first, new]) == set()
    assert kinds(root, keys=[new]) == {"key"}


def test_a_key_written_down_elsewhere_finds_a_vault_that_was_made_anew(root: Path, tmp_path: Path) -> None:
    known = PublicKey.parse(verify(root).keys[0])
    Vault.create(tmp_path / "anew")
    batches(tmp_path / "anew", 3)
    assert kinds(tmp_path / "anew") == set()
    assert kinds(tmp_path / "anew", keys=[known]) == {"key"}


def test_a_key_written_down_elsewhere_finds_a_log_without_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes key, checkpoints and all must not come away with a note."""
    Vault.create(tmp_path / "signed")
    batches(tmp_path / "signed", 1)
    known = PublicKey.parse(verify(tmp_path / "signed").keys[0])
    monkeypatch.setenv(keys.VARIABLE, keys.NONE)
    Vault.create(tmp_path / "bare")
    batches(tmp_path / "bare", 1)
    assert kinds(tmp_path / "bare") == set()
    assert kinds(tmp_path / "bare", keys=[known]) == {"key"}


def test_nothing_is_added_to_a_file_that_is_no_witness(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    for content in (b"What somebody wrote\n", b"x" * 100_000):
        place.write_bytes(content)
        with pytest.raises(HabeasError, match="no witness"):
            witnessing.witness(root, place)
        assert place.read_bytes() == content


def test_a_witness_file_grows_by_checkpoints_and_holds_the_log_to_them(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "witness.txt"
    assert witnessing.witness(root, place) is not None
    assert witnessing.witness(root, place) is None
    old = tmp_path / "old"
    shutil.copytree(root, old)
    batches(root, 1)
    witnessing.witness(root, place)
    assert [note.checkpoint.size for note in found_in(place.read_bytes())] == [9, 11]
    assert kinds(root, copies=[place.read_bytes()]) == set()
    assert kinds(old, copies=[place.read_bytes()]) == {"witness"}
    assert kinds(old) == set()
    with pytest.raises(HabeasError, match="set back or rewritten"):
        witnessing.witness(old, place)


def test_a_folder_of_witnesses_keeps_logs_apart(root: Path, tmp_path: Path) -> None:
    Vault.create(tmp_path / "second")
    batches(tmp_path / "second", 1)
    (tmp_path / "usb").mkdir()
    for vault in (root, tmp_path / "second"):
        witnessing.witness(vault, tmp_path / "usb")
    first, second = sorted((tmp_path / "usb").iterdir())
    assert kinds(root, copies=[first.read_bytes(), second.read_bytes()]) == set()
    other = first if verify(root).keys[0].split("+")[0].replace("/", "-") not in first.name else second
    assert kinds(root, copies=[other.read_bytes()]) == {"witness"}


def test_a_witness_that_cannot_be_written_says_so(root: Path, tmp_path: Path) -> None:
    with pytest.raises(HabeasError, match="cannot be written"):
        witnessing.witness(root, tmp_path / "not" / "there")


def test_keys_are_found_by_name_and_id_only(keyring: Path) -> None:
    key = keys.make("habeas/a")
    assert key is not None
    assert keys.find("habeas/a", key.public.id) is not None
    assert keys.find("habeas/b", key.public.id) is None
    (keyring / f"x-{bytes(4).hex()}.key").write_text("no key")
    assert keys.find("habeas/a", bytes(4)) is None


def test_each_entry_tells_of_its_clock(root: Path) -> None:
    assert {json.loads(line)["clock"] for line in (root / "custody.jsonl").read_bytes().splitlines()} <= {
        "machine", "machine+ntp", "machine-ntp",
    }  # fmt: skip


def test_a_changed_file_of_the_vault_is_found_and_healed_with_a_word(root: Path) -> None:
    (root / "verify.py").chmod(0o644)
    (root / "verify.py").write_bytes(b"print('all is well')")
    assert [p.subject for p in verify(root).problems] == ["verify.py"]
    batches(root, 1)
    assert verify(root).problems == []
    assert events(root).count("file.written") == 3
