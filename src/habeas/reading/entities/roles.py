"""What part a named person has, from the words beside the name and from what the text tells of the person.

Titles decide first ("prosecutor", "his wife"). Who was held or hurt by the words about him or her is a victim, and a witness
too where the text lets the person speak; so is who has no title in a text that is about captivity throughout. Who only saw
or only speaks is a witness. Words that accuse must be of this person. What closes a name is told more widely (`grounds`).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.entities.fates import clues
from habeas.reading.entities.grounds import NOT_PUBLIC, maybe, public_ground
from habeas.reading.entities.lexicon import Key, Mark, Row
from habeas.reading.entities.tellings import Tellings
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
    "warden": ("warden",),
    "office": ("official",),
    "press": ("journalist",),
}
AFFILIATED = {"authority": "official", "intergovernmental": "official", "outlet": "journalist", "ngo": "other"}
ORDER = ("official", "investigator", "journalist", "alleged_perpetrator", "victim", "witness", "relative", "other")
SPEAKING = frozenset({"speaks", "told", "label", "I", "retold", "tells"})
SUFFERED = frozenset({"held", "he held", "I held", "I held, bare", "own held", "one held"})
ACCUSED = frozenset({"does", "accusing after", "accusing"})
ACCUSING, SEVERAL = ACCUSED | {"accusing before", "he does"}, 2
"""The clues of `fates` that a person speaks, was held or hurt, is accused."""
HEADS = frozenset({"figure", "ousted", "warden"})
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
        yield from (h.value[2] for h in mark.row.hits("people", "figures") if mark.first <= h.first < mark.last)


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


def settled(titled: set[str], told: frozenset[str]) -> set[str]:
    """The roles by titles and by what is told."""
    if titled & HEADS:
        return _head(titled, told)
    if "relative" in titled:
        silent = not told & SPEAKING and told & (SUFFERED | {"dead", "he dead"})
        return {"victim"} if silent else {"relative"}
    public = titled & {"official", "journalist", "investigator"}
    if public:
        return public | (_captive(told) if "journalist" in public else set())
    known = titled & {"alleged_perpetrator", "other"} or ({"alleged_perpetrator"} if _accused(told) else set())
    if known:
        return known
    return {"relative"} if _is_kin(told) else _private(titled, told)


def _is_kin(told: frozenset[str]) -> bool:
    """Whether somebody without a title speaks of his or her kin."""
    own = told & {"held", "I held", "own held"}
    return bool(told & {"kin of", "namesake"} and told & SPEAKING and not own)


def _head(titled: set[str], told: frozenset[str]) -> set[str]:
    """The roles of the head of a state or of a prison, who is a perpetrator only where the text accuses him or her."""
    if "warden" in titled:
        return {"official", "alleged_perpetrator"} if told & ACCUSED else {"official"}
    if "does" not in told or told & {"speaks", "label"}:
        return {"official"}
    return {"alleged_perpetrator"} if "ousted" in titled else {"official", "alleged_perpetrator"}


def _accused(told: frozenset[str]) -> bool:
    """Whether the text accuses somebody without a title: by what it says of the person, or in a list of suspects."""
    if told & {"speaks", "label", "held", "I held", "own held"}:
        return False
    signs = len(told & ACCUSING)
    if "does" in told or signs >= SEVERAL or ("born" in told and signs):
        return True
    commands = "commander" in told and "near" in told
    return not told & (SPEAKING | SUFFERED) and (commands or bool(told & ACCUSED and "near" not in told))


def _captive(told: frozenset[str]) -> set[str]:
    """Whether somebody who has a profession was a captive too."""
    if not told & {"held", "he held", "I held"} or "near" not in told:
        return set()
    return {"victim", "witness"} if told & SPEAKING else {"victim"}


def _private(titled: set[str], told: frozenset[str]) -> set[str]:
    """The part of somebody without a title: who tells of it, was there, unless he or she only saw it."""
    roles = titled & {"victim", "witness"}
    if "writes" in told and not told & (SUFFERED | {"I"}):
        return roles | {"journalist"}
    speaks, suffered = bool(told & SPEAKING), bool(told & SUFFERED)
    if "dead" in told and not told & {"I held", "own held", "label"}:
        return {"victim"}
    near = suffered or bool(told & {"near", "near after", "ordeal", "dead"})
    if "sees" in told and not suffered:
        return roles | {"witness"} if near else roles
    if suffered or "captive text" in told:
        roles.add("victim")
    if speaks or ("quoted" in told and "victim" not in roles):
        roles.add("witness")
    return roles
