"""Quotations: where the text gives somebody's own words.

A quotation that is opened and never closed ends at its paragraph and says that it was repaired. Single quotes open at the
start of a word and close at the end of one, so that don't and soldiers' open or close nothing by themselves.
"""

import re
from collections.abc import Sequence

import msgspec

from habeas.model.passage import Passage


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """`inner`: the words; `outer`: with their marks. `repaired`: the closing mark was missing."""

    inner: Passage
    outer: Passage
    repaired: bool = False


_PAIRS = {"«": "»", "„": '“”"', "“": '”“"', "”": '”"', '"': '"”“', "‘": "’'", "'": "'’"}
_OPENS = re.compile(r"""(?:(?<=^)|(?<=[\s(\[—–:,.-]))[„“”"‘'](?=\S)|«|(?<=[«„“”"‘])['‘„“"](?=\w)""", re.M)


def find_quotes(text: str, paragraphs: Sequence[Passage]) -> list[Quote]:
    """All quotations, outer before inner, by paragraph."""
    found: list[Quote] = []
    for paragraph in paragraphs:
        end_of_last: dict[str, int] = {}
        for opening in _OPENS.finditer(text, paragraph.start, paragraph.end):
            mark, at = opening[0], opening.start()
            if at < end_of_last.get(mark, 0):
                continue
            quote = _close(text, at, mark, paragraph)
            if quote:
                end_of_last[mark] = quote.outer.end
                found.append(quote)
    return found


def _close(text: str, at: int, mark: str, paragraph: Passage) -> Quote | None:
    closers, single = _PAIRS[mark], mark in "‘'"
    for i in range(at + 1, paragraph.end):
        if text[i] not in closers:
            continue
        after = text[i + 1 : i + 2]
        if single and (after.isalnum() or (not after and i + 1 < paragraph.end)):
            continue
        if text[i - 1].isspace() and after.isalnum():
            continue
        return Quote(inner=Passage(at + 1, i), outer=Passage(at, i + 1))
    if single or paragraph.end - at < 20:
        return None
    return Quote(inner=Passage(at + 1, paragraph.end), outer=Passage(at, paragraph.end), repaired=True)
