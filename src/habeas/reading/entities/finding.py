"""Everything named or described in a document: sites, units, people and bodies with their mentions."""

from collections.abc import Sequence

from habeas.model.passage import Passage
from habeas.model.reading import Body, Person, Site, Unit
from habeas.places import Gazetteer
from habeas.reading.entities.bodies import find_bodies
from habeas.reading.entities.gathering import gathered, kind_of, name_of, of_detention, run_by
from habeas.reading.entities.ground import Ground
from habeas.reading.entities.lexicon import Mark, Row, by_sentence, rows
from habeas.reading.entities.locating import located
from habeas.reading.entities.naming import nominative
from habeas.reading.entities.people import Busy, find_people, joined
from habeas.reading.entities.phrases import clause_after
from habeas.reading.entities.roles import part_of
from habeas.reading.entities.sites import Spot, find_spots
from habeas.reading.entities.tellings import Tellings
from habeas.reading.entities.titles import Rows
from habeas.reading.entities.towns import with_towns
from habeas.reading.entities.units import find_units
from habeas.reading.found import Entities
from habeas.reading.text import ParsedText
from habeas.reading.weights import Weights, shipped

TOLD_APART = frozenset({"detention", "plural", "buildings", "generic"})
"""Groups of mentions that a clause after them may tell apart from others of their kind."""


def find_entities(parsed: ParsedText, gazetteer: Gazetteer | None = None, weights: Weights | None = None) -> Entities:
    """The entities of a document, in order of first mention, ids S1…, U1…, P1…, B1….

    `weights`: what was learned; the shipped ones unless told. Without a gazetteer no site has a position. Sentences of a
    language without a pack have no entities. Mentions of two entities lie apart, or one holds the other.
    """
    text_rows = rows(parsed)
    by_index = {row.sentence.index: row for row in text_rows}
    units = find_units(text_rows)
    bodies = find_bodies(text_rows, units)
    ground = Ground(parsed, gazetteer, text_rows, {b.passage.start for b in bodies}) if gazetteer else None
    gathering = of_detention(gathered(spotted(text_rows, ground, units)), text_rows, (weights or shipped()).places)
    spots = sorted((s for site in gathering for s in site), key=lambda s: s.passage)
    spots_in = by_sentence(spots)
    bodies = [b for b in bodies if b.listed or not any(_within(b, s) for s in spots_in.get(b.row.sentence.index, ()))]
    named = (ground.spans(text_rows) if ground else []) + [(s.row, s.first, s.last) for s in spots if s.proper]
    people = find_people(text_rows, Busy([*units, *bodies], named))
    persons = joined(people)
    tellings = Tellings(by_index, persons)
    _widen(spots, [*units, *bodies, *people])
    numbered = _numbered(units)
    ids = {group[0].key: f"U{n}" for n, group in numbered}
    sites = list(enumerate(gathering, 1))
    return Entities(
        sites=[_site(n, g, ground, [ids[k] for k in run_by(g, units)]) for n, g in sites],
        units=[Unit(id=f"U{n}", name=g[0].name, kind=g[0].kind, mentions=_passages(g)) for n, g in numbered],
        bodies=[Body(id=f"B{n}", name=g[0].name, kind=g[0].kind, mentions=_passages(g)) for n, g in _numbered(bodies)],
        people=[_person(n, g, by_index, tellings) for n, g in enumerate(persons)],
        collective=frozenset(f"S{n}" for n, g in sites if g[0].group == "plural"),
    )


def _numbered(marks: list[Mark]) -> list[tuple[int, list[Mark]]]:
    """Marks of one key together, by first mention, counted from 1."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.key, []).append(mark)
    return list(enumerate(groups.values(), 1))


def spotted(rows: list[Row], ground: Ground | None, units: list[Mark]) -> list[Spot]:
    """All phrases and towns of a text that may be of a place of detention, each with the unit that it is called after."""
    spots = find_spots(rows, ground)
    spots = with_towns(rows, spots, ground) if ground else spots
    spots = [spot for spot in spots if not _of_office(spot)]
    units_in = by_sentence(units)
    for spot in spots:
        owner = next((u for u in units_in.get(spot.row.sentence.index, ()) if _within(u, spot)), None)
        if owner:
            spot.owned_by(owner)
    return spots


def _of_office(spot: Spot) -> bool:
    """Whether a building is only part of an office that somebody holds: `the head [of] the police department`."""
    titles = (h for h in spot.row.hits("people", "titles") if h.value[2] == "official")
    return spot.group == "buildings" and any(h.first < spot.first <= h.last for h in titles)


def _widen(spots: list[Spot], others: list[Mark]) -> None:
    """Give each description of a place the whole of every name that it holds in part."""
    others_in = by_sentence(others)
    for spot in spots:
        spot.widen(others_in.get(spot.row.sentence.index, ()))


def _within(mark: Mark, spot: Mark) -> bool:
    """Whether a mark lies inside another: a police station is a site, no body that speaks."""
    return mark.row is spot.row and spot.first <= mark.first and mark.last <= spot.last


def _passages(marks: Sequence[Mark]) -> list[Passage]:
    return [m.passage for m in marks]


def described(spot: Spot) -> Passage:
    """The passage of a description, with the clause that tells which place is meant."""
    return spot.row.passage(spot.first, clause_after(spot.row, spot.last) if spot.group in TOLD_APART else spot.last)


def _person(number: int, marks: list[Mark], rows_by_index: Rows, tellings: Tellings) -> Person:
    roles, public, cue = part_of(number, marks, rows_by_index, tellings)
    return Person(
        id=f"P{number + 1}",
        name=nominative(marks),
        roles=roles,
        mentions=_passages(marks),
        public=public,
        public_cue=cue,
    )


def _site(number: int, spots: list[Spot], ground: Ground | None, run: list[str]) -> Site:
    site = Site(
        id=f"S{number}", name=name_of(spots), kind=kind_of(spots), run_by=run, mentions=[described(s) for s in spots]
    )
    return located(site, spots, ground) if ground else site
