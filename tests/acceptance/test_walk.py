"""From a folder of reports to a register and a report, with the commands that a user types."""

import json
import re
import shutil
import zipfile
from pathlib import Path

from running import Report, Run

KUPIANSK = (
    "At least 40 people were held in the police station in Kupiansk, the regional prosecutor's office said. "
    "Detainees were beaten and given electric shocks."
)
IZIUM = 'A former detainee said he was held in the basement of the school in Izium for weeks. "They beat us daily," he said.'
VOVCHANSK = "Russian soldiers tortured civilians at the factory in Vovchansk, ASTRA reported on 14 October 2022."


def test_demo_builds_the_example_case(habeas: Run, tmp_path: Path) -> None:
    shown = habeas("demo", "example").stdout
    assert "34 items in = 33 documents read + 1 not read" in shown
    assert re.search(r"Balakliia.*\d", shown)
    assert (tmp_path / "example/report/index.html").is_file()
    register = json.loads((tmp_path / "example/register.json").read_text("utf-8"))
    assert register["format"] == "habeas-register/1"
    assert register["case"] == "Kharkiv example"
    assert {"Kupiansk", "Izium", "Balakliia", "Vovchansk"} <= {site["settlement"] for site in register["sites"]}
    habeas("demo", "example")  # again, over itself


def test_demo_never_removes_a_folder_that_is_not_its_own(habeas: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("precious")
    assert "name another folder" in habeas("demo", "mine", code=1).stderr
    assert (tmp_path / "mine/notes.txt").read_text() == "precious"


def test_sums_are_shown_and_nothing_stops_the_rest(habeas: Run, report: Report, tmp_path: Path) -> None:
    folder = report("kupiansk", KUPIANSK).parent
    report("izium", IZIUM)
    (folder / "empty.txt").touch()
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "page.html").write_text(f"<html><body><script>alert('x')</script><p>{VOVCHANSK}</p></body></html>")
    (folder / "evil\u202etxt.exe").write_bytes(b"MZ\x00\x00")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("../../outside.txt", "Civilians were held in the school in Bucha for weeks, witnesses said.")
        archive.writestr("/etc/absolute.txt", "A man was beaten in the garage in Mariupol, his wife said.")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    shown = habeas("-C", "case", "status").stdout
    items, read, unread = map(
        int, re.search(r"(\d+) items in = (\d+) documents read \+ (\d+) not read", shown).groups()
    )  # type: ignore[union-attr]
    assert (items, read, unread) == (10, 5, 5)
    for reason in ("empty", "truncated", "container"):
        assert reason in shown
    assert "\u202e" not in shown
    assert not (tmp_path.parent / "outside.txt").exists()
    habeas("-C", "case", "export", "report", "-o", "report")
    assert all("alert(" not in page.read_text("utf-8") for page in (tmp_path / "report").rglob("*.html"))


def test_the_register_is_the_same_in_every_folder_and_order(habeas: Run, report: Report, tmp_path: Path) -> None:
    files = [report("a", KUPIANSK), report("b", IZIUM), report("c", VOVCHANSK), report("d", KUPIANSK + " " + VOVCHANSK)]
    habeas("init", "one")
    habeas("-C", "one", "add", *files)
    habeas("-C", "one", "build")
    habeas("-C", "one", "export", "register", "-o", "one.json")
    habeas("init", "elsewhere/two")
    for path in reversed(files):
        habeas("-C", "elsewhere/two", "add", path)
        habeas("-C", "elsewhere/two", "build")
    habeas("-C", "elsewhere/two", "export", "register", "-o", "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    habeas("-C", "one", "build")
    habeas("-C", "one", "export", "register", "-o", "again.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "again.json").read_bytes()


def test_the_database_is_computed_again_from_the_vault(habeas: Run, report: Report, tmp_path: Path) -> None:
    habeas("init", "case")
    habeas("-C", "case", "add", report("a", KUPIANSK), report("b", IZIUM))
    habeas("-C", "case", "build")
    habeas("-C", "case", "export", "register", "-o", "before.json")
    for path in (tmp_path / "case").glob("case.db*"):
        path.unlink()
    habeas("-C", "case", "build")
    habeas("-C", "case", "export", "register", "-o", "after.json")
    assert (tmp_path / "before.json").read_bytes() == (tmp_path / "after.json").read_bytes()


def test_the_same_bytes_twice_are_one_item_with_two_arrivals(habeas: Run, report: Report, tmp_path: Path) -> None:
    first = report("a", KUPIANSK)
    shutil.copy(first, tmp_path / "in/copy.json")
    habeas("init", "case")
    assert "1 items kept, 1 were here already" in habeas("-C", "case", "add", "in").stdout
    shown = habeas("-C", "case", "status").stdout
    assert "1 items in" in shown
    assert "2 arrivals" in shown


def test_two_reports_that_bring_one_id(habeas: Run, report: Report, tmp_path: Path) -> None:
    first = report("a", KUPIANSK)
    other = tmp_path / "in/other.json"
    other.write_text(first.read_text().replace("40", "50"))
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    assert "another item brought the same document id" in habeas("-C", "case", "build").stderr
    habeas("-C", "case", "export", "register", "-o", "register.json")
    ids = [d["id"] for d in json.loads((tmp_path / "register.json").read_text())["documents"]]
    assert len(set(ids)) == 2
    assert "a" in ids


def test_show_opens_the_exact_words(habeas: Run, report: Report, tmp_path: Path) -> None:
    habeas("init", "case")
    habeas("-C", "case", "add", report("a", KUPIANSK), report("b", IZIUM))
    habeas("-C", "case", "build")
    shown = habeas("-C", "case", "show", "Kupiansk", "--why").stdout
    assert "“At least 40 people were held in the police station in Kupiansk" in shown
    habeas("-C", "case", "export", "register", "-o", "register.json")
    site = json.loads((tmp_path / "register.json").read_text("utf-8"))["sites"][0]
    assert site["name"] in habeas("-C", "case", "show", site["id"]).stdout
    assert "nothing in the register" in habeas("-C", "case", "show", "Atlantis", code=1).stderr


def test_verify_names_a_changed_byte(habeas: Run, report: Report, tmp_path: Path) -> None:
    habeas("init", "case")
    habeas("-C", "case", "add", report("a", KUPIANSK))
    assert "0 problems" in habeas("-C", "case", "verify").stdout
    item = next(p for p in (tmp_path / "case/vault/objects").rglob("*") if p.is_file())
    item.chmod(0o600)
    data = bytearray(item.read_bytes())
    data[10] ^= 1
    item.write_bytes(data)
    told = habeas("-C", "case", "verify", code=1)
    assert (item.parent.name + item.name)[:12] in told.stderr
    log = tmp_path / "case/vault/custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b"tester", b"nobody", 1))
    assert "entry 1: changed" in habeas("-C", "case", "verify", code=1).stderr


def test_wrong_use_ends_with_2_and_failure_with_1(habeas: Run) -> None:
    assert "not inside a case" in habeas("status", code=2).stderr
    habeas("fly", code=2)
    habeas("init", "case")
    assert "nothing is built yet" in habeas("-C", "case", "export", "register", "-o", "r.json", code=2).stderr
    assert "not kept" in habeas("-C", "case", "add", "no-such-file", code=1).stderr
    assert "already" in habeas("init", "case", code=1).stderr
