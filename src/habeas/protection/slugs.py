"""The words of addresses, which have no capitals to go by: which of them may be names.

A word is harmless when something explains it: it is an ordinary word of any language in its script or in any
romanisation, the case's texts write it in small letters, it is a place, an outlet, an organisation. Given names, shapes
of surnames and what meets a sealed name never are, and what nothing explains is a name.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from habeas.languages.name_keys import all_name_keys, name_keys, unaccented
from habeas.languages.name_lore import CYRILLIC, LATIN, NameLore, function_words, lore
from habeas.languages.tokens import normal

PIECE = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
CAMEL = re.compile(r"(?<=[^\W\d_A-ZА-ЯЄІЇҐЁ])(?=[A-ZА-ЯЄІЇҐЁ])")
SHORTEST_TRUNK, LONGEST_ENDING = 6, 3
"""Letters of the part in which two case forms of a word agree, and of the ending in which they may differ."""
SHORTEST_KEY = 5
"""Letters from which on the key of a rare ordinary word explains a romanised word; shorter keys are those of too many."""
SHORTEST_GIVEN = 4
"""Letters of a given name that is looked for at the start of glued words, and of what follows it."""
MOST_JOINED = 9
LONGEST_JOINED = 40
LONGEST_ACRONYM = 3
LONGEST_SHRED = 4
"""Among words of so few letters a sealed name is looked for with whatever is glued to it."""
_VOWEL = re.compile("[aeiouy]")
_DATA = tomllib.loads(files(__package__).joinpath("addresses.toml").read_text("utf-8"))
_TECHNICAL = frozenset(_DATA["technical"])


class Known(NamedTuple):
    """What the words of an address are compared with."""

    sealed: Callable[[str], bool]
    """Whether a word, or a stretch of it, is part of a sealed name."""
    sealed_whole: Callable[[str], bool]
    """Whether a word as a whole is part of a sealed name."""
    is_place: Callable[[str], bool]
    explained: frozenset[str]
    """Words of outlets, organisations and sites of the case."""
    told: "Told"
    """What the case's texts write in small letters, and those words."""


