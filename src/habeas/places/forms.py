"""What a form found in running text means, and how much the words around it must say before it is believed.

In running text villages are called like people and things. So a form has a grade: a metropolis is believed
anywhere, a major place unless a given name stands before it, the adjective of one before its noun, a minor place only
after a place cue, and a form on the stop list only when a cue leads to a major place.
"""

import tomllib
from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from habeas.places import inflection, ranking
from habeas.places.folding import DATA, fold
from habeas.places.model import Match
from habeas.places.ranking import Found
from habeas.places.store import ALTERNATE, OWN

if TYPE_CHECKING:
    from habeas.places.gazetteer import Gazetteer

HOME = frozenset({"UA", "RU", "BY"})
"""Countries whose places are looked up in full."""
MAJOR, METROPOLIS, ABROAD = 8_000.0, 100_000.0, 250_000
ADJECTIVE, WELL_KNOWN = 12_000.0, 40_000.0
SHORT, SHORTEST_SOUND = 4, 5
_STOP: dict[str, dict[str, list[str]]] = tomllib.loads((DATA / "stop.toml").read_text("utf-8"))
STOP = frozenset(fold(word) for name, part in _STOP.items() if name != "surname" for word in part["words"])
NAMES = frozenset(fold(word) for word in _STOP["names"]["words"])
SURNAME = tuple(fold(ending) for ending in _STOP["surname"]["endings"])


class Grade(IntEnum):
    """How readily a form in running text is believed to be a place."""

    NEVER = 0
    STOPPED = 1
    MINOR = 2
    ADJECTIVE = 3
    MAJOR = 4
    METROPOLIS = 5


class Form(NamedTuple):
    """Places that a form may mean, best first; what look-up found; its grade; whether inhabitants of one are known."""

    matches: tuple[Match, ...]
    found: tuple[Found, ...]
    grade: Grade
    known: bool
    surname: bool
    """Whether it ends like a surname."""


NOTHING = Form((), (), Grade.NEVER, known=False, surname=False)


class Forms:
    """Studies forms and remembers them: one object serves a whole process.

    `home`: the countries whose places are believed as readily as those of Ukraine; of others only large ones are.
    """

    def __init__(self, gazetteer: "Gazetteer", home: frozenset[str] = HOME) -> None:
        self._gazetteer, self._home = gazetteer, home
        self._known: dict[tuple[str, bool], Form] = {}

    def study(self, form: str, *, capital: bool = True) -> Form:
        """What the folded `form` means; without a capital only adjectives of larger places are considered."""
        known = self._known.get((form, capital))
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
            known = self._known[form, capital] = self._study(form) if capital else self._adjective(form)
        return known

    def sounding(self, form: str) -> Form:
        """Well-known places that `form` sounds like, for use after a cue."""
        if len(form) <= SHORTEST_SOUND or form in STOP:
            return NOTHING
        found = [one for one in self._gazetteer.sounding(form) if self._at_home(one, MAJOR)]
        return self._form(form, found, Grade.MINOR) if found else NOTHING

    def aligned(self, form: str) -> Form:
        """Places of several words of which `form` spells a rare one right and the others alike, for use after a cue."""
        found = [one for one in self._gazetteer.aligned(form) if self._at_home(one, ranking.LOOSE)]
        return self._form(form, found, Grade.MINOR) if found else NOTHING

    def _study(self, form: str) -> Form:
        found = [
            one for one in self._gazetteer.declined(form) if one.source == OWN or _plausible(one, form, self._home)
        ]
        adjective = self._adjective(form)
        if not found or (adjective.found and max(map(self._grade, found)) < Grade.MAJOR):
            return adjective
        exact = any(one.how == "exact" for one in found)
        own = any(one.source == OWN for one in found)
        if not own and (form in STOP or (not exact and not STOP.isdisjoint(inflection.nominatives(form)))):
            return self._form(form, found, Grade.STOPPED)
        grade = max(map(self._grade, found))
        if not own and grade == Grade.MAJOR and form.endswith(SURNAME) and not any(map(_is_well_known, found)):
            grade = Grade.MINOR
        return self._form(form, found, grade)

    def _adjective(self, form: str) -> Form:
        names = inflection.adjective_of(form)
        if not names or not STOP.isdisjoint(names) or form in STOP:
            return NOTHING
        found = [one for one in self._gazetteer.adjective(form) if self._at_home(one, ADJECTIVE)]
        return self._form(form, found, Grade.ADJECTIVE) if found else NOTHING

    def _at_home(self, one: Found, floor: float) -> bool:
        """Whether it is a place of this size at home; of a country abroad that the text is about, any place."""
        country = one.place.country
        at_home = country in self._home and (country not in HOME or ranking.importance(one.place) >= floor)
        return at_home or one.source == OWN

    def _grade(self, one: Found) -> Grade:
        if one.source == OWN:
            return Grade.MAJOR
        place, weight = one.place, ranking.importance(one.place)
        if place.kind in ("region", "district"):
            return Grade.METROPOLIS
        if place.country not in self._home:
            large = place.population >= ABROAD and (one.source != ALTERNATE or place.population >= 4 * ABROAD)
            return Grade.MAJOR if large else Grade.MINOR
        if weight >= METROPOLIS:
            return Grade.METROPOLIS
        floor = METROPOLIS / 2 if one.source == ALTERNATE else MAJOR
        return Grade.MAJOR if weight >= floor else Grade.MINOR

    @staticmethod
    def _form(form: str, found: Sequence[Found], grade: Grade) -> Form:
        matches = tuple(ranking.rank(found, None))
        known = any(one.place.population > 0 for one in found)
        return Form(matches, tuple(found), grade, known=known, surname=form.endswith(SURNAME))


def _is_well_known(one: Found) -> bool:
    return ranking.importance(one.place) >= WELL_KNOWN or one.place.population >= ABROAD


def _plausible(one: Found, form: str, home: frozenset[str]) -> bool:
    """Whether a form in running text may be this one: abroad only large places, short forms only main names."""
    place = one.place
    if (
        len(form) <= SHORT
        and (one.source == ALTERNATE or one.how != "exact")
        and ranking.importance(place) < METROPOLIS
    ):
        return False
    if len(form) < SHORT and ranking.importance(place) < METROPOLIS:
        return False
    if place.country in home:
        return True
    if one.how != "exact":
        return place.population >= ABROAD and len(form) > SHORT
    if one.source == ALTERNATE:
        return place.population >= (ABROAD if len(form) > SHORT else 4 * ABROAD)
    return place.population >= 20_000
