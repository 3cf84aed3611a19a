"""Which unnamed voices of a document its own words tell apart: "a second victim", "another detainee said".

Depends on one reading alone.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from habeas.corroboration.words import data, family
from habeas.model.reading import Claim, Reading

BEFORE, AFTER = 160, 60
"""Code points around a claim in which words speak of its voice."""
MOST = 9
"""Voices of one kind that are told apart in one document."""

_SENTENCE_END = re.compile(r"[.!?…\n]")


def numbers(reading: Reading) -> list[int]:
    """For each claim, the number of its unnamed voice among those of its kind in the document; 0 where none is another."""
    found = [0] * len(reading.claims)
    roots = [claim.attribution[0] for claim in reading.claims if claim.attribution]
    cues = _cues(reading.document.text) if any(root.startswith("anon:") for root in roots) else []
    if not cues:
        return found
    last: dict[str, tuple[int, int]] = {}
    end = 0
    for i in sorted(range(len(found)), key=lambda i: (reading.claims[i].passage, i)):
        claim = reading.claims[i]
        root = claim.attribution[0] if claim.attribution else ""
        if root.startswith("anon:"):
            number, cue = last.get(family(root), (0, -1))
            near = _cue(cues, claim, end, reading.document.text)
            if near is not None and near > cue:
                number, cue = min(number + 1, MOST), near
                last[family(root)] = (number, cue)
            found[i] = number
        end = max(end, claim.passage.end)
    return found


def _cue(cues: Sequence[int], claim: Claim, end: int, text: str) -> int | None:
    """The last cue that speaks of this claim: behind the claim before it, and not behind the claim's own sentence."""
    start = max(claim.passage.start - BEFORE, min(end, claim.passage.start))
    behind = _SENTENCE_END.search(text, claim.passage.end)
    last = min(claim.passage.end + AFTER, behind.start() if behind else len(text))
    at = bisect_left(cues, last) - 1
    return cues[at] if at >= 0 and cues[at] >= start else None


def _cues(text: str) -> list[int]:
    """Where words begin that speak of another one, in order."""
    lowered = text.lower()
    lowered = lowered if len(lowered) == len(text) else text
    found: set[int] = set()
    for word in data("others")["other"]:
        at = lowered.find(word)
        while at >= 0:
            if not lowered[at - 1 : at].isalnum() and _behind().match(lowered, at + len(word)):
                found.add(at)
            at = lowered.find(word, at + 1)
    return sorted(found)


@cache
def _behind() -> re.Pattern[str]:
    words = data("others")
    people, says = ("|".join(map(re.escape, words[name])) for name in ("people", "says"))
    return re.compile(rf"\s{{1,3}}(?:(?:\w{{1,20}}\s{{1,3}})?(?:{people})|(?:{says}))")
