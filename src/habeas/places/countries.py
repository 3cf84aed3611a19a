"""Which countries abroad a text is about: those whose towns and names it speaks of most.

In a report from Sudan a village of Sudan may be meant by its bare name, and no village of Ukraine that is called alike.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from habeas.places import inflection
from habeas.places.folding import DATA, fold

OFTEN, SELDOM = 2, 4
_BEGINNING = 4


class Home(NamedTuple):
    """The countries whose places may be meant by a bare name, and those of them that only this text makes so."""

    countries: frozenset[str]
    abroad: frozenset[str]


@cache
def _names() -> dict[str, str]:
    """Folded name -> country."""
    table: dict[str, list[str]] = tomllib.loads((DATA / "countries.toml").read_text("utf-8"))
    return {fold(name): country for country, names in table.items() for name in names}


@cache
def _countries() -> frozenset[str]:
    return frozenset(_names().values())


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:_BEGINNING] for name in _names())


def country_of(word: str) -> str | None:
    """The country that a word names, in any case of its declension."""
    form = fold(word)
    if form[:_BEGINNING] not in _beginnings():
        return None
    names = _names()
    return names.get(form) or next((names[n] for n in inflection.nominatives(form) if n in names), None)


def about(mentioned: Iterable[str], home: frozenset[str]) -> Home:
    """What a text is about that mentions these countries (one entry a mention), for readers at home in `home`.

    A country abroad counts from its second mention on, if it is mentioned at least a quarter as often as `home`. Where
    those that count are mentioned as often as `home`, the text is about them alone.
    """
    count = Counter(mentioned)
    at_home = sum(times for country, times in count.items() if country in home)
    least = max(OFTEN, at_home / SELDOM) if at_home else 1
    abroad = frozenset(c for c in count.keys() & _countries() - home if count[c] >= least)
    if not abroad:
        return Home(home, frozenset())
    alone = sum(count[c] for c in abroad) >= at_home
    return Home(abroad if alone else home | abroad, abroad)
