"""The names under which a thing of many documents is shown: covered, each once, the best first."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from habeas.model.covering import Covering
from habeas.model.reading import Entity, Reading
from habeas.model.register import Name
from habeas.vocabulary import label

LONGEST = 80
"""Characters from which on a surface is a description, no name to head a row."""


class Appearance(NamedTuple):
    """One entity of one reading."""

    reading: Reading
    entity: Entity


def names(appearances: Sequence[Appearance], covering: Covering) -> list[Name]:
    """All names with the language of their document, covered, sorted; the same words in two languages stand twice."""
    found = {
        (covering.line(words, seen.reading.document.item), seen.reading.document.language or "")
        for seen in appearances
        for words in _surfaces(seen)
    }
    return [Name(text=text, language=language or None) for text, language in sorted(found) if text.strip()]


def _surfaces(seen: Appearance) -> set[str]:
    text = seen.reading.document.text
    return {seen.entity.name, *(" ".join(m.of(text).split()) for m in seen.entity.mentions)}


def best(appearances: Sequence[Appearance], covering: Covering) -> str:
    """The covered name that most documents use; a tie goes to the shorter, then to the alphabet."""
    votes: dict[str, set[str]] = {}
    for seen in appearances:
        item = seen.reading.document.item
        votes.setdefault(covering.line(seen.entity.name, item), set()).add(item)
    return min(votes, key=lambda name: (len(name) > LONGEST, -len(votes[name]), len(name), name))


def site_name(appearances: Sequence[Appearance], kind: str, settlement: str | None, covering: Covering) -> str:
    """A specific name if a document has one, with the settlement; else what kind of place it is, and where."""
    specific = [seen for seen in appearances if _specific(seen.entity.name, settlement)]
    if specific:
        name = best(specific, covering)
        return name if settlement is None or settlement.casefold() in name.casefold() else f"{name}, {settlement}"
    what = label("site_kinds", kind) if kind != "unknown" else "place of detention"
    return f"{what}, {settlement}" if settlement else best(appearances, covering)


def _specific(name: str, settlement: str | None) -> bool:
    """Whether a name is one: short, and with a number, a quotation or a capital inside that is not the settlement's."""
    if len(name) > LONGEST or len(name.split()) > 8:
        return False
    if re.search(r"\d|[«„“\"‘].{3,}", name):
        return True
    inner = re.findall(r"(?<=\s)[^\W\d_a-zа-яіїєґ]\w{3,}", name)
    start = (settlement or "").casefold()[:4]
    return any(not start or not word.casefold().startswith(start) for word in inner)
