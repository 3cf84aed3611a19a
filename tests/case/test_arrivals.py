"""Material of every kind goes in the same way, and the sums are right."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.intake import exports, samples

from habeas.case import Case
from habeas.model.errors import HabeasError
from habeas.storage.facts import facts
from habeas.vault.custody import read_log


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", "Arrivals")


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def texts(case: Case) -> set[str]:
    case.build()
    return {one.text for one in case.database.all_documents()}


def test_everything_in_is_read_or_explained(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "result.json", exports.telegram())
    put(folder, "crawl.wacz", exports.wacz())
    put(folder, "letters.mbox", exports.mbox())
    put(folder, "bundle.zip", exports.proofmode())
    put(folder, "list.csv", b"Date,Testimony,Link\n2022-10-03,We were held.,\n,,https://a.example.org/1\n")
    added = case.add([folder])
    assert added.refused == []
    case.build()
    status = case.status()
    assert status.items == status.documents + len(status.not_read)
    assert {"listed_link", "container", "not_captured", "no_text"} <= {row.reason for row in status.not_read}


def test_an_export_as_a_zip_gives_the_same_messages_as_its_folder(case: Case, tmp_path: Path) -> None:
    put(tmp_path / "in", "export.zip", samples.zipped({"result.json": exports.telegram(), "photos/photo_1.jpg": b"x"}))
    case.add([tmp_path / "in" / "export.zip"])
    before = len(case.database.item_hashes())
    put(tmp_path / "folder", "result.json", exports.telegram())
    added = case.add([tmp_path / "folder"])
    assert (added.kept, len(case.database.item_hashes())) == (0, before)


@pytest.mark.parametrize("name", ["list.csv.mapping.toml", "list.mapping.toml"])
def test_a_mapping_beside_a_table_is_used(case: Case, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    put(folder, "list.csv", b"a,b\nnot this,People were held here.\n")
    put(folder, name, b'[columns]\ntext = ["b"]\n')
    case.add([folder])
    assert texts(case) == {"People were held here."}


def test_a_mapping_that_is_not_understood_is_said_and_the_table_is_kept(case: Case, tmp_path: Path) -> None:
    path = put(tmp_path / "in", "list.csv", b"Text\nPeople were held here.\n")
    put(tmp_path / "in", "list.mapping.toml", b"[nothing]\n")
    added = case.add([path])
    assert added.kept == 1
    (line,) = added.refused
    assert "mapping" in line


@pytest.mark.skipif(shutil.which("tesseract") is None and not os.environ.get("CI"), reason="tesseract is not installed")
def test_a_scan_keeps_its_confidence_and_the_log_names_the_tools(case: Case, tmp_path: Path) -> None:
    path = put(tmp_path / "in", "scan.pdf", exports.scan("Eleven people were held in the cellar\nof the school."))
    case.add([path])
    assert texts(case) == {"Eleven people were held in the cellar of the school."}
    (item,) = case.database.item_hashes()
    told = facts(case.database, item)
    assert told.facts["recognised"]["pages"][0]["confidence"] > 80  # type: ignore[index]
    (event,) = [entry for entry in read_log(case.root / "vault") if entry.event == "ocr_done"]
    assert event.data["item"] == item
    assert "tesseract 5" in event.data["by_tool"]
    assert "Eleven" not in json.dumps(event.data)


def test_the_transcriber_of_the_case_is_asked(case: Case, tmp_path: Path) -> None:
    program = put(tmp_path, "hear.py", b"print('People were held here.')")
    command = json.dumps([sys.executable, str(program)])
    settings = case.root / "case.toml"
    settings.write_text(settings.read_text() + f"[intake]\ntranscriber = {command}\n")
    data = b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0@\x1f\0\0@\x1f\0\0\1\0\x08\0data\x80\0\0\0" + bytes(128)
    case.add([put(tmp_path / "in", "a.wav", data)])
    assert texts(case) == {"People were held here."}


def test_a_mapping_that_is_named_goes_before_one_beside_the_table(case: Case, tmp_path: Path) -> None:
    path = put(tmp_path / "in", "list.csv", b"a,b\nnot this,People were held here.\n")
    put(tmp_path / "in", "list.mapping.toml", b'[columns]\ntext = ["a"]\n')
    case.add([path], mapping=put(tmp_path, "mine.toml", b'[columns]\ntext = ["b"]\n'))
    assert texts(case) == {"People were held here."}
    with pytest.raises(HabeasError, match="mapping"):
        case.add([path], mapping=put(tmp_path, "bad.toml", b"text = 1"))


def test_a_text_is_not_silenced_by_who_sends_it_under_another_name(case: Case, tmp_path: Path) -> None:
    """The same bytes may come again from an enemy, under a name that comes first and is no text's."""
    case.add([put(tmp_path / "in", "report.txt", samples.WORDS.encode())])
    for name in ("!.js", "!.csv", "!.json", "!.jsonl"):
        case.add([put(tmp_path / "enemy", name, samples.WORDS.encode())])
    assert texts(case) == {samples.WORDS}
    assert case.status().not_read == []
