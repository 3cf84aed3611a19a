"""Annotated reports, as the learners take them.

A report is a file ID.json with `text`, `lang`, `publisher`, `published`, `title`, the entities with their names, and claims
with `quote` and `attribution` (docs: "annotated reports"). Its names and quotes are found again in its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from habeas.languages import languages
from habeas.model.document import Document
from habeas.model.errors import HabeasError
from habeas.model.passage import Passage
from habeas.model.reading import Body, Count, Person, Site, Unit
from habeas.reading.found import Entities
from habeas.reading.language import Detector
from habeas.reading.text import ParsedText, parse


class _Entity(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    names: list[str]
    kind: str = "other"
    roles: list[str] = []
    run_by: list[str] = []
    lat: float | None = None
    lon: float | None = None


class _Claim(msgspec.Struct, frozen=True, kw_only=True):
    id: str = ""
    quote: str
    type: str
    site: str | None = None
    victims: list[str] = []
    perpetrators: list[str] = []
    date: dict[str, str | None] | None = None
    count: Count | None = None
    attribution: list[str] = []
    stance: str = "asserted"


class _Report(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    lang: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    facts_from: str | None = None
    sites: list[_Entity] = []
    units: list[_Entity] = []
    people: list[_Entity] = []
    bodies: list[_Entity] = []
    claims: list[_Claim] = []


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
    """The annotated reports of a folder by name; those in a language without a pack are left out.

    Raises HabeasError for a file that holds no annotated report.
    """
    detector = Detector()
    for path in sorted(folder.glob("*.json")):
        report = load(path, detector)
        if report.language in languages():
            yield report


def load(path: Path, detector: Detector) -> Annotated:
    """The annotated report of a file. Raises HabeasError where it holds none, or a quote that its text does not have."""
    try:
        report = msgspec.json.decode(path.read_bytes(), type=_Report)
    except (OSError, ValueError, RecursionError) as error:
        raise HabeasError(f"{path.name}: no annotated report ({error}); see docs/quality.md for the form") from error
    for claim in report.claims:
        if not claim.quote or claim.quote not in report.text:
            raise HabeasError(
                f"{path.name}: the quote of claim {claim.id or claim.type} is not in the text; copy it exactly"
            )
    document = Document(
        id=report.id,
        item="0" * 64,
        text=report.text,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        language=report.lang,
    )
    claims = [msgspec.structs.asdict(claim) for claim in report.claims]
    story = report.facts_from or report.id
    return Annotated(report.id, report.lang, parse(document, detector), _entities(report), claims, story)


def _entities(report: _Report) -> Entities:
    def row(entity: _Entity) -> dict[str, Any]:
        mentions = sorted({m for name in entity.names for m in occurrences(report.text, name)})
        return {"id": entity.id, "name": next(iter(entity.names), ""), "mentions": mentions}

    return Entities(
        sites=[Site(kind=e.kind, run_by=e.run_by, lat=e.lat, lon=e.lon, **row(e)) for e in report.sites],
        people=[Person(roles=e.roles, **row(e)) for e in report.people],
        bodies=[Body(kind=e.kind, **row(e)) for e in report.bodies],
        units=[Unit(kind=e.kind, **row(e)) for e in report.units],
    )


def occurrences(text: str, name: str) -> Iterator[Passage]:
    """Where a name or quote stands in a text."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield Passage(at, at + len(name))
        at = text.find(name, at + 1)
