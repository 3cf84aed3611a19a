"""Periods: sentences that a semicolon ties together. Who speaks in one part of a period speaks in the whole of it."""

from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.text import ParsedText, Sentence

_LONGEST = 6


class Period(NamedTuple):
    """`whole`: the period as one sentence; `members`: the indexes of its sentences."""

    whole: Sentence
    members: range


def periods(parsed: ParsedText) -> list[Period]:
    """The periods of a text in order; each sentence stands in one."""
    found: list[Period] = []
    first = 0
    for i, sentence in enumerate(parsed.sentences):
        following = parsed.sentences[i + 1] if i + 1 < len(parsed.sentences) else None
        tied = following is not None and following.paragraph == sentence.paragraph
        if tied and parsed.text[sentence.passage.end - 1] == ";" and i + 1 - first < _LONGEST:
            continue
        found.append(_period(len(found), parsed.sentences[first : i + 1], range(first, i + 1)))
        first = i + 1
    return found


def _period(index: int, sentences: list[Sentence], members: range) -> Period:
    if len(sentences) == 1:
        return Period(sentences[0], members)
    whole = Sentence(
        index=index,
        paragraph=sentences[0].paragraph,
        passage=Passage(sentences[0].passage.start, sentences[-1].passage.end),
        language=sentences[0].language,
        tokens=[token for sentence in sentences for token in sentence.tokens],
    )
    return Period(whole, members)
