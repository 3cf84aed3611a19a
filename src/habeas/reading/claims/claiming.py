"""Claims: what one voice says happened, each with the words that led to every one of its values.

A clause that says several things gives several claims with one passage; a type is claimed once for a passage. Passages lie
within a sentence and are never empty. Sentences in a language without claim words give none. Ids follow the text.
"""

from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Claim, Cue
from habeas.reading.claims.dates import Dates
from habeas.reading.claims.drafts import Draft, drafts
from habeas.reading.claims.parties import Parties
from habeas.reading.claims.site_links import Sites
from habeas.reading.claims.stance import hedge
from habeas.reading.found import Entities, Voice, speaking
from habeas.reading.text import ParsedText


class _Context(NamedTuple):
    """What ties a draft to the rest of its document."""

    sites: Sites
    parties: Parties
    dates: Dates
    voices: list[Voice]


def read_claims(parsed: ParsedText, entities: Entities, voices: list[Voice]) -> list[Claim]:
    """The claims of a document in text order, with ids C1, C2, …; site, people and units are those of `entities`."""
    names = [mention for person in entities.people for mention in person.mentions]
    context = _Context(Sites(parsed, entities), Parties(entities), Dates(parsed, names), voices)
    places = sorted(mention for site in entities.sites for mention in site.mentions)
    made = drafts(parsed, names, places)
    return [_claim(f"C{n}", draft, context) for n, draft in enumerate(made, start=1)]


def _claim(name: str, draft: Draft, context: _Context) -> Claim:
    found, tallied = draft
    passage, sentence = tallied.passage, found.sentence
    site = context.sites.of(tallied.type, passage, sentence)
    dated = context.dates.of(passage, sentence.passage)
    voice = speaking(context.voices, passage)
    hedged = hedge(found, passage)
    return Claim(
        id=name,
        type=tallied.type,
        passage=passage,
        site=site.site if site else None,
        victims=context.parties.victims(passage),
        perpetrators=context.parties.perpetrators(tallied.type, passage, tallied.words),
        date=dated.range if dated else None,
        count=tallied.amount,
        attribution=list(voice.chain) if voice else [],
        stance=_stance(tallied.type, voice, hedged),
        cues=[
            Cue(what="type", passage=tallied.words),
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
    if claim_type == "denial":
        return "denied"
    if voice and voice.stance != "asserted":
        return voice.stance
    return "hedged" if hedged else "asserted"