class Told:
    """Words known by their sound, in whatever case and romanisation an address has them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._keys = all_name_keys((*_DATA["recent"], *words))
        self._trunks = frozenset(trunk for key in self._keys for trunk in _trunks(key))

    def has(self, keys: Iterable[str]) -> bool:
        """Whether a word with these keys is one of the words, or has their trunk."""
        return any(key in self._keys or not self._trunks.isdisjoint(_trunks(key)) for key in keys)


def _trunks(key: str) -> list[str]:
    return [key[:n] for n in range(max(SHORTEST_TRUNK, len(key) - LONGEST_ENDING), len(key) + 1)]


class Sort(IntEnum):
    """How sure it is that a word of an address is no name."""

    FRAME = 0
    """A number, a scrap, a section of a site, a function word."""
    SURE = 1
    WEAK = 2
    """Only explained by the sound of some ordinary word."""
    UNKNOWN = 3
    NAME = 4
    """A given name, or a word that ends as surnames do."""
    SEALED = 5


@cache
def _frame() -> frozenset[str]:
    """Words of addresses and function words."""
    return _TECHNICAL.union(*map(function_words, LATIN))


@cache
def _latin() -> frozenset[str]:
    """Ordinary words of Latin script, with and without accents. The lists of all languages: made when a word asks for it."""
    known = (lore(code, cyrillic=False) for code in LATIN)
    exact = frozenset().union(*(one.words | one.proper_words | one.public for one in known))
    return exact | {unaccented(word) for word in exact if not word.isascii()}


@cache
def _slavic_keys() -> frozenset[str]:
    """The keys of Slavic words, the short ones if they are common. Takes a second: made when a word asks for it."""
    slavic = [lore(code, cyrillic=True) for code in CYRILLIC]
    common = frozenset().union(*(known.common_words | known.proper_words | known.public for known in slavic))
    rare = all_name_keys(frozenset().union(*(known.words for known in slavic)))
    return all_name_keys(common) | {key for key in rare if len(key) >= SHORTEST_KEY}


def _own(word: str) -> NameLore:
    return lore(None, "\u0400" <= word[:1] <= "\u052f")


def pieces(words: str) -> Iterator[tuple[int, str]]:
    """The words of an address with their offsets, camel case parted."""
    for match in PIECE.finditer(words):
        at = match.start()
        for piece in CAMEL.split(match[0]):
            yield at, piece
            at += len(piece)


def sort(piece: str, known: Known) -> Sort:
    """What a single word of an address is."""
    word = normal(piece)
    if known.sealed(word):
        return Sort.SEALED
    if len(word) < 3 or word in _frame() or (word.isascii() and not _VOWEL.search(word)):
        return Sort.FRAME
    own = _own(word)
    if own.given(word):
        return Sort.NAME
    kind = _explained(word, own, known)
    if kind is Sort.UNKNOWN and own.shape(word):
        return Sort.NAME
    return Sort.SURE if kind is Sort.UNKNOWN and known.is_place(word.capitalize()) else kind


def _explained(word: str, own: NameLore, known: Known) -> Sort:
    if own.common(word) or word in known.explained or word in own.public or own.proper(word):
        return Sort.SURE
    keys = name_keys(word)
    if known.told.has(keys):
        return Sort.SURE
    told = own.ordinary(word) or word in _latin() or not _slavic_keys().isdisjoint(keys)
    return Sort.WEAK if told else Sort.UNKNOWN


def hidden(row: Sequence[str], known: Known) -> set[int]:
    """Indices of the words of an address that must not be read: names, what is joined with them, parted names."""
    sorts = [sort(piece, known) for piece in row]
    for i in range(1, len(row)):
        both = f"{row[i - 1].capitalize()} {row[i].capitalize()}"
        if max(sorts[i - 1], sorts[i]) is Sort.UNKNOWN and known.is_place(both):
            sorts[i - 1] = sorts[i] = Sort.SURE
    bad = {i for i, kind in enumerate(sorts) if kind >= Sort.UNKNOWN}
    found = bad | _parted(row, known)
    for i in bad:
        alone = sorts[i] is Sort.NAME and i - 1 not in bad and i + 1 not in bad
        beside = (j for j in (i - 1, i + 1) if 0 <= j < len(row))
        found.update(j for j in beside if len(row[j]) == 1 or sorts[j] >= (Sort.SURE if alone else Sort.WEAK))
    return found


def _parted(row: Sequence[str], known: Known) -> set[int]:
    """Words that make a sealed name only together: `hre-cha-nyi`."""
    found: set[int] = set()
    for start in range(len(row)):
        word = row[start]
        for end in range(start + 1, min(start + MOST_JOINED, len(row))):
            word += row[end]
            if len(word) > LONGEST_JOINED:
                break
            short = max(map(len, row[start : end + 1])) <= LONGEST_SHRED
            if (known.sealed if short else known.sealed_whole)(normal(word)):
                found.update(range(start, end + 1))
    return found


def personal(row: Sequence[str], known: Known, *, strict: bool) -> bool:
    """Whether the words of one label of a host name somebody. `strict`: rare words and such that nothing explains do.

    The labels that are registered are called by such words, so these must look like a name: by a given name at the start
    of glued words, a surname's shape, letters that are not Latin.
    """
    sorts = [sort(piece, known) for piece in row]
    if strict or not "".join(row).isascii():
        short = len(row) == 1 and len(row[0]) <= LONGEST_ACRONYM and sorts[0] is Sort.UNKNOWN
        return not short and bool(hidden(row, known) or Sort.WEAK in sorts)
    names = [i for i, kind in enumerate(sorts) if kind >= Sort.NAME]
    if any(sorts[i] is Sort.SEALED or len(row) > 1 for i in names) or known.sealed_whole(normal("".join(row))):
        return True
    return any(_looks_like_a_name(normal(row[i]), known) for i, kind in enumerate(sorts) if kind >= Sort.UNKNOWN)


def _looks_like_a_name(word: str, known: Known) -> bool:
    own = _own(word)
    if _explained(word, own, known) is not Sort.UNKNOWN:
        return False
    glued = range(SHORTEST_GIVEN, len(word) - SHORTEST_GIVEN + 1)
    return own.given(word) or own.shape(word) or any(own.given(word[:n]) for n in glued)
