"""The names under which a thing of many documents is shown: covered, each once, the best first."""

import re
import tomllib
from collections.abc import Iterable, Sequence
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
    return _chosen(((seen.entity.name, seen) for seen in appearances), covering) or ""


def _chosen(candidates: Iterable[tuple[str, Appearance]], covering: Covering) -> str | None:
    votes: dict[str, set[str]] = {}
    for words, seen in candidates:
        item = seen.reading.document.item
        votes.setdefault(covering.line(words, item), set()).add(item)
    return min(votes, key=lambda name: (len(name) > LONGEST, -len(votes[name]), len(name), name), default=None)


def site_name(appearances: Sequence[Appearance], kind: str, settlement: str | None, covering: Covering) -> str:
    """A specific name where a third of the documents have one, with the settlement; else the kind of place, and where.

    Below that share the name may be that of one cellar among the cellars of a town which the other reports mean.
    """
    candidates = ((words, seen) for seen in appearances for words in sorted(_surfaces(seen)))
    specific = [(words, seen) for words, seen in candidates if _specific(words, seen, settlement)]
    name = _chosen(specific, covering)
    if name and 3 * len({seen.reading.document.item for _, seen in specific}) >= len(appearances):
        return name if settlement is None or _sound(settlement)[:4] in _sound(name) else f"{name}, {settlement}"
    what = label("site_kinds", kind) if kind != "unknown" else "place of detention"
    return f"{what}, {settlement}" if settlement else best(appearances, covering)


def _specific(words: str, seen: Appearance, settlement: str | None) -> bool:
    """Whether words are a name: few, with a number, a quotation, or a capital that neither opens them nor names a place."""
    parts = words.split()
    if len(parts) > WORDS:
        return False
    if re.search(r"№|\d|(?:^|\s)[«„“\"‘][^\W\d_a-zа-яіїєґ]", words):
        return True
    if seen.reading.document.language in _data()["capitals"]:
        return False
    capitals = [word for word in parts[1:] if re.match(r"[^\W\d_]\w{3}", word) and word[0].isupper()]
    if len(parts) == 1 and words[0].isupper() and len(words) > 3 and _inside_sentence(words, seen):
        capitals = parts
    admin1 = getattr(seen.entity, "admin1", None)
    common = {_sound(word) for word in _data()["common"]} | {
        _sound(place)[:4] for place in (settlement, admin1) if place
    }
    return any(not _sound(word).startswith(tuple(common)) for word in capitals)


def _inside_sentence(words: str, seen: Appearance) -> bool:
    """Whether the words stand once behind a small letter or a comma, so that their capital is their own."""
    text = seen.reading.document.text
    starts = (m.start for m in seen.entity.mentions if m.of(text) == words)
    return any(
        before and (before[-1].islower() or before[-1] == ",")
        for at in starts
        if (before := text[max(0, at - 2) : at].rstrip())
    )


def _sound(word: str) -> str:
    return key(fold(word))


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("data", "names.toml").read_text("utf-8"))
