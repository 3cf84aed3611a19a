"""Which site a claim is about: the nearest mention in its clause, else its sentence, else what the text last spoke of.

Where a text has one site, it is what the text goes on speaking of; many places at once are so only to the end of their
paragraph. A claim about places in general, about a case before a court or about an appeal has no site unless its own
clause names one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.found import Entities
from habeas.reading.text import ParsedText, Sentence

_OWN_CLAUSE_ONLY = (
    "count.sites",
    "count.missing",
    "count.cases",
    "count.deserters",
    "death.mass_grave",
    "denial",
    "detention.disappearance",
    "find.bodies",
    "legal",
    "transfer.deportation",
)
"""Types that are about elsewhere, or about nowhere in particular, unless their clause names a site."""
_MEMORY = 8
"""Sentences after which a site that was not named again is no longer what the text speaks of."""


class SiteLink(NamedTuple):
    """A site and the mention that ties a claim to it."""

    site: str
    mention: Passage


class Sites:
    """The site mentions of a document in text order."""

    def __init__(self, parsed: ParsedText, entities: Entities) -> None:
        """Mentions of all sites, sorted; where two overlap the longer one stands."""
        self._parsed = parsed
        every = sorted(
            ((m, s.id) for s in entities.sites for m in s.mentions), key=lambda x: (x[0].start, -x[0].end, x[1])
        )
        self._mentions: list[SiteLink] = []
        for mention, site in every:
            if not self._mentions or mention.start >= self._mentions[-1].mention.end:
                self._mentions.append(SiteLink(site, mention))
        self._alone = len(entities.sites) == 1 and not entities.collective
        self._collective = entities.collective
        self._starts = [m.mention.start for m in self._mentions]

    def of(self, claim_type: str, passage: Passage, sentence: Sentence) -> SiteLink | None:
        """The site of a claim, or None."""
        within = self._within(passage)
        if within or claim_type.startswith(_OWN_CLAUSE_ONLY):
            return _nearest(within, passage)
        return _nearest(self._within(sentence.passage), passage) or self._last(sentence)

    def _within(self, passage: Passage) -> list[SiteLink]:
        i = max(0, bisect_right(self._starts, passage.start) - 1)
        j = bisect_right(self._starts, passage.end)
        return [m for m in self._mentions[i:j] if m.mention.meets(passage)]

    def _last(self, sentence: Sentence) -> SiteLink | None:
        """The site spoken of last before the sentence."""
        i = bisect_right(self._starts, sentence.passage.start) - 1
        if i < 0:
            return None
        named = self._parsed.sentence_at(self._mentions[i].mention.start)
        near = named is not None and sentence.index - named.index <= _MEMORY
        if self._mentions[i].site in self._collective:
            near = named is not None and named.paragraph == sentence.paragraph
        return self._mentions[i] if near or self._alone else None


def _nearest(links: Sequence[SiteLink], passage: Passage) -> SiteLink | None:
    def away(link: SiteLink) -> tuple[int, int]:
        gap = max(link.mention.start - passage.end, passage.start - link.mention.end, 0)
        return gap, link.mention.start

    return min(links, key=away, default=None)
