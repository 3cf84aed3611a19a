"""Lays covers over a text: finds what must not be read, joins what belongs together, replaces it, keeps the offsets."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from habeas.model.covering import CoveredText
from habeas.model.passage import Passage
from habeas.protection.addresses import NAME
from habeas.protection.words import Word

PARTICLES = ("van", "von", "de", "der", "den", "al", "el", "ibn", "bin", "ter", "ten", "du", "di")
"""Words that may stand between a given name and a surname."""
_BETWEEN = re.compile(rf"[ \u00a0\-‐‑'’\"«»“”„]{{0,3}}(?:(?:{'|'.join(PARTICLES)})[ \-‑]){{0,2}}")
_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]\.[ \u00a0\-]?")


class Cover(NamedTuple):
    """`put` will stand instead of [start, end)."""

    start: int
    end: int
    put: str
    fixed: bool = False
    """An address: never joined with its neighbours."""


def label_runs(row: Sequence[Word], owners: dict[int, frozenset[str]], labels: dict[str, str]) -> dict[int, str]:
    """Index of a word -> its label. Words of one run settle whose name it is; a name of two people stays `[name]`."""
    put: dict[int, str] = {}
    indices = sorted(owners)
    while indices:
        run = [indices.pop(0)]
        common = owners[run[0]]
        while indices and indices[0] == run[-1] + 1 and row[indices[0]].joined and common & owners[indices[0]]:
            common &= owners[indices[0]]
            run.append(indices.pop(0))
        put.update(dict.fromkeys(run, labels[next(iter(common))] if len(common) == 1 else NAME))
    return put


def joined(covers: Iterable[Cover], text: str) -> list[Cover]:
    """Sorted, apart, with the parts of one name joined: what a given name and its surname leave is one label."""
    done: list[Cover] = []
    for cover in sorted(covers, key=lambda c: (c.start, -c.end, c.put == NAME, c.put)):
        last = done[-1] if done else None
        if last and cover.start < last.end:
            end = max(cover.end, last.end)
            done[-1] = last._replace(end=end, put=last.put if last.put != NAME or last.fixed else cover.put)
        elif last and not (last.fixed or cover.fixed) and _belong(last, cover, text):
            done[-1] = Cover(last.start, cover.end, cover.put if last.put == NAME else last.put)
        else:
            done.append(cover)
    return done


def _belong(left: Cover, right: Cover, text: str) -> bool:
    alike = left.put == right.put or NAME in (left.put, right.put)
    near = alike and right.start - left.end < 10
    initials = near and _INITIALS.fullmatch(text, left.end - 1, right.start) is not None
    return near and (initials or _BETWEEN.fullmatch(text, left.end, right.start) is not None)


def covered(text: str, covers: Sequence[Cover]) -> CoveredText:
    """The text with its covers, which are sorted and apart."""
    pieces: list[str] = []
    at = 0
    for cover in covers:
        pieces += (text[at : cover.start], cover.put)
        at = cover.end
    pieces.append(text[at:])
    return CoveredText(
        text="".join(pieces),
        cuts=[Passage(cover.start, cover.end) for cover in covers],
        labels=[cover.put for cover in covers],
    )
