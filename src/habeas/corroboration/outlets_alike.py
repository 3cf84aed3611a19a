"""Outlets, compilers and those whom they heard: what one of them says may rest on what another of them told.

Each rule says in its docstring, in one sentence for the reader, why the origins that it groups may be the same.
"""

from collections.abc import Iterator, Sequence

from habeas.corroboration.nearest import nearest
from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Voice
from habeas.corroboration.topics import COMPILERS, OFFICES, Members, grouped, is_vague, topics
from habeas.corroboration.words import family


def compiled(drafts: Sequence[Draft]) -> Iterator[Members]:
    """A document most of whose named claims go back to one compiler: its unnamed voices may be those that he heard, its
    unnamed officials those who speak for him; an outlet's officials speak for others.
    """
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
        for one in main:
            outlet = drafts[one].voice.speaks == "outlet"
            yield (one, *(i for i in others if not outlet or drafts[i].voice.speaks == "anonymous"))


def relayed(drafts: Sequence[Draft]) -> Iterator[Members]:
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
    return relay.speaks in (*OFFICES, "authority") and (draft.voice.speaks == "anonymous_official" or is_vague(draft))


def through_outlet(drafts: Sequence[Draft]) -> Iterator[Members]:
    """What an outlet says may rest on the voice that it relays for the same type at the same place."""
    return grouped(
        ((outlet.id, told.item, told.site, told.claim.type), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in ("account", "outlet")
        for told in draft.claims
        for outlet in told.chain
        if outlet.speaks == "outlet"
    )


def own_sources(drafts: Sequence[Draft]) -> Iterator[Members]:
    """An outlet's account, relayed elsewhere, may rest on the unnamed voices that it heard itself about the same site."""
    return grouped(
        ((outlet, *topic), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks in ("outlet", "anonymous")
        for outlet in (sorted(draft.publishers) if draft.unnamed else [draft.voice.id])
        if not outlet.startswith("anon:")
        for told in draft.claims
        for topic in topics(told)
    )


def unattributed(drafts: Sequence[Draft]) -> Iterator[Members]:
    """No voice is named: it may rest on what the nearest other origin says of the same."""
    return nearest(drafts)
