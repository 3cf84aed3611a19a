"""Names as sounds: one key for a word in every usual script, transliteration and case.

A shared key says that two words may be one name, never that they are.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from habeas.places.folding import fold, key

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´‘′][^\W_]+)*")
_GLIDE = re.compile(r"i+(?=[aeou])")


@cache
def data(name: str) -> dict[str, Any]:
    """The table `data/NAME.toml` of this room."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def words(text: str) -> list[str]:
    """The words of `text` as written, in order; hyphens and marks part words, apostrophes do not."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The key of one word, without the glides that Yefimov has and Efimov lacks."""
    return _GLIDE.sub("", key(fold(word)))


def sounds(text: str) -> list[str]:
    """The keys of the words of `text`, in order."""
    return [k for k in map(sound, words(text)) if k]


@lru_cache(maxsize=1 << 16)
def stems(sounding: str) -> frozenset[str]:
    """A key, and the same without the longest case ending it may carry; words that share one may be one word declined."""
    endings = data("endings")
    for ending in endings["endings"]:
        if sounding.endswith(ending) and len(sounding) - len(ending) >= endings["least"]:
            return frozenset((sounding, sounding[: -len(ending)]))
    return frozenset((sounding,))


@lru_cache(maxsize=1 << 16)
def stem(sounding: str) -> str:
    """The shortest stem: what stays the same when the word is declined."""
    return min(stems(sounding), key=len)
