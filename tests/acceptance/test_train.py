"""`habeas evaluate` and `habeas learn`: figures over annotated reports, and weights that a case then reads with."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from running import Run

from habeas.reading.weights import shipped
from making import GOLD

HELD = "Soldiers held at least {n} people in the basement of the police station in {town}"
TOWNS = ("Izium", "Kupiansk", "Balakliia", "Kherson", "Vovchansk", "Bucha")


def annotated(folder: Path, name: str, town: str, speaker: str) -> Path:
    """A report whose one claim an invented speaker makes."""
    quote = HELD.format(n=len(town) + 20, town=town)
    text = f"{quote}, said {speaker}, who spoke to reporters in the town.\n\nThe weather was fair on that day."
    count = {"op": "at_least", "n": len(town) + 20, "n2": None, "of": "detainees"}
    claims = [
        {"id": f"C{i}", "quote": quote, "type": kind, "site": "S1", "victims": [], "perpetrators": [], "date": None,
         "count": count, "attribution": ["P1"], "stance": "asserted"}
        for i, kind in enumerate(("detention.unlawful", "count.detainees"), 1)
    ]  # fmt: skip
    report: dict[str, Any] = {
        "id": name, "lang": "en", "publisher": "Outlet", "published": "2022-10-01", "title": None, "text": text,
        "sites": [{"id": "S1", "names": ["the police station"], "kind": "police_station", "lat": None, "lon": None}],
        "units": [], "bodies": [], "claims": claims,
        "people": [{"id": "P1", "names": [speaker], "canonical": speaker, "roles": ["witness"]}],
    }  # fmt: skip
    path = folder / f"{name}.json"
    path.write_text(json.dumps(report), "utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six annotated reports."""
    made = tmp_path / "annotated"
    made.mkdir()
    for i, town in enumerate(TOWNS):
        annotated(made, f"r{i}", town, f"Ostap Vyhadko{'abcdef'[i]}")
    return made


def figures(run: Run, *command: str | Path) -> dict[str, Any]:
    """What `evaluate --json` prints."""
    return dict(json.loads(run("evaluate", *command, "--json").stdout))


def test_a_perfect_reading_measures_one_and_none_measures_nothing(habeas: Run, folder: Path, tmp_path: Path) -> None:
    perfect = tmp_path / "perfect"
    perfect.mkdir()
    for path in folder.glob("*.json"):
        report = json.loads(path.read_text("utf-8"))
        spans = {
            key: [{**e, "name": "n", "mentions": [[at := report["text"].index(e["names"][0]), at + len(e["names"][0])]]}
                  for e in report[key]]
            for key in ("sites", "units", "people", "bodies")
        }  # fmt: skip
        claims = [{**c, "passage": [0, len(c["quote"])]} for c in report["claims"]]
        document = {"id": report["id"], "item": "0" * 64, "text": report["text"], "language": "en"}
        reading = {"format": "habeas-reading/1", "reader": "people/1", "document": document, **spans, "claims": claims}
        (perfect / path.name).write_text(json.dumps(reading), "utf-8")
    found = figures(habeas, folder, "--readings", perfect)["measured"]["all"]
    for name in ("sites", "people", "claims", "claims, complete"):
        assert (name, found["found"][name]["f1"]) == (name, 1.0)
    assert found["right"]["claim origin"] == {"share": 1.0, "of": 12}
    (tmp_path / "nothing").mkdir()
    nothing = habeas("evaluate", folder, "--readings", tmp_path / "nothing")
    assert "r0: no reading of it" in nothing.stderr
    assert "6 × missed: count.detainees" in nothing.stdout
    assert "6 × missed: detention.unlawful" in nothing.stdout


def test_the_reader_is_measured_and_its_misses_are_shown_in_their_words(habeas: Run, folder: Path) -> None:
    (folder / "r6.json").write_bytes(annotated(folder, "r6", "Lyman", "Danylo Nevidomyi").read_bytes())
    report = json.loads((folder / "r6.json").read_text("utf-8"))
    report["claims"].append({**report["claims"][0], "id": "C3", "type": "find.inscriptions"})
    (folder / "r6.json").write_text(json.dumps(report), "utf-8")
    told = habeas("evaluate", folder).stdout
    assert "find.inscriptions" in told
    assert "r6: Soldiers held at least 25 people" in told
    found = figures(habeas, folder)["measured"]["all"]["found"]["claims"]
    assert found["annotated"] == 15
    assert found["recall"] >= 0.8


def test_a_quote_that_the_text_does_not_have_is_one_clear_line(habeas: Run, folder: Path) -> None:
    report = json.loads((folder / "r0.json").read_text("utf-8"))
    report["claims"][0]["quote"] = "words that nobody wrote"
    (folder / "r0.json").write_text(json.dumps(report), "utf-8")
    assert "r0.json: the quote of claim C1 is not in the text" in habeas("evaluate", folder, code=1).stderr
    (folder / "r0.json").write_text("{", "utf-8")
    assert "r0.json: no annotated report" in habeas("evaluate", folder, code=1).stderr


def test_what_a_case_learns_it_reads_with(habeas: Run, folder: Path, tmp_path: Path) -> None:
    habeas("init", "case")
    case = tmp_path / "case"
    habeas("-C", case, "add", folder / "r0.json")
    habeas("-C", case, "build")
    before = json.loads(habeas("read", folder / "r0.json", "--json").stdout)["reader"]
    told = habeas("-C", case, "learn", folder)
    assert "learned from 6 reports" in told.stdout
    assert {path.stem for path in (case / "weights").iterdir()} == {*shipped().__struct_fields__, "learned"}
    habeas("-C", case, "build")
    after = json.loads(habeas("read", folder / "r0.json", "--json", "--weights", case / "weights").stdout)["reader"]
    assert before != after
    first = {path.name: path.read_bytes() for path in (case / "weights").iterdir()}
    habeas("-C", case, "learn", folder, "--no-measure")
    assert {path.name: path.read_bytes() for path in (case / "weights").iterdir()} == first


def test_a_broken_file_of_weights_is_named(habeas: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "voices.toml").write_text('"central P" = "high"', "utf-8")
    assert "voices.toml: no file of weights" in habeas("evaluate", folder, "--weights", "w", code=1).stderr


@pytest.mark.gold
def test_the_figures_are_those_of_the_reference_scorer(habeas: Run, tmp_path: Path) -> None:
    habeas("read", *sorted((GOLD / "dev").glob("*.json")), "--json", "-o", tmp_path / "out")
    command = [sys.executable, GOLD / "score.py", GOLD / "dev", tmp_path / "out", "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    reference = json.loads(told)["results"]["all"]
    mine = figures(habeas, GOLD / "dev")["measured"]["all"]
    for name, row in mine["found"].items():
        assert (name, row["f1"], row["read"]) == (name, reference[name]["f1"], reference[name]["guess"])
    for name, row in mine["right"].items():
        if name in reference:
            assert (name, row["share"], row["of"]) == (name, reference[name]["accuracy"], reference[name]["of"])
