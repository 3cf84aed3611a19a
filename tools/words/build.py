r"""Build `words.txt` of every language: its ordinary words, by which a capital that means a name is told from others.

    mkdir SOURCES && cd SOURCES
    apt-get install tesseract-ocr=5.3.0-2                                  # combine_tessdata, dawg2wordlist
    apt-get download tesseract-ocr-{ukr,rus,eng,nld,deu,fra,pol}=1:4.1.0-2 \
        wamerican=2020.12.07-2 wbritish=2020.12.07-2 wdutch=1:2.20.19-2 wpolish=20220301-1   # Debian 12
    for package in *.deb; do dpkg -x $package .; done
    pip download --no-deps mistral_common==1.12.0 faker==40.54.0
    PYTHONPATH=src:tools python -m words.build SOURCES

The same sources give the same bytes. Nothing of the sources is kept but the words; docs/data-sources.md has the licences.
"""

import sys
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from habeas.languages.name_lore import given_names
from habeas.languages.tokens import normal
from habeas.languages.word_lists import COMMON, DIGITS, FREQUENT
from words.choice import german_nouns, ordinary, without_names
from words.sources import FILTERS, SOURCES, dictionary, parts, surnames, web_words

LANGUAGES = Path(__file__).resolve().parents[2] / "src/habeas/languages"
INFLECTED = ("uk", "ru")
KEPT_WHOLE = (*INFLECTED, "en", "de", "fr")
"""Languages of which the words that are seen in small letters only are kept as well."""
MOST_FREQUENT = 3000
LETTERS_A_PART = 2.7
"""Where a surname may be any adjective or noun, a word is called common only if its parts have so many letters."""
HEADER = """\
# Ordinary words of a language, without names. Made by tools/words/build.py; sources and licences: docs/data-sources.md.
# Words: {source}. Frequency: mistral-common (Apache-2.0).
# Each line: how many letters are as in the line before (one character, 0-9a-z), then the others, then a mark:
# ! a word that most text is made of, + a word often seen in small letters and with a capital.
"""


def encoded(words: Mapping[str, str]) -> Iterator[str]:
    """Sorted, each word without what it shares with the one before, with its mark."""
    before = ""
    for word, mark in sorted(words.items()):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False)))
        yield f"{DIGITS[shared]}{word[shared:]}{mark}\n"
        before = word


def marked(code: str, folder: Path) -> dict[str, str]:
    """Word -> its mark."""
    seen = web_words(folder, code)
    known = dictionary(folder, code)
    small = {word for word in ordinary(seen, code) if known is None or word in known}
    if code == "de":
        small |= german_nouns(seen)
    if code not in KEPT_WHOLE:
        small = {word for word in small if word.capitalize() in seen}
    seldom = {w for w in small if w.capitalize() not in seen or (w.upper() not in seen and code not in INFLECTED)}
    cut = {word: parts(word, folder) for word in small - seldom}
    common = {
        word for word, (n, _) in cut.items() if n == 1 or code not in INFLECTED or len(word) >= LETTERS_A_PART * n
    }
    inner = sorted((w for w in common if cut[w][0] == 1 and len(w) > 2), key=lambda w: cut[w][1])
    frequent = set(inner[:MOST_FREQUENT]) - given_names(code)
    kept = frequent | without_names(small, seen, given_names(code) | (surnames(folder, code) - frequent))
    return {normal(w): FREQUENT if w in frequent else COMMON if w in common else "" for w in sorted(kept)}


def write(code: str, folder: Path) -> None:
    """Write the file of one language."""
    own = LANGUAGES / code
    target = (own if own.is_dir() else LANGUAGES / "names" / code) / "words.txt"
    head = HEADER.format(source=SOURCES + FILTERS.get(code, ((), ""))[1])
    target.write_text(head + "".join(encoded(marked(code, folder))), "utf-8")
    print(target.relative_to(LANGUAGES), target.stat().st_size)


if __name__ == "__main__":
    for language in ("uk", "ru", "en", "nl", "de", "fr", "pl"):
        write(language, Path(sys.argv[1]))
