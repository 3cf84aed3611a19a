"""Claims: what one voice says happened, each with the words that led to every one of its values.

A clause that says several things gives several claims with one passage; a type is claimed once for a passage. Passages lie
within a sentence and are never empty. Sentences in a language without claim words give none. Ids follow the text.
"""

from collections.abc import Iterator
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Claim, Cue
from habeas.reading.claim_counts import Tallied, tally
from habeas.reading.claim_types import SentenceWords, in_captivity, search, signs
from habeas.reading.clauses import clause, pieces
from habeas.reading.counts import find_counts
from habeas.reading.found import Entities, Voice, speaking
from habeas.reading.parties import Parties
from habeas.reading.site_links import Sites
from habeas.reading.stance import happened, hedge
from habeas.reading.text import ParsedText

_ENOUGH = {"en": 42, "nl": 45}
_ENOUGH_ELSEWHERE = 28
"""Letters from which on a piece of a sentence says something by itself; Slavic languages need fewer."""


class Draft(NamedTuple):
    """A claim before it is tied to its site, its voice and its parties."""

    found: SentenceWords
    tallied: Tallied


def read_claims(parsed: ParsedText, entities: Entities, voices: list[Voice]) -> list[Claim]:
    """The claims of a document in text order, with ids C1, C2, …; site, people and units are those of `entities`."""
    drafts = {(d.tallied.passage, d.tallied.type): d for d in reversed(list(_drafts(parsed)))}
    sites, parties = Sites(parsed, entities), Parties(entities)
    return [_claim(f"C{n}", drafts[key], sites, parties, voices) for n, key in enumerate(sorted(drafts), start=1)]


def _drafts(parsed: ParsedText) -> Iterator[Draft]:
    searched = search(parsed)
    captive = in_captivity(searched)
    body = _body_start(parsed)
    for i, found in enumerate(searched):
        if found is None or found.sentence.passage.start < body:
            continue
        cut = pieces(parsed, found.sentence)
        enough = _ENOUGH.get(found.sentence.language or "", _ENOUGH_ELSEWHERE)
        said = [s for s in signs(found, captive[i]) if happened(found, s)]
        typed = [(s.type, found.passage(s), clause(cut, found.passage(s), enough)) for s in said]
        counts = find_counts(parsed.text, found.sentence) if captive[i] or typed else []
        counted = [(c, clause(cut, c.words, enough)) for c in counts]
        yield from (Draft(found, t) for t in tally(typed, counted, captive[i]))


def _body_start(parsed: ParsedText) -> int:
    """Where the text begins after a headline that repeats the title."""
    title = (parsed.document.title or "").strip()
    return len(title) if title and parsed.text.startswith(title) else 0


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
