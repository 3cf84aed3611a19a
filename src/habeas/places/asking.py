"""What one name means, asked by a person: alone, or as it stands in a sentence.

A sentence settles which of several places is meant and whether a place is meant at all; without one a name has to be known
as it is spelled, or sound exactly like a known one.
"""

import re

from habeas.model.passage import Passage
from habeas.places.folding import fold
from habeas.places.forms import MAJOR, NAMES, STOP, SURNAME
from habeas.places.gazetteer import Gazetteer
from habeas.places.model import Context, Match, best
from habeas.places.own import PREFIX
from habeas.places.ranking import importance
from habeas.places.scanning import CUES, FORMATIONS, MEMBERS, Survey, is_person

SHORTEST = 4
_QUOTES = "«„“\"'’”"
_NOUNS_CAPITAL = frozenset({"de"})
_POSSESSIVE = {"en": ("'s", "’s"), "de": ("s",), "nl": ("'s", "’s", "s")}


def ask(gazetteer: Gazetteer, name: str, *, language: str = "", sentence: str = "") -> list[Match]:
    """The places that `name` may mean, best first; equal scores are ties; empty when it is none.

    `language`: of the name (ISO 639-1), for endings of possession. `sentence`: words in which the name stands, or which
    stand around it; what else they name is the context.
    """
    names = [name, *_bare(name, language)]
    if sentence:
        return next((found for one in names if (found := _in(gazetteer, one, sentence, language))), [])
    return next((found for one in names if (found := _alone(gazetteer, one))), [])


def _bare(name: str, language: str) -> list[str]:
    """The name without an ending of possession."""
    return [name[: -len(e)] for e in _POSSESSIVE.get(language, ()) if name.endswith(e) and len(name) > SHORTEST]


def _alone(gazetteer: Gazetteer, name: str) -> list[Match]:
    found = gazetteer.find(name)
    form = fold(name)
    if form.endswith(SURNAME):
        return found if found and (importance(found[0].place) >= MAJOR or found[0].place.id.startswith(PREFIX)) else []
    if found or len(form) < SHORTEST or form in STOP | NAMES:
        return found
    return [m for m in gazetteer.find(name, context=Context(place_cue=True), fuzzy=False) if m.how == "exact"]


def _in(gazetteer: Gazetteer, name: str, sentence: str, language: str) -> list[Match]:
    survey = gazetteer.survey(sentence)
    at = _occurrence(name, sentence)
    if at is None:
        return gazetteer.find(name, context=_context(survey, cue=False))
    before = _word_before(sentence, at.start)
    if _is_unit(sentence, at, before) or _is_surname(sentence, before, language):
        return []
    seen = next((s for s in survey.names if s.passage.meets(at)), None)
    if seen and seen.passage.holds(at):
        return seen.matches
    if seen and not at.holds(seen.passage):
        return []
    cue = fold(before) in CUES
    if not cue and is_person(before):
        return []
    found = gazetteer.find(name, context=_context(survey, cue=cue))
    return found if cue else [m for m in found if m.how != "fuzzy"]


def _is_unit(sentence: str, at: Passage, before: str) -> bool:
    """Whether the words beside the name make it that of a formation: the Sparta battalion, батальйон «Спарта»."""
    after = sentence[at.end :].lstrip(_QUOTES + " ").split(" ")[0].rstrip(".,;:")
    return fold(before) in FORMATIONS or fold(after) in MEMBERS


def _is_surname(sentence: str, before: str, language: str) -> bool:
    """Whether a given name stands before the name; where all nouns have capitals, a capital tells nothing."""
    first = sentence.startswith(before)
    return language not in _NOUNS_CAPITAL and not first and is_person(before)


def _occurrence(name: str, sentence: str) -> Passage | None:
    """Where the name stands in the sentence, as a whole word."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    return Passage(*match.span()) if match else None


def _word_before(sentence: str, start: int) -> str:
    """The word directly before an offset, "" where something else stands there."""
    words = sentence[:start].rstrip(_QUOTES).split(" ")
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
