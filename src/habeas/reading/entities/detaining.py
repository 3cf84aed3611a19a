"""Whether a place that a text describes is one where people are held: the clues, whose weights are learned
(`weights/places.toml`).

What speaks for it: a noun of detention, words of holding beside it, a town or number of its own, being spoken of again. What
speaks against it: no word of holding around it, a text that speaks of holding nowhere, a town named for other reasons.
"""

from collections.abc import Iterator

from habeas.reading.entities.lexicon import Row
from habeas.reading.entities.phrases import OPENING, capital, clause_after
from habeas.reading.entities.sites import Spot

SORTS = {"known": "named", "notorious": "named", "detention": "noun", "buildings": "building"}
HELD_IN = frozenset({"unknown", "other", "camp", "prison_colony", "pretrial_prison", "basement", "pit", "cell", "any"})
ORDER = ("named", "noun", "plural", "listed", "building", "town", "generic")
BROAD = {"plural": "plural", "building": "building", "town": "loose", "generic": "loose"}
WITH_SORT = ("text of holding", "nouns of detention", "mentions", "held", "nobody held")
"""Clues that speak otherwise of a building than of a prison."""
CLOSE, AROUND, NEAR, HEADING, MANY = 4, 2, 3, 9, 3
Site = list[Spot]


class Setting:
    """What a whole text says of holding people, and the places that it describes."""

    def __init__(self, rows: list[Row], sites: list[Site]) -> None:
        """`rows`: the sentences of a text; `sites`: the places, whether people are held there or not."""
        self._held = {row.sentence.index: len(row.hits("sites", "holding")) for row in rows}
        self.share = sum(bool(n) for n in self._held.values()) / max(1, len(rows))
        self.sorts = [sort_of(site) for site in sites]
        self.nouns = sum(sort in ("named", "noun", "plural") for sort in self.sorts)
        self.towns = {town: s for s in sites if s[0].group not in ("town", "generic") for town in _towns(s)}
        self.told = sum(any(m.told and m.group not in ("town", "generic") for m in s) for s in sites)
        self.single = self.sorts.count("noun") + self.sorts.count("named")
        self.most = max((len(s) for s in sites if s[0].group not in ("town", "generic")), default=0)

    def held(self, spot: Spot, reach: int) -> int:
        """How many words of holding stand in the sentences up to `reach` away, outside the phrase."""
        here = spot.row.sentence.index
        within = sum(h.first < spot.last and spot.first < h.last for h in spot.row.hits("sites", "holding"))
        return sum(self._held.get(i, 0) for i in range(here - reach, here + reach + 1)) - within


def sort_of(site: Site) -> str:
    """named | noun | plural | listed | building | town | generic: what its most telling mention is."""
    return min(map(_sort, site), key=ORDER.index)


def _sort(spot: Spot) -> str:
    if spot.group == "plural" and spot.kind not in HELD_IN:
        return "building"
    if spot.group == "notorious" and not spot.told:
        return "town"
    return SORTS.get(spot.group, spot.group)


def clues(site: Site, setting: Setting) -> list[str]:
    """The clues of a place: what its most telling mentions say, and how the text speaks of it."""
    sort = sort_of(site)
    telling = [s for s in site if _sort(s) == sort]
    told = any(s.told for s in telling)
    own = sorted({clue for spot in telling for clue in (*_holding(spot, setting), *_form(spot))})
    broad, whole = BROAD.get(sort, "noun"), list(_whole(site, setting))
    of_sort = [f"{broad}: {clue}" for clue in (*whole, *own) if clue.startswith(WITH_SORT)]
    return [f"{sort} {'told' if told else 'untold'}", f"{broad} {telling[0].kind}", *own, *whole, *of_sort]


def _holding(spot: Spot, setting: Setting) -> Iterator[str]:
    here = setting.held(spot, 0)
    if spot.row.has("sites", "custody"):
        yield "custody here"
    if any(0 <= spot.first - h.last <= CLOSE for h in spot.row.hits("sites", "custody")):
        yield "custody before"
    if clause_after(spot.row, spot.last) > spot.last:
        yield "clause"
    if here:
        yield "held here"
        yield "held here often" if here > AROUND else "held here once or twice"
    else:
        yield "held around" if setting.held(spot, AROUND) else "nobody held"
    close = [h for h in spot.row.hits("sites", "holding") if not (h.first < spot.last and spot.first < h.last)]
    if any(0 <= spot.first - h.last <= CLOSE for h in close):
        yield "held before"
    if any(0 <= h.first - spot.last <= CLOSE for h in close):
        yield "held after"
    if spot.row.has("sites", "atrocity") and spot.row.has("sites", "discovery"):
        yield "finds"


def _form(spot: Spot) -> Iterator[str]:
    row, first, last = spot.row, spot.first, spot.last
    before = row.tokens[first - 1] if first else None
    if before and before.norm in row.lexicon.words("people", "placing"):
        yield "placed"
    if before and before.text in OPENING:
        yield "quoted"
    small = row.lexicon.words("phrases", "determiners")
    yield "definite" if spot.definite else "indefinite" if row.tokens[first].norm in small else "bare"
    if any(t.norm in row.lexicon.words("sites", "where") for t in row.tokens[last : last + NEAR]):
        yield "where"
    if any(t.text.isdigit() for t in row.tokens[first:last]):
        yield "counted"
    if any(capital(row, i) for i in range(first + 1, last)):
        yield "capital"
    if last - first > NEAR:
        yield "long"
    if row.sentence.index <= 1:
        yield "head"
    if len(row.tokens) <= HEADING:
        yield "short line"
    if spot.around:
        yield f"towns around {min(MANY, len(spot.around))}"
    marks = (("number", spot.number), ("proper", spot.proper), ("town", spot.town), ("owner", spot.owner))
    yield from (name for name, value in (*marks, ("another", spot.another)) if value)


def _whole(site: Site, setting: Setting) -> Iterator[str]:
    yield f"mentions {min(4, len(site))}"
    yield f"text of holding {min(3, int(setting.share * 5))}"
    yield f"nouns of detention {min(3, setting.nouns)}"
    yield f"places told of {min(5, setting.told)}"
    if sort_of(site) == "plural":
        yield f"single places {min(2, setting.single)}"
    if len(site) == setting.most:
        yield "most spoken of"
    sorts = set(map(_sort, site))
    yield from (f"also {sort}" for sort in sorted(sorts - {sort_of(site)}))
    other = [setting.towns[t] for t in _towns(site) if setting.towns.get(t, site) is not site]
    if other:
        yield "another place in its town"


def _towns(site: Site) -> set[str]:
    return {s.town.matches[0].place.id for s in site if s.town}
