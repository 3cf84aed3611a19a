"""The names under which a thing of many documents is shown: covered, each once, the best first."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from habeas.model.covering import Covering
from habeas.model.reading import Entity, Reading
from habeas.model.register import Name
from habeas.places.folding import fold, key
from habeas.vocabulary import label

LONGEST = 80
"""Characters from which on a surface is a description, no name to head a row."""
WORDS = 6
"""Words from which on it is one, too."""


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
    specific = [seen for seen in appearances if _specific(seen, settlement)]
    if specific:
        name = best(specific, covering)
        return name if settlement is None or _sound(settlement)[:4] in _sound(name) else f"{name}, {settlement}"
    what = label("site_kinds", kind) if kind != "unknown" else "place of detention"
    return f"{what}, {settlement}" if settlement else best(appearances, covering)


def _specific(seen: Appearance, settlement: str | None) -> bool:
    """Whether a name is one: short, with a number, a quotation, or a capital that neither opens it nor names a place."""
    name = seen.entity.name
    if len(name.split()) > WORDS:
        return False
    if re.search(r"\d|[«„“\"‘]\w", name):
        return True
    if seen.reading.document.language in _data()["capitals"]:
        return False
    admin1 = getattr(seen.entity, "admin1", None)
    common = {_sound(word) for word in _data()["common"]} | {
        _sound(place)[:4] for place in (settlement, admin1) if place
    }
    inner = re.findall(r"(?<=[\s-])\w{4,}", name)
    return any(word[0].isupper() and not _sound(word).startswith(tuple(common)) for word in inner)


def _sound(word: str) -> str:
    return key(fold(word))


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("data", "names.toml").read_text("utf-8"))
