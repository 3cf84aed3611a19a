"""The last look before anything leaves: searches written files for names that should not be in them."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from habeas.protection.sealing import Sealed
from habeas.protection.telling import Telling
from habeas.protection.view import INLINE, view
from habeas.protection.words import distinct, tokens

_TAG = re.compile(r"<[^<>]{0,2000}>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ID = re.compile(
    r"\b[SUPBCOFE]-[0-9A-HJKMNP-TV-Z]{16}\b|\bPerson [0-9A-HJKMNP-TV-Z]{4,16}\b|\b(?=[a-f]{0,63}\d)[0-9a-f]{12,64}\b"
)
_BRACKETS = str.maketrans("<>", "  ")
_APART = "\n\n\n\n"
"""Between two blocks of a page no name goes on."""
_ROUNDS = 3


def leaks(covering: Sealed, texts: Iterable[tuple[str, bytes]], names: Iterable[str] = ()) -> list[str]:
    """One line for each file and sealed person: which file holds the name of whom, by label, never the name itself.

    `texts`: file name and bytes. `names`: further names to look for. Searched in the file's name and in its bytes as
    text, with tags stripped and HTML, JSON and URL escapes undone, in every script and romanisation, by the rule by which
    the texts were covered (see `telling`).
    """
    telling, own = covering.names.telling.plus(names), covering.labels
    found: list[str] = []
    for file, data in texts:
        whose = {person for plain in (unquote(file), *_readable(data)) for person in _search(plain, telling, own)}
        labels = sorted(covering.label(person) if person else "somebody asked for" for person in whose)
        found += (f"{covering.line(file)}: holds the name of {label}" for label in labels)
    return found


def _readable(data: bytes) -> Iterator[str]:
    """What can be read in the bytes: escapes undone until nothing changes, tags as blanks, as nothing and as text."""
    plain = data.decode("utf-8", errors="replace")
    for _ in range(_ROUNDS):
        undone = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), unquote(html.unescape(plain)))
        if undone == plain:
            break
        plain = undone
    plain = unicodedata.normalize("NFC", plain)
    for shown in (_TAG.sub(_blank, plain), _TAG.sub("", plain), plain.translate(_BRACKETS)):
        yield view(shown).plain


def _blank(tag: re.Match[str]) -> str:
    return " " if INLINE.fullmatch(tag[0]) else _APART


def _search(plain: str, telling: Telling, labels: frozenset[str]) -> Iterator[str]:
    """The people whose names stand in `plain`, ids and labels left out. Most have too few parts of names to read on."""
    if not telling.may_be_in(distinct(plain)):
        return
    text = _ID.sub(lambda m: " " if m[0] in labels or not m[0].startswith("Person") else m[0], plain)
    for _, people in telling.found(list(tokens(text)), text):
        yield from people
