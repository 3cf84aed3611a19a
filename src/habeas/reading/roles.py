"""What part a named person has, and whether the text gives a public office: both only from words beside the name.

`public` opens a name, so it is given only where the office or organisation stands with this very name, and never for
anyone who is said to have been held, hurt, suspected, or to be somebody's family.
"""

from collections.abc import Iterator
from typing import NamedTuple

from habeas.languages import Hit
from habeas.model.passage import Passage
from habeas.reading.lexicon import Key, Mark, Row

BEFORE, AFTER, SPEECH_GAP = 7, 6, 2
ROLES: dict[str, tuple[str, ...]] = {
    "official": ("official",),
    "spokesperson": ("other",),
    "journalist": ("journalist",),
    "investigator": ("investigator",),
    "relative": ("relative",),
    "victim": ("victim",),
    "accused": ("alleged_perpetrator",),
    "witness": ("witness",),
    "other": (),
}
PUBLIC = {"official": "office", "spokesperson": "spokesperson", "journalist": "journalist"}
PRIVATE = frozenset({"victim", "witness", "relative", "alleged_perpetrator"})
ENDS = frozenset('.;:!?()—–"«»“”„')


class Part(NamedTuple):
    """A person's roles, and the ground on which the name may be shown with its words."""

    roles: list[str]
    public: str | None
    cue: Passage | None


def titles_of(row: Row, first: int, last: int) -> list[Hit[Key]]:
    """The titles that stand with a name: right before it, or after a comma."""
    return [h for h in row.hits("people", "titles") if _leads(row, h, first) or _follows(row, h, last)]


def _leads(row: Row, hit: Hit[Key], first: int) -> bool:
    if not 0 <= first - hit.last <= BEFORE:
        return False
    between = row.tokens[hit.last : first]
    if not between:
        return True
    if between[-1].text == "," and len(between) == 1:
        return True
    lex = row.lexicon
    allowed = lex.words("phrases", "determiners") | lex.words("phrases", "links")
    stops = lex.words("phrases", "stops") - allowed
    return not any(t.text in ENDS or t.text == "," or t.norm in stops for t in between) and not _verb_between(
        row, hit.last, first
    )


def _follows(row: Row, hit: Hit[Key], last: int) -> bool:
    if not 1 <= hit.first - last <= AFTER or row.tokens[last].text not in {",", "(", "–", "—", "-"}:
        return False
    between = row.tokens[last + 1 : hit.first]
    return not any(t.text in ENDS or t.text == "," for t in between) and not _verb_between(row, last, hit.first)


def _verb_between(row: Row, first: int, last: int) -> bool:
    return any(first <= h.first < last for h in row.hits("people", "speech"))


def beside_speech(row: Row, first: int, last: int) -> bool:
    """Whether a verb of saying stands beside the name."""
    return any(0 <= first - h.last <= 1 or 0 <= h.first - last <= SPEECH_GAP for h in row.hits("people", "speech"))


def is_aged(row: Row, last: int) -> bool:
    """Whether an age follows: `, 54,`."""
    tokens = row.tokens
    return (
        last + 1 < len(tokens)
        and tokens[last].text in ",("
        and tokens[last + 1].text.isdigit()
        and len(tokens[last + 1].text) == 2
    )


def part_of(mentions: list[Mark]) -> Part:
    """Roles from all mentions of one person; the public ground only where no private role is found."""
    found: set[str] = set()
    grounds: list[tuple[str, Passage]] = []
    for mark in mentions:
        for hit in titles_of(mark.row, mark.first, mark.last):
            key = hit.value[2]
            found.update(ROLES[key])
            if key in PUBLIC:
                grounds.append((PUBLIC[key], mark.row.passage(hit.first, hit.last)))
        found.update(_by_context(mark))
    roles = _settled(found)
    if PRIVATE & set(roles) or not grounds:
        return Part(roles, None, None)
    return Part(roles, *grounds[0])


def _by_context(mark: Mark) -> Iterator[str]:
    row = mark.row
    if beside_speech(row, mark.first, mark.last):
        yield "speaks"
    if row.has("people", "captivity"):
        yield "held"
    if row.has("people", "accusing"):
        yield "accused"


def _settled(found: set[str]) -> list[str]:
    """Roles in the order of the vocabulary, from titles and what the sentences say."""
    public = found & {"official", "journalist", "investigator"}
    roles = found & {"official", "journalist", "investigator", "relative", "victim", "witness", "alleged_perpetrator"}
    if not public and "other" not in found:
        if "held" in found and "relative" not in roles and "alleged_perpetrator" not in roles:
            roles.add("victim")
        if "speaks" in found:
            roles.add("witness")
    if "accused" in found and not roles:
        roles.add("alleged_perpetrator")
    order = ("official", "investigator", "journalist", "alleged_perpetrator", "victim", "witness", "relative")
    return [r for r in order if r in roles] or ["other"]
