"""Claims: what one voice says happened, each with the words that led to every one of its values.

A clause that says several things gives several claims with one passage; a type is claimed once for a passage. Passages lie
within a sentence and are never empty. Sentences in a language without claim words give none. Ids follow the text.
"""

from habeas.model.passage import Passage
from habeas.model.reading import Claim, Cue
from habeas.reading.drafts import Draft, drafts
from habeas.reading.found import Entities, Voice, speaking
from habeas.reading.parties import Parties
from habeas.reading.site_links import Sites
from habeas.reading.stance import hedge
from habeas.reading.text import ParsedText


def read_claims(parsed: ParsedText, entities: Entities, voices: list[Voice]) -> list[Claim]:
    """The claims of a document in text order, with ids C1, C2, …; site, people and units are those of `entities`."""
    sites, parties = Sites(parsed, entities), Parties(entities)
    return [_claim(f"C{n}", draft, sites, parties, voices) for n, draft in enumerate(drafts(parsed), start=1)]


def _claim(name: str, draft: Draft, sites: Sites, parties: Parties, voices: list[Voice]) -> Claim:
    found, tallied = draft
    passage, sentence = tallied.passage, found.sentence
    site = sites.of(tallied.type, passage, sentence)
    voice = speaking(voices, passage)
    hedged = hedge(found, passage)
    cues = [Cue(what="type", passage=tallied.words)]
    if tallied.amount_words:
        cues.append(Cue(what="count", passage=tallied.amount_words))
    if site:
        cues.append(Cue(what="site", passage=site.mention))
    if hedged:
        cues.append(Cue(what="stance", passage=hedged))
    return Claim(
        id=name,
        type=tallied.type,
        passage=passage,
        site=site.site if site else None,
        victims=parties.victims(passage),
        perpetrators=parties.perpetrators(tallied.type, passage, tallied.words),
        count=tallied.amount,
        attribution=list(voice.chain) if voice else [],
        stance=_stance(tallied.type, voice, hedged),
        cues=cues + (list(voice.cues) if voice else []),
    )


def _stance(claim_type: str, voice: Voice | None, hedged: Passage | None) -> str:
    if claim_type == "denial":
        return "denied"
    if voice and voice.stance != "asserted":
        return voice.stance
    return "hedged" if hedged else "asserted"
