"""Which origins may be the same: nobody can say that they differ, so together they count once.

Each rule says in its docstring, in one sentence for the reader, why the origins that it groups may be the same. Groups come
from keys, never from pairs, so the cost grows with the claims.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from habeas.corroboration.nearest import nearest
from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Told, Voice, data, family

Members = tuple[int, ...]

AUTHORITIES = ("authority", "anonymous_official")
"""Who speaks for a state without a name of his own."""
OFFICES = ("official", "investigator")
COMPILERS = ("ngo", "intergovernmental", "investigator", "spokesperson", "outlet")
"""Whose own account is made of what others told them; the police and prosecutors also find things themselves."""


class Same(NamedTuple):
    """Origins (by index) that may be the same, and the rule that says so."""

    rule: str
    members: Members


def maybe_same(drafts: Sequence[Draft]) -> list[Same]:
    """All groups of two members or more, rule by rule in a fixed order."""
    return [
        Same(rule.__name__.removeprefix("_"), members)
        for rule in RULES
        for members in sorted({tuple(sorted(set(group))) for group in rule(drafts)})
        if len(members) > 1
    ]


def _unplaced(drafts: Sequence[Draft]) -> Iterator[Members]:
    """The same voice, once about a settlement and once without saying where."""
    voices = _grouped((draft.voice.id, i) for i, draft in enumerate(drafts) if not draft.unnamed)
    for members in voices:
        for one in members:
            if drafts[one].settlement is None:
                yield from ((one, other) for other in members)


def _compiled(drafts: Sequence[Draft]) -> Iterator[Members]:
    """A document most of whose named claims go back to one compiler: its unnamed voices may be those that he heard."""
    named: dict[str, dict[int, int]] = {}
    unnamed: dict[str, set[int]] = {}
    for i, draft in enumerate(drafts):
        for told in draft.claims:
            if draft.unnamed:
                unnamed.setdefault(told.item, set()).add(i)
            elif not draft.own:
                votes = named.setdefault(told.item, {})
                votes[i] = votes.get(i, 0) + 1
    for item, others in unnamed.items():
        votes = named.get(item, {})
        main = [i for i, n in votes.items() if 2 * n > sum(votes.values()) and drafts[i].voice.speaks in COMPILERS]
        yield from ((one, *others) for one in main)


def _perhaps_one_person(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Two names of which resolution cannot say whether they are one person, about the same site."""
    return _grouped(
        ((doubt, *topic), i)
        for i, draft in enumerate(drafts)
        for doubt in draft.voice.doubts
        for told in draft.claims
        for topic in _topics(told)
    )


