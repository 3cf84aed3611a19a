"""Mentions of places of detention joined into sites.

A mention joins the site last spoken of that nothing it says speaks against: another town, number, name or kind of
building. Nouns of detention ("prison", "camp", "torture chamber") are views of one place and never tell sites apart by
themselves. Places named only together make one site. Whether people are held there is weighed after that.
"""

from habeas.reading.entities.detaining import Setting, clues
from habeas.reading.entities.lexicon import Mark, Row
from habeas.reading.entities.sites import Spot
from habeas.reading.weights import Weighed, weigh

HELD_IN = frozenset({"unknown", "prison_colony", "pretrial_prison", "camp", "any", "cell"})
"""Kinds that say that people are held, not what the building is."""
VAGUE = frozenset({"unknown", "camp", "any", "cell"})
OPEN = HELD_IN | {"basement", "other"}
VARIOUS, STEM = frozenset({"other", "residential"}), 5
RUN_REACH, HEADING = 4, 6
REACH, FEW = 100, 20
"""How many places spoken of last, and how many first and last mentions of each, a mention is compared with."""
TOWN_HAS_ONE = frozenset({"police_station", "railway_station"})
"""Kinds that are named by their town, whatever part of them is spoken of after that."""
PARTS, WHOLES, PART_REACH = frozenset({"warehouse", "garage"}), frozenset({"military_base", "factory", "farm"}), 2
"""Buildings that stand on the grounds of others, and how many sentences after these they are part of them."""
ARTICLES = frozenset({"de", "het", "the", "a", "an", "een"})
"""Articles that stand before a name in another language too: `De Old Mill prison`."""
TOWNS = frozenset({"town", "listed"})
JOINABLE = frozenset({"basement", "pit", "mine", "police_station", "garage", "warehouse"})


def gathered(spots: list[Spot]) -> list[list[Spot]]:
    """The mentions of each place, by first mention, whether people are held there or not.

    Phrases beside which nothing tells of holding, nouns that point back to nothing, and towns are gathered after the
    others, apart from them. A mention is compared with the places spoken of last, and with some mentions of each, so that
    time grows with the length of a text and no faster.
    """
    sites: list[list[Spot]] = []
    left = [spot for spot in spots if not (spot.told and _joined(spot, sites, alone=_stands(spot)))]
    rest: list[list[Spot]] = []
    for spot in left:
        same = [s for s in sites[-REACH:] if _named_alike(spot, _seen(s)) and fits(spot, _seen(s))]
        if same:
            same[-1].append(spot)
        else:
            _joined(spot, rest, alone=True)
    return sorted((sorted(s, key=lambda m: m.passage) for s in [*sites, *rest]), key=lambda s: s[0].passage)


def _seen(site: list[Spot]) -> list[Spot]:
    """The mentions of a place that another is compared with: the first and the last ones."""
    return site if len(site) <= 2 * FEW else [*site[:FEW], *site[-FEW:]]


def _named_alike(spot: Spot, site: list[Spot]) -> bool:
    """Whether a mention beside which nobody is held has the name of a place, or speaks of many places as it does."""
    if spot.proper:
        return any(s.proper == spot.proper for s in site)
    return spot.group == "plural" and any(s.kind == spot.kind for s in site)


def _stands(spot: Spot) -> bool:
    """Whether a mention that points to no site before it may begin one, when words around it tell of holding."""
    if spot.group == "generic":
        return bool(spot.town)
    return spot.group != "town" and not (spot.group == "plural" and spot.kind in JOINABLE)


def _joined(spot: Spot, sites: list[list[Spot]], *, alone: bool) -> bool:
    """Put a mention to the site that it is of, or to a new one where it may stand `alone`; whether either was done.

    `sites`: the one spoken of last stands last.
    """
    first = max(0, len(sites) - REACH)
    fitting = [i for i in range(first, len(sites)) if fits(spot, _seen(sites[i]))]
    if not fitting and not alone:
        return False
    site = sites.pop(_nearest(spot, sites, fitting)) if fitting else []
    site.append(spot)
    sites.append(site)
    return True


