"""`habeas read`: files in, readings out, no case."""

import json
from pathlib import Path

from running import Report, Run

TEXT = "At least 23 people were held in the police station in Izium, said Serhii Vyhadko, head of the police."


def test_a_reading_points_into_the_text(habeas: Run, report: Report, tmp_path: Path) -> None:
    habeas("read", report("a", TEXT, publisher="Outlet", published="2022-10-01"), "--json", "-o", "out")
    reading = json.loads((tmp_path / "out/a.json").read_text("utf-8"))
    assert reading["format"] == "habeas-reading/1"
    assert reading["document"]["text"] == TEXT
    counted = [c for c in reading["claims"] if c["count"]]
    assert {(c["count"]["op"], c["count"]["n"]) for c in counted} == {("at_least", 23)}
    for claim in reading["claims"]:
        start, end = claim["passage"]
        assert TEXT[start:end].strip()
        assert claim["cues"]
    assert reading["people"][0]["name"] == "Serhii Vyhadko"


def test_one_reading_to_standard_output(habeas: Run, report: Report) -> None:
    assert json.loads(habeas("read", report("a", TEXT), "--json").stdout)["document"]["id"] == "a"
    assert "detention" in habeas("read", report("a", TEXT)).stdout


def test_annotations_in_the_file_are_never_looked_at(habeas: Run, report: Report, tmp_path: Path) -> None:
    plain, annotated = report("a", TEXT), report("b", TEXT, claims=[{"type": "other"}], sites=[{"id": "S9"}])
    habeas("read", plain, annotated, "--json", "-o", "out")
    one, two = (json.loads((tmp_path / f"out/{name}.json").read_text("utf-8")) for name in "ab")
    assert one["claims"] == two["claims"]
    assert one["sites"] == two["sites"]


def test_a_language_without_a_pack_is_listed_and_no_failure(habeas: Run, report: Report, tmp_path: Path) -> None:
    spanish = (
        "Los soldados mantuvieron a decenas de personas en un sótano y las golpearon durante semanas, según testigos."
    )
    told = habeas("read", report("es", spanish, lang="es"), "--json", "-o", "out")
    assert "language_without_pack" in told.stderr
    reading = json.loads((tmp_path / "out/es.json").read_text("utf-8"))
    assert reading["claims"] == []
    assert reading["unread"]


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(habeas: Run, report: Report, tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 9)
    told = habeas("read", report("a", TEXT), "noise.bin", "missing.txt", "--json", "-o", "out")
    assert "noise.bin" in told.stderr
    assert "missing.txt" in told.stderr
    assert "1 readings written" in told.stdout
    assert "none of these files" in habeas("read", "missing.txt", code=1).stderr


def test_a_hostile_id_never_becomes_a_path(habeas: Run, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"id": "../../evil", "lang": "en", "text": TEXT}))
    habeas("read", "x.json", "--json", "-o", "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] != ["evil.json"]
    assert not (tmp_path.parent / "evil.json").exists()
    assert len(list((tmp_path / "out").iterdir())) == 1
