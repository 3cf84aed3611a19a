"""The last look before anything leaves: searches written files for names that should not be in them."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from urllib.parse import unquote

from habeas.languages.tokens import normal
from habeas.protection.sealed_names import Wanted, slavic, text_lore
from habeas.protection.sealing import Sealed
from habeas.protection.view import view

_TAG = re.compile(r"<[^<>]{0,2000}>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_BRACKETS = str.maketrans("<>", "  ")
_ROUNDS = 3
_GAP = 3
"""Characters that may stand between the parts of one name."""


def leaks(covering: Sealed, texts: Iterable[tuple[str, bytes]], names: Iterable[str] = ()) -> list[str]:
    """One line for each file and sealed person: which file holds the name of whom, by label, never the name itself.

    `texts`: file name and bytes. `names`: further names to look for. Searched in the file's name and in its bytes as
    text, with tags stripped and HTML, JSON and URL escapes undone, in every script and romanisation. A surname that an
    open person, a place or an ordinary word shares is found only beside the given name.
    """
    wanted = covering.names.wanted.plus(names)
    keys = wanted.keys
    found: list[str] = []
    for file, data in texts:
        whose = {person for plain in (unquote(file), *_readable(data)) for person in _search(plain, wanted, keys)}
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
    for shown in (_TAG.sub(" ", plain), _TAG.sub("", plain), plain.translate(_BRACKETS)):
        yield view(shown).plain


def _search(plain: str, wanted: Wanted, keys: frozenset[str]) -> Iterator[str]:
    """The people whose names stand in `plain`. Only texts that have a part of a sealed name are gone through in order."""
    parts = {word: forms for word in set(_WORD.findall(plain)) if (forms := _forms(word) & keys)}
    if not parts:
        return
    before: tuple[int, frozenset[str]] = (-9, frozenset())
    for match in _WORD.finditer(plain):
        forms = parts.get(match[0], frozenset())
        yield from (wanted.single[key] for key in sorted(forms) if key in wanted.single)
        if match.start() - before[0] <= _GAP:
            yield from (wanted.pairs[pair] for pair in product(before[1], forms) if pair in wanted.pairs)
        before = (match.end(), forms)


@lru_cache(maxsize=1 << 17)
def _forms(word: str) -> frozenset[str]:
    known = text_lore(None, any("\u0400" <= c <= "\u052f" for c in word))
    return slavic(normal(word), known)
