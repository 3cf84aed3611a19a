"""The places of the file with all their spellings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from gazetteer import regional
from gazetteer.join import Position, kilometres
from gazetteer.names import romanisations, romanise, russian
from gazetteer.sources import IN_FULL, KINDS, Point, Unit
from habeas.places.folding import fold

MAIN, GENERATED, ALTERNATE = 0, 1, 2
SMALL = 250_000  # places abroad below this, in countries not taken in full, keep their own names only, unfound by sound
QUARTER_KM, MILLION = 12.0, 1_000_000
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -’'")
_UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя -’'")
Place = tuple[object, ...]


class Row(NamedTuple):
    """A place's columns, its folded forms with where each comes from, and the forms whose sound finds it too."""

    place: Place
    forms: dict[str, int]
    sounding: frozenset[str]


def _closest(names: Sequence[str], wanted: str) -> str:
    """The name nearest to `wanted` by edit distance, "" when none is near."""
    scored = sorted((-OSA.normalized_similarity(fold(name), fold(wanted)), name) for name in names)
    return scored[0][1] if scored and scored[0][0] <= -0.6 else ""


def _written_in(letters: frozenset[str], names: Sequence[str]) -> list[str]:
    return [name for name in names if set(name.lower()) <= letters]


def _forms(main: Sequence[str], generated: Sequence[str], alternates: Sequence[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for source, names in ((MAIN, main), (GENERATED, generated), (ALTERNATE, alternates)):
        for name in names:
            form = fold(name)
            if len(form) > 1:
                out.setdefault(form, source)
    return out


def latin_display(name: str) -> str:
    """GeoNames' romanisation as the English-language press prints it."""
    name = name.removeprefix("Horad ")
    plain = "".join(c for c in name if c not in "’'ʼ`").replace("ë", "yo").replace("Ë", "Yo")
    return " ".join(w[:-2] + "y" if w.endswith(("iy", "yy")) else w for w in plain.split(" "))


class Maker:
    """Makes the rows. Built once from the joined sources; `all` is its one public method."""

    def __init__(
        self,
        units: Sequence[Unit],
        points: Sequence[Point],
        joined: Mapping[str, Point],
        seats: Mapping[str, Position],
        regions: Sequence[regional.Region],
    ) -> None:
        self.units, self.points, self.joined, self.seats = units, points, joined, seats
        self.regions = {r.id: r for r in regions}
        self.by_geonames = {(r.country, r.geonames): r for r in regions}
        self.names = {unit.code: unit.name for unit in units}
        self.cities = [p for p in joined.values() if p.population >= 40_000]
        self.cities += [p for p in points if p.country == "RU" and p.population >= MILLION]
        self.russian = self._russian_names()

    def all(self) -> list[Row]:
        """Every place: regions, districts, settlements of Ukraine, of its neighbours, and large ones elsewhere."""
        taken = {point.id for point in self.joined.values()}
        rows = [self._settlement(unit) for unit in self.units if unit.category in KINDS]
        rows += [self._elsewhere(point) for point in self.points if point.id not in taken]
        rows += [self._region(region) for region in self.regions.values() if not region.is_city]
        rows += [self._district(unit) for unit in self.units if unit.category == "P"]
        return rows

    def _russian_names(self) -> dict[str, dict[str, str]]:
        """Ukrainian name -> (code of a settlement of that name -> its Russian name at GeoNames)."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for code, point in self.joined.items():
            name = self.names[code]
            best = _closest(_written_in(_RUSSIAN, point.alternates), russian(name))
            if best:
                found[name][code] = best
        return found

    def _settlement(self, unit: Unit) -> Row:
        point, region = self.joined.get(unit.code), self.regions[unit.oblast]
        seat = self.seats.get(unit.hromada or "")
        lat, lon = (point.lat, point.lon) if point else seat or (None, None)
        known = self.russian.get(unit.name, {})
        name_ru = known.get(unit.code) or russian(unit.name)
        alternates = point.alternates if point else ()
        names_ru = sorted({name_ru, *known.values(), russian(unit.name)})
        generated = [*names_ru, *romanisations(unit.name, "uk")]
        generated += [latin for name in names_ru for latin in romanisations(name, "ru")]
        name = romanise(unit.name, "uk")
        place = (
            unit.code, name, unit.name, name_ru, KINDS[unit.category], region.id, region.name,
            romanise(self.names.get(unit.raion or "", ""), "uk"), romanise(self.names.get(unit.hromada or "", ""), "uk"),
            "UA", lat, lon, "point" if point else "hromada" if seat else "none",
            point.population if point else 0, "|".join(alternates),
        )  # fmt: skip
        forms = _forms([name, unit.name], generated, alternates)
        plain = {fold(n) for n in names_ru} | {fold(romanise(n, "ru")) for n in names_ru}
        kept = {f: source for f, source in forms.items() if point or source == MAIN or f in plain}
        return Row(place, kept, frozenset(forms))

    def _elsewhere(self, point: Point) -> Row:
        """A place that KATOTTG does not have."""
        region = self.by_geonames.get((point.country, point.admin1))
        slavic = point.country in ("RU", "UA", "BY")
        name = latin_display(point.name) if slavic else point.name
        name_ru = name_uk = ""
        generated: list[str] = []
        if slavic:
            cyrillic = sorted(
                _written_in(_RUSSIAN, point.alternates), key=lambda alt: (fold(romanise(alt, "ru", "plain")), alt)
            )
            latin = {romanise(alt, "ru"): alt for alt in cyrillic}
            name_ru = latin.get(_closest(sorted(latin), name), "")
            name_uk = next((a for a in _written_in(_UKRAINIAN, point.alternates) if set(a.lower()) & set("іїєґ")), "")
            generated = [*romanisations(name_ru, "ru"), *romanisations(name_uk, "uk")]
        small = not slavic and point.country not in IN_FULL and point.population < SMALL
        alternates = () if small else point.alternates
        place = (
            f"geonames:{point.id}", name, name_uk, name_ru, self._kind(point),
            region.id if region else "", region.name if region else "", "", "", point.country, point.lat, point.lon,
            "point", point.population, "|".join(alternates) if slavic else "",
        )  # fmt: skip
        forms = _forms([name, name_uk, name_ru], generated, [point.name, *alternates])
        return Row(place, forms, frozenset() if small else frozenset(forms))

    def _kind(self, point: Point) -> str:
        """The source does not tell kinds of place apart: judged by inhabitants, and by a larger city around it."""
        within = (
            city
            for city in self.cities
            if city.country == point.country and (point.country == "UA" or city.population >= MILLION)
        )
        position = point.lat, point.lon
        if any(c.id != point.id and kilometres(position, (c.lat, c.lon)) <= QUARTER_KM for c in within):
            return "quarter"
        return "city" if point.population >= 20_000 else "town" if point.population >= 5_000 else "village"

    def _centre(self, region: regional.Region) -> Point | None:
        named = [p for p in self.points if p.country == region.country and p.name == region.centre]
        return max(named, key=lambda p: p.population, default=None)

    def _region(self, region: regional.Region) -> Row:
        centre = self._centre(region)
        stem = region.name.split(" ")[0][:4].lower()
        named_after = centre is not None and fold(centre.name).startswith(stem)
        latin = self._latin_names(centre) if centre and named_after else []
        place = (
            region.id, region.name, region.uk, region.ru, "region", region.id, region.name, "", "", region.country,
            centre.lat if centre else None, centre.lon if centre else None, "region" if centre else "none", 0, "",
        )  # fmt: skip
        return Row(place, dict.fromkeys(sorted(regional.forms(region, latin)), MAIN), frozenset())

    @staticmethod
    def _latin_names(point: Point) -> list[str]:
        names = [point.name, *(a for a in point.alternates if a.isascii())]
        for alternate in point.alternates:
            for letters, language in ((_RUSSIAN, "ru"), (_UKRAINIAN, "uk")):
                if set(alternate.lower()) <= letters:
                    names += romanisations(alternate, language)
        return sorted(set(names))

    def _district(self, unit: Unit) -> Row:
        inside = [(self.joined[u.code], u) for u in self.units if u.raion == unit.code and u.code in self.joined]
        stem = fold(unit.name)[:4]
        named = [(p, u) for p, u in inside if fold(u.name).startswith(stem) and u.category != "C"] or inside
        seat, town = max(named, key=lambda pair: (pair[0].population, pair[1].code), default=(None, None))
        region = self.regions[unit.oblast]
        latin: list[str] = []
        if town and fold(town.name).startswith(stem):
            latin = [romanise(town.name, "uk"), romanise(self.russian.get(town.name, {}).get(town.code, ""), "ru")]
        name = romanise(unit.name, "uk") + " Raion"
        name_ru = russian(unit.name)
        place = (
            unit.code, name, unit.name + " район", name_ru + " район", "district", region.id, region.name,
            name.removesuffix(" Raion"), "",
            "UA", seat.lat if seat else None, seat.lon if seat else None, "region" if seat else "none", 0, "",
        )  # fmt: skip
        forms = dict.fromkeys(sorted(regional.district_forms(unit.name, latin, name_ru)), MAIN)
        return Row(place, forms, frozenset())
