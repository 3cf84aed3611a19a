"""Claims as corroboration sees them: with global ids, the settlement they are about, and the voices of their chain."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from habeas.corroboration.frames import frame
from habeas.corroboration.others import numbers
from habeas.corroboration.words import data, unnamed
from habeas.model.decision import ReviewedClaim
from habeas.model.numbering import claim_ids
from habeas.model.reading import Body, Claim, Entity, Person, Reading, Site, Unit, entities
from habeas.model.resolution import Resolution
from habeas.places.folding import fold, key

SITES = ("rule:site-other-kind/",)
"""The rules of resolution whose doubt means: perhaps a part of the other site."""
WIDE = ("region", "hromada")
"""Precisions of a position that tells no settlement."""
TOWN = 5
"""Sounds of a town's name from which a word that begins with them is held for a form of it."""
PEOPLE = ("rule:person-",)
"""The rules whose doubt means: perhaps one person."""


class Voice(NamedTuple):
    """One voice of a chain."""

    id: str
    """Global id, or `anon:` and what the speaker is."""
    speaks: str
    """A key of `[kinds]` in data/origins.toml: as what the voice speaks."""
    state: str | None = None
    """The state for which an authority speaks, where its name tells one."""
    doubts: tuple[str, ...] = ()
    """A key shared with each person of whom resolution cannot say whether it is this one."""
    roles: frozenset[str] = frozenset()
    """What readings say that a named person is."""
    seat: str | None = None
    """One key for the town whose name a municipal body bears, as `Told.settlement`."""


class Told(NamedTuple):
    """A claim in its place."""

    id: str
    claim: Claim
    item: str
    site: str | None
    """Global id."""
    settlement: str | None
    """One key for the settlement of the site, in whatever reading it is named; None when nothing tells it."""
    region: str | None
    """One key for the region of the site, as `settlement`."""
    around: str | None
    """The only region in which its document places anything; None when there are several, or none is told."""
    doubts: tuple[str, ...]
    """A key shared with each site of which resolution cannot say whether it is this one or a part of it."""
    chain: tuple[Voice, ...]
    victims: tuple[str, ...]
    perpetrators: tuple[str, ...]
    another: int = 0
    """The number of an unnamed voice among those of its kind that the document tells apart."""
    frame: str | None = None
    """Over what its number counts, a key of data/frames.toml, where its words tell."""
    published: str = ""
    """When its document was published, as far as that is told."""
    source: str | None = None
    """The item in which these words stood first, where they are copied."""
    echoes: tuple[str, ...] = ()
    """A key shared with each claim that says it in the same words, or at the same place of a retelling."""

    @property
    def counts(self) -> bool:
        """Whether it counts: what a reviewer rejected is kept and supports nothing."""
        return not (isinstance(self.claim, ReviewedClaim) and self.claim.status == "rejected")


def told(readings: Sequence[Reading], resolution: Resolution) -> list[Told]:
    """All claims of all readings, sorted by id."""
    where, regions = _settlements(readings, resolution), _regions(readings, resolution)
    doubts = _doubts(resolution, SITES)
    voices = _voices(readings, resolution, _towns(readings, resolution, where))
    found: list[Told] = []
    for reading in readings:
        item = reading.document.item
        ids = claim_ids(reading)
        known = entities(reading)
        places = {regions.get(resolution.entity(item, s.id)) for s in reading.sites} - {None}
        around = next(iter(places)) if len(places) == 1 else None
        for one, claim, another in zip(ids, reading.claims, numbers(reading), strict=True):
            site = _global(resolution, item, claim.site, known)
            chain = _chain(claim, resolution, item, known, voices)
            found.append(
                Told(
                    id=one,
                    claim=claim,
                    item=item,
                    site=site,
                    settlement=where.get(site) if site else chain[0].seat if chain else None,
                    region=regions.get(site) if site else None,
                    around=around,
                    doubts=doubts.get(site, ()) if site else (),
                    chain=chain,
                    victims=_globals(resolution, item, claim.victims, known),
                    perpetrators=_globals(resolution, item, claim.perpetrators, known),
                    another=another,
                    frame=frame(reading.document.text, claim.passage) if claim.count else None,
                    published=reading.document.published or "",
                )
            )
    return sorted(found, key=lambda t: t.id)


def _global(resolution: Resolution, item: str, local: str | None, known: Mapping[str, Entity]) -> str | None:
    return resolution.entity(item, local) if local is not None and local in known else None


def _globals(resolution: Resolution, item: str, locals_: Sequence[str], known: Mapping[str, Entity]) -> tuple[str, ...]:
    return tuple(resolution.entity(item, one) for one in locals_ if one in known)


def _chain(
    claim: Claim, resolution: Resolution, item: str, known: Mapping[str, Entity], voices: Mapping[str, Voice]
) -> tuple[Voice, ...]:
    """The voices from the root outward; a reference that the reading does not hold is no voice."""
    chain: list[Voice] = []
    for local in claim.attribution:
        if local.startswith("anon:"):
            chain.append(Voice(local, unnamed(local)))
        elif local in known:
            chain.append(voices[resolution.entity(item, local)])
    return tuple(chain)


