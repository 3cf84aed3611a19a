"""Annotated reports as the voices are heard in them: sentences, candidates, and whose words the annotators say they are.

A report is a file ID.json with `text`, `lang`, `publisher`, the entities with their names, and claims with `quote` and
`attribution` (from who knows outward). Reports in a language without a pack are left out.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from habeas.languages import languages
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Unit
from habeas.reading.discourse import Discourse, voice_of
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import parse
from habeas.reading.voices import discourse_of


class Report(NamedTuple):
    """`told`: for each sentence the first voices of the claims that the annotators read in it, with how many claims."""

    name: str
    language: str
    heard: Discourse
    told: list[Counter[str]]


def reports(folder: Path) -> Iterator[Report]:
    """The reports of a folder by name, with the entities that the annotators name."""
    detector = Detector()
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        if report["lang"] in languages():
            yield _report(report, detector)


def _report(report: dict[str, Any], detector: Detector) -> Report:
    text, language = report["text"], report["lang"]
    document = Document(id=report["id"], item="0" * 64, text=text, publisher=report["publisher"], language=language)
    heard = discourse_of(parse(document, detector), _entities(report))
    starts = [scene.sentence.passage.start for scene in heard.scenes]
    told = [Counter[str]() for _ in starts]
    for claim in report["claims"]:
        middle = text.index(claim["quote"]) + len(claim["quote"]) // 2
        first = claim["attribution"][0] if claim["attribution"] else ""
        told[max(0, bisect_right(starts, middle) - 1)][voice_of(first)] += 1
    return Report(report["id"], language, heard, told)


def _entities(report: dict[str, Any]) -> Entities:
    def row(entity: dict[str, Any]) -> dict[str, Any]:
        mentions = sorted({m for name in entity["names"] for m in _occurrences(report["text"], name)})
        return {"id": entity["id"], "name": entity["names"][0], "mentions": mentions}

    return Entities(
        people=[Person(roles=e["roles"], **row(e)) for e in report["people"]],
        bodies=[Body(kind=e["kind"], **row(e)) for e in report["bodies"]],
        units=[Unit(kind=e["kind"], **row(e)) for e in report["units"]],
    )


def _occurrences(text: str, name: str) -> Iterator[Passage]:
    at = text.find(name) if name else -1
    while at >= 0:
        yield Passage(at, at + len(name))
        at = text.find(name, at + 1)
