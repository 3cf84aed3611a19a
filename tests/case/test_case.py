"""A case: what it lets in, what it tells, and which ids its documents get."""

import json
import tarfile
from pathlib import Path

import pytest

from habeas.case import Case

TEXT = "In Kupiansk, at least 23 people were held in the basement of the police station, ASTRA reported."


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case.create(tmp_path / "case", "a case")


def report(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"id": name, "lang": "en", "text": f"{text} {name[::-1]}"}), "utf-8")
    return path


def test_a_case_never_takes_in_its_own_files(case: Case) -> None:
    reports = case.root / "reports"
    (reports / "vault").mkdir(parents=True)
    report(reports / "vault", "R1")
    assert case.add([case.root]).kept == 1
    assert case.add([case.root.parent]).kept == 0
    assert (case.status().items, case.status().arrivals) == (1, 2)


def test_an_address_is_refused_with_what_to_do(case: Case) -> None:
    added = case.add([Path("https://example.org/report.html")])
    assert added.refused == ["report.html: an address: nothing is fetched; save the page and add the file"]


def test_a_member_that_is_not_kept_says_where_it_is(case: Case, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        link = tarfile.TarInfo("b.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (line,) = case.add([tmp_path / "a.tar"]).refused
    (item,) = case.database.item_hashes()
    assert line.startswith(f"b.txt in item {item[:12]}: ")


def test_status_names_what_was_not_read_by_its_covered_file_name(case: Case, tmp_path: Path) -> None:
    (tmp_path / "empty report.txt").touch()
    (tmp_path / "Petro Vyhadanyi.pdf").write_bytes(b"%PDF-1.4 cut off")
    case.add([tmp_path / "empty report.txt", tmp_path / "Petro Vyhadanyi.pdf"])
    case.build()
    names = sorted(case.status().came_as.values())
    assert len(names) == 2
    assert names[0] == "[name].pdf"


@pytest.mark.parametrize("given", ["vyhadenko", "interview-shevchuk", "shevchuk.o", "statement_ostap.hupalenko_2022"])
def test_an_id_that_holds_a_name_in_small_letters_gives_way_to_the_hash(case: Case, tmp_path: Path, given: str) -> None:
    case.add([report(tmp_path, given)])
    (document,) = case.build().register.documents
    assert document.id == document.item[:16]


@pytest.mark.parametrize("given", ["R1", "seed-en", "kupiansk-sbu", "tr-uk-030"])
def test_an_id_that_names_nobody_stays(case: Case, tmp_path: Path, given: str) -> None:
    case.add([report(tmp_path, given)])
    (document,) = case.build().register.documents
    assert document.id == given
