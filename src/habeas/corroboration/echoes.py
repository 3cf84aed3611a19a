"""Claims that say again what another claim says: in copied words, or at the same place of a retelling.

Depends on the claims and the copies between their documents; a claim without a copied word comes back as it was.
"""

from collections.abc import Iterator, Mapping, Sequence

from habeas.corroboration.disjoint import Disjoint
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.corroboration import Copy
from habeas.model.passage import Passage, Shared

SLACK = 12
"""Code points by which a claim may stand elsewhere in copied words: signs and spaces differ."""


def echoed(claims: Sequence[Told], copies: Sequence[Copy], one_text: Mapping[str, str]) -> list[Told]:
    """The claims, in their order, with the source of their words and the keys that they share with their echoes.

    `one_text`: item -> the item whose text it repeats whole or nearly.
    """
    by_item: dict[str, list[Told]] = {}
    for told in claims:
        by_item.setdefault(told.item, []).append(told)
    first = _first(claims, [pair for copy in copies for pair in _repeated(copy, by_item)])
    keys: dict[str, list[str]] = {}
    known = {told.id: told for told in claims}
    for copy in copies:
        for pair in copy.claims:
            if copy.share >= data("facts")["retelling"]["one_person"] or not _two_people(
                known[pair[0]], known[pair[1]]
            ):
                for one in pair:
                    keys.setdefault(one, []).append(" ".join(pair))
    return [_with(told, first.get(told.id), keys.get(told.id, ()), one_text) for told in claims]


def _two_people(one: Told, other: Told) -> bool:
    """Whether both are told by people with names, and not by one."""
    roots = [told.chain[0] for told in (one, other) if told.chain and told.chain[0].roles]
    return len(roots) == 2 and roots[0].id != roots[1].id


def _with(told: Told, first: Told | None, keys: Sequence[str], one_text: Mapping[str, str]) -> Told:
    item = first.item if first else told.item
    source = one_text.get(item, item)
    if source == told.item and not first and not keys:
        return told
    return told._replace(
        source=None if source == told.item else source,
        another=first.another if first else told.another,
        echoes=tuple(sorted((*([first.id] if first else []), *keys))),
    )


def _first(claims: Sequence[Told], pairs: Sequence[tuple[str, str]]) -> dict[str, Told]:
    """Claim -> the one among those of the same words that was published first, by date, then by item."""
    known = {told.id: told for told in claims}
    groups = Disjoint({one for pair in pairs for one in pair})
    for one, other in pairs:
        groups.join(one, other)
    members: dict[str, list[Told]] = {}
    for one in sorted({one for pair in pairs for one in pair}):
        members.setdefault(groups.name(one), []).append(known[one])
    firsts = ((min(group, key=lambda t: (t.published or "9", t.item, t.id)), group) for group in members.values())
    return {told.id: first for first, group in firsts for told in group}


def _repeated(copy: Copy, by_item: Mapping[str, Sequence[Told]]) -> Iterator[tuple[str, str]]:
    """The claims of both documents that stand at the same place of shared words."""
    if not copy.words:
        return
    mine, theirs = by_item.get(copy.left, ()), by_item.get(copy.right, ())
    for shared in copy.words:
        there = {(told.claim.type, _place(told, shared.right)): told for told in theirs if _inside(told, shared.right)}
        for told in mine:
            if _inside(told, shared.left):
                other = _nearest(told, shared, there)
                if other:
                    yield told.id, other.id


def _inside(told: Told, shared: Passage) -> bool:
    """Whether at least half of a claim's words are shared."""
    passage = told.claim.passage
    common = min(passage.end, shared.end) - max(passage.start, shared.start)
    return 2 * common >= passage.end - passage.start


def _place(told: Told, shared: Passage) -> int:
    return told.claim.passage.start - shared.start


def _nearest(told: Told, shared: Shared, there: Mapping[tuple[str, int], Told]) -> Told | None:
    """The claim of the same type that stands nearest to the same place of the shared words, where any stands there."""
    place = _place(told, shared.left)
    slack = SLACK + (shared.left.end - shared.left.start) // 50
    near = [(abs(at - place), at) for kind, at in there if kind == told.claim.type and abs(at - place) <= slack]
    return there[told.claim.type, min(near)[1]] if near else None
