"""One key for a personal name in every script and romanisation: Петренко, Petrenko; Тимошко, Timosjko, Timoschko.

The key merges what romanisation systems write differently (g/h/kh, w/v/f, z/s/ts, y/j/i, oe/ou/u, all ways to write a
hushing sound) and drops accents, apostrophes and doubled letters. It is made for covering names, where a wrong match
costs a word and a missed one may cost a life: equal keys do not prove equal names. Where a spelling can be read in
several ways (Latin `ch`: English, German, French) the word has several keys; two words match when they share one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

_CYRILLIC = {
    **dict(zip("абвгґдезиіїйклмнопрстуфхцыэў", "abvhhdesiiiiklmnoprstufhsieu", strict=True)),
    **dict(zip("жчшщ", "ZCSS", strict=True)),
    **dict(zip("єюяё", ("ie", "iu", "ia", "io"), strict=True)),
    **dict.fromkeys("ьъ", ""),
}
_LATIN = {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "e", "œ": "e"}
_HUSHING = dict(zip("čćšśžżź", "CCSSZZZ", strict=True))
_LETTERS = str.maketrans(_CYRILLIC | _LATIN | _HUSHING | dict.fromkeys("'’ʼ`´‘′ʹʺ", ""))
_DIGRAPHS = {
    **dict.fromkeys(("schtsch", "stsch", "chtch", "sjtsj", "szcz", "shch", "sch", "sh", "sj", "sz"), "S"),
    **dict.fromkeys(("tsch", "tch", "tsj", "cz"), "C"),
    **dict.fromkeys(("dsch", "dzh", "dzj", "zh", "zj"), "Z"),
    **dict.fromkeys(("oe", "ou", "oo"), "u"),
    **dict.fromkeys(("ts", "tz"), "s"),
    **dict.fromkeys(("ck", "qu", "q"), "k"),
    **dict(zip(("kh", "ph", "th", "x", "gue"), ("h", "f", "t", "ks", "he"), strict=True)),
}
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=lambda d: (-len(d), d))))
_SINGLE = str.maketrans({"g": "h", "w": "v", "f": "v", "z": "s", "y": "i", "j": "i"})
_READINGS = (("ch", ("C", "h", "S")), ("c", ("k", "s", "C")), ("io", ("o", "e")))
"""What is read in more than one way: Chikov, Bacharow, Chevtchenko; Carlotta, Gaca, Savcenko; Solovyov."""
_COLLAPSE = ((re.compile(r"i+(?=[aeou])"), ""), (re.compile(r"(.)\1+"), r"\1"), (re.compile(r"ei$", re.MULTILINE), "i"))


def _plain(words: str) -> str:
    """Small letters, romanised letter by letter, without accents."""
    return unaccented(unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).casefold()).translate(_LETTERS))


def unaccented(words: str) -> str:
    """The words without accents."""
    if words.isascii():
        return words
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 17)
def name_keys(word: str) -> frozenset[str]:
    """All keys of one word; at most eighteen. A word without letters has the key ''."""
    return frozenset(_readings(word))


def all_name_keys(words: Iterable[str]) -> frozenset[str]:
    """The keys of many words at once: much quicker than one by one."""
    return frozenset(key for read in _readings("\n".join(words)) for key in read.split("\n"))


def _readings(words: str) -> Iterator[str]:
    plain = _DIGRAPH.sub(lambda m: _DIGRAPHS[m[0]], _plain(words)).translate(_SINGLE)
    choices = [[(spelt, read) for read in reads] for spelt, reads in _READINGS if spelt in plain]
    return (_collapse(plain, choice) for choice in product(*choices))


def _collapse(plain: str, readings: tuple[tuple[str, str], ...]) -> str:
    for spelt, read in readings:
        plain = plain.replace(spelt, read)
    for pattern, put in _COLLAPSE:
        plain = pattern.sub(put, plain)
    return plain
