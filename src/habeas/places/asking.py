"""What one name means, asked by a person: alone, or as it stands in a sentence.

A sentence settles which of several places is meant and whether a place is meant at all; without one a name has to be known
as it is spelled, or sound exactly like a known one.
"""

import re

from habeas.model.passage import Passage
from habeas.places.folding import fold
from habeas.places.forms import NAMES, STOP, SURNAME
from habeas.places.gazetteer import Gazetteer
from habeas.places.model import Context, Match, best
from habeas.places.scanning import CUES, Survey, is_person

SHORTEST = 4
_POSSESSIVE = {"en": ("'s", "’s"), "de": ("s",), "nl": ("'s", "’s", "s")}


def ask(gazetteer: Gazetteer, name: str, *, language: str = "", sentence: str = "") -> list[Match]:
    """The places that `name` may mean, best first; equal scores are ties; empty when it is none.

    `language`: of the name (ISO 639-1), for endings of possession. `sentence`: words in which the name stands, or which
    stand around it; what else they name is the context.
    """
    names = [name, *_bare(name, language)]
    if sentence:
        return next((found for one in names if (found := _in(gazetteer, one, sentence))), [])
    return next((found for one in names if (found := _alone(gazetteer, one))), [])


def _bare(name: str, language: str) -> list[str]:
    """The name without an ending of possession."""
    return [name[: -len(e)] for e in _POSSESSIVE.get(language, ()) if name.endswith(e) and len(name) > SHORTEST]


def _alone(gazetteer: Gazetteer, name: str) -> list[Match]:
    found = gazetteer.find(name)
    form = fold(name)
    if found or len(form) < SHORTEST or form in STOP | NAMES or form.endswith(SURNAME):
        return found
    return [m for m in gazetteer.find(name, context=Context(place_cue=True), fuzzy=False) if m.how == "exact"]


def _in(gazetteer: Gazetteer, name: str, sentence: str) -> list[Match]:
    survey = gazetteer.survey(sentence)
    at = _occurrence(name, sentence)
    if at is None:
        return gazetteer.find(name, context=_context(survey, cue=False))
    seen = next((s for s in survey.names if s.passage.meets(at)), None)
    if seen:
        return seen.matches if seen.passage.holds(at) or at.holds(seen.passage) else []
    before = _word_before(sentence, at.start)
    cue = fold(before) in CUES
    if not cue and is_person(before):
        return []
    found = gazetteer.find(name, context=_context(survey, cue=cue))
    return found if cue else [m for m in found if m.how != "fuzzy"]


def _occurrence(name: str, sentence: str) -> Passage | None:
    """Where the name stands in the sentence, as a whole word."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    return Passage(*match.span()) if match else None


def _word_before(sentence: str, start: int) -> str:
    """The word directly before an offset, "" where something else stands there."""
    words = sentence[:start].split(" ")
    return words[-2] if len(words) > 1 and not words[-1] and words[-2].isalpha() else ""


def _context(survey: Survey, *, cue: bool) -> Context:
    leads = [place for seen in survey.names if (place := best(seen.matches))]
    areas = ("region", "district")
    return Context(
        regions=frozenset(place.region for place in leads if place.kind in areas and place.region),
        countries=survey.countries,
        near=tuple(place for place in leads if place.kind not in areas),
        place_cue=cue,
    )
