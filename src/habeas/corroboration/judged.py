"""What reviewers judge of origins: those that are the same become one, those that differ are counted apart."""

from collections.abc import Mapping, Sequence

from habeas.corroboration.disjoint import Apart, Disjoint
from habeas.corroboration.origins import Draft
from habeas.model.resolution import Link


def joined(drafts: Sequence[Draft], judged: Sequence[Link]) -> tuple[list[Draft], dict[str, str]]:
    """The origins, those judged the same as one under their smallest id, sorted by id; and each former id's new one."""
    known = {draft.id: draft for draft in drafts}
    pairs = [link for link in judged if link.left in known and link.right in known]
    apart: dict[str, set[str]] = {}
    for link in pairs:
        if link.verdict != "same":
            apart.setdefault(link.left, set()).add(link.right)
            apart.setdefault(link.right, set()).add(link.left)
    sets = Disjoint(known, apart)
    for link in pairs:
        if link.verdict == "same":
            sets.join(link.left, link.right)
    former = {one: sets.name(one) for link in pairs for one in (link.left, link.right) if sets.name(one) != one}
    for one, now in sorted(former.items()):
        known[now].claims = sorted((*known[now].claims, *known[one].claims), key=lambda told: told.id)
        known[now].publishers |= known[one].publishers
        del known[one]
    return [known[one] for one in sorted(known)], former


def kept_apart(
    drafts: Sequence[Draft], former: Mapping[str, str], judged: Sequence[Link], apart: Mapping[int, set[int]]
) -> Apart:
    """The pairs of origins (by index) that a reviewer judged different, and those of `apart`."""
    place = {draft.id: i for i, draft in enumerate(drafts)}
    found = {one: set(others) for one, others in apart.items()}
    for link in judged:
        left, right = (place.get(former.get(one, one)) for one in (link.left, link.right))
        if link.verdict == "different" and left is not None and right is not None and left != right:
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return found
