"""Voices: whose words each sentence is."""

from collections.abc import Sequence

from habeas.model.reading import Cue
from habeas.reading.found import Entities, Voice
from habeas.reading.text import ParsedText
from habeas.reading.voices.chains import Relays
from habeas.reading.voices.discourse import UNNAMED, Discourse
from habeas.reading.voices.hearing import decide
from habeas.reading.voices.periods import periods
from habeas.reading.voices.sources import ANON, SOME, Named, relayed, sources
from habeas.reading.voices.speech import listen
from habeas.reading.weights import Weighed


def hear(parsed: ParsedText, entities: Entities, weights: Weighed) -> list[Voice]:
    """Whose words the periods of a text are, in order; a period that only the outlet asserts has an empty chain."""
    heard = discourse_of(parsed, entities)
    decided = whose(heard, weights)
    relays = Relays(heard, decided, relayed(parsed.document, entities))
    return [_voice(heard, decided, i, relays) for i in range(len(decided))]


def whose(heard: Discourse, weights: Weighed) -> list[str]:
    """Whose words each period is. A person by name next to a word of speech outweighs all clues.

    The items of a list in which nobody else speaks are whose the line above the list is.
    """
    found: list[str] = []
    for i, who in enumerate(decide(heard, weights)):
        head = heard.items[i]
        listed = head is not None and heard.speeches[head] and not heard.speeches[i]
        found.append(found[head] if head is not None and listed else heard.plainly(i) or who)
    return found


def _voice(heard: Discourse, decided: Sequence[str], i: int, relays: Relays) -> Voice:
    who = decided[i]
    speeches = heard.speeches[i].get(who, ())
    spoken = [ANON + unnamed(heard, decided, i) if who == UNNAMED else who] if who else []
    return Voice(
        passage=heard.scenes[i].sentence.passage,
        chain=spoken + relays.outward(i),
        cues=[Cue(what="attribution", passage=p) for s in speeches for p in (s.cue, s.speaker)],
        stance="denied" if any(s.how == "deny" and s.near for s in speeches) else "asserted",
    )


def discourse_of(parsed: ParsedText, entities: Entities) -> Discourse:
    """A text as it is heard."""
    named = Named(entities)
    scenes = []
    for period in periods(parsed):
        near = (q for i in period.members for q in parsed.quotes_in(parsed.sentences[i]))
        quotes = [q for q in near if parsed.is_speech(q)]
        scenes.append(listen(period.whole, quotes, sources(period.whole, named)))
    return Discourse(parsed, scenes, entities)


def unnamed(heard: Discourse, decided: Sequence[str], i: int) -> str:
    """What the unnamed speaker of sentence `i` is: by the nearest words that name one."""
    for j in range(i, max(-1, i - 8), -1):
        if decided[j] != UNNAMED:
            continue
        for speech in heard.speeches[j].get(UNNAMED, ()):
            if speech.who.startswith(ANON) and speech.who != SOME:
                return speech.who[len(ANON) :]
        for source in heard.scenes[j].sources:
            if source.who.startswith(ANON) and source.who != SOME:
                return source.who[len(ANON) :]
    return "witness"
