"""Annotated reports, as the learners take them.

A report is a file ID.json with `text`, `lang`, `publisher`, `published`, `title`, the entities with their names, and claims
with `quote` and `attribution` (docs: "annotated reports"). Its names and quotes are found again in its text.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from habeas.languages import languages
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Site, Unit
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import ParsedText, parse


class Annotated(NamedTuple):
    """A report with what its annotators say of it. `claims` stand as they wrote them."""

    name: str
    language: str
    parsed: ParsedText
    entities: Entities
    claims: Sequence[Mapping[str, Any]]
    story: str
    """What the report is about: reports of one story stay together in a fold."""

    def passages(self, claim: Mapping[str, Any]) -> list[Passage]:
        """Where the quote of a claim stands."""
        return list(occurrences(self.parsed.text, claim["quote"]))


def reports(folder: Path) -> Iterator[Annotated]:
    """The annotated reports of a folder by name; those in a language without a pack are left out."""
    detector = Detector()
    for path in sorted(folder.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        if report["lang"] in languages():
            yield _annotated(report, detector)


def _annotated(report: dict[str, Any], detector: Detector) -> Annotated:
    document = Document(
        id=report["id"],
        item="0" * 64,
        text=report["text"],
        title=report.get("title"),
        publisher=report.get("publisher"),
        published=report.get("published"),
        language=report["lang"],
    )
    story = report.get("facts_from") or report["id"]
    return Annotated(
        report["id"], report["lang"], parse(document, detector), _entities(report), report["claims"], str(story)
    )


def _entities(report: dict[str, Any]) -> Entities:
    def row(entity: dict[str, Any]) -> dict[str, Any]:
        mentions = sorted({m for name in entity["names"] for m in occurrences(report["text"], name)})
        return {"id": entity["id"], "name": entity["names"][0], "mentions": mentions}

    return Entities(
        sites=[Site(kind=e["kind"], run_by=e.get("run_by", []), **row(e)) for e in report["sites"]],
        people=[Person(roles=e["roles"], **row(e)) for e in report["people"]],
        bodies=[Body(kind=e["kind"], **row(e)) for e in report["bodies"]],
        units=[Unit(kind=e["kind"], **row(e)) for e in report["units"]],
    )


def occurrences(text: str, name: str) -> Iterator[Passage]:
    """Where a name or quote stands in a text."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield Passage(at, at + len(name))
        at = text.find(name, at + 1)
