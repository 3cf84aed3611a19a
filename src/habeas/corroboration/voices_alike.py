"""Voices of which nobody can say whether they are one: one person told of twice, unnamed witnesses, copied words.

Each rule says in its docstring, in one sentence for the reader, why the origins that it groups may be the same.
"""

from collections.abc import Iterator, Sequence

from habeas.corroboration.origins import Draft
from habeas.corroboration.topics import Members, grouped, is_vague, topics
from habeas.corroboration.words import data, family


def unplaced(drafts: Sequence[Draft]) -> Iterator[Members]:
    """The same voice, once about a settlement and once without saying where; of an outlet itself, in one report."""
    voices = grouped(
        (topic, i)
        for i, draft in enumerate(drafts)
        if not draft.unnamed
        for topic in ({(draft.voice.id, told.item) for told in draft.claims} if draft.own else [draft.voice.id])
    )
    for members in voices:
        for one in members:
            if drafts[one].settlement is None:
                yield from ((one, other) for other in members)


def perhaps_one_person(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Two names of which resolution cannot say whether they are one person, about one site or settlement."""
    return grouped(
        ((doubt, *topic), i)
        for i, draft in enumerate(drafts)
        for doubt in draft.voice.doubts
        for told in draft.claims
        for topic in (*topics(told), ("settlement", told.settlement or ""))
    )


def one_sentence(drafts: Sequence[Draft]) -> Iterator[Members]:
    """One voice says one sentence of several places: it knows all of it from the same."""
    return grouped(
        ((told.item, told.claim.passage, draft.voice.id), i) for i, draft in enumerate(drafts) for told in draft.claims
    )


def perhaps_named(drafts: Sequence[Draft]) -> Iterator[Members]:
    """An unnamed voice and the only named one of its kind in a document may be one person."""
    roles: dict[str, str] = data("origins")["named_families"]
    named: dict[tuple[str, str], set[int]] = {}
    unnamed: dict[tuple[str, str], set[int]] = {}
    for i, draft in enumerate(drafts):
        for told in draft.claims:
            if draft.unnamed:
                unnamed.setdefault((told.item, family(draft.voice.id)), set()).add(i)
            for role in sorted(draft.voice.roles & roles.keys()):
                named.setdefault((told.item, roles[role]), set()).add(i)
    for topic, members in unnamed.items():
        persons = {drafts[i].voice.id for i in named.get(topic, ())}
        if len(persons) == 1:
            yield (*members, *named[topic])


def of_a_victim(drafts: Sequence[Draft]) -> Iterator[Members]:
    """What kin or an outlet tells of what was done to somebody inside may rest on what he tells himself."""
    inside: list[str] = data("origins")["inside"]["types"]
    tellers: dict[tuple[str, str | None], set[int]] = {}
    own: dict[tuple[str, str | None], set[int]] = {}
    for i, draft in enumerate(drafts):
        for told in draft.claims:
            if draft.own or "relative" in draft.voice.roles:
                if told.claim.type.startswith(tuple(inside)):
                    for victim in told.victims:
                        tellers.setdefault((victim, told.settlement), set()).add(i)
            elif draft.voice.id in told.victims:
                own.setdefault((draft.voice.id, told.settlement), set()).add(i)
    for topic in tellers.keys() & own.keys():
        yield (*own[topic], *tellers[topic])


def unnamed_kin(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Unnamed voices of one kind about the same site, or with the same figure."""
    return grouped(
        ((family(draft.voice.id), *topic), i)
        for i, draft in enumerate(drafts)
        if draft.unnamed
        for told in draft.claims
        for topic in topics(told)
    )


def vague(drafts: Sequence[Draft]) -> Iterator[Members]:
    """Two unnamed voices of one document about one settlement, of which one is only called a witness."""
    groups = grouped(
        ((told.item, told.settlement), i)
        for i, draft in enumerate(drafts)
        if draft.voice.speaks == "anonymous"
        for told in draft.claims
    )
    for members in groups:
        if len(members) == 2 and any(is_vague(drafts[i]) for i in members):
            yield members


def again(drafts: Sequence[Draft]) -> Iterator[Members]:
    """What one report has from one voice another has from another, in the same words or at the same place of its story."""
    return grouped((echo, i) for i, draft in enumerate(drafts) for told in draft.claims for echo in told.echoes)
