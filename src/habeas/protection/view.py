r"""A text as its reader will see it, with the way back to the original offsets.

A name hides behind escapes (`&#1055;`, `%D0%9F`, `\u041f`), tags in the middle of a word, soft hyphens, combining
accents, words parted at the end of a line and letters set apart by blanks. The view undoes all of these, escapes of
escapes too; covers found in it are laid over the original characters.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from habeas.model.passage import Passage

_RANGES = (
    range(0xAD, 0xAE),
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFEFF, 0xFF00),
)
_INVISIBLE = "".join(chr(code) for codes in _RANGES for code in codes)
_MARKS = "\u0300-\u036f\u0483-\u0489"
_TAGS = "a|b|i|u|s|em|strong|span|font|mark|sup|sub|wbr|small|big|bdi|bdo"
_INLINE = rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>"
INLINE = re.compile(_INLINE)
"""A tag that parts no words."""
_HIDING = re.compile(
    r"(?P<entity>&(?:amp;|\#38;|\#x26;){0,4}(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<percent>(?:%(?:25){0,4}[0-9a-fA-F]{2})+)"
    r"|(?P<escape>\\{1,4}(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}))"
    r"|(?P<apart>(?<!\w)[^\W\d_](?:[ .*_·-][^\W\d_](?!\w)){3,60})"
    rf"|(?P<nothing>[{_INVISIBLE}{_MARKS}]+|{_INLINE}|(?<=[^\W\d_])[-‐‑¬][ \t\r]{{0,8}}\n[ \t]{{0,8}}(?=[^\W\d_]))"
)


class View(NamedTuple):
    """`plain`: the text to look at. `starts`, `ends`: for each of its characters the original span; None: the same."""

    plain: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def original(self, start: int, end: int) -> Passage:
        """The passage of the original text that holds plain[start:end]."""
        if self.starts is None or self.ends is None:
            return Passage(start, end)
        return Passage(self.starts[start], self.ends[end - 1])


def _seen(match: re.Match[str]) -> str:
    if match["entity"]:
        return _undone(match[0], html.unescape)
    if match["percent"]:
        return _undone(match[0], lambda text: unquote(text, errors="replace"))
    if match["escape"]:
        return chr(int(match[0].lstrip("\\")[1:], 16))
    if match["apart"]:
        return match[0][::2]
    lines = match[0][0] in "-‐‑¬"
    return (
        "-" if lines and match.string[match.end()].isupper() and not match.string[match.start() - 1].isupper() else ""
    )


def _undone(text: str, undo: Callable[[str], str]) -> str:
    """`text` with its escapes undone until none is left; each round leaves it shorter or as it was."""
    while (undone := undo(text)) != text:
        text = undone
    return text


def view(text: str) -> View:
    """The view of a text. Linear in its length; most texts hide nothing and are their own view."""
    if not _HIDING.search(text):
        return View(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _HIDING.finditer(text):
        pieces.append(text[at : match.start()])
        starts.extend(range(at, match.start()))
        ends.extend(range(at + 1, match.start() + 1))
        seen = "".join(c for c in _seen(match) if c not in _INVISIBLE and not unicodedata.combining(c))
        pieces.append(seen)
        starts.extend([match.start()] * len(seen))
        ends.extend([match.end()] * len(seen))
        at = match.end()
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return View("".join(pieces), starts, ends)
