"""Voices: whose words each sentence is."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from habeas.model.reading import Cue
from habeas.reading.discourse import UNNAMED, Discourse
from habeas.reading.found import Entities, Voice
from habeas.reading.hearing import decide
from habeas.reading.sources import ANON, Named, in_order
from habeas.reading.speech import listen
from habeas.reading.text import ParsedText


@cache
def weights() -> Mapping[str, float]:
    """What each clue weighs, as learned from annotated reports."""
    return dict(tomllib.loads(files(__package__).joinpath("voice_weights.toml").read_text("utf-8")))


def hear(parsed: ParsedText, entities: Entities) -> list[Voice]:
    """Whose words the sentences of a text are."""
    heard = discourse_of(parsed, entities)
    decided = decide(heard, weights())
    voices = []
    for i, sentence in enumerate(parsed.sentences):
        who = decided[i]
        cues = [Cue(what="attribution", passage=p) for s in heard.speeches[i].get(who, ()) for p in (s.cue, s.speaker)]
        if who == UNNAMED:
            who = ANON + unnamed(heard, decided, i)
        voices.append(Voice(passage=sentence.passage, chain=[who] if who else [], cues=cues))
    return voices


def discourse_of(parsed: ParsedText, entities: Entities) -> Discourse:
    """The clues of a text."""
    named = Named(entities)
    heard = in_order(parsed, named)
    scenes = [
        listen(sentence, parsed.quotes_in(sentence), heard[sentence.index]) for sentence in parsed.sentences
    ]
    return Discourse(parsed, scenes, entities)


def unnamed(heard: Discourse, decided: Sequence[str], i: int) -> str:
    """What the unnamed speaker of sentence `i` is: by the nearest words that name one."""
    for j in range(i, max(-1, i - 8), -1):
        if decided[j] != UNNAMED:
            continue
        for speech in heard.speeches[j].get(UNNAMED, ()):
            return speech.who[len(ANON) :]
        for source in heard.scenes[j].sources:
            if source.who.startswith(ANON):
                return source.who[len(ANON) :]
    return "witness"
