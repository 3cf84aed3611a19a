"""What the parts of a reader hand to each other: the entities of a document, and the voices over its passages."""

from bisect import bisect_right

import msgspec

from habeas.model.passage import Passage
from habeas.model.reading import Body, Cue, Person, Site, Unit


class Entities(msgspec.Struct, frozen=True, kw_only=True):
    """Everything named or described in one document, under local ids (S1, U1, P1, B1), in order of first mention."""

    sites: list[Site] = []
    units: list[Unit] = []
    people: list[Person] = []
    bodies: list[Body] = []
    collective: frozenset[str] = frozenset()
    """Ids of the sites that stand for many places at once: `secret prisons`."""


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Whose words a stretch of text is: the chain from who knows it outward to who relays it.

    An empty chain is the outlet itself. Voices may nest; the innermost one that holds a passage speaks it.
    """

    passage: Passage
    chain: list[str]
    """Entity ids, or `anon:` and what the unnamed speaker is."""
    cues: list[Cue] = []
    stance: str = "asserted"
    """hedged or denied where the words that introduce the speech say so (`allegedly`, `denied that`)."""


def speaking(voices: list[Voice], passage: Passage) -> Voice | None:
    """The innermost voice that holds the middle of `passage`; None where only the outlet speaks.

    `voices` stand in the order in which they begin, an outer one before those that it holds: the last one that begins
    before the middle and ends after it is the innermost.
    """
    middle = (passage.start + passage.end) // 2
    for i in range(bisect_right(voices, middle, key=_begins) - 1, -1, -1):
        if middle < voices[i].passage.end:
            return voices[i]
    return None


def _begins(voice: Voice) -> int:
    return voice.passage.start
