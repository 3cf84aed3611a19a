"""Addresses inside texts and titles: URLs, e-mail addresses, handles, file names.

A word that may be a name is covered, and with it what is joined to it; a path of which too little would be left is left
out: `https://outlet.example/…`. A host that has a name in it is left out whole.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from urllib.parse import unquote

from habeas.languages.tokens import normal
from habeas.protection.slugs import Known, Sort, hidden, personal, pieces, sort
from habeas.protection.view import view

NAME = "[name]"
LONGEST_SCRAP = 3
"""Letters of words that do not help to find a page again."""
_JOINS = frozenset({"", "-", "_", "+", ".", " ", "--"})
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
_URL = re.compile(r"(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:[^/?#@]*@)?([^/?#:]*)(?::\d+)?(.*)", re.DOTALL)
_DATA = tomllib.loads(files(__package__).joinpath("addresses.toml").read_text("utf-8"))
_MAILBOXES = frozenset(_DATA["mailboxes"])


def addresses(text: str) -> Iterator[re.Match[str]]:
    """The addresses in a text, in order. Only stretches without blanks that have a telling mark are looked into."""
    if not _MARKS.search(text):
        return
    for chunk in _CHUNK.finditer(text):
        if _MARKS.search(chunk[0]):
            yield from ADDRESS.finditer(text, *chunk.span())


def without_addresses(text: str) -> str:
    """The text with a blank for each stretch that holds an address."""
    if not _MARKS.search(text):
        return text
    return _CHUNK.sub(lambda chunk: " " if _MARKS.search(chunk[0]) else chunk[0], text)


def _suspicious(words: str, known: Known) -> bool:
    """Whether any word may be a personal name."""
    return bool(hidden([piece for _, piece in pieces(view(words).plain)], known))


def cover_address(match: re.Match[str], known: Known) -> str:
    """What may stand instead of an address that ADDRESS found."""
    address = match[0]
    if match["mail"]:
        return _cover_mail(address, known)
    if match["handle"]:
        return address[0] + NAME if _suspicious(address, known) else address
    if match["local"]:
        return "…" if _suspicious(address, known) else address
    if match["file"]:
        return _cover_file(address, known)
    return _cover_url(address, known)


def _cover_url(address: str, known: Known) -> str:
    parts = _URL.match(address)
    scheme, host, path = parts.groups() if parts else (None, "", address)
    start = f"{scheme}://" if scheme else ""
    if _names_somebody(host or "", known):
        return start + "…"
    if "@" in address[: len(start) + len(host or "") + 1]:
        return f"{start}{host}/…"
    return f"{start}{host}{_cover_path(path or '', known)}" if _suspicious(path or "", known) else address


def _cover_path(path: str, known: Known) -> str:
    """Covers word by word where enough is left to find the page again, otherwise the whole path."""
    row = list(pieces(path))
    bad = hidden([piece for _, piece in row], known)
    telling = (i for i, (_, piece) in enumerate(row) if len(piece) > LONGEST_SCRAP and sort(piece, known) > Sort.FRAME)
    runs = sum(i - 1 not in bad for i in bad)
    if view(path).plain != path or sum(i not in bad for i in telling) <= runs:
        return "/…"
    return _covered([(at, piece, i in bad) for i, (at, piece) in enumerate(row)], path)


def _covered(row: Iterable[tuple[int, str, bool]], words: str) -> str:
    """Hidden words give way to NAME, one for all that stand together."""
    put: list[str] = []
    at, follows = 0, False
    for start, piece, hide in row:
        between = words[at:start]
        if not (hide and follows and between in _JOINS):
            put += (between, NAME if hide else piece)
        at, follows = start + len(piece), hide
    return "".join((*put, words[at:]))


def host_words(address: str | None, known: Known) -> frozenset[str]:
    """The words of the host that published a document, which its file names repeat; none of a host that names somebody."""
    parts = _URL.match(address or "")
    host = parts[2] if parts else ""
    return frozenset() if _names_somebody(host, known) else frozenset(normal(piece) for _, piece in pieces(host))


def _names_somebody(host: str, known: Known) -> bool:
    """Whether a host has a name in it, or a label that cannot be read."""
    labels = [_without_punycode(label) for label in host.strip(".").split(".")]
    under = len(labels) - 2 - (len(labels) > 2 and len(labels[-2] or "") <= LONGEST_SCRAP)
    return any(
        label is None or personal([piece for _, piece in pieces(label)], known, strict=i < under)
        for i, label in enumerate(labels)
    )


def _without_punycode(label: str) -> str | None:
    """A label of a host as it is read; None for one that cannot be read."""
    try:
        return label.encode("ascii").decode("idna") if label.lower().startswith("xn--") else unquote(label)
    except UnicodeError:
        return None


def _cover_mail(address: str, known: Known) -> str:
    local, host = address.rsplit("@", 1)
    box = normal(local.removeprefix("mailto:"))
    return f"{local if box in _MAILBOXES else NAME}@{'…' if _names_somebody(host, known) else host}"


def _cover_file(address: str, known: Known) -> str:
    """Covers word by word; a name glued to others takes the whole word with it."""
    stem, dot, ending = unquote(address).rpartition(".")
    row = list(pieces(stem))
    bad = hidden([piece for _, piece in row], known)
    return _covered([(at, piece, i in bad) for i, (at, piece) in enumerate(row)], stem) + dot + ending
