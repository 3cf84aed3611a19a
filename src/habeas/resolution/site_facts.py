"""What a reading tells of a site, as joining takes it: how the place looks, where it lies, who runs it and when.

All of it comes from one reading. Which settlement of a name is meant needs the others: see `settlements`.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple, Self, TypeVar

import msgspec

from habeas.model.reading import Reading, Site
from habeas.places import Gazetteer
from habeas.places.known_sites import known_sites
from habeas.resolution.matching.site_names import PART, Place, place
from habeas.resolution.names import data, sound, sounds, stem, words
from habeas.resolution.numbers import institution_numbers
from habeas.resolution.settlements import Whereabouts, name_key
from habeas.resolution.unit_facts import unit_facts, unit_keys

MOST_SURFACES = 12
"""So many different wordings of one site are taken apart; a text has hardly more."""
SMALL = 30_000
"""Inhabitants below which a settlement is taken to have one place of a kind."""
LARGE = 200_000
"""Inhabitants from which it may have several of any."""

T = TypeVar("T")
_QUOTED = re.compile(r"[«„“\"‘]([^«»„“”\"‘’]{2,60})[»”“\"’]")


class SiteFacts(msgspec.Struct, frozen=True, gc=False, tag="site"):
    """One site of one reading."""

    looks: Place
    """Its name and mentions taken apart; without its town."""
    where: Whereabouts
    bare: bool
    """Whether its name is the settlement's and nothing else."""
    city: bool = False
    """Whether its settlement is so large that it may have several places of any kind."""
    kind: str | None = None
    """What the reader says of its kind; None where that is vague."""
    run_by: frozenset[str] = frozenset()
    """Keys of the units that run it."""
    years: frozenset[str] = frozenset()
    """The years of which its claims tell."""
    many: frozenset[int] = frozenset()
    """How many places it is, where a report speaks of several at once, of whatever kind."""


class Told(NamedTuple):
    """What a reading tells around its sites."""

    local: frozenset[str]
    """Stems of all settlements, regions and countries of its sites, in whatever language: never specific names."""
    nouns_capital: bool
    """Whether the language writes every noun with a capital."""
    units: dict[str, frozenset[str]]
    years: dict[str, frozenset[str]]
    """Local id of a site -> the years of its claims."""
    many: dict[str, frozenset[int]]
    """Local id of a site -> the numbers of places that its claims count."""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """What this reading tells."""
        local = {
            stem(s)[:5]
            for site in reading.sites
            for name in (site.settlement, site.admin1, site.country, *_known_names(site.place))
            if name
            for s in sounds(name)
        }
        years: dict[str, set[str]] = {}
        many: dict[str, set[int]] = {}
        for claim in reading.claims:
            if claim.site and claim.count and claim.count.of == "sites" and claim.count.n > 1:
                many.setdefault(claim.site, set()).add(claim.count.n)
            if claim.site and claim.date:
                days = (claim.date.start, claim.date.end)
                years.setdefault(claim.site, set()).update(day[:4] for day in days if day)
        units = {unit.id: frozenset(unit_keys(unit_facts(unit))) for unit in reading.units}
        capital = reading.document.language in data("sites")["nouns_capital"]
        return cls(frozenset(local), capital, units, _frozen(years), _frozen(many))


def _frozen(table: dict[str, set[T]]) -> dict[str, frozenset[T]]:
    return {key: frozenset(values) for key, values in table.items()}


def site_facts(site: Site, surfaces: tuple[str, ...], told: Told) -> SiteFacts:
    """The facts of one site; `surfaces`: the words of its mentions."""
    kind = None if site.kind in data("sites")["vague_kinds"] else site.kind
    wordings = tuple(dict.fromkeys((site.name, *surfaces)))[:MOST_SURFACES]
    found = [place(wording, site.settlement, kind) for wording in wordings]
    return SiteFacts(
        looks=_merged(site, wordings, found, told),
        where=Whereabouts.of(site),
        bare=bool(site.settlement) and all(_of_place(s, told.local) for s in sounds(site.name)),
        city=_inhabitants(site) >= LARGE,
        kind=kind,
        run_by=frozenset().union(*(told.units.get(unit, frozenset()) for unit in site.run_by)),
        years=told.years.get(site.id, frozenset()),
        many=frozenset() if kind else told.many.get(site.id, frozenset()),
    )


