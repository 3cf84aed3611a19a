"""Two foldings of a place name: `fold` for exact look-up, `key` for look-up across spellings and scripts.

Both are pure, and the gazetteer file was built with them: changing a rule here or in `data/key.toml` means building
the file again (`tools/gazetteer/build.py`), which a test checks.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
APOSTROPHES = "'’ʼ‘`´′ʹʺ″ʻ"
_REMOVED = APOSTROPHES + '"«»„“”\u0301\u0300\u0307\u00ad\u200b\u200d\u2060'
_SPACES = "-‐‑‒–—_.\u00a0\t\n\r\u3000"
_LETTERS = {"ё": "е", "ґ": "г", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}


def _table() -> dict[int, str]:
    table = {ord(c): "" for c in _REMOVED} | {ord(c): " " for c in _SPACES}
    table |= {ord(c): into for c, into in _LETTERS.items()}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and code not in table:
            table[code] = base
    return table


_TABLE = _table()
_RULES: dict[str, dict[str, str]] = tomllib.loads((DATA / "key.toml").read_text("utf-8"))
_CYRILLIC = str.maketrans(_RULES["cyrillic"])
_STEPS = tuple(
    (re.compile("|".join(sorted(map(re.escape, step), key=lambda s: (-len(s), s)))), step)
    for name, step in sorted(_RULES.items())
    if name.startswith("step")
)
_RUNS = re.compile(r"(.)\1+")
_REMEMBERED = 64
"""Letters of a name up to which its folding is remembered: no text can fill the memory."""


def fold(name: str) -> str:
    """Lower case without apostrophes, stress marks or Latin diacritics, hyphens as spaces: one form a spelling.

    Cyrillic letters stay what they are (but ё is е and ґ is г, as careless texts write them).
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    return _folded(name) if len(name) <= _REMEMBERED else _folded.__wrapped__(name)


@lru_cache(maxsize=1 << 16)
def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().translate(_TABLE).split())


@lru_cache(maxsize=65536)
def key(folded: str) -> str:
    """The sound of an already folded name, the same for Kupiansk, Koepjansk, Koupiansk and Купянск.

    Words stay apart. Letters that transliteration systems mix up (b/p, d/t, g/h, s/z, v/w/f, i/j/y) are one symbol.
    """
    sounds = folded.translate(_CYRILLIC)
    for pattern, step in _STEPS:
        sounds = pattern.sub(lambda m, step=step: step[m.group()], sounds)  # type: ignore[misc]
    return _RUNS.sub(r"\1", sounds)


_GLIDES = re.compile(r"i+(?=[aeou])")


def heard(name: str) -> list[str]:
    """The words of a name by sound, without glides that only some transliterations write (Liumina, Lumina)."""
    return [_GLIDES.sub("", key(word)) for word in re.findall(r"\w+", fold(name))]
