"""Names in titles and file names, which write them in small letters or with capitals that tell nothing.

A text shows by its other words whether `Moroz` or `rose` is a name; a line of a few words does not. So the word beside a
given name is a name here, be it an ordinary word, unless it is one that names nobody: `of`, `Mayor`, `Street`.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from habeas.languages.name_lore import NameLore
from habeas.protection.addresses import NAME
from habeas.protection.covers import PARTICLES, Cover
from habeas.protection.sealed_names import text_lore
from habeas.protection.small_letters import given
from habeas.protection.view import View
from habeas.protection.words import Word

_BESIDE = re.compile(r"[ \u00a0_\-‐‑.+]{1,3}|, ?| ?\(")
_NUMBER = re.compile(r"[ \u00a0_\-]?\d")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}\Z")
LONGEST_INITIAL = 1
MOST_BETWEEN = 3
"""Initials and particles that may stand between a given name and a surname, and one."""


class _Line(NamedTuple):
    row: Sequence[Word]
    text: str
    found: Collection[int]
    language: str | None
    small: bool
    """Without any capital, as file names are: the letters of a word tell nothing."""

    def known(self, i: int) -> NameLore:
        return text_lore(self.language, self.row[i].cyrillic)

    def adjoin(self, i: int) -> bool:
        """Whether word `i` stands beside the one before it."""
        return 0 < i < len(self.row) and bool(
            _BESIDE.fullmatch(self.text, self.row[i - 1].end, self.row[i].start)
            and not _EXTENSION.fullmatch(self.text, self.row[i].start - 1)
        )

    def neighbour(self, i: int, step: int) -> int | None:
        """The index of the word beside word `i`, over initials and particles; `step`: -1 before it, 1 after."""
        for j in range(i + step, i + step * (1 + MOST_BETWEEN), step):
            if not self.adjoin(max(j, j - step)):
                return None
            if len(self.row[j].text) > LONGEST_INITIAL and self.row[j].norm not in PARTICLES:
                return j
        return None


def with_line_names(covers: Iterable[Cover], row: Sequence[Word], seen: View, language: str | None) -> list[Cover]:
    """The covers of a line and those of the names that only a line's rule finds.

    `row`: its words, those of file names too. A file name whose cover leaves such a name loses its whole stem.
    """
    done = list(covers)
    spans = [seen.original(word.start, word.end) for word in row]
    hidden = {at for cover in done if not cover.fixed for at in range(cover.start, cover.end)}
    found = {i for i, span in enumerate(spans) if span.start in hidden}
    for i in sorted(names_in_line(row, seen.plain, found, language) - found):
        files = [n for n, cover in enumerate(done) if cover.fixed and cover.start <= spans[i].start < cover.end]
        if not files:
            done.append(Cover(spans[i].start, spans[i].end, NAME))
        for n in files:
            if row[i].text in done[n].put:
                done[n] = done[n]._replace(put=NAME + "".join(_EXTENSION.findall(done[n].put)))
    return done


def names_in_line(row: Sequence[Word], text: str, found: Collection[int], language: str | None) -> set[int]:
    """Indices of the words of a line that are names because of a given name, which may be among those in `found`."""
    line = _Line(row, text, found, language, not any(word.capital for word in row))
    return {j for i in range(len(row)) for j in _around(line, i)}


def _around(line: _Line, i: int) -> set[int]:
    """The given name at `i` and the surname beside it; nothing where there is no given name."""
    known, word = line.known(i), line.row[i]
    strong = given(word, line.language)
    if not strong and not _maybe_given(line, i, known):
        return set()
    sides = [j for step in (-1, 1) if (j := line.neighbour(i, step)) is not None]
    if any(j in line.found and not line.known(j).given(line.row[j].norm) for j in sides):
        return {i}
    may_be = [j for j in sides if _surname(line, j, capital=word.capital)]
    surely = [j for j in may_be if not line.known(j).ordinary(line.row[j].norm)]
    alone = strong and not word.capital  # one with a capital that is not covered already is a place or an office
    return {i, *(surely or may_be)} if alone or may_be else set()


def _maybe_given(line: _Line, i: int, known: NameLore) -> bool:
    """For a word that is a given name and something else: whether its place may be a name's."""
    word = line.row[i]
    if word.norm not in known.weak_given or known.calendar(word.norm) or not (line.small or word.capital):
        return False
    first = i == 0 or not line.adjoin(i) or line.known(i - 1).function_word(line.row[i - 1].norm)
    return first or not known.function_word(word.norm)


def _surname(line: _Line, i: int, *, capital: bool) -> bool:
    """Whether a word beside a given name may be the surname; `capital`: the given name has a capital."""
    word, known = line.row[i], line.known(i)
    dated = known.calendar(word.norm) and _NUMBER.match(line.text, word.end)
    if dated or known.function_word(word.norm):
        return False
    offices = (known.titles, known.public, known.place_cues, known.place_heads, known.roads)
    if any(word.norm in words for words in offices) or (known.proper(word.norm) and not known.calendar(word.norm)):
        return False
    return word.capital or not (capital and known.ordinary(word.norm))
