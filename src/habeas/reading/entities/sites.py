"""Places of detention: nouns of such places, and of buildings where people are held, as whole phrases.

Whether a phrase begins a site is weighed later (`beginning`); a building is a further mention of one only beside words
of holding.
"""

from collections.abc import Iterator

from habeas.languages import Hit
from habeas.reading.entities.ground import Ground, Named
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.phrases import clause_after, named, number_after, spelt, whole

GROUPS = ("known", "detention", "notorious", "buildings", "plural", "generic")
NEARBY = frozenset({"basement", "police_station", "mine"})
"""Kinds of building for which words of holding in the sentences around are enough."""
SURE = frozenset({"known", "detention"})
VAGUE = frozenset({"unknown", "basement", "camp", "prison_colony", "pretrial_prison"})
FORMATIONS = frozenset({"brigade", "regiment", "battalion", "division"})
HEADED = frozenset({"detention", "buildings"})
HOMELY = frozenset({"hospital", "residential", "other"})
HELD_IN = frozenset({"unknown", "other", "camp", "prison_colony", "pretrial_prison", "pit", "cell"})
"""Kinds of places where many are spoken of and one is meant that say that people are held there."""
PICKED = 3
"""Words between those that pick one of many and what they pick from."""


class Spot(Mark):
    """A mention of a site with what tells it from other sites."""

    __slots__ = (
        "another",
        "around",
        "definite",
        "group",
        "head",
        "nearby",
        "number",
        "owner",
        "proper",
        "regions",
        "told",
        "town",
    )

    group: str
    """known | detention | notorious | buildings | plural | generic | listed | town."""
    town: Named | None
    """The settlement within the phrase."""
    number: str
    owner: str
    """Key of the unit whose place it is called, as in `the 5th brigade's basement`."""
    proper: str
    around: frozenset[str]
    """Ids of the settlements that its sentence names."""
    regions: frozenset[str]
    """Ids of the regions that its sentence names or whose towns it names."""
    head: int
    """The token of its noun."""
    definite: bool
    another: bool
    """Whether it says that it is not the place spoken of before: `another prison`."""
    nearby: bool
    """Whether words of holding in the sentences around are enough."""
    told: bool
    """Whether the words around tell of holding: else it may begin a site, but is no mention of one spoken of."""

    def owned_by(self, unit: Mark) -> None:
        """Call it the unit's place; the grounds of a formation are a base, whatever else has been spoken of."""
        self.owner = unit.key
        if self.group == "generic" and self.kind == "any" and unit.kind in FORMATIONS:
            self.group, self.kind = "buildings", "military_base"


def find_spots(rows: list[Row], ground: Ground | None) -> list[Spot]:
    """Every phrase that may be of a place of detention, apart from each other, in the order of the text."""
    found = [_chained(_outermost(list(_in_row(row)))) for row in rows]
    arounds = [rows[max(0, n - 2) : n + 3] for n in range(len(rows))]
    named = {_name_of(s) for here, around in zip(found, arounds, strict=True) for s in here if _counts(s, around)}
    for row, here, around in zip(rows, found, arounds, strict=True):
        for spot in here:
            if spot.group in ("buildings", "generic") and _held_in(spot):
                spot.group, spot.kind = "detention", spot.kind if spot.group == "buildings" else "unknown"
            spot.told = _counts(spot, around) or _name_of(spot) in named - {()}
            if ground:
                spot.around, spot.regions = ground.ids_of(row), ground.regions_of(row)
                spot.town = ground.settlement_in(row, spot.first, spot.last, spot.proper)
    return [spot for here in found for spot in here]


def _held_in(spot: Spot) -> bool:
    """Whether the clause that tells which place is meant says that people are held: `the school where they were kept`."""
    end = clause_after(spot.row, spot.last)
    return end > spot.last and any(spot.last <= h.first < end for h in spot.row.hits("sites", "holding"))


def _name_of(spot: Spot) -> tuple[str, ...]:
    """The words of a building's phrase with a name in it; empty without one. The same words again are the same place."""
    tokens = spot.row.tokens[spot.first : spot.last]
    names = (spot.row.tokens[i] for i in range(spot.first, spot.last) if spelt(spot.row, i))
    small = spot.row.lexicon.words("phrases", "determiners")
    named = spot.group == "buildings" and any(t.norm not in small for t in names)
    return tuple(t.norm for t in tokens if t.norm not in small) if named and len(tokens) > 1 else ()


