"""Offices and those who speak for them: two of one state may give out one finding.

Each rule says in its docstring, in one sentence for the reader, why the origins that it groups may be the same.
"""

from collections.abc import Iterator, Sequence

from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Told, Voice
from habeas.corroboration.topics import AUTHORITIES, OFFICES, Members, grouped, topics

TELLING = 20
"""From this number on a figure is one thing's, whatever is said of it: 63 bodies, 63 dead."""


def speaks_for(drafts: Sequence[Draft]) -> Iterator[Members]:
    """The one official or spokesperson and the bodies of a document about one settlement: he may speak for them."""
    groups = grouped(
        ((told.item, told.settlement), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in (*OFFICES, "spokesperson", "authority", "intergovernmental", "ngo")
        for told in draft.claims
    )
    for members in groups:
        named = [i for i in members if drafts[i].voice.speaks in (*OFFICES, "spokesperson")]
        if len(named) == 1:
            yield members


def authorities(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Authorities of one state about the same site, settlement of one document, or figure: they may give out one finding."""
    groups = grouped(
        (topic, i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in (*AUTHORITIES, *OFFICES)
        for told in draft.claims
        for topic in _official_topics(told, draft.voice)
    )
    for members in groups:
        if any(drafts[i].voice.speaks in AUTHORITIES for i in members):
            yield from _by_state(drafts, members)


def _official_topics(told: Told, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Bodies meet on a site, a settlement in one document, or a figure; a named official only on one type, or a figure;
    a town's own body and who speaks of the town on one type.
    """
    count, body = told.claim.count, voice.speaks in AUTHORITIES
    if told.settlement and (voice.seat or not body):
        yield ("seat", told.settlement, told.claim.type)
    if told.site:
        yield ("type", told.site, told.claim.type)
    if count:
        yield ("figure", told.settlement or "", told.claim.type, str(count.n), count.of)
        if count.n >= TELLING:
            yield ("figure", told.settlement or "", str(count.n), count.of)
    if body:
        yield from topics(told)
        yield ("document", told.item, told.settlement or "")


def _by_state(drafts: Sequence[Draft], members: Members) -> Iterator[Members]:
    """Authorities of one state; those that tell none stand with the only state there is, or among themselves."""
    states = sorted({state for i in members if (state := drafts[i].voice.state)})
    if len(states) <= 1:
        yield members
    else:
        yield from (tuple(i for i in members if drafts[i].voice.state == state) for state in [*states, None])


def region(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Authorities and officials who tell no more than a region, and the authorities where most say the same in it."""
    open_ones: dict[tuple[str, str], set[int]] = {}
    placed: dict[tuple[str, str], dict[str, list[int]]] = {}
    for i, draft in enumerate(drafts):
        if draft.voice.speaks in (*AUTHORITIES, *OFFICES):
            for told in draft.claims:
                where = told.region or told.around
                if where and told.settlement is None:
                    open_ones.setdefault((where, told.claim.type), set()).add(i)
                elif told.region and draft.voice.speaks in AUTHORITIES:
                    said = placed.setdefault((told.region, told.claim.type), {})
                    said.setdefault(told.settlement or "", []).append(i)
    for topic, members in open_ones.items():
        if any(drafts[i].voice.speaks in AUTHORITIES for i in members):
            said = placed.get(topic, {})
            most = sorted(said, key=lambda place: (-len(said[place]), place))[:1]
            group = (*sorted(members), *(i for place in most for i in said[place]))
            yield from _by_state(drafts, tuple(dict.fromkeys(group)))
