"""The reading: what one reader found in one document (format `habeas-reading/1`).

Entity ids (S1, U1, P1, B1) and claim ids (C1) are local to the reading. Every name, count, date and claim points to a
passage of the document's text; what cannot be pointed to is not in the reading.
"""

import msgspec

from habeas.model.document import Document
from habeas.model.passage import Passage

FORMAT = "habeas-reading/1"


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A place of detention as one report speaks of it."""

    id: str
    name: str
    kind: str = "unknown"
    settlement: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    run_by: list[str] = []
    mentions: list[Passage]
    precision: str = "none"
    """What the position stands for: point | settlement | hromada | region | none."""
    place: str | None = None
    """Id of the settlement in the gazetteer when exactly one fits."""
    candidates: list[str] = []
    """Gazetteer ids when several settlements fit equally well: a tie stays a tie."""


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A named armed formation or agency."""

    id: str
    name: str
    kind: str = "other"
    mentions: list[Passage]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A named human being. `public` gives the ground on which the name may be shown, if the text has one."""

    id: str
    name: str
    roles: list[str] = []
    mentions: list[Passage]
    public: str | None = None
    """office | spokesperson | journalist, or None: the person is not clearly acting in public."""
    public_cue: Passage | None = None
    """The words that give the office or the organisation."""


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation that speaks or is spoken of and carries no arms."""

    id: str
    name: str
    kind: str = "other"
    mentions: list[Passage]


class DateRange(msgspec.Struct, frozen=True, kw_only=True):
    """An interval of days, both ends included, ISO 8601; an open end is None."""

    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its operator: exactly, at_least, more_than, about, up_to, at_most, between (n and n2)."""

    op: str
    n: int
    n2: int | None = None
    of: str
    """sites | detainees | victims | dead | cells | days | people."""


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """The words that led to a value of a claim."""

    what: str
    """type | attribution | stance | count | site | date | method."""
    passage: Passage


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What one voice says happened."""

    id: str
    type: str
    passage: Passage
    site: str | None = None
    victims: list[str] = []
    perpetrators: list[str] = []
    date: DateRange | None = None
    count: Count | None = None
    attribution: list[str] = []
    """From who knows it outward to who relays it: entity ids, or `anon:` and what the unnamed speaker is."""
    stance: str = "asserted"
    """asserted | denied | hedged."""
    method: str | None = None
    """How somebody was hurt, where the words say it: a key of `vocabulary/data/methods.toml`, finer than the type."""
    cues: list[Cue] = []


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that was not read, and why (a key of `vocabulary/data/unread_reasons.toml`)."""

    passage: Passage
    language: str | None
    reason: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one reader found in one document."""

    format: str = FORMAT
    reader: str
    document: Document
    sites: list[Site] = []
    units: list[Unit] = []
    people: list[Person] = []
    bodies: list[Body] = []
    claims: list[Claim] = []
    unread: list[Unread] = []


Entity = Site | Unit | Person | Body


def entities(reading: Reading) -> dict[str, Entity]:
    """Local id -> entity, all classes."""
    found: dict[str, Entity] = {}
    for group in (reading.sites, reading.units, reading.people, reading.bodies):
        found.update((e.id, e) for e in group)
    return found
