"""Resolution: which mentions of all readings are one site, unit, person or body."""

from collections.abc import Sequence

from habeas.model.reading import Reading
from habeas.model.resolution import Link, Resolution
from habeas.resolution.state import State, changed, resolution


def resolve(readings: Sequence[Reading], judged: Sequence[Link] = ()) -> Resolution:
    """Every entity of every reading under its global id: the smallest mention id of its cluster.

    `judged`: what reviewers say of pairs, by any ids that were ever given; it holds against every rule.
    Pure; the order of the readings changes nothing, and every mention id ever given resolves while its reading is here.
    Raises HabeasError when two readings are of one item.
    """
    return resolution(changed(State(), readings, judged=judged).state)
