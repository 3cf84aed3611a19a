"""Addresses inside texts and titles: URLs, e-mail addresses, handles, file names.

Their words have no capitals to go by. So every word of a path must be explained (a place, an ordinary word in any
language and romanisation, an outlet) or the whole path is left out: `https://outlet.example/…`.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import unquote

from habeas.languages.name_keys import name_keys
from habeas.languages.name_lore import CYRILLIC, LATIN, lore
from habeas.languages.tokens import normal

NAME = "[name]"
_HOST = r"[\w.-]{1,253}\.[^\W\d_]{2,24}"
ADDRESS = re.compile(
    rf"(?P<url>(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,20}}://|www\.)[^\s<>\"'«»“”]{{1,4000}})"
    rf"|(?P<mail>(?:mailto:)?(?<![\w.+%-])[\w.+%-]{{1,64}}@{_HOST})"
    rf"|(?P<handle>(?<![\w@#])[@#][\w.]{{2,64}})"
    rf"|(?P<file>(?<![\w/.-])[\w()\[\]%+,-][\w()\[\]%+,.-]{{0,200}}\.(?:pdf|docx?|odt|txt|md|html?|eml|msg|json|csv|xlsx?|"
    r"jpe?g|png|gif|webp|heic|tiff?|mp[34]|m4[av]|mov|avi|mkv|webm|ogg|opus|wav|zip|rar|7z|tar|gz)(?![\w]))"
    rf"|(?P<local>(?<![\w/\\])(?:[a-zA-Z]:[\\/]|\\\\|~?/)(?=[\w.~-]+[\\/])[^\s<>\"'«»“”]{{2,2000}})"
    rf"|(?P<path>(?<![\w/.:-]){_HOST}/[^\s<>\"'«»“”]{{0,4000}})",
    re.IGNORECASE,
)
_CHUNK = re.compile(r"\S+")
_MARKS = re.compile(r"[@#/\\]|\.[^\W\d_]")
_VOWEL = re.compile("[aeiouy]")
_URL = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:[^/?#@]*@)?([^/?#:]*)(?::\d+)?(.*)", re.DOTALL)
_PIECE = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-ЯЄІЇҐЁ])(?=[A-ZА-ЯЄІЇҐЁ])")
_DATA = tomllib.loads(files(__package__).joinpath("addresses.toml").read_text("utf-8"))
_TECHNICAL = frozenset(_DATA["technical"])
_MAILBOXES = frozenset(_DATA["mailboxes"])


class Known(NamedTuple):
    """What the words of an address are compared with."""

    sealed: Callable[[str], bool]
    """Whether a word, or a stretch of it, is part of a sealed name."""
    is_place: Callable[[str], bool]
    explained: frozenset[str]
    """Words of outlets, organisations and sites of the case."""


@cache
def _ordinary_keys() -> frozenset[str]:
    """Keys of ordinary words of all languages, so that transliterated slugs are understood; names are not among them."""
    lores = [lore(code, cyrillic=False) for code in LATIN] + [lore(code, cyrillic=True) for code in CYRILLIC]
    told = (
        word for known in lores for words in (known.common_words(), known.proper_words, known.public) for word in words
    )
    return frozenset(key for word in told for key in name_keys(word))


def addresses(text: str) -> Iterator[re.Match[str]]:
    """The addresses in a text, in order. Only stretches without blanks that have a telling mark are looked into."""
    for chunk in _CHUNK.finditer(text):
        if _MARKS.search(chunk[0]):
            yield from ADDRESS.finditer(text, *chunk.span())


def without_addresses(text: str) -> str:
    """The text with a blank for each stretch that holds an address."""
    return _CHUNK.sub(lambda chunk: " " if _MARKS.search(chunk[0]) else chunk[0], text)


def pieces(words: str) -> Iterator[str]:
    """The words of an address, with camel case parted; percent escapes are undone first."""
    for match in _PIECE.finditer(unquote(words)):
        yield from _CAMEL.split(match[0])


def suspicious(words: str, known: Known) -> bool:
    """Whether any word may be a personal name; a word that nothing explains is one."""
    return any(_suspect(piece, known) for piece in pieces(words))


def _suspect(piece: str, known: Known) -> bool:
    word = normal(piece)
    if known.sealed(word):
        return True
    if len(word) < 3 or word in _TECHNICAL or (word.isascii() and not _VOWEL.search(word)):
        return False
    own = lore(None, bool(re.match("[\u0400-\u052f]", word)))
    if own.given(word) or own.shape(word):
        return True
    return not _explained(word, known)


def _explained(word: str, known: Known) -> bool:
    own = lore(None, bool(re.match("[\u0400-\u052f]", word)))
    return (
        word in known.explained
        or word in own.public
        or own.proper(word)
        or not _ordinary_keys().isdisjoint(name_keys(word))
        or known.is_place(word.capitalize())
    )


def cover_address(match: re.Match[str], known: Known) -> str:
    """What may stand instead of an address that ADDRESS found."""
    address = match[0]
    if match["mail"]:
        return _cover_mail(address, known)
    if match["handle"]:
        return address[0] + NAME if suspicious(address, known) else address
    if match["local"]:
        return "…" if suspicious(address, known) else address
    if match["file"]:
        return _cover_file(address, known)
    return _cover_url(address, known)


def _cover_url(address: str, known: Known) -> str:
    parts = _URL.match(address)
    scheme, host, path = parts.groups() if parts else (None, "", address)
    start = f"{scheme}://" if scheme else ""
    if any(known.sealed(normal(piece)) for piece in pieces(host or "")):
        return start + "…"
    if "@" in address[: len(start) + len(host or "") + 1] or suspicious(path or "", known):
        return f"{start}{host}/…"
    return address


def _cover_mail(address: str, known: Known) -> str:
    local, host = address.rsplit("@", 1)
    box = normal(local.removeprefix("mailto:"))
    covered = "…" if any(known.sealed(normal(piece)) for piece in pieces(host)) else host
    return f"{local if box in _MAILBOXES else NAME}@{covered}"


def _cover_file(address: str, known: Known) -> str:
    """Covers word by word; a name glued to others takes the whole word with it."""
    stem, dot, ending = unquote(address).rpartition(".")
    put: list[str] = []
    at = 0
    for match in _PIECE.finditer(stem):
        put.append(stem[at : match.start()])
        hidden = any(_suspect(piece, known) for piece in _CAMEL.split(match[0]))
        put.append(NAME if hidden else match[0])
        at = match.end()
    put.append(stem[at:])
    return "".join(put) + dot + ending
