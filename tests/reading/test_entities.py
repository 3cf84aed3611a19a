"""Entities as a whole: every mention cuts its words, mentions nest or lie apart, the same text gives the same answer."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.places import Gazetteer
from habeas.reading.entities.finding import find_entities
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import parse

DETECTOR = Detector()
GOLD = Path(__file__).parents[3] / "shared" / "gold"
PIECES = (
    "The prosecutor", "Ivan Petrenko", "told", "Reuters", "in the basement", "of the police station", "in Kupiansk", ",",
    ".", "“", "”", "5th", "and", "110th brigades", "SIZO-2", "Прокуратура", "Харківської області", "у підвалі", "СІЗО № 2",
    "тримали", "ФСБ", "в/ч", "40463", "-", "'", "(", ")", "\n", "Olena's", "was held", "torture chambers", "катівні", "№",
)  # fmt: skip


def found(text: str, language: str | None = "en") -> Entities:
    return find_entities(
        parse(Document(id="d", item="0" * 64, language=language, text=text), DETECTOR), Gazetteer.load()
    )


def mentions(entities: Entities) -> list[Passage]:
    groups = (entities.sites, entities.units, entities.people, entities.bodies)
    return [m for group in groups for e in group for m in e.mentions]  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=120), st.sampled_from(["en", "uk"])
)
def test_mentions_lie_in_the_text_and_nest_or_lie_apart(text: str, language: str) -> None:
    all_mentions = mentions(found(text, language))
    for n, one in enumerate(all_mentions):
        assert 0 <= one.start < one.end <= len(text)
        assert one.of(text) == one.of(text).strip()
        for other in all_mentions[n + 1 :]:
            assert not one.meets(other) or one.holds(other) or other.holds(one)


def test_ids_follow_the_order_of_first_mention() -> None:
    text = "Ivan Petrenko and Olena Sokolenko were held in Kherson. “We were beaten,” Sokolenko said."
    people = found(text).people
    assert [p.id for p in people] == ["P1", "P2"]
    assert people[0].mentions[0] < people[1].mentions[0]


def test_the_same_text_gives_the_same_answer() -> None:
    text = "Prosecutors told Reuters that Ivan Petrenko was held by the 5th brigade in a basement in Izium."
    assert found(text) == found(text)


def test_a_language_without_a_pack_has_no_entities() -> None:
    text = "Más de cuarenta personas fueron retenidas en el sótano de la comisaría durante la ocupación rusa."
    parsed = parse(Document(id="d", item="0" * 64, language="es", text=text), DETECTOR)
    silent = msgspec.structs.replace(
        parsed, sentences=[msgspec.structs.replace(s, language="es") for s in parsed.sentences]
    )
    assert find_entities(silent, None) == Entities()


def test_an_empty_text_has_no_entities() -> None:
    assert found("") == Entities()


FLOORS = {"people": 0.75, "units": 0.7, "bodies": 0.6, "sites": 0.6}


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are absent")
def test_entities_of_annotated_reports(tmp_path: Path) -> None:
    gold, readings = tmp_path / "gold", tmp_path / "readings"
    gold.mkdir()
    readings.mkdir()
    for path in sorted((GOLD / "dev").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        if report["lang"] not in ("en", "nl", "uk", "ru"):
            continue
        (gold / path.name).write_text(path.read_text("utf-8"), "utf-8")
        document = Document(
            id="d", item="0" * 64, language=report["lang"], title=report.get("title"), text=report["text"]
        )
        entities = find_entities(parse(document, DETECTOR), Gazetteer.load())
        reading = json.loads(msgspec.json.encode(entities)) | {"document": {"text": report["text"]}, "claims": []}
        (readings / path.name).write_text(json.dumps(reading), "utf-8")
    command = [sys.executable, str(GOLD / "score.py"), str(gold), str(readings), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["results"]["all"]
    assert {name: scores[name]["f1"] for name in FLOORS if scores[name]["f1"] < FLOORS[name]} == {}