def _merged(site: Site, wordings: tuple[str, ...], found: list[Place], told: Told) -> Place:
    """The place that all wordings together describe: what its own name tells comes first."""
    numbers = {n for wording in wordings for n in institution_numbers(wording)}
    names = {name for wording, one in zip(wordings, found, strict=True) for name in _named(wording, one, told)}
    street = next((one for wording, one in zip(wordings, found, strict=True) if _is_street(one.street, wording)), None)
    part, kind = _part_and_kind(site, found)
    return Place(
        concepts=frozenset().union(*(one.concepts for one in found)),
        part=part,
        kind=kind,
        number=numbers.pop() if len(numbers) == 1 else "",
        towns=frozenset(),
        small_town=_inhabitants(site) < SMALL,
        street=street.street if street else "",
        house=street.house if street else "",
        names=frozenset(names),
        levels=frozenset().union(*(one.levels for one in found)),
        known=_known(site, found),
    )


def _part_and_kind(site: Site, found: list[Place]) -> tuple[str, str]:
    """The part that is meant, and the kind of the whole.

    A part is meant where its own name tells both, and no wording names the whole alone: "the cellar" of which the reader
    says that it is a police station is the station. A prison in a cellar is a cellar; one of which another wording tells the
    building is a part of that.
    """
    own = found[0]
    if site.kind in PART:
        wholes = {one.kind for one in found if one.part == site.kind and one.kind not in ("", "prison", *PART)}
        return (site.kind, wholes.pop()) if len(wholes) == 1 else ("", site.kind)
    kind = own.kind or next((one.kind for one in found if one.kind), "")
    alone = any(one.kind == kind and not one.part for one in found)
    both = any(concept not in PART for concept in own.concepts) or site.kind != own.kind
    return ("" if alone or not both else own.part), kind


def _is_street(street: str, wording: str) -> bool:
    """Whether what was taken for a street's name is written as one, with a capital."""
    return bool(street) and any(word[:1].isupper() and stem(sound(word)) == street for word in words(wording))


def _named(wording: str, found: Place, told: Told) -> set[str]:
    """The specific names in a wording: not those of places of the report, nor a long wording's first word; where every noun
    has a capital, only those in quotation marks.
    """
    parts = words(wording)
    first = stem(sound(parts[0])) if len(parts) > 2 and wording[:1].isalpha() else None
    names = {name for name in found.names if name != first and len(name) > 2 and not _of_place(name, told.local)}
    if told.nouns_capital:
        names &= {stem(sound(word)) for quoted in _QUOTED.findall(wording) for word in words(quoted)}
    return names


def _of_place(sounding: str, local: frozenset[str]) -> bool:
    """Whether a word is made from the name of a place of the same report: of Kupiansk, Kupiansk's."""
    return any(sounding.startswith(name) for name in local if len(name) >= 3)


def _inhabitants(site: Site) -> int:
    """How many live in its settlement: in the largest of the name where it is not told which; 0 where none is known."""
    gazetteer = Gazetteer.load()
    known = gazetteer.place(site.place) if site.place else None
    return known.population if known else _largest(site.settlement or "")


@lru_cache(maxsize=1 << 13)
def _largest(settlement: str) -> int:
    return max((m.place.population for m in Gazetteer.load().find(settlement, fuzzy=False)), default=0)


def _known(site: Site, found: list[Place]) -> str:
    """The well-known place that the wordings mean: one, in this settlement, and of its kind where its name is the town's."""
    names = {one.known for one in found if one.known}
    if len(names) != 1:
        return ""
    (name,) = names
    known = known_sites()[name]
    if site.settlement and name_key(site.settlement) != name_key(known.settlement):
        return ""
    of_town = name_key(name) == name_key(known.settlement)
    told = next((one.kind for one in found if one.kind), "")
    alike = data("site_terms")["kinds"]["alike"]
    fits = told in ("", known.kind) or any({told, known.kind} == set(pair) for pair in alike)
    return name if fits or not of_town else ""


def site_keys(facts: SiteFacts) -> list[str]:
    """Under which keys a site may meet others: its settlement, a well-known place, a name in its region."""
    keys = list(facts.where.keys())
    if facts.looks.known and not keys:
        keys.append(f"town {_known_town(facts.looks.known)}")
    if facts.where.region:
        keys += [f"region {facts.where.region} {name}" for name in facts.looks.names]
    return keys


@cache
def _known_town(name: str) -> str:
    return name_key(known_sites()[name].settlement)


@cache
def _known_names(place_id: str | None) -> tuple[str, ...]:
    """The names of a place of the gazetteer."""
    known = Gazetteer.load().place(place_id) if place_id else None
    return (known.name, known.name_uk, known.name_ru) if known else ()
