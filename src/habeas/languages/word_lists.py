"""The ordinary words of a language, from `words.txt`: what a capital letter is compared with.

The file is front-coded to stay small; tools/words/build.py writes it and says where the words are from.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FREQUENT, COMMON = "!", "+"


class WordList(NamedTuple):
    """Ordinary words in small letters; each set holds the one before."""

    frequent: frozenset[str]
    """Some thousands of which most text is made."""
    common: frozenset[str]
    """Often seen in small letters and with a capital."""
    every: frozenset[str]


@cache
def word_list(code: str) -> WordList:
    """The words of a language; none for one without a list."""
    path = files(__package__).joinpath(code, "words.txt")
    return _read(path.read_text("utf-8") if path.is_file() else "")


def _read(text: str) -> WordList:
    marked: dict[str, list[str]] = {FREQUENT: [], COMMON: [], "": []}
    word = ""
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        mark = line[-1] if line[-1] in marked else ""
        word = word[: DIGITS.index(line[0])] + line[1 : len(line) - len(mark)]
        marked[mark].append(word)
    frequent, common, others = (frozenset(words) for words in marked.values())
    return WordList(frequent, frequent | common, frequent | common | others)
