"""Which origins may be the same: nobody can say that they differ, so together they count once.

Each rule has a name and one sentence for the reader; it gives groups of origins. What two documents can have in common
is a site, or, where no site is told, one figure of one type. Groups come from keys, so the cost grows with the claims.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Told, family

RULES = {
    "unplaced": "the same voice, once about a settlement and once without saying where",
    "unnamed-kin": "unnamed voices of one kind about the same site, or with the same figure",
    "vague-witness": "two unnamed voices of one document about one settlement, of which one is only called a witness",
    "relayed": "a body or an office may know it from the unnamed voice that it relays",
    "own-sources": "an outlet's account may rest on the unnamed voices that the same outlet heard about the same site",
    "speaks-for": "an official or spokesperson and a body, in one document about one settlement: he may speak for it",
    "authorities": "authorities of one state about the same site or with the same figure: they may give out one finding",
    "unattributed": "no voice is named: it may rest on what others say of the same",
}


class Same(NamedTuple):
    """Origins (by index) that may be the same, and the rule that says so."""

    rule: str
    members: tuple[int, ...]


Topic = tuple[str, ...]


def maybe_same(drafts: Sequence[Draft]) -> list[Same]:
    """All groups, in a fixed order; each has two members or more."""
    index = _Index(drafts)
    return [
        Same(rule, members)
        for rule, groups in (
            ("unplaced", _unplaced(drafts)),
            ("unnamed-kin", _kin(drafts)),
            ("vague-witness", _vague(drafts)),
            ("relayed", _relayed(drafts, index)),
            ("own-sources", _own_sources(drafts)),
            ("speaks-for", _speaks_for(drafts)),
            ("authorities", _authorities(drafts)),
            ("unattributed", _unattributed(drafts, index)),
        )
        for members in sorted(set(groups))
        if len(members) > 1
    ]


def topics(told: Told) -> list[Topic]:
    """What another document may also be about: the site, or without one the figure."""
    if told.site:
        return [("site", told.site)]
    count = told.claim.count
    return [("figure", told.claim.type, count.op, str(count.n), str(count.n2), count.of)] if count else []


class _Index:
    """Origins by voice, and by what they are about."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.by_voice: dict[str, list[int]] = {}
        self.here: dict[tuple[str, str, str | None], list[int]] = {}
        self.figure: dict[Topic, list[int]] = {}
        for i, draft in enumerate(drafts):
            self.by_voice.setdefault(draft.voice.id, []).append(i)
            for told in draft.claims:
                for one in _likeness(told):
                    entry = self.figure.setdefault(one, [])
                    if (not entry or entry[-1] != i) and len(entry) < 8:
                        entry.append(i)


def _likeness(told: Told) -> list[Topic]:
    """How near a claim may lie to an unattributed one, the nearest first: document, figure, then type at one site."""
    claim = told.claim
    place = (told.site or "", claim.type)
    figure = (str(claim.count.n), claim.count.of) if claim.count else ()
    near: list[Topic] = [("document", told.item, *place)]
    if figure:
        near.append(("figure", *place, *figure))
    if told.site:
        near.append(("type", *place))
    return near


def _grouped(pairs: Iterator[tuple[Topic, int]]) -> Iterator[tuple[int, ...]]:
    groups: dict[Topic, dict[int, None]] = {}
    for topic, i in pairs:
        groups.setdefault(topic, {})[i] = None
    for members in groups.values():
        if len(members) > 1:
            yield tuple(members)


def _unplaced(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    voices: dict[str, list[int]] = {}
    for i, draft in enumerate(drafts):
        if not draft.unnamed:
            voices.setdefault(draft.voice.id, []).append(i)
    for members in voices.values():
        at_large = [i for i in members if drafts[i].settlement is None]
        for one in at_large:
            yield from (tuple(sorted((one, other))) for other in members if other != one)


def _kin(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    return _grouped(
        ((family(draft.voice.id), *topic), i)
        for i, draft in enumerate(drafts)
        if draft.unnamed
        for told in draft.claims
        for topic in topics(told)
    )


def _vague(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    by_place: dict[tuple[str, str | None], dict[str, set[int]]] = {}
    for i, draft in enumerate(drafts):
        if draft.unnamed and draft.voice.speaks == "anonymous":
            for told in draft.claims:
                by_place.setdefault((told.item, told.settlement), {}).setdefault(family(draft.voice.id), set()).add(i)
    for families in by_place.values():
        if "bystander" in families and len(families) == 2:
            yield tuple(sorted(set().union(*families.values())))


def _relayed(drafts: Sequence[Draft], index: _Index) -> Iterator[tuple[int, ...]]:
    for i, draft in enumerate(drafts):
        if not draft.unnamed:
            continue
        for relay in sorted({v.id for told in draft.claims for v in told.chain[1:] if v.speaks != "account"}):
            for other in index.by_voice.get(relay, ()):
                if drafts[other].settlement == draft.settlement and not drafts[other].own:
                    yield tuple(sorted((i, other)))


def _own_sources(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    yield from ()


def _speaks_for(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    by_place: dict[tuple[str, str | None], tuple[set[int], set[int]]] = {}
    for i, draft in enumerate(drafts):
        side = _side(draft)
        if side is not None:
            for told in draft.claims:
                by_place.setdefault((told.item, told.settlement), (set(), set()))[side].add(i)
    for people, bodies in by_place.values():
        if people and bodies:
            yield tuple(sorted(people | bodies))


def _side(draft: Draft) -> int | None:
    if draft.voice.speaks in ("official", "spokesperson", "anonymous_official"):
        return 0
    return 1 if draft.voice.speaks in ("authority", "intergovernmental", "ngo") else None


def _authorities(drafts: Sequence[Draft]) -> Iterator[tuple[int, ...]]:
    groups = _grouped(
        (topic, i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in ("authority", "anonymous_official")
        for told in draft.claims
        for topic in topics(told)
    )
    for members in groups:
        yield from _by_state(drafts, members)


def _by_state(drafts: Sequence[Draft], members: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Authorities of one state; those that tell none stand with the only state there is, or among themselves."""
    states = sorted({state for i in members if (state := drafts[i].voice.state)})
    if len(states) <= 1:
        yield members
    else:
        yield from (tuple(i for i in members if drafts[i].voice.state == state) for state in [*states, None])


def _unattributed(drafts: Sequence[Draft], index: _Index) -> Iterator[tuple[int, ...]]:
    """Each origin without a named voice with the one nearest to it: with all of them it would join what differs."""
    for i, draft in enumerate(drafts):
        if not draft.own:
            continue
        votes: dict[int, float] = {}
        for told in draft.claims:
            for weight, one in zip((4, 2, 1), _likeness(told), strict=False):
                for other in index.figure[one]:
                    if other != i:
                        votes[other] = votes.get(other, 0) + weight
        if votes:
            best = min(votes, key=lambda o: (-votes[o], drafts[o].own, o))
            yield tuple(sorted((i, best)))
