"""How well known a place is that bears some name: villages are called Кухти, Правда and Анна, as people are."""

from habeas.places import Gazetteer, Match
from habeas.places.ranking import importance

SOUNDING, AT_MOST = 20_000.0, 50_000.0
"""Inhabitants from which a place counts when only the sound agrees (Isium, Boetsja), and as how many it then counts."""


class KnownPlaces:
    """The gazetteer as covering asks it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """`gazetteer`: the installed one, `Gazetteer.load()`."""
        self._gazetteer = gazetteer

    def renown(self, words: str) -> float:
        """Inhabitants, about, of the largest place that `words` name; 0 when only the sound of a smaller one agrees."""
        return max(map(_renown, self._gazetteer.find(words, fuzzy=False)), default=0.0)


def _renown(match: Match) -> float:
    size = importance(match.place)
    if match.how != "key":
        return size
    return min(size, AT_MOST) if size >= SOUNDING else 0.0
