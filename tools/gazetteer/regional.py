"""Regions and districts: their names, declined and in other languages, by the patterns of `regions.toml`."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.names import romanisations, romanise
from habeas.places.folding import fold

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "regions.toml").read_text("utf-8"))
_HEADS = ("Oblast", "Region", "Krai")
_SHCHYNA = ("щини", "щині", "щину", "щиною", "щине", "щины", "щиной")


class Region(NamedTuple):
    """A line of `regions.toml`."""

    country: str
    id: str
    geonames: str
    name: str
    uk: str
    ru: str
    centre: str

    @property
    def is_city(self) -> bool:
        """Whether the region is one city, which stands in the gazetteer as a settlement."""
        return self.uk in ("Київ", "Севастополь", "Мінськ", "Москва", "Санкт-Петербург")


def load() -> list[Region]:
    """All regions that have a name here."""
    return [Region(country, *line) for country in ("UA", "BY", "RU") for line in DATA[country]["regions"]]


def declined(name: str) -> list[str]:
    """`name` and its other cases, when its ending has a rule."""
    folded = fold(name)
    out = [name]
    for ending, others in DATA["forms"]["decline"].items():
        if folded.endswith(ending):
            out += [folded[: -len(ending)] + other for other in others]
            break
    else:
        out += _bare(folded)
    return out


def _bare(name: str) -> list[str]:
    """Cases of a one-word region: Чечня, Татарстан, Карелия."""
    if name.endswith(("ия", "ія")):
        return [name[:-1] + e for e in ("и", "ю", "ей", "ї", "єю")]
    if name.endswith("ня"):
        return [name[:-1] + e for e in ("и", "е", "ю", "ей", "і")]
    if name.endswith("а"):
        return [name[:-1] + e for e in ("и", "ы", "е", "у", "ой", "і", "ою")]
    return [name + e for e in ("а", "у", "ом", "е", "і")] if name[-1] in "нм" else []


def colloquial(name: str) -> list[str]:
    """Харківщина and its cases from Харківська область; empty where no rule fits."""
    for ending, other in DATA["forms"]["colloquial"].items():
        if name.endswith(ending):
            base = name[: -len(ending)] + other
            return [base] + [base[:-4] + case for case in _SHCHYNA]
    return []


def forms(region: Region, centre_names: list[str]) -> set[str]:
    """All folded spellings of a region. `centre_names`: Latin names of the city it is named after, if it is."""
    cyrillic = [c for name in (region.uk, region.ru) for c in (*declined(name), *colloquial(name))]
    also = DATA["also"].get(region.id, [])
    out = [region.name, *cyrillic, *also, *(c for name in also for c in declined(name))]
    out += [
        latin for name, language in ((region.uk, "uk"), (region.ru, "ru")) for latin in romanisations(name, language)
    ]
    out += [latin for name in colloquial(region.uk)[:1] for latin in romanisations(name, "uk")]
    stem = next((region.name.removesuffix(" " + head) for head in _HEADS if region.name.endswith(head)), None)
    if stem:
        patterns = DATA["forms"]["latin_krai" if region.name.endswith("Krai") else "latin"]
        stems = {stem, *centre_names}
        out += [pattern.format(name) for pattern in patterns for name in sorted(stems)]
    return {fold(form) for form in out}


def district_forms(name: str, seat_names: list[str], russian: str) -> set[str]:
    """Folded spellings of a district from its Ukrainian adjective (Куп’янський), its Russian one and its seat."""
    rules = DATA["forms"]["district"]
    out = []
    for adjective, heads, cases in (
        (name, rules["uk"], ("ий", "ого", "ому", "им")),
        (russian, rules["ru"], ("ий", "ого", "ом", "им", "ому")),
    ):
        if adjective.endswith("ий"):
            out += [f"{adjective[:-2]}{case} {head}" for case in cases for head in heads]
    latin = [*filter(None, seat_names), romanise(name, "uk"), romanise(russian, "ru")]
    out += [pattern.format(seat) for pattern in rules["latin"] for seat in latin]
    return {fold(form) for form in out}
