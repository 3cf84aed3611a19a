"""Mentions of places of detention joined into sites.

A mention joins the site last spoken of that nothing it says speaks against: another town, number, name or kind of
building. Nouns of detention ("prison", "camp", "torture chamber") are views of one place and never tell sites apart by
themselves. Places named only together make one site.
"""

from habeas.reading.entities.lexicon import Mark
from habeas.reading.entities.sites import Spot

HELD_IN = frozenset({"unknown", "prison_colony", "pretrial_prison", "camp", "any", "cell"})
"""Kinds that say that people are held, not what the building is."""
OPEN = HELD_IN | {"basement", "other"}
RUN_REACH, HEADING = 4, 6
TOWN_HAS_ONE = frozenset({"police_station", "railway_station"})
"""Kinds that are named by their town, whatever part of them is spoken of after that."""
PARTS, WHOLES, PART_REACH = frozenset({"warehouse", "garage"}), frozenset({"military_base", "factory", "farm"}), 2
"""Buildings that stand on the grounds of others, and how many sentences after these they are part of them."""
ARTICLES = frozenset({"de", "het", "the", "a", "an", "een"})
"""Articles that stand before a name in another language too: `De Old Mill prison`."""
PASSING = frozenset({"unknown", "camp"})
JOINABLE = frozenset({"basement", "pit", "mine", "police_station", "garage", "warehouse"})


def gathered(spots: list[Spot]) -> list[list[Spot]]:
    """The mentions of each site, by first mention.

    Mentions that only point back are dropped where there is nothing to point to, and so are torture chambers and camps
    of which the text says in passing that there are many.
    """
    sites: list[list[Spot]] = []
    for spot in spots:
        fitting = [s for s in sites if fits(spot, s)]
        if fitting:
            site = _nearest(spot, fitting)
            site.append(spot)
            sites.remove(site)
            sites.append(site)
        elif (spot.group != "generic" or spot.town) and not (spot.group == "plural" and spot.kind in JOINABLE):
            sites.append([spot])
    sites = [s for s in sites if not (len(s) == 1 and s[0].group == "plural" and s[0].kind in PASSING)]
    return sorted((sorted(s, key=lambda m: m.passage) for s in sites), key=lambda s: s[0].passage)


def _nearest(spot: Spot, fitting: list[list[Spot]]) -> list[Spot]:
    """The site last spoken of, one of the same town before all others; "the basement" is the one spoken of as such."""
    same = [s for s in fitting if spot.town and _towns(s)]
    alike = [s for s in fitting if spot.definite and spot.group == "buildings" and spot.kind in {m.kind for m in s}]
    return (same or alike or fitting)[-1]


def fits(spot: Spot, site: list[Spot]) -> bool:
    """Whether a mention may be of a site."""
    if "town" in (spot.group, site[0].group) or not _same_number(spot, site) or (spot.another and not _heads(site)):
        return False
    if spot.group == "generic":
        return not spot.town or _town(spot) in (_towns(site) or frozenset().union(*(s.around for s in site)))
    telling = (spot.owner and spot.owner not in {s.owner for s in site}) or _differ(_town(spot), _towns(site))
    telling = (
        telling or _differ(spot.number, {s.number for s in site}) or _differ(spot.proper, {s.proper for s in site})
    )
    return not telling and not _moved(spot, site) and _same_building(spot, site)


def _heads(site: list[Spot]) -> bool:
    """Whether a site was last named in a heading, under which it is called another one."""
    return len(site[-1].row.tokens) <= HEADING


def _same_number(spot: Spot, site: list[Spot]) -> bool:
    """Whether both speak of one place or both of many; "the cellars" may be those of a place with a cellar."""
    if site[0].group == "plural":
        return spot.group == "plural"
    return spot.group != "plural" or (spot.kind in JOINABLE and spot.kind in {s.kind for s in site})


def _same_building(spot: Spot, site: list[Spot]) -> bool:
    kinds = {s.kind for s in site} - OPEN
    if spot.kind in OPEN or spot.kind in kinds:
        return True
    if spot.kind in PARTS and kinds <= WHOLES and not spot.town and not spot.definite:
        return bool(kinds) and spot.row.sentence.index - site[-1].row.sentence.index <= PART_REACH
    return not kinds and spot.kind != "pit" and not _elsewhere(spot, site)


def _elsewhere(spot: Spot, site: list[Spot]) -> bool:
    """Whether a building lies in a town that no sentence about the site names."""
    return bool(spot.town) and not any(spot.town.matches[0].place.id in s.around for s in site if spot.town)


def _moved(spot: Spot, site: list[Spot]) -> bool:
    """Whether the sentence of a building that is not pointed back to names other towns or regions than the site's."""
    if spot.group != "buildings" or spot.definite:
        return False
    towns, regions = (frozenset().union(*(getattr(s, part) for s in site)) for part in ("around", "regions"))
    return _apart(spot.around, towns) or _apart(spot.regions, regions)


def _apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _town(spot: Spot) -> str:
    return spot.town.matches[0].place.id if spot.town else ""


def _towns(site: list[Spot]) -> set[str]:
    return {_town(s) for s in site} - {""}


def _differ(mine: str, theirs: set[str]) -> bool:
    theirs.discard("")
    return bool(mine and theirs and mine not in theirs)


def run_by(site: list[Spot], units: list[Mark]) -> list[str]:
    """The keys of the units that the words of a site's mentions name as running it, in order of mention."""
    keys = (u.key for u in units for s in site if u.row is s.row and _runs(u, s))
    return list(dict.fromkeys(keys))


def _runs(unit: Mark, spot: Spot) -> bool:
    """Whether a unit stands inside the phrase, or after words of running that follow it in the sentence."""
    if spot.first <= unit.first < spot.last:
        return True
    cues = (h for h in spot.row.hits("sites", "running") if spot.last <= h.first)
    return any(0 <= unit.first - h.last <= RUN_REACH for h in cues)


def name_of(site: list[Spot]) -> str:
    """What to call a site: its first mention with a town in it, else its first description; numbers and articles off."""
    told = [s for s in site if s.group != "generic"] or site
    named = [s for s in site if s.town and s.town.passage.meets(s.passage)]
    return _plain((named or told)[0])


def _plain(spot: Spot) -> str:
    """The words without a count before them, and without an article before a name."""
    row, first = spot.row, spot.first
    small = ARTICLES | row.lexicon.words("phrases", "determiners")
    while first < spot.last - 1:
        token, following = row.tokens[first], row.tokens[first + 1]
        if not token.text.isdigit() and not (token.norm in small and following.text[0].isupper()):
            break
        first += 1
    return row.passage(first, spot.last).of(row.text)


def kind_of(site: list[Spot]) -> str:
    """What the place is: what a mention with a number or name says, else what most mentions say, a building first."""
    told = [s for s in site if s.group != "generic" and s.kind != "unknown"]
    numbered = [s.kind for s in told if s.number or s.proper]
    if numbered:
        return numbered[0]
    placed = [s.kind for s in told if s.town and s.kind in TOWN_HAS_ONE]
    kinds = placed or [s.kind for s in told]
    return max(
        kinds, key=lambda k: (kinds.count(k), k not in OPEN, k not in HELD_IN, -kinds.index(k)), default="unknown"
    )
