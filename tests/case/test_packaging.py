"""Hand-overs, backups and the way back."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from tests.intake.capture.site import ONLY_HERE, PAGE, serving
from warcio.archiveiterator import ArchiveIterator

from habeas.case import Case, packaging, receiving, verify
from habeas.case.capturing import Terms, add_pages
from habeas.case.layout import DATABASE, SETTINGS
from habeas.model.errors import HabeasError, UsageError
from habeas.vault import read_log

TEXT = "In Vesele, at least 11 people were held in the cellar of the school, the prosecutor's office said."


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case.create(tmp_path / "case", "a case", by="keeper")
    made.add([fill(tmp_path / "reports", 12)])
    return made


def fill(folder: Path, number: int, start: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(start, start + number):
        (folder / f"report {n}.txt").write_text(f"{TEXT} Report {n}.", "utf-8")
    (folder / "=cmd.txt").write_text("A name that a spreadsheet would run.", "utf-8")
    return folder


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def alter(path: Path) -> None:
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


# --- bags ---------------------------------------------------------------------------------------------------------


def test_a_bag_is_checked_by_strangers_with_ordinary_tools(case: Case, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    packaging.export_bag(case, bag, "the prosecutor")
    for tool in ("sha256", "sha512"):
        subprocess.run([f"{tool}sum", "-c", "--quiet", f"manifest-{tool}.txt"], cwd=bag, check=True)
        subprocess.run([f"{tool}sum", "-c", "--quiet", f"tagmanifest-{tool}.txt"], cwd=bag, check=True)
    told = subprocess.run([sys.executable, "data/vault/verify.py", "."], cwd=bag, capture_output=True, check=False)
    assert told.returncode == 0, told.stdout
    assert verify(case.root).problems == []


def test_a_changed_bag_is_refused_and_the_change_found_without_habeas(case: Case, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    packaging.export_bag(case, bag, "the prosecutor")
    alter(sorted((bag / "data/vault/objects").glob("*/*"))[5])
    told = subprocess.run([sys.executable, "data/vault/verify.py", "."], cwd=bag, capture_output=True, check=False)
    assert told.returncode == 1
    with pytest.raises(HabeasError, match="not a sound bag"):
        packaging.restore(bag, tmp_path / "again", None)
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("line", ["../../outside", "/etc/passwd", "~/outside"])
def test_a_bag_that_points_outside_is_refused(case: Case, tmp_path: Path, line: str) -> None:
    bag = tmp_path / "bag"
    packaging.export_bag(case, bag, "the prosecutor")
    with (bag / "manifest-sha256.txt").open("a") as file:
        file.write(f"{'0' * 64}  {line}\n")
    with pytest.raises(HabeasError):
        packaging.restore(bag, tmp_path / "again", None)


def test_a_bag_gives_the_same_items_and_the_same_register(case: Case, tmp_path: Path) -> None:
    packaging.export_bag(case, tmp_path / "bag", "the prosecutor")
    assert packaging.restore(tmp_path / "bag", tmp_path / "again", None).problems == []
    with Case(tmp_path / "again") as again:
        assert again.database.items() == case.database.items()
        ours, theirs = case.database.arrivals(), again.database.arrivals()
        assert ours == theirs
        built = again.build().register
    assert built.claims == case.build().register.claims
    assert built.documents == case.register().documents


def test_a_hand_over_names_its_recipient_and_is_logged(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        packaging.export_bag(case, tmp_path / "bag", " ")
    packaging.export_bag(case, tmp_path / "bag", "the prosecutor", "request 12")
    events = {entry.event: entry.data for entry in read_log(case.root / "vault")}
    assert events["transferred_out"]["to"] == events["exported"]["to"] == "the prosecutor"
    digest = hashlib.sha256((tmp_path / "bag/tagmanifest-sha256.txt").read_bytes()).hexdigest()
    assert events["transferred_out"]["tagmanifest"] == digest
    log = (tmp_path / "bag/data/vault/custody.jsonl").read_text("utf-8")
    assert "bag, begun" in log, "the bag itself tells of the hand-over"
    assert "Habeas-Handed-Over-To: the prosecutor" in (tmp_path / "bag/bag-info.txt").read_text("utf-8")


def test_names_stand_in_the_list_of_items_but_not_in_the_metadata(case: Case, tmp_path: Path) -> None:
    packaging.export_bag(case, tmp_path / "bag", "the prosecutor")
    data = tmp_path / "bag/data"
    rows = list(csv.DictReader(io.StringIO((data / "items.csv").read_text("utf-8"))))
    assert len(rows) == case.status().arrivals
    assert "'=cmd.txt" in {row["original name"] for row in rows}
    crate = (data / "ro-crate-metadata.json").read_text("utf-8")
    assert "report 1" not in crate
    files = {row["@id"]: row for row in json.loads(crate)["@graph"] if row["@type"] == "File"}
    assert {row["sha256"] for row in files.values() if "sha256" in row} == case.database.item_hashes()
    assert all((data / place).is_file() for place in files)


def test_no_bag_of_a_damaged_vault(case: Case, tmp_path: Path) -> None:
    alter(next((case.root / "vault/objects").glob("*/*")))
    with pytest.raises(HabeasError, match="damaged in the vault"):
        packaging.export_bag(case, tmp_path / "bag", "the prosecutor")
    assert not any("bag" in path.name for path in tmp_path.iterdir())
    assert [entry.event for entry in read_log(case.root / "vault")].count("transferred_out") == 0


# --- web archives -------------------------------------------------------------------------------------------------


def test_captured_pages_leave_as_a_web_archive_that_replays(case: Case, tmp_path: Path) -> None:
    with (case.root / SETTINGS).open("a") as file:
        file.write("[capture]\nrender = false\npause = 0.0\n")
    with serving() as site:
        urls = [site.page("/one"), site.page("/two?b=1&a=2", PAGE + "<!-- other -->")]
        add_pages(case, urls, Terms(reach=ONLY_HERE))
    assert packaging.export_wacz(case, tmp_path / "pages.wacz", "the court") == 2
    with zipfile.ZipFile(tmp_path / "pages.wacz") as package:
        sheet = json.loads(package.read("datapackage.json"))
        for row in sheet["resources"]:
            data = package.read(row["path"])
            assert (row["hash"], row["bytes"]) == (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
        digest = json.loads(package.read("datapackage-digest.json"))["hash"]
        assert digest == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
        assert {page["url"] for page in pages} == set(urls)
        index = [line.split(" ", 2) for line in package.read("indexes/index.cdx").decode().splitlines()]
        assert index == sorted(index)
        rows = [json.loads(row) for *_, row in index]
        for url in urls:
            row = next(row for row in rows if row["url"] == url)
            start = int(row["offset"])
            raw = package.read(f"archive/{row['filename']}")[start : start + int(row["length"])]
            (record,) = ArchiveIterator(io.BytesIO(raw))
            assert record.rec_headers.get_header("WARC-Target-URI") == url
        assert all(info.compress_type == 0 for info in package.infolist() if info.filename.endswith(".gz"))


def test_no_web_archive_without_a_page(case: Case, tmp_path: Path) -> None:
    with pytest.raises(HabeasError, match="no captured page"):
        packaging.export_wacz(case, tmp_path / "pages.wacz", "the court")


# --- backups ------------------------------------------------------------------------------------------------------


def test_the_drill_everything_lost_but_the_backup(case: Case, tmp_path: Path) -> None:
    register, decisions = case.build().register, case.decisions()
    made = packaging.backup(case.root, tmp_path / "backup", "keeper")
    assert made.wrong == []
    case.__exit__(None, None, None)
    found = packaging.restore(tmp_path / "backup", tmp_path / "again", "keeper")
    assert found.problems == []
    with Case(tmp_path / "again") as again:
        assert again.register() == register
        assert again.decisions() == decisions
        assert again.build().register == register
    assert verify(tmp_path / "again").problems == []


def test_a_backup_is_made_while_others_add(case: Case, tmp_path: Path) -> None:
    """Whatever moment a backup catches, it is a whole and sound vault."""
    stop, failures = threading.Event(), []

    def adding() -> None:
        number = 100
        while not stop.is_set():
            with Case(case.root) as other:
                try:
                    other.add([fill(tmp_path / f"more {number}", 5, number)])
                except HabeasError as e:  # the backup held the lock to log itself
                    if "in use" not in str(e):
                        failures.append(e)
                number += 5

    thread = threading.Thread(target=adding)
    thread.start()
    try:
        for n in range(4):
            made = packaging.backup(case.root, tmp_path / f"backup {n % 2}", "keeper")
            assert made.wrong == []
            again = tmp_path / f"again {n}"
            assert packaging.restore(tmp_path / f"backup {n % 2}", again, None).problems == []
    finally:
        stop.set()
        thread.join()
    assert failures == []


def test_a_backup_without_its_database_is_whole(case: Case, tmp_path: Path) -> None:
    register = case.build().register
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    (tmp_path / "backup" / DATABASE).unlink()
    packaging.restore(tmp_path / "backup", tmp_path / "again", None)
    with Case(tmp_path / "again") as again:
        assert again.build().register == register


def test_the_next_backup_adds_what_is_new(case: Case, tmp_path: Path) -> None:
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    before = {path: path.stat().st_ino for path in (tmp_path / "backup/vault/objects").glob("*/*")}
    case.add([fill(tmp_path / "later", 3, 50)])
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    after = {path: path.stat().st_ino for path in (tmp_path / "backup/vault/objects").glob("*/*")}
    assert len(after) == len(before) + 3
    assert before.items() <= after.items()


def test_a_backup_is_a_witness_of_a_vault_that_was_rolled_back(case: Case, tmp_path: Path) -> None:
    old = contents(case.root / "vault")
    case.add([fill(tmp_path / "later", 3, 50)])
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    log = case.root / "vault/custody.jsonl"
    log.write_bytes(old["custody.jsonl"])
    checkpoints = case.root / "vault/checkpoints.txt"
    if checkpoints.exists():
        checkpoints.write_bytes(old["checkpoints.txt"])
    with pytest.raises(HabeasError, match="later or different state"):
        packaging.backup(case.root, tmp_path / "backup", "keeper")


def test_a_backup_of_a_damaged_item_says_so_and_keeps_the_sound_one(case: Case, tmp_path: Path) -> None:
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    sound = contents(tmp_path / "backup/vault/objects")
    item = sorted(case.database.item_hashes())[0]
    alter(case.root / "vault/objects" / item[:2] / item[2:])
    packaging.backup(case.root, tmp_path / "backup", "keeper")
    assert contents(tmp_path / "backup/vault/objects") == sound
    made = packaging.backup(case.root, tmp_path / "other", "keeper")
    assert [line.split(":")[0] for line in made.wrong] == [f"item {item[:12]}"]


def test_a_backup_goes_neither_into_the_case_nor_over_other_things(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        packaging.backup(case.root, case.root / "backup", None)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").touch()
    with pytest.raises(HabeasError):
        packaging.backup(case.root, tmp_path / "photos", None)
    packaging.backup(case.root, tmp_path / "backup", None)
    with pytest.raises(HabeasError):
        packaging.restore(tmp_path / "backup", tmp_path / "photos", None)
    with pytest.raises(UsageError):
        packaging.restore(tmp_path / "photos", tmp_path / "again", None)


def test_a_backup_s_folder_is_for_its_owner(case: Case, tmp_path: Path) -> None:
    packaging.backup(case.root, tmp_path / "backup", None)
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


# --- bags taken in ------------------------------------------------------------------------------------------------


def test_a_bag_taken_in_gives_the_same_items_with_the_giver_s_word_marked(case: Case, tmp_path: Path) -> None:
    with (case.root / SETTINGS).open("a") as file:
        file.write("[capture]\nrender = false\n")
    with serving() as site:
        add_pages(case, [site.page("/one"), site.page("/wall", "<p>Log in to continue</p>")], Terms(reach=ONLY_HERE))
    documents = case.build().register.documents
    packaging.export_bag(case, tmp_path / "bag", "the court")
    with Case.create(tmp_path / "other", "other", by="receiver") as other:
        added = receiving.receive(other, tmp_path / "bag")
        assert added.refused == []
        came = other.database.arrivals()
        papers = {item for item, rows in came.items() if rows[0].via == "custody"}
        assert other.database.item_hashes() - papers == case.database.item_hashes()
        assert len(papers) >= 3
        built = other.build()
        assert built.register.documents == documents
        assert {row.reason for row in other.status().not_read if row.item in papers} == {"custody_paper"}
        assert receiving.receive(other, tmp_path / "bag").kept == 0
    attested = [e for e in read_log(tmp_path / "other/vault") if "attested_by_other" in e.data]
    assert {entry.data["attested_by_other"]["by"] for entry in attested} == {"keeper"}
    assert verify(tmp_path / "other").problems == []


def test_a_bag_with_an_altered_log_is_not_taken_in(case: Case, tmp_path: Path) -> None:
    packaging.export_bag(case, tmp_path / "bag", "the court")
    log = tmp_path / "bag/data/vault/custody.jsonl"
    log.chmod(0o600)
    log.write_bytes(log.read_bytes().replace(b"keeper", b"nobody"))
    for name in ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
        path, algorithm = tmp_path / "bag" / name, name[-10:-4]
        lines = [line.split(maxsplit=1)[1] for line in path.read_text("utf-8").splitlines()]
        sums = [hashlib.new(algorithm, (tmp_path / "bag" / line).read_bytes()).hexdigest() for line in lines]
        path.write_text("".join(f"{one}  {line}\n" for one, line in zip(sums, lines, strict=True)), "utf-8")
    with Case.create(tmp_path / "other", "other") as other:
        with pytest.raises(HabeasError, match="vault in it is not sound"):
            receiving.receive(other, tmp_path / "bag")
        assert other.status().items == 0
