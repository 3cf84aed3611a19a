"""How well claims are read, on annotated reports with their annotated entities: no change may fall below these floors."""

import importlib.util
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import msgspec
import pytest

from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Site, Unit
from habeas.reading.claims.claiming import read_claims
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import parse
from habeas.reading.weights import shipped

GOLD = Path(__file__).parents[3] / "shared/gold"
LANGUAGES = ("en", "nl", "uk", "ru")

pytestmark = [pytest.mark.gold, pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are not here")]


def annotated(report: dict[str, Any], scorer: Any) -> Entities:
    def mentions(entity: dict[str, Any]) -> list[Passage]:
        return sorted({Passage(*span) for name in entity["names"] for span in scorer.occurrences(report["text"], name)})

    def named(noun: type[Any], key: str, **fields: str) -> list[Any]:
        return [
            noun(id=e["id"], name="", mentions=mentions(e), **{k: e[v] for k, v in fields.items()}) for e in report[key]
        ]

    return Entities(
        sites=named(Site, "sites", kind="kind"),
        units=named(Unit, "units"),
        people=named(Person, "people", roles="roles"),
        bodies=named(Body, "bodies"),
    )


def test_claims_counts_and_sites_of_the_dev_reports() -> None:
    specification = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert specification
    assert specification.loader
    scorer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    hits: dict[str, list[Any]] = defaultdict(list)
    for path in sorted((GOLD / "dev").glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        if report["lang"] not in LANGUAGES:
            continue
        keys = ("title", "publisher", "published", "text")
        document = Document(id=report["id"], item="0" * 64, language=report["lang"], **{k: report[k] for k in keys})
        entities = annotated(report, scorer)
        reading = {
            "sites": entities.sites,
            "units": entities.units,
            "people": entities.people,
            "bodies": entities.bodies,
            "claims": read_claims(parse(document, Detector()), entities, [], shipped()),
        }
        scorer.score_report(report, msgspec.json.decode(msgspec.json.encode(reading)), tally, hits)
    result = scorer.report(tally, hits)
    assert result["claims"]["f1"] >= 0.55
    assert result["claim count"]["accuracy"] >= 0.6
    assert result["claim site"]["accuracy"] >= 0.8
