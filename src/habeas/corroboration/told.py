"""Claims as corroboration sees them: with global ids, the settlement they are about, and the voices of their chain."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from habeas.model.decision import ReviewedClaim
from habeas.model.numbering import claim_ids
from habeas.model.reading import Body, Claim, Entity, Person, Reading, Unit, entities
from habeas.model.resolution import Resolution
from habeas.places.folding import fold, key

SITES = ("rule:site-other-kind/",)
"""The rules of resolution whose doubt means: perhaps a part of the other site."""
PEOPLE = ("rule:person-",)
"""The rules whose doubt means: perhaps one person."""


@cache
def data(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml` of this room."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


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
    voices = _voices(readings, resolution)
    found: list[Told] = []
    for reading in readings:
        item = reading.document.item
        ids = claim_ids(reading)
        known = entities(reading)
        places = {regions.get(resolution.entity(item, s.id)) for s in reading.sites} - {None}
        around = next(iter(places)) if len(places) == 1 else None
        for one, claim in zip(ids, reading.claims, strict=True):
            site = _global(resolution, item, claim.site, known)
            found.append(
                Told(
                    id=one,
                    claim=claim,
                    item=item,
                    site=site,
                    settlement=where.get(site) if site else None,
                    region=regions.get(site) if site else None,
                    around=around,
                    doubts=doubts.get(site, ()) if site else (),
                    chain=_chain(claim, resolution, item, known, voices),
                    victims=_globals(resolution, item, claim.victims, known),
                    perpetrators=_globals(resolution, item, claim.perpetrators, known),
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


def unnamed(voice: str) -> str:
    """As what an unnamed voice speaks."""
    kin = family(voice)
    return f"anonymous_{kin}" if kin in ("official", "paper") else "anonymous"


def family(voice: str) -> str:
    """Which unnamed voices this one may be: a family of data/origins.toml, else its own words."""
    what = voice.removeprefix("anon:").strip().lower()
    families: dict[str, list[str]] = data("origins")["families"]
    return next((name for name, members in families.items() if what in members), what)


def _voices(readings: Sequence[Reading], resolution: Resolution) -> dict[str, Voice]:
    """Global id -> the voice, from everything that all readings say of it."""
    roles: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    for reading in readings:
        for local, entity in entities(reading).items():
            one = resolution.entity(reading.document.item, local)
            roles.setdefault(one, set()).update(_roles(entity))
            if isinstance(entity, Body):
                states.setdefault(one, set()).update(_states(entity.name))
    doubts = _doubts(resolution, PEOPLE)
    return {
        one: Voice(
            one,
            _speaks(its_roles),
            next(iter(states[one])) if len(states.get(one, ())) == 1 else None,
            doubts.get(one, ()),
            frozenset(its_roles) if "a person" in its_roles else frozenset(),
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
            if site.place or site.settlement:
                one = resolution.entity(reading.document.item, site.id)
                name = site.place or f"{key(fold(site.settlement or ''))} {site.country or ''}"
                found[one] = min(found.get(one, name), name)
    return found


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
