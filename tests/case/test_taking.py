"""Readings made elsewhere: what is unsound, unlisted or nowhere stays out with one line; no name is opened by them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from habeas.case import Case
from habeas.model.encoding import to_json
from habeas.model.errors import UsageError

TEXT = "In Kupiansk, Zoryana Vyhadko was held in the basement of the police station, a witness said."
Change = Callable[[dict[str, Any]], object]


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def sound() -> dict[str, Any]:
    return {
        "format": "habeas-reading/1",
        "reader": "hand/1",
        "document": {"id": "R1", "item": "0" * 64, "text": TEXT},
        "sites": [{
            "id": "S1", "name": "basement", "kind": "basement", "settlement": "Kupiansk", "admin1": "Kharkiv Oblast",
            "country": "UA", "lat": 49.7, "lon": 37.6, "mentions": [span("basement of the police station")],
        }],
        "units": [{"id": "U1", "name": "police", "kind": "agency", "mentions": [span("police")]}],
        "people": [{"id": "P1", "name": "Zoryana Vyhadko", "roles": ["other"], "mentions": [span("Zoryana Vyhadko")]}],
        "bodies": [],
        "claims": [{
            "id": "C1", "type": "detention.unlawful", "passage": span("Zoryana Vyhadko was held"), "site": "S1",
            "attribution": ["anon:witness"], "stance": "asserted", "date": {"from": "2022-09-01", "to": "2022-09-30"},
            "count": {"op": "exactly", "n": 1, "of": "detainees"}, "cues": [{"what": "type", "passage": span("was held")}],
        }],
    }  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("taking")
    (folder / "R1.json").write_text(json.dumps({"id": "R1", "lang": "en", "text": TEXT}), "utf-8")
    made = Case.create(folder / "case", "taking")
    made.add([folder / "R1.json"])
    return made


def brought(case: Case, folder: Path, reading: object, name: str = "R1.json") -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(reading if isinstance(reading, str) else json.dumps(reading), "utf-8")
    return case.build(folder).notes


def test_a_sound_reading_becomes_current_and_opens_no_name(case: Case, tmp_path: Path) -> None:
    reading = sound()
    reading["people"][0] |= {"roles": ["official"], "public": "office", "public_cue": span("In")}
    assert brought(case, tmp_path / "in", reading) == []
    assert [r.reader for r in case.judged().readings] == ["hand/1"]
    assert [p.name for p in case.register().people] == [None]
    assert b"Vyhadko" not in to_json(case.register())


UNSOUND: dict[str, Change] = {
    "passage outside": lambda r: r["claims"][0].update(passage=[0, 10**30]),
    "passage negative": lambda r: r["sites"][0].update(mentions=[[-5, 5]]),
    "no such site": lambda r: r["claims"][0].update(site="S9"),
    "format": lambda r: r.update(format="habeas-reading/99"),
    "reader": lambda r: r.update(reader="<b>\x1b[2J"),
    "id": lambda r: r["units"][0].update(id="../../x"),
    "claim id": lambda r: r["claims"][0].update(id="<script>"),
    "name of many lines": lambda r: r["units"][0].update(name="a\nb"),
    "no name": lambda r: r["people"][0].update(name=" "),
    "voice": lambda r: r["claims"][0].update(attribution=["anon:" + "x" * 5000]),
    "type": lambda r: r["claims"][0].update(type="torture.of Taras Nevidomenko"),
    "kind": lambda r: r["sites"][0].update(kind="<b>"),
    "unit kind": lambda r: r["units"][0].update(kind="Nevidomenko"),
    "role": lambda r: r["people"][0].update(roles=["Nevidomenko"]),
    "stance": lambda r: r["claims"][0].update(stance="Nevidomenko"),
    "operator": lambda r: r["claims"][0]["count"].update(op="Nevidomenko"),
    "counted": lambda r: r["claims"][0]["count"].update(of="Nevidomenko"),
    "number": lambda r: r["claims"][0]["count"].update(n=-5),
    "huge number": lambda r: r["claims"][0]["count"].update(n=10**18),
    "date": lambda r: r["claims"][0]["date"].update({"from": "Nevidomenko"}),
    "no such day": lambda r: r["claims"][0]["date"].update({"to": "2022-02-31"}),
    "dates turned": lambda r: r["claims"][0]["date"].update({"from": "2023-01-01"}),
    "cue": lambda r: r["claims"][0]["cues"][0].update(what="Nevidomenko"),
    "country": lambda r: r["sites"][0].update(country="Nevidomenko"),
    "off the earth": lambda r: r["sites"][0].update(lat=1e308),
    "half a position": lambda r: r["sites"][0].update(lat=None),
    "candidate": lambda r: r["sites"][0].update(candidates=["Nevidomenko"]),
    "unread": lambda r: r.update(unread=[{"passage": [0, 9], "language": None, "reason": "Nevidomenko"}]),
    "unread outside": lambda r: r.update(unread=[{"passage": [0, 10**6], "language": None, "reason": "broken"}]),
    "another text": lambda r: r["document"].update(text=TEXT + "x"),
}


@pytest.mark.parametrize("what", UNSOUND)
def test_what_is_unsound_is_one_line_that_names_nobody(case: Case, tmp_path: Path, what: str) -> None:
    reading = sound()
    UNSOUND[what](reading)
    notes = brought(case, tmp_path / "in", reading)
    assert len(notes) == 1
    assert notes[0].startswith("reading R1.json not taken: ")
    assert not any(hidden in notes[0] for hidden in ("Nevidomenko", "\x1b", "\n"))


@pytest.mark.parametrize("place", [{"settlement": "Nevidomenko"}, {"admin1": "Taras Nevidomenko"}])
def test_an_unknown_place_is_left_out_and_said(case: Case, tmp_path: Path, place: dict[str, str]) -> None:
    reading = sound()
    reading["sites"][0].update(place)
    (note,) = brought(case, tmp_path / "in", reading)
    assert note == "reading R1.json taken without what the gazetteer does not know of the place of S1"
    (site,) = case.judged().readings[0].sites
    assert (site.lat, getattr(site, next(iter(place)))) == (49.7, None)
    assert b"Nevidomenko" not in to_json(case.register())


def test_who_read_and_the_item_may_be_left_out(case: Case, tmp_path: Path) -> None:
    reading = sound()
    del reading["reader"], reading["format"], reading["document"]["item"]
    assert brought(case, tmp_path / "in", reading) == []
    (current,) = case.judged().readings
    assert current.reader == "elsewhere/1"
    assert len(current.document.item) == 64


def test_a_refused_file_and_reason_are_covered(case: Case, tmp_path: Path) -> None:
    reading = sound()
    reading["claims"][0]["attribution"] = ["Taras Nevidomenko"]
    (note,) = brought(case, tmp_path / "in", reading, "Zoryana Vyhadko.json")
    assert "Vyhadko" not in note
    assert "Nevidomenko" not in note


@pytest.mark.parametrize("data", ["", "[]", "\0", "[" * 100_000, '{"format": "habeas-reading/1"}'])
def test_what_is_no_reading_is_one_line(case: Case, tmp_path: Path, data: str) -> None:
    assert len(brought(case, tmp_path / "in", data)) == 1


def test_a_folder_that_is_not_there_is_wrong_use(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        case.build(tmp_path / "none")
