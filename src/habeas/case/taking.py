"""Readings made elsewhere at the door of a case: what is not sound, not of the closed lists or no known place stays out.

Such a reading is the work of another program, or of an enemy. It may add what it read; it may open no name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from habeas.model.document import Document
from habeas.model.encoding import from_json
from habeas.model.errors import HabeasError
from habeas.model.reading import FORMAT, Claim, Reading, Site, entities
from habeas.model.soundness import faults
from habeas.model.visible import hides
from habeas.places import Gazetteer, Match
from habeas.vocabulary import vocabulary

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
READER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+/-]{0,79}")
COUNTRY = re.compile(r"[A-Z]{2}")
ELSEWHERE = "elsewhere/1"
"""The name of a reader that gives none."""
CUES = frozenset({"type", "attribution", "stance", "count", "site", "date", "method"})
NAME_LIMIT = 300
"""Code points of a name."""
MOST = 10**9
"""The largest number that anybody counts in a report."""


def taken(
    folder: Path, documents: Iterable[Document], places: Gazetteer
) -> tuple[list[Reading], list[tuple[str, str]]]:
    """The readings of `folder` (ID.json) that may come in; and what is to be told: a file's name, and what became of it.

    A reading must carry exactly the id and the text of a document. A settlement or region that the gazetteer does not know
    is left out, for its words may be anybody's name. What is told, and the file names, may hold names of people.
    """
    known = {(document.id, document.text): document for document in documents}
    good: list[Reading] = []
    told: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.json")):
        try:
            reading = _brought(path.read_bytes())
            document = known.get((reading.document.id, reading.document.text))
            if document is None:
                raise HabeasError("no document of this case has this id and this text")
            for fault in (*faults(reading), *_strange(reading, places)):
                raise HabeasError(fault)
        except (HabeasError, OSError) as e:
            told.append((path.name, f"not taken: {e}"))
        else:
            people = [replace(person, public=None, public_cue=None) for person in reading.people]
            sites = [_without_unknown(site, places) for site in reading.sites]
            lost = [site.id for site, now in zip(reading.sites, sites, strict=True) if site != now]
            if lost:
                told.append(
                    (path.name, f"taken without what the gazetteer does not know of the place of {', '.join(lost)}")
                )
            good.append(replace(reading, document=document, people=people, sites=sites))
    return good, told


def _without_unknown(site: Site, places: Gazetteer) -> Site:
    """The site without a settlement or region that the gazetteer does not know."""
    known = _known(site.settlement, lambda name: places.find(name, fuzzy=False))
    return replace(
        site,
        settlement=site.settlement if known else None,
        admin1=site.admin1 if _known(site.admin1, places.region) else None,
    )


class _Text(Document, frozen=True, kw_only=True):
    """A document that may leave out its item: whoever reads a text elsewhere does not have it from this case."""

    item: str = ""


class _Brought(Reading, frozen=True, kw_only=True):
    """A reading that may leave out who read."""

    reader: str = ELSEWHERE
    document: _Text


def _brought(data: bytes) -> Reading:
    """The reading in `data`. Raises HabeasError that names the field which is missing or of the wrong type."""
    found = from_json(data, _Brought)
    return Reading(**{name: getattr(found, name) for name in Reading.__struct_fields__})


def _strange(reading: Reading, places: Gazetteer) -> Iterator[str]:
    if reading.format != FORMAT:
        yield f"it is not of format {FORMAT}"
    if not READER.fullmatch(reading.reader):
        yield "its reader has no plain name such as rules/1.0"
    yield from _ids_and_names(reading)
    yield from _unlisted(reading)
    for site in reading.sites:
        yield from _misplaced(site, places)
    for claim in reading.claims:
        yield from _immeasurable(claim)
    size = len(reading.document.text)
    if any(not 0 <= row.passage.start < row.passage.end <= size for row in reading.unread):
        yield "an unread passage cuts no words out of the text"


def _ids_and_names(reading: Reading) -> Iterator[str]:
    everything = entities(reading)
    for local in (*everything, *(claim.id for claim in reading.claims)):
        if not ID.fullmatch(local):
            yield "one of its ids is not made of letters and digits"
    voices = [voice for claim in reading.claims for voice in claim.attribution if voice.startswith("anon:")]
    for name in (*(entity.name for entity in everything.values()), *voices):
        if not name.strip() or len(name) > NAME_LIMIT or any(map(hides, name)):
            yield "one of its names is empty, too long or not one line"


def _unlisted(reading: Reading) -> Iterator[str]:
    """Values that a closed list lacks: each would stand in the register as it came."""
    lists: list[tuple[str, Iterable[str]]] = [
        ("site_kinds", (s.kind for s in reading.sites)),
        ("precisions", (s.precision for s in reading.sites)),
        ("unit_kinds", (u.kind for u in reading.units)),
        ("body_kinds", (b.kind for b in reading.bodies)),
        ("person_roles", (role for p in reading.people for role in p.roles)),
        ("claim_types", (c.type for c in reading.claims)),
        ("stances", (c.stance for c in reading.claims)),
        ("methods", (c.method for c in reading.claims if c.method)),
        ("count_operators", (c.count.op for c in reading.claims if c.count)),
        ("count_units", (c.count.of for c in reading.claims if c.count)),
        ("unread_reasons", (row.reason for row in reading.unread)),
    ]
    yield from (
        f"it has a value that is not in {name}" for name, keys in lists for _ in set(keys) - vocabulary(name).keys()
    )
    if any(cue.what not in CUES for claim in reading.claims for cue in claim.cues):
        yield "it has a cue of unknown kind"
    if any(row.language is not None and not re.fullmatch("[a-z]{2}", row.language) for row in reading.unread):
        yield "it has a language that is no code of two letters"


def _misplaced(site: Site, places: Gazetteer) -> Iterator[str]:
    lat, lon = site.lat, site.lon
    if (lat is None) != (lon is None) or not (-90 <= (lat or 0) <= 90 and -180 <= (lon or 0) <= 180):
        yield f"{site.id} has no position on the earth"
    if site.country is not None and not COUNTRY.fullmatch(site.country):
        yield f"{site.id}: its country is no code of two letters"
    if any(places.place(one) is None for one in (*site.candidates, *([site.place] if site.place else []))):
        yield f"{site.id}: it names a place that is not in the gazetteer"


def _known(name: str | None, find: Callable[[str], Sequence[Match]]) -> bool:
    return name is None or (len(name) <= NAME_LIMIT and bool(find(name)))


def _immeasurable(claim: Claim) -> Iterator[str]:
    if claim.count and not all(0 <= n <= MOST for n in (claim.count.n, claim.count.n2 or 0)):
        yield f"{claim.id}: nobody counts so many"
    try:
        ends = [date.fromisoformat(day) for day in (claim.date.start, claim.date.end) if day] if claim.date else []
    except ValueError:
        yield f"{claim.id}: its date is not of the form 2022-09-30"
    else:
        if ends != sorted(ends):
            yield f"{claim.id}: its date ends before it begins"
