"""What two claims may have in common, and origins grouped by it."""

from collections.abc import Hashable, Iterable, Iterator

from habeas.corroboration.origins import Draft
from habeas.corroboration.told import Told
from habeas.corroboration.words import data

Members = tuple[int, ...]
"""Origins, by index."""

AUTHORITIES = ("authority", "anonymous_official")
"""Who speaks for a state without a name of his own."""
OFFICES = ("official", "investigator")
COMPILERS = ("ngo", "intergovernmental", "investigator", "spokesperson", "outlet")
"""Whose own account is made of what others told them; the police and prosecutors also find things themselves."""


def topics(told: Told) -> Iterator[tuple[str, ...]]:
    """What two documents may have in common: the site, or where none is told the figure."""
    count = told.claim.count
    if told.site:
        yield ("site", told.site)
        yield from (("doubt", doubt) for doubt in told.doubts)
    elif count:
        yield ("figure", told.claim.type, count.op, str(count.n), str(count.n2), count.of)


def grouped(pairs: Iterable[tuple[Hashable, int]]) -> Iterator[Members]:
    groups: dict[Hashable, dict[int, None]] = {}
    for topic, i in pairs:
        groups.setdefault(topic, {})[i] = None
    for members in groups.values():
        if len(members) > 1:
            yield tuple(members)


def is_vague(draft: Draft) -> bool:
    return draft.voice.id.removeprefix("anon:") in data("origins")["vague"]["words"]
