"""Language packs: a folder of TOML tables a language. Adding a language adds a folder and no code elsewhere."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from habeas.languages.terms import Hit, Terms
from habeas.languages.tokens import Token


class Pack:
    """The tables of one language, read once when first asked for."""

    def __init__(self, code: str) -> None:
        """`code`: ISO 639-1, the folder's name."""
        self.code = code
        self._tables: dict[str, dict[str, Any]] = {}
        self._terms: dict[tuple[str, str], Terms[str]] = {}
        self._groups: dict[str, Terms[tuple[tuple[str, str], ...]]] = {}
        self._last: dict[str, tuple[Sequence[Token], dict[str, list[Hit[str]]]]] = {}

    def table(self, name: str) -> dict[str, Any]:
        """The table `name` (the file `name.toml`); empty when the pack has none."""
        if name not in self._tables:
            path = files(__package__).joinpath(self.code, f"{name}.toml")
            self._tables[name] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
        return self._tables[name]

    def words(self, name: str, key: str) -> list[str]:
        """The list `key` of a table; empty when it has none."""
        return list(self.table(name).get(key, ()))

    def terms(self, name: str, key: str = "") -> Terms[str]:
        """The terms of a table whose entries are `value = [term, …]`; `key` names a table inside the table."""
        if (name, key) not in self._terms:
            table = self.table(name).get(key, {}) if key else self.table(name)
            self._terms[name, key] = Terms(_pairs(table))
        return self._terms[name, key]

    def hits(self, name: str, tokens: Sequence[Token]) -> Mapping[str, list[Hit[str]]]:
        """The hits of all tables inside a table in one pass, as `terms(name, key).find(tokens)` has them one by one.

        The answer for the last row of tokens is remembered: several readers ask about a sentence, one after another.
        """
        last = self._last.get(name)
        if last is None or last[0] is not tokens:
            last = self._last[name] = tokens, self._hits(name, tokens)
        return last[1]

    def _hits(self, name: str, tokens: Sequence[Token]) -> dict[str, list[Hit[str]]]:
        found: dict[str, list[Hit[str]]] = defaultdict(list)
        if name not in self._groups:
            self._groups[name] = Terms(_by_term(self.table(name)).items())
        for first, end, senses, term in self._groups[name].find(tokens):
            for key, value in senses:
                found[key].append(Hit(first, end, value, term))
        return found


def _by_term(table: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What each term stands for in each of the tables inside a table; in one table the first that it stands for."""
    merged: dict[str, dict[str, str]] = {}
    for key, inner in table.items():
        for term, value in _pairs(inner) if isinstance(inner, dict) else ():
            merged.setdefault(term, {}).setdefault(key, value)
    return {term: tuple(senses.items()) for term, senses in merged.items()}


def _pairs(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for value, terms in table.items():
        if isinstance(terms, list):
            yield from ((term, value) for term in terms)


@cache
def pack(code: str) -> Pack | None:
    """The pack of a language, or None when there is none."""
    return Pack(code) if code in languages() else None


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a pack, sorted."""
    folders = (entry.name for entry in files(__package__).iterdir() if entry.is_dir())
    return tuple(sorted(name for name in folders if len(name) == 2))


@cache
def common_words() -> dict[str, tuple[str, ...]]:
    """Word -> the languages, with a pack or without, in which it is common; the order of the languages is fixed."""
    table = tomllib.loads(files(__package__).joinpath("common_words.toml").read_text("utf-8"))
    table.update((code, Pack(code).words("text", "common")) for code in languages())
    found: dict[str, list[str]] = {}
    for code in sorted(table):
        for word in table[code]:
            found.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in found.items()}
