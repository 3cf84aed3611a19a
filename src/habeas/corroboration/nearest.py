"""What an outlet says without naming a voice, and the one origin that lies nearest to it.

Joined with every origin that says the same it would join these with one another, though they differ; so it takes one.
"""

from collections.abc import Iterator, Sequence

from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Told

LOOK = 8
"""Origins looked at for each likeness: more of one kind say no more."""

Likeness = tuple[str, ...]
WEIGHTS = {"victim": 20, "figure": 10, "document": 3, "type": 1}
"""What counts: who suffered it tells of it in the same document; the same figure at one place; then the same type in one
document; then at one site."""


def nearest(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    """Pairs of an origin without a voice and the one nearest to it: one with a voice, where any says the same."""
    alike = _index(drafts)
    for i, draft in enumerate(drafts):
        if draft.own:
            votes: dict[int, int] = {}
            for told in draft.claims:
                for likeness in (*_likeness(told), *(("victim", told.item, victim) for victim in told.victims)):
                    for other in alike.get(likeness, ()):
                        if other != i:
                            votes[other] = votes.get(other, 0) + WEIGHTS[likeness[0]]
            if votes:
                yield i, min(votes, key=lambda other: (drafts[other].own, -votes[other], other))


def _index(drafts: Sequence[Draft]) -> dict[Likeness, list[int]]:
    found: dict[Likeness, list[int]] = {}
    for i, draft in sorted(enumerate(drafts), key=lambda one: one[1].own):
        for told in draft.claims:
            for likeness in (*_likeness(told), ("victim", told.item, draft.voice.id)):
                entry = found.setdefault(likeness, [])
                if len(entry) < LOOK and (not entry or entry[-1] != i):
                    entry.append(i)
    return found


def _likeness(told: Told) -> Iterator[Likeness]:
    claim, place = told.claim, told.site or ""
    yield ("document", told.item, place, claim.type)
    if claim.count:
        yield ("figure", told.settlement or place, claim.type, str(claim.count.n), claim.count.of)
    if place:
        yield ("type", place, claim.type)
