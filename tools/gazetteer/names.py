"""Spellings of a name made by rule: romanisations of Ukrainian and Russian, and Russian forms of Ukrainian names."""

import re
import tomllib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
SCHEMES: dict[str, dict[str, dict[str, str]]] = tomllib.loads((HERE / "romanisations.toml").read_text("utf-8"))
RUSSIAN: dict[str, dict[str, str]] = tomllib.loads((HERE / "russian.toml").read_text("utf-8"))
_VOWELS = "аеєиіїоуюяёыэьъ"
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*")


@cache
def _letters(language: str, scheme: str) -> dict[str, str]:
    def parse(name: str) -> dict[str, str]:
        return dict(pair.split(" ") for pair in SCHEMES[language][name]["letters"].split("|"))

    return parse("base") | (parse(scheme) if scheme != "base" else {})


def romanise(name: str, language: str, scheme: str = "base") -> str:
    """`name` in Latin letters; word starts keep their capital. Letters of no rule stay."""
    table = _letters(language, scheme)

    def word(match: re.Match[str]) -> str:
        letters = match.group().lower().replace("’", "").replace("'", "").replace("ʼ", "")
        out, at = "", 0
        while at < len(letters):
            before = letters[at - 1 : at]
            tries = [letters[at : at + 2]] if len(letters[at : at + 2]) == 2 else []
            tries += ["^" + letters[at]] if not at else []
            tries += ["°" + letters[at]] if not at or before in _VOWELS else []
            found = next((t for t in tries if t in table), letters[at])
            out += table.get(found, letters[at])
            at += 2 if found == letters[at : at + 2] and len(found) == 2 else 1
        return out[:1].upper() + out[1:] if match.group()[:1].isupper() else out

    return _WORD.sub(word, name)


def romanisations(name: str, language: str) -> list[str]:
    """All schemes of `language`, base first."""
    return list(dict.fromkeys(romanise(name, language, scheme) for scheme in SCHEMES[language]))


def russian(name: str) -> str:
    """The Russian form of a Ukrainian name, by rule."""
    return re.sub(_WORD, lambda m: _russian_word(m.group()), name)


def _russian_word(word: str) -> str:
    lower = word.lower()
    known = RUSSIAN["words"].get(lower)
    if known is None:
        ending = max((e for e in RUSSIAN["endings"] if lower.endswith(e)), key=len, default="")
        stem = lower[: len(lower) - len(ending)]
        known = _russian_letters(stem) + RUSSIAN["endings"].get(ending, "")
    return known[:1].upper() + known[1:] if word[:1].isupper() else known


def _russian_letters(stem: str) -> str:
    out = ""
    for letter in stem:
        soft = letter == "и" and (not out or out[-1] in RUSSIAN["soft"]["letters"])
        out += letter if soft else RUSSIAN["letters"].get(letter, letter)
    return out.replace("йо", "ё").replace("ьо", "ё")
