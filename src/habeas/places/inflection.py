"""Nominatives that a declined name may come from. Rules are data; the gazetteer decides which of them exist."""

import tomllib
from functools import lru_cache

from habeas.places.folding import DATA, fold

_RULES: dict[str, dict[str, str]] = tomllib.loads((DATA / "inflection.toml").read_text("utf-8"))
SHORTEST_STEM = 2


def _reversed(*languages: str) -> dict[str, tuple[str, ...]]:
    out: dict[str, set[str]] = {}
    for language in languages:
        for nominative, endings in _RULES[language].items():
            for ending in endings.split():
                out.setdefault(fold(ending), set()).add(fold(nominative))
    return {ending: tuple(sorted(names)) for ending, names in out.items()}


_CYRILLIC, _LATIN = _reversed("uk", "ru"), _reversed("pl")
_ADJECTIVES = {cyrillic: _RULES[table] for cyrillic, table in ((True, "adjective"), (False, "adjective_latin"))}
_CASES = {
    cyrillic: tuple(sorted(rules["cases"].split(), key=lambda c: (-len(c), c)))
    for cyrillic, rules in _ADJECTIVES.items()
}
_SUFFIXES = {cyrillic: tuple(rules["suffixes"].split()) for cyrillic, rules in _ADJECTIVES.items()}
_NAMES = {cyrillic: tuple(rules["names"].split()) for cyrillic, rules in _ADJECTIVES.items()}


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff"


@lru_cache(maxsize=65536)
def nominatives(word: str) -> tuple[str, ...]:
    """What a folded word may be a case of, longest stem first, without the word itself."""
    table = _CYRILLIC if _is_cyrillic(word) else _LATIN
    out: dict[str, None] = {}
    for length in range(1, min(5, len(word) - SHORTEST_STEM) + 1):
        for nominative in table.get(word[-length:], ()):
            out[word[:-length] + nominative] = None
    out.pop(word, None)
    return tuple(out)


@lru_cache(maxsize=65536)
def adjective_of(word: str) -> tuple[str, ...]:
    """Names that a folded word may be the adjective of: харківський is of Харків, charkowski of Charków."""
    cyrillic = _is_cyrillic(word)
    stems = {word[: -len(case)] for case in _CASES[cyrillic] if word.endswith(case)}
    out: dict[str, None] = {}
    for stem in sorted(stems, key=lambda s: (len(s), s)):
        for suffix in _SUFFIXES[cyrillic]:
            base = stem.removesuffix(suffix)
            if base != stem and len(base) > SHORTEST_STEM:
                out |= dict.fromkeys([stem, base, *(base + name for name in _NAMES[cyrillic])])
    return tuple(out)