def _unnamed_kin(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Unnamed voices of one kind about the same site, or with the same figure."""
    return _grouped(
        ((family(draft.voice.id), *topic), i)
        for i, draft in enumerate(drafts)
        if draft.unnamed
        for told in draft.claims
        for topic in _topics(told)
    )


def _vague(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Two unnamed voices of one document about one settlement, of which one is only called a witness."""
    groups = _grouped(
        ((told.item, told.settlement), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks == "anonymous"
        for told in draft.claims
    )
    for members in groups:
        if len(members) == 2 and any(_is_vague(drafts[i]) for i in members):
            yield members


def _is_vague(draft: Draft) -> bool:
    return draft.voice.id.removeprefix("anon:") in data("origins")["vague"]["words"]


def _relayed(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Who compiles what others tell may have it from the unnamed voices that he relays; an office from its witnesses."""
    relays: dict[tuple[str, str | None, str], set[int]] = {}
    for i, draft in enumerate(drafts):
        if draft.unnamed:
            for told in draft.claims:
                for voice in told.chain[1:]:
                    if _rests_on(voice, draft) and (voice.speaks != "outlet" or told.settlement):
                        relays.setdefault((voice.id, told.settlement, family(draft.voice.id)), set()).add(i)
    own = {
        (draft.voice.id, draft.settlement): i for i, draft in enumerate(drafts) if not draft.unnamed and not draft.own
    }
    for (relay, settlement, _), unnamed in relays.items():
        yield (*unnamed, *([own[relay, settlement]] if (relay, settlement) in own else []))


def _rests_on(relay: Voice, draft: Draft) -> bool:
    """Whether a relay's account may be this unnamed voice's; a survivor is an origin beside the official who quotes him."""
    if relay.speaks in COMPILERS:
        return True
    return relay.speaks in (*OFFICES, "authority") and (draft.voice.speaks == "anonymous_official" or _is_vague(draft))


def _through_outlet(drafts: Sequence[Draft]) -> Iterator[Members]:
    """What an outlet says may rest on the voice that it relays for the same type at the same place."""
    return _grouped(
        ((outlet.id, told.item, told.site, told.claim.type), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in ("account", "outlet")
        for told in draft.claims
        for outlet in told.chain
        if outlet.speaks == "outlet"
    )


def _own_sources(drafts: Sequence[Draft]) -> Iterator[Members]:
    """An outlet's account, relayed elsewhere, may rest on the unnamed voices that it heard itself about the same site."""
    return _grouped(
        ((outlet, *topic), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in ("outlet", "anonymous")
        for outlet in (sorted(draft.publishers) if draft.unnamed else [draft.voice.id])
        if not outlet.startswith("anon:")
        for told in draft.claims
        for topic in _topics(told)
    )


def _speaks_for(drafts: Sequence[Draft]) -> Iterator[Members]:
    """The one official or spokesperson and the bodies of a document about one settlement: he may speak for them."""
    groups = _grouped(
        ((told.item, told.settlement), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in (*OFFICES, "spokesperson", "authority", "intergovernmental", "ngo")
        for told in draft.claims
    )
    for members in groups:
        named = [i for i in members if drafts[i].voice.speaks in (*OFFICES, "spokesperson")]
        if len(named) == 1:
            yield members


def _authorities(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Authorities of one state about the same site, settlement of one document, or figure: they may give out one finding."""
    groups = _grouped(
        (topic, i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in (*AUTHORITIES, *OFFICES)
        for told in draft.claims
        for topic in _official_topics(told, draft.voice.speaks in AUTHORITIES)
    )
    for members in groups:
        if any(drafts[i].voice.speaks in AUTHORITIES for i in members):
            yield from _by_state(drafts, members)


def _by_state(drafts: Sequence[Draft], members: Members) -> Iterator[Members]:
    """Authorities of one state; those that tell none stand with the only state there is, or among themselves."""
    states = sorted({state for i in members if (state := drafts[i].voice.state)})
    if len(states) <= 1:
        yield members
    else:
        yield from (tuple(i for i in members if drafts[i].voice.state == state) for state in [*states, None])


def _region(drafts: Sequence[Draft]) -> Iterator[Members]:
    """An unnamed official who tells only the region, and an authority that says the same of a place in it."""
    open_ones: dict[tuple[str, str], set[int]] = {}
    placed: dict[tuple[str, str], int] = {}
    for i, draft in enumerate(drafts):
        if draft.voice.speaks in AUTHORITIES:
            for told in draft.claims:
                if told.region and told.settlement is None and draft.unnamed:
                    open_ones.setdefault((told.region, told.claim.type), set()).add(i)
                elif told.region:
                    placed.setdefault((told.region, told.claim.type), i)
    for topic, members in open_ones.items():
        yield (*members, *([placed[topic]] if topic in placed else []))


def _unattributed(drafts: Sequence[Draft]) -> Iterator[Members]:
    """No voice is named: it may rest on what the nearest other origin says of the same."""
    return nearest(drafts)


RULES = (
    _unplaced,
    _compiled,
    _perhaps_one_person,
    _unnamed_kin,
    _vague,
    _relayed,
    _through_outlet,
    _own_sources,
    _speaks_for,
    _authorities,
    _region,
    _unattributed,
)


def _topics(told: Told) -> Iterator[tuple[str, ...]]:
    """What two documents may have in common: the site, or where none is told the figure."""
    count = told.claim.count
    if told.site:
        yield ("site", told.site)
        yield from (("doubt", doubt) for doubt in told.doubts)
    elif count:
        yield ("figure", told.claim.type, count.op, str(count.n), str(count.n2), count.of)


def _official_topics(told: Told, body: bool) -> Iterator[tuple[str, ...]]:
    """Bodies meet on a site, a settlement in one document, or a figure; a named official only on one type, or a figure."""
    count = told.claim.count
    if told.site:
        yield ("type", told.site, told.claim.type)
    if count:
        yield ("figure", told.settlement or "", told.claim.type, str(count.n), count.of)
    if body:
        yield from _topics(told)
        yield ("document", told.item, told.settlement or "")


def _grouped(pairs: Iterable[tuple[Hashable, int]]) -> Iterator[Members]:
    groups: dict[Hashable, dict[int, None]] = {}
    for topic, i in pairs:
        groups.setdefault(topic, {})[i] = None
    for members in groups.values():
        if len(members) > 1:
            yield tuple(members)