def _in_row(row: Row) -> Iterator[Spot]:
    barred = {i for h in row.hits("sites", "not") for i in range(h.first, h.last)}
    titled = {i for h in row.hits("people", "titles") for i in range(h.first, h.last)}
    longer = [h for group in (*SURE, "plural") for h in row.hits("sites", group) if h.last - h.first > 1]
    for group in GROUPS:
        for hit in row.hits("sites", group):
            words = range(hit.first, hit.last)
            if group == "buildings" and any(h.first <= hit.first and hit.last <= h.last for h in longer):
                continue
            if barred.isdisjoint(words) and (group != "generic" or titled.isdisjoint(words)):
                yield _spot(row, hit, group)


def _spot(row: Row, hit: Hit[Key], group: str) -> Spot:
    span = whole(row, hit.first, hit.last) if group != "known" else named(row, hit.first, hit.last)
    if group == "plural" and (start := _picked(row, span[0])) is not None:
        span, group = (start, span[1]), "detention" if hit.value[2] in HELD_IN else "buildings"
    spot = new_spot(row, span, hit.value[2], group)
    spot.proper = hit.value[3] if len(hit.value) > 3 else ""
    spot.number, spot.head = _number(row, hit.last), hit.last - 1
    return spot


def _picked(row: Row, first: int) -> int | None:
    """Where words begin that pick one of many before token `first`: `one of the largest prisons` is a single place."""
    return next((h.first for h in row.hits("sites", "picked") if -1 <= first - h.last <= PICKED), None)


def new_spot(row: Row, span: tuple[int, int], kind: str, group: str) -> Spot:
    """A spot of tokens [first, last) of which nothing else is known yet."""
    spot = Spot(row, span, key="", kind=kind, name=row.passage(*span).of(row.text))
    spot.group, spot.town, spot.proper, spot.number, spot.nearby = group, None, "", "", kind in NEARBY
    spot.around, spot.regions, spot.owner, spot.told = frozenset(), frozenset(), "", True
    spot.head = span[1] - 1
    spot.definite = row.tokens[span[0]].norm in row.lexicon.words("sites", "definite")
    other = row.lexicon.words("sites", "another")
    spot.another = group != "plural" and any(t.norm in other for t in row.tokens[span[0] : span[0] + 2])
    return spot


def _number(row: Row, last: int) -> str:
    end = number_after(row, last)
    return row.tokens[end - 1].text if end > last else ""


def _counts(spot: Spot, around: list[Row]) -> bool:
    """Whether a phrase is about a place where people are held."""
    if spot.group in SURE:
        return True
    if spot.group == "buildings" and not spot.nearby:
        return spot.row.has("sites", "holding")
    return any(row.has("sites", "holding") for row in around)


def _outermost(spots: list[Spot]) -> list[Spot]:
    """Of phrases that meet, the longest, with the kind, name and number of the most telling one."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.group == "generic", s.first - s.last, GROUPS.index(s.group))):
        other = next((k for k in kept if k.meets(spot)), None)
        if other is None:
            kept.append(spot)
        elif spot.group != "generic":
            other.nearby = other.nearby or spot.nearby
            other.kind = _more_telling(other.kind, spot.kind)
            if spot.group == "plural" and spot.head < other.last and other.group in HEADED and spot.head == other.head:
                other.group, other.kind = "plural", spot.kind
            if other.group == "buildings" and spot.group == "notorious":
                continue
            if other.group == "buildings":
                other.group = spot.group
            other.proper, other.number = other.proper or spot.proper, other.number or spot.number
    return sorted(kept, key=lambda s: s.first)


def _more_telling(kind: str, other: str) -> str:
    """The kind of a phrase with two nouns: of a school's torture chamber the school, of a house's basement the basement."""
    if kind not in VAGUE or other in VAGUE:
        return kind if kind != "unknown" or other == "unknown" else other
    return kind if kind == "basement" and other in HOMELY else other


def _chained(spots: list[Spot]) -> list[Spot]:
    """Phrases that follow each other without a word between are one (`Підвал відділу поліції`); so are joined plurals."""
    kept: list[Spot] = []
    for spot in spots:
        last = kept[-1] if kept else None
        if last and spot.group != "generic" and last.group != "generic" and _continues(last, spot):
            last.kind = _more_telling(last.kind, spot.kind)
            last.last, last.nearby = spot.last, last.nearby or spot.nearby
            last.name = spot.row.passage(last.first, last.last).of(spot.row.text)
        else:
            kept.append(spot)
    return kept


def _continues(last: Spot, spot: Spot) -> bool:
    between = spot.row.tokens[last.last : spot.first]
    if last.group == spot.group == "plural":
        return len(between) == 1 and between[0].norm in spot.row.lexicon.words("units", "joiners")
    return not between and bool(spot.row.lexicon.endings("people", "endings"))
