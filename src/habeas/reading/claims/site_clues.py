"""The clues to which site a claim is about. Each is a short name; what it weighs was learned and stands in a data file.

A candidate is a site of the text or none at all (`""`), which shows no clues of its own: what speaks against every site
speaks for none. Only where the text speaks of a site is looked at, never what a site is called.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.model.passage import Passage
from habeas.reading.found import Entities
from habeas.reading.text import ParsedText

NOWHERE = ""
_WINDOW = 8
"""Mentions behind and ahead that are looked at."""
_BEHIND, _AHEAD = 10, 1
"""Sentences for which a site stands as a candidate after it was spoken of, and before."""
_ELSEWHERE = (
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
_STEPS = (0, 1, 2, 3, 5, 8, 15)
"""Distances in sentences that are told apart."""
_HEADING = 90
"""Code points of a line that may be a heading."""


class Stated(NamedTuple):
    """A claim before it has a site: its type, its clause, and its first voice (empty for the outlet)."""

    type: str
    passage: Passage
    voice: str = ""


class Spoken(NamedTuple):
    """A mention of a site: where it stands, in which sentence and paragraph, and whether in a heading."""

    mention: Passage
    site: str
    sentence: int
    paragraph: int
    heading: bool


class Seen(NamedTuple):
    """A claim in its place in the text."""

    stated: Stated
    sentence: int
    paragraph: int
    within: list[Spoken]
    """The mentions of sites in its clause."""
    around: list[Spoken]
    """Those in the rest of its sentence."""
    order: list[str]
    """Sites by when they were last spoken of, the latest first."""


class Whereabouts:
    """The sites of a document as its text speaks of them."""

    def __init__(self, parsed: ParsedText, entities: Entities) -> None:
        """Mentions of all sites in text order; where two overlap the longer one stands."""
        every = ((m, s.id) for s in entities.sites for m in s.mentions)
        longest = sorted(every, key=lambda x: (x[0].start, -x[0].end, x[1]))
        self._parsed = parsed
        self._collective = entities.collective
        self.spoken: list[Spoken] = []
        for mention, site in longest:
            if not self.spoken or mention.start >= self.spoken[-1].mention.end:
                self.spoken.append(_spoken(parsed, mention, site))
        self._starts = [s.mention.start for s in self.spoken]
        self.of: dict[str, list[Spoken]] = {}
        for spoken in self.spoken:
            self.of.setdefault(spoken.site, []).append(spoken)
        self._starts_of = {site: [s.mention.start for s in rows] for site, rows in self.of.items()}
        self.leading = max(self.of, key=lambda site: len(self.of[site]), default=NOWHERE)
        """The site most spoken of; of equals the first."""
        self.number = str(len(self.of)) if len(self.of) < 3 else "many"
        """How many sites the text speaks of: 1, 2 or many."""

    def candidates(self, claim: Seen) -> list[str]:
        """No site, and the sites that the text speaks of around a claim: a bounded number, in a fixed order."""
        i = bisect_right(self._starts, claim.stated.passage.end)
        near = [
            s
            for s in self.spoken[max(0, i - _WINDOW) : i][::-1]
            if claim.sentence - s.sentence <= _BEHIND or self.number == "1"
        ]
        near += [s for s in self.spoken[i : i + _WINDOW] if s.sentence - claim.sentence <= _AHEAD]
        return list(dict.fromkeys([NOWHERE, *(s.site for s in near if self._reaches(s, claim))]))

    def _reaches(self, spoken: Spoken, claim: Seen) -> bool:
        """Many places at once are spoken of only to the end of their paragraph."""
        return spoken.site not in self._collective or spoken.paragraph == claim.paragraph

    def seen(self, stated: Stated) -> Seen:
        """A claim with the mentions of sites around it."""
        passage = stated.passage
        sentence = self._parsed.sentence_at((passage.start + passage.end) // 2)
        whole = sentence.passage if sentence else passage
        first, last = bisect_right(self._starts, whole.start) - 1, bisect_right(self._starts, passage.end)
        near = self.spoken[max(0, first) : bisect_right(self._starts, max(whole.end, passage.end))]
        return Seen(
            stated,
            sentence.index if sentence else 0,
            sentence.paragraph if sentence else 0,
            within=[s for s in near if s.mention.meets(passage)],
            around=[s for s in near if s.mention.meets(whole) and not s.mention.meets(passage)],
            order=list(dict.fromkeys(s.site for s in self.spoken[max(0, last - 4 * _WINDOW) : last][::-1])),
        )

    def plainly(self, claim: Seen) -> str:
        """The site that a plain reader takes: the nearest in the clause or sentence, else the one last spoken of.

        A claim about elsewhere, or about nowhere in particular, has none unless its clause names one.
        """
        near = claim.within or ([] if claim.stated.type.startswith(_ELSEWHERE) else claim.around)
        if near:
            return nearest(near, claim.stated.passage).site
        if claim.stated.type.startswith(_ELSEWHERE) or not claim.order:
            return NOWHERE
        last = self.beside(claim.order[0], claim.stated.passage.end)[0]
        return (
            last.site
            if last and self._reaches(last, claim) and (claim.sentence - last.sentence <= _MEMORY or self.number == "1")
            else NOWHERE
        )

    def beside(self, site: str, at: int) -> tuple[Spoken | None, Spoken | None]:
        """The last mention of a site before an offset, and the next."""
        rows = self.of[site]
        i = bisect_left(self._starts_of[site], at)
        return rows[i - 1] if i else None, rows[i] if i < len(rows) else None


def _spoken(parsed: ParsedText, mention: Passage, site: str) -> Spoken:
    sentence = parsed.sentence_at(mention.start)
    if sentence is None:
        return Spoken(mention, site, 0, 0, heading=False)
    line = parsed.paragraphs[sentence.paragraph]
    heading = line.end - line.start <= _HEADING and parsed.text[line.end - 1] not in ".!?…"
    return Spoken(mention, site, sentence.index, sentence.paragraph, heading)


def clues(text: Whereabouts, claim: Seen, site: str) -> list[str]:
    """The clues that speak for or against a site as that of a claim, whatever was decided before."""
    if site == NOWHERE:
        return []
    found = ["site", f"site of {text.number}"]
    found += _typed(text, claim)
    found += _inside(claim, site)
    found += _distance(text, claim, site)
    found += _order(text, claim, site)
    plain = text.plainly(claim)
    found.append("plainly" if site == plain else "plainly another" if plain else "plainly none")
    return found


def _typed(text: Whereabouts, claim: Seen) -> Iterator[str]:
    """What sort of claim it is: one of a court case speaks less of a place than one of hunger."""
    kind = claim.stated.type
    family = kind.split(".")[0]
    yield f"type {kind}"
    yield f"type {family}"
    yield f"type {kind} of {text.number}"
    if claim.within:
        yield f"type {kind} beside a site"
    elif claim.around:
        yield f"type {family} in the sentence of a site"


def _inside(claim: Seen, site: str) -> Iterator[str]:
    """Where in the clause or sentence the site is mentioned."""
    rows = claim.within or claim.around
    where = "clause" if claim.within else "sentence"
    mine = next((s for s in rows if s.site == site), None)
    others = any(s.site != site for s in rows)
    if mine:
        yield f"in {where}"
        yield f"in {where} {'with others' if others else 'alone'}"
        yield f"in {where} {'before' if mine.mention.start <= claim.stated.passage.start else 'after'}"
        if others:
            yield f"in {where} {'first' if rows[0].site == site else 'later'}"
            yield f"in {where} {'nearest' if nearest(rows, claim.stated.passage).site == site else 'further'}"
    elif others:
        yield f"another in {where}"
    if claim.within and any(s.site == site for s in claim.around):
        yield "in sentence besides"


def nearest(rows: Sequence[Spoken], passage: Passage) -> Spoken:
    """The mention that lies nearest to a passage; of equals the first."""

    def away(row: Spoken) -> tuple[int, int]:
        gap = max(row.mention.start - passage.end, passage.start - row.mention.end, 0)
        return gap, row.mention.start

    return min(rows, key=away)


def _distance(text: Whereabouts, claim: Seen, site: str) -> Iterator[str]:
    """How far back, and how far ahead, the text speaks of the site."""
    before, after = text.beside(site, claim.stated.passage.start)
    if before:
        far = _step(claim.sentence - before.sentence)
        yield f"back {far} {_paragraph(before, claim)}"
        yield f"back {far} of {text.number}"
        if before.heading:
            yield "back to heading"
    else:
        yield f"not yet of {text.number}"
        yield f"not yet ahead {_step(after.sentence - claim.sentence) if after else 'never'}"
    if after:
        yield f"ahead {_step(after.sentence - claim.sentence)} {_paragraph(after, claim)}"
    else:
        yield "never again"


def _paragraph(spoken: Spoken, claim: Seen) -> str:
    apart = abs(spoken.paragraph - claim.paragraph)
    return ("same", "next")[apart] if apart < 2 else "other"


def _step(sentences: int) -> str:
    return str(next((s for s in _STEPS if sentences <= s), "far"))


def _order(text: Whereabouts, claim: Seen, site: str) -> Iterator[str]:
    """Whether it is the site last spoken of, the one most spoken of, the first of the text."""
    if site in claim.order:
        rank = min(claim.order.index(site), 2)
        yield f"last {rank}"
        yield f"last {rank} {'near' if claim.within or claim.around else 'away'}"
    yield f"{'leading' if site == text.leading else 'minor'} of {text.number}"
    yield f"mentioned {min(3, len(text.of[site]))}"
    if text.spoken[0].site == site:
        yield f"first of {text.number}"


def going_on(text: Whereabouts, before: Seen, claim: Seen, site: str) -> list[str]:
    """The clues for a claim to be about the same site as the claim before it (or, as that one, about none)."""
    gap = claim.sentence - before.sentence
    if claim.stated.passage == before.stated.passage:
        where = "clause"
    elif gap == 0:
        where = "sentence"
    else:
        where = f"{_step(gap)} {'same' if claim.paragraph == before.paragraph else 'new'}"
    what = "site" if site else "none"
    named = "named" if claim.within or claim.around else "silent"
    return [
        f"on {where}",
        f"on {where} {what}",
        f"on {where} {named}",
        f"on {where} {'voice' if claim.stated.voice == before.stated.voice else 'other voice'}",
        f"on {named} {what}",
        f"on {claim.stated.type.split('.')[0]} {what}",
        f"on of {text.number} {what}",
        f"on {_since(text, claim, site)}",
        "on type" if claim.stated.type == before.stated.type else "on other type",
    ]


def _since(text: Whereabouts, claim: Seen, site: str) -> str:
    """How long ago the text spoke of the site, or, for none, of any."""
    last = claim.order[0] if site == NOWHERE and claim.order else site
    before = text.beside(last, claim.stated.passage.end)[0] if last else None
    return f"{'site' if site else 'none'} {_step(claim.sentence - before.sentence) if before else 'not yet'}"


class Weighing(NamedTuple):
    """What speaks for each candidate of a claim: its own clues, and those of going on where the claim before may have it."""

    seen: Seen
    own: dict[str, list[str]]
    on: dict[str, list[str]]


def weighing(text: Whereabouts, claims: Sequence[Stated]) -> list[Weighing]:
    """All claims of a text, in text order, with their candidates."""
    found: list[Weighing] = []
    for claim in claims:
        row = text.seen(claim)
        own = {site: clues(text, row, site) for site in text.candidates(row)}
        on = {s: going_on(text, found[-1].seen, row, s) for s in own if s in found[-1].own} if found else {}
        found.append(Weighing(row, own, on))
    return found