def of_detention(sites: list[list[Spot]], rows: list[Row], weights: Weighed) -> list[list[Spot]]:
    """The places of a text where people are held: those whose clues add up to more than 0."""
    setting = Setting(rows, sites)
    return [site for site in sites if site[0].group == "listed" or weigh(clues(site, setting), weights) > 0]


def _nearest(spot: Spot, sites: list[list[Spot]], fitting: list[int]) -> int:
    """The site last spoken of, one of the same town before all others; "the basement" is the one spoken of as such."""
    fitting = [i for i in fitting if sites[i][0].group != "generic"] or fitting
    same = [i for i in fitting if spot.town and _towns(_seen(sites[i]))]
    pointing = spot.definite and spot.group == "buildings"
    alike = [i for i in fitting if pointing and spot.kind in {m.kind for m in _seen(sites[i])}]
    return (same or alike or fitting)[-1]


def fits(spot: Spot, site: list[Spot]) -> bool:
    """Whether a mention may be of a site."""
    if spot.group in TOWNS:
        return site[0].group in TOWNS and _town(spot) in _towns(site)
    if site[0].group == "generic" and spot.group != "generic":
        return False
    if site[0].group == "town" or not _same_number(spot, site) or (spot.another and not _heads(site)):
        return False
    if spot.group == "generic":
        return not spot.town or _town(spot) in (_towns(site) or frozenset().union(*(s.around for s in site)))
    telling = (spot.owner and spot.owner not in {s.owner for s in site}) or _differ(_town(spot), _towns(site))
    telling = (
        telling or _differ(spot.number, {s.number for s in site}) or _differ(spot.proper, {s.proper for s in site})
    )
    telling = telling or _named_otherwise(spot, site)
    return not telling and not _moved(spot, site) and _same_building(spot, site)


def _named_otherwise(spot: Spot, site: list[Spot]) -> bool:
    """Whether one has a well-known name, and the other a number or a building of another kind."""
    known = [s for s in site if s.proper]
    if spot.proper:
        marked = (s for s in site if s.kind not in VAGUE and (s.number or s.group == "buildings"))
        return not known and any(s.kind != spot.kind for s in marked)
    if not (spot.number and known) or spot.kind in VAGUE:
        return False
    return not any(spot.number == s.number or spot.kind == s.kind for s in known)


def _heads(site: list[Spot]) -> bool:
    """Whether a site was last named in a heading, under which it is called another one."""
    return len(site[-1].row.tokens) <= HEADING


def _same_number(spot: Spot, site: list[Spot]) -> bool:
    """Whether both speak of one place or both of many; "the cellars" may be those of a place with a cellar."""
    if site[0].group == "plural":
        return spot.group == "plural"
    return spot.group != "plural" or (spot.kind in JOINABLE and spot.kind in {s.kind for s in site})


def _same_building(spot: Spot, site: list[Spot]) -> bool:
    kinds = {_sort(s) for s in site} - OPEN
    if (spot.kind == "basement" and "pit" in kinds) or _side_by_side(spot, site):
        return False
    if _sort(spot) in OPEN or _sort(spot) in kinds:
        return True
    if spot.kind in PARTS and kinds <= WHOLES and not spot.town and not spot.definite:
        return bool(kinds) and spot.row.sentence.index - site[-1].row.sentence.index <= PART_REACH
    return not kinds and spot.kind != "pit" and not _elsewhere(spot, site)


def _sort(spot: Spot) -> str:
    """The kind; of buildings that share a vague one, the noun itself: a church is no restaurant."""
    if spot.group != "buildings" or spot.kind not in VARIOUS:
        return spot.kind
    return spot.row.tokens[spot.head].norm[:STEM]


def _side_by_side(spot: Spot, site: list[Spot]) -> bool:
    """Whether one sentence names two kinds of building, apart from each other."""
    if spot.group != "buildings":
        return False
    return any(s.row is spot.row and s.group == "buildings" and s.kind != spot.kind for s in site)


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
