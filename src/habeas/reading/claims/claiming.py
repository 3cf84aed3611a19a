"""Claims: what one voice says happened, each with the words that led to every one of its values.

A clause that says several things gives several claims with one passage; a type is claimed once for a passage. Passages lie
within a sentence and are never empty. Sentences in a language without claim words give none. Ids follow the text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Claim, Cue
from habeas.reading.claims.dates import Dates
from habeas.reading.claims.drafts import Draft, drafts
from habeas.reading.claims.methods import method
from habeas.reading.claims.parties import Parties
from habeas.reading.claims.site_clues import Stated, Whereabouts
from habeas.reading.claims.site_links import SiteLink, site_links
from habeas.reading.claims.stance import hedge
from habeas.reading.found import Entities, Voice, speaking
from habeas.reading.text import ParsedText
from habeas.reading.weights import Weights

DENIAL = "denial"
_DENIED = 120
"""Code points after words of denial in which what is said is denied."""


class _Context(NamedTuple):
    """What ties a draft to the rest of its document."""

    parties: Parties
    dates: Dates


def read_claims(parsed: ParsedText, entities: Entities, voices: list[Voice], weights: Weights) -> list[Claim]:
    """The claims of a document in text order, with ids C1, C2, …; site, people and units are those of `entities`.

    A claim that holds for several sites stands there once for each, one after the other. `weights`: what
    the clues to claims and to their sites weigh.
    """
    names = [mention for person in entities.people for mention in person.mentions]
    context = _Context(Parties(parsed, entities), Dates(parsed, names))
    places = sorted(mention for site in entities.sites for mention in site.mentions)
    made = drafts(parsed, names, places, weights)
    made = _denials(made, voices)
    spoken = [speaking(voices, draft.tallied.passage) for draft in made]
    linked = site_links(Whereabouts(parsed, entities), _stated(made, spoken), weights.sites)
    rows = zip(made, spoken, linked, strict=True)
    found = [(draft, voice, link) for draft, voice, links in rows for link in (links or (None,))]
    return [_claim(f"C{n}", *row, context) for n, row in enumerate(found, start=1)]


def _denials(made: Sequence[Draft], voices: list[Voice]) -> list[Draft]:
    """What a voice denies is claimed by nobody there: the sentence makes one claim, a denial."""
    found: list[Draft] = []
    denied: set[int] = set()
    denying = {d.found.sentence.index: d.tallied.words for d in reversed(made) if d.tallied.type == DENIAL}
    for draft in made:
        voice = speaking(voices, draft.tallied.passage)
        words = denying.get(draft.found.sentence.index)
        if words and draft.tallied.type != DENIAL and 0 < draft.tallied.words.start - words.start < _DENIED:
            continue
        if voice is None or voice.stance != "denied":
            found.append(draft)
        elif draft.found.sentence.index not in denied:
            denied.add(draft.found.sentence.index)
            found.append(draft._replace(tallied=draft.tallied._replace(type=DENIAL, amount=None, amount_words=None)))
    return found


def _stated(made: Sequence[Draft], spoken: Sequence[Voice | None]) -> list[Stated]:
    rows = zip(made, spoken, strict=True)
    return [Stated(d.tallied.type, d.tallied.passage, _first(voice).split(":")[0]) for d, voice in rows]


def _first(voice: Voice | None) -> str:
    """The voice that knows it; empty for the outlet."""
    return voice.chain[0] if voice and voice.chain else ""


def _claim(name: str, draft: Draft, voice: Voice | None, site: SiteLink | None, context: _Context) -> Claim:
    found, tallied = draft
    passage, sentence = tallied.passage, found.sentence
    dated = context.dates.of(passage, sentence.passage, [cue.passage for cue in voice.cues] if voice else ())
    hedged = hedge(found, passage)
    how = method(found, tallied.type, passage, tallied.words)
    return Claim(
        id=name,
        type=tallied.type,
        passage=passage,
        site=site.site if site else None,
        victims=context.parties.victims(tallied.type, passage, sentence, _first(voice)),
        perpetrators=context.parties.perpetrators(tallied.type, passage, tallied.words, sentence),
        date=dated.range if dated else None,
        count=tallied.amount,
        attribution=list(voice.chain) if voice else [],
        stance=_stance(tallied.type, voice, hedged),
        method=how.method if how else None,
        cues=[
            Cue(what="type", passage=tallied.words),
            *_cue("method", how.words if how else None),
            *_cue("count", tallied.amount_words),
            *_cue("site", site.mention if site else None),
            *_cue("date", dated.words if dated else None),
            *_cue("stance", hedged),
            *(voice.cues if voice else ()),
        ],
    )


def _cue(what: str, passage: Passage | None) -> list[Cue]:
    return [Cue(what=what, passage=passage)] if passage else []


def _stance(claim_type: str, voice: Voice | None, hedged: Passage | None) -> str:
    if claim_type == DENIAL:
        return "denied"
    if voice and voice.stance != "asserted":
        return voice.stance
    return "hedged" if hedged else "asserted"
