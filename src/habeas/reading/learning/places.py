"""Learning which phrases are a place of detention: what the clues to it weigh."""

from collections.abc import Sequence

from habeas.places import Gazetteer
from habeas.reading.entities.bodies import find_bodies
from habeas.reading.entities.detaining import ORDER, Setting, clues, sort_of
from habeas.reading.entities.finding import described, spotted
from habeas.reading.entities.gathering import gathered
from habeas.reading.entities.ground import Ground
from habeas.reading.entities.lexicon import rows
from habeas.reading.entities.sites import Spot
from habeas.reading.entities.units import find_units
from habeas.reading.learning.annotated import Annotated
from habeas.reading.learning.choosing import Choice, yes_or_no
from habeas.reading.learning.choosing import learn as learn_choices

PENALTY, TIMES, SHARE = 20.0, 1.4, 0.34
"""`TIMES`: how much more a missed place costs than an invented one. `SHARE`: a phrase is what the annotators name when it
shares so much of their union."""


def learn(reports: Sequence[Annotated]) -> dict[str, float]:
    """The weights of the clues to a place of detention, from annotated reports and the sites that they name."""
    return learn_choices([choice for report in reports for choice in choices(report)], PENALTY)


def choices(report: Annotated) -> list[Choice]:
    """For each place that a report describes whether the annotators name it.

    Where several are one of theirs the most telling one is; whether the others are is not asked.
    """
    text_rows = rows(report.parsed)
    units = find_units(text_rows)
    speaking = {b.passage.start for b in find_bodies(text_rows, units)}
    sites = gathered(spotted(text_rows, Ground(report.parsed, Gazetteer.load(), text_rows, speaking), units))
    setting, alike = Setting(text_rows, sites), _alike(report, sites)
    told = set(_told(sites, alike).values())
    found = [
        yes_or_no(clues(site, setting), right=i in told)
        for i, site in enumerate(sites)
        if i in told or all(i != j for j, _ in alike)
    ]
    return [choice if choice.right else choice._replace(times=TIMES) for choice in found]


def _alike(report: Annotated, sites: list[list[Spot]]) -> dict[tuple[int, int], float]:
    """How much of their words places share with those that the annotators name, for all pairs that share enough."""
    every = {
        (i, n): max(_share(spot, m.start, m.end) for spot in site for m in named.mentions)
        for i, site in enumerate(sites)
        for n, named in enumerate(report.entities.sites)
        if named.mentions
    }
    return {pair: share for pair, share in every.items() if share >= SHARE}


def _told(sites: list[list[Spot]], alike: dict[tuple[int, int], float]) -> dict[int, int]:
    """The place that each of the annotators' is: a noun of detention before a building, one spoken of more often first."""
    found = dict[int, int]()

    def telling(pair: tuple[int, int]) -> tuple[int, int, float, tuple[int, int]]:
        site = sites[pair[0]]
        return ORDER.index(sort_of(site)), -len(site), -alike[pair], pair

    for i, n in sorted(alike, key=telling):
        if n not in found and i not in found.values():
            found[n] = i
    return found


def _share(spot: Spot, start: int, end: int) -> float:
    mine = described(spot)
    shared = min(mine.end, end) - max(mine.start, start)
    return shared / (max(mine.end, end) - min(mine.start, start)) if shared > 0 else 0.0