def _voices(readings: Sequence[Reading], resolution: Resolution, towns: Mapping[str, str]) -> dict[str, Voice]:
    """Global id -> the voice, from everything that all readings say of it."""
    roles: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    seats: dict[str, set[str]] = {}
    for reading in readings:
        for local, entity in entities(reading).items():
            one = resolution.entity(reading.document.item, local)
            roles.setdefault(one, set()).update(_roles(entity))
            if isinstance(entity, Body):
                states.setdefault(one, set()).update(_states(entity.name))
                seats.setdefault(one, set()).update(_seats(entity, towns))
    doubts = _doubts(resolution, PEOPLE)
    return {
        one: Voice(
            one,
            _speaks(its_roles),
            next(iter(states[one])) if len(states.get(one, ())) == 1 else None,
            doubts.get(one, ()),
            frozenset(its_roles) if "a person" in its_roles else frozenset(),
            next(iter(seats[one])) if len(seats.get(one, ())) == 1 else None,
        )
        for one, its_roles in roles.items()
    }


@lru_cache(maxsize=1 << 14)
def _states(name: str) -> frozenset[str]:
    lowered = name.casefold()
    table: dict[str, list[str]] = data("origins")["states"]
    return frozenset(
        state for state, starts in table.items() if re.search(rf"\b(?:{'|'.join(map(re.escape, starts))})", lowered)
    )


def _towns(readings: Sequence[Reading], resolution: Resolution, where: Mapping[str, str]) -> dict[str, str]:
    """The sound of a settlement's name -> its key, where one name is one settlement's."""
    found: dict[str, set[str]] = {}
    for reading in readings:
        for site in reading.sites:
            if site.settlement:
                one = where[resolution.entity(reading.document.item, site.id)]
                found.setdefault(key(fold(site.settlement)), set()).add(one)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _seats(body: Body, towns: Mapping[str, str]) -> set[str]:
    """The town whose name a municipal body bears, in whatever case or form."""
    words = body.name.casefold().split()
    if body.kind != "authority" or not any(
        word.startswith(tuple(data("origins")["municipal"]["words"])) for word in words
    ):
        return set()
    sounds = [key(fold(word)) for word in words]
    return {towns[sound[:n]] for sound in sounds for n in range(TOWN, len(sound) + 1) if sound[:n] in towns}


def _roles(entity: Entity) -> list[str]:
    if isinstance(entity, Person):
        return ["a person", *entity.roles]
    return [entity.kind] if isinstance(entity, Body) else ["unit"] if isinstance(entity, Unit) else ["a site"]


def _speaks(roles: set[str]) -> str:
    if "a person" not in roles:
        known = sorted(roles & data("origins")["kinds"].keys() - {"other"})
        return known[0] if known else "other"
    speaking: dict[str, list[str]] = data("origins")["speaking"]
    if roles.intersection(speaking["account"]):
        return "account"
    if roles.intersection(speaking["investigator"]):
        return "investigator"
    if roles.intersection(speaking["official"]):
        return "official"
    return "account" if roles.intersection(speaking["account_too"]) else "spokesperson"


def _settlements(readings: Sequence[Reading], resolution: Resolution) -> dict[str, str]:
    """Global site id -> the key of its settlement, the smallest where readings differ."""
    found: dict[str, str] = {}
    for reading in readings:
        for site in reading.sites:
            name = _settlement(site)
            if name:
                one = resolution.entity(reading.document.item, site.id)
                found[one] = min(found.get(one, name), name)
    return found


def _settlement(site: Site) -> str | None:
    """The settlement of a site, by its id or its name; of one whose name is not told by its position."""
    if site.place or site.settlement:
        return site.place or f"{key(fold(site.settlement or ''))} {site.country or ''}"
    placed = site.lat is not None and site.lon is not None and site.precision not in WIDE
    return f"{site.lat:.1f} {site.lon:.1f}" if placed else None


def _regions(readings: Sequence[Reading], resolution: Resolution) -> dict[str, str]:
    """Global site id -> the key of its region: the first word, by which the spellings of one region agree."""
    found: dict[str, str] = {}
    for reading in readings:
        for site in reading.sites:
            words = fold(site.admin1 or "").split()
            if words:
                one = resolution.entity(reading.document.item, site.id)
                name = f"{key(words[0])} {site.country or ''}"
                found[one] = min(found.get(one, name), name)
    return found


def _doubts(resolution: Resolution, rules: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Entity -> one key for each entity that these rules leave in doubt beside it; both of a pair have the same key."""
    found: dict[str, list[str]] = {}
    for link in resolution.links:
        if link.verdict == "unsure" and link.by.startswith(rules):
            for one in (link.left, link.right):
                found.setdefault(one, []).append(f"{link.left} {link.right}")
    return {one: tuple(sorted(keys)) for one, keys in found.items()}
