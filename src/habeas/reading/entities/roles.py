"""What part a named person has, from the words beside the name and from what the text tells of the person.

Titles decide first ("prosecutor", "his wife"). Who was held or hurt by the words about him or her is a victim, and a witness
too where the text lets the person speak; who only speaks of such things is a witness. To stand near words of captivity makes
nobody a victim; it does close the name (see `grounds`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.entities.grounds import NOT_PUBLIC, maybe, public_ground
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.tellings import Tellings, clues
from habeas.reading.entities.titles import Rows, affiliations, all_titles, is_credited

BYLINE = 4
ROLES: dict[str, tuple[str, ...]] = {
    "official": ("official",),
    "spokesperson": (),
    "journalist": ("journalist",),
    "investigator": ("investigator",),
    "monitor": ("investigator", "official"),
    "relative": ("relative",),
    "victim": ("victim",),
    "accused": ("alleged_perpetrator",),
    "witness": ("witness",),
    "other": ("other",),
    "private": (),
    "commander": (),
    "office": ("official",),
    "press": ("journalist",),
}
AFFILIATED = {"authority": "official", "intergovernmental": "official", "outlet": "journalist", "ngo": "other"}
ORDER = ("official", "investigator", "journalist", "alleged_perpetrator", "victim", "witness", "relative", "other")
STATE = frozenset({"authority", "intergovernmental"})


class Part(NamedTuple):
    """A person's roles, and the ground on which the name may be shown with its words."""

    roles: list[str]
    public: str | None
    cue: Passage | None


def part_of(person: int, mentions: list[Mark], rows: Rows, tellings: Tellings) -> Part:
    """Roles from all mentions of one person, in the order of the vocabulary; `rows` by the sentence's number.

    `person`: the number of the person in `tellings`.
    """
    titled = set(_titled(person, mentions, rows, tellings))
    told = clues(person, mentions, tellings)
    roles = settled(titled, told)
    doubtful = NOT_PUBLIC & (roles | maybe(titled, mentions, rows))
    public = None if doubtful else public_ground(mentions, rows)
    listed = [r for r in ORDER if r in roles] or ["other"]
    return Part(listed, *(public or (None, None)))


def _titled(person: int, mentions: list[Mark], rows: Rows, tellings: Tellings) -> Iterator[str]:
    """The roles that titles, organisations and bylines give."""
    for mark in mentions:
        alone = tellings.alone(person, mark.row.sentence.index) and not tellings.names(mark.row.sentence.index + 1)
        for hit in all_titles(mark, rows, alone=alone):
            yield from _roles_of(mark.row, hit)
        yield from (AFFILIATED[kind] for kind in affiliations(mark) if kind in AFFILIATED)
        if _is_byline(mark, rows) or is_credited(mark):
            yield "journalist"
        if any(mark.first <= h.first < mark.last for h in mark.row.hits("people", "figures")):
            yield "official"


def _roles_of(row: Row, hit: Hit[Key]) -> Iterable[str]:
    """The roles of a title; who speaks for a state or for several is an official, for others not."""
    if hit.value[2] != "spokesperson":
        return ROLES[hit.value[2]]
    kinds = {h.value[2] for group in ("known", "heads") for h in row.hits("bodies", group)}
    return ("official",) if kinds & STATE else ("other",)


def _is_byline(mark: Mark, rows: Rows) -> bool:
    """Whether the name stands alone in its paragraph, as an author's does."""
    row, index = mark.row, mark.row.sentence.index
    words = sum(t.word for t in row.tokens)
    beside = (rows.get(index - 1), rows.get(index + 1))
    alone = all(r is None or r.sentence.paragraph != row.sentence.paragraph for r in beside)
    return alone and mark.last - mark.first > 1 and words - (mark.last - mark.first) <= 0 and words <= BYLINE


SPEAKING = frozenset({"speaks", "told", "label"})
SUFFERED = frozenset({"held", "he held", "I held", "own held"})


def settled(titled: set[str], told: frozenset[str]) -> set[str]:
    """The roles by titles and by what is told."""
    suffered, speaks = told & SUFFERED, bool(told & SPEAKING)
    roles = set(titled)
    if "relative" in roles:
        if not speaks and (suffered or "dead" in told or "he dead" in told):
            return {"victim"}
        return roles - {"other", "witness", "victim"}
    if roles & {"official", "journalist", "investigator", "other"}:
        return roles - {"other"} if roles & {"official", "journalist", "investigator"} else roles
    if "alleged_perpetrator" in roles:
        return {"alleged_perpetrator"}
    if "does" in told and not suffered and not speaks:
        return {"alleged_perpetrator"}
    if suffered or "victim" in roles or told & {"dead"}:
        roles.add("victim")
    if speaks or ("victim" in roles and told & {"I held", "own held"}):
        roles.add("witness")
    return roles
