"""Resolution: which mentions of all readings are one site, unit, person or body."""

from collections.abc import Callable, Sequence

from habeas.model.reading import Reading
from habeas.model.resolution import Link, Resolution
from habeas.resolution.bodies import join_bodies
from habeas.resolution.clusters import Clusters
from habeas.resolution.judgements import Judgements, judgements
from habeas.resolution.nodes import Node, gather, in_order
from habeas.resolution.people import join_people
from habeas.resolution.sites import join_sites
from habeas.resolution.units import join_units

_JOIN: dict[str, Callable[[list[Node], Judgements], Clusters]] = {
    "sites": join_sites,
    "units": join_units,
    "people": join_people,
    "bodies": join_bodies,
}


def resolve(readings: Sequence[Reading], judged: Sequence[Link] = ()) -> Resolution:
    """Every entity of every reading under its global id: the smallest mention id of its cluster.

    `judged`: what reviewers say of pairs, by any ids that were ever given; it holds against every rule.
    Pure; the order of the readings changes nothing, and every mention id ever given resolves while its reading is here.
    Raises HabeasError when two readings are of one item.
    """
    ordered = in_order(readings)
    ids: dict[str, dict[str, str]] = {reading.document.item: {} for reading in ordered}
    aliases: dict[str, str] = {}
    links: list[Link] = []
    for kind, gathered in gather(ordered).items():
        clusters = _JOIN[kind](gathered.nodes, judgements(gathered, judged))
        for i, node in enumerate(gathered.nodes):
            entity = gathered.nodes[clusters.find(i)].id
            ids[node.item][node.entity.id] = entity
            aliases.update(dict.fromkeys(gathered.mentions[node.id], entity))
        links.extend(clusters.links())
    return Resolution(ids=ids, aliases=dict(sorted(aliases.items())), links=links)
