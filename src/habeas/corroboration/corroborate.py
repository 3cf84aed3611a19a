"""Corroboration: which origins are one, which texts are copies, which claims say the same, and who denies it.

What depends on what, for whoever computes anew only what changed:
- the words, facts, frames and told-apart voices of a report (`shingles.words_of`, `facts.facts_of`, `frames.frame`,
  `others.numbers`): on this report, and facts on the global ids of its entities;
- an edge between two documents: on the two; it is looked for where they share anchors or keys (`meeting`), and of the
  reused passages of a text the best few are kept;
- a claim (`told.Told`): on its report, the global ids, the claims of which it repeats the words, and what all reports say
  of its site (settlement, region) and its voices (roles, state);
- an origin (`origins.Draft`): on the claims with its key;
- a group of origins that may be the same: on the origins with its key; `offices_alike.region` and
  `outlets_alike.unattributed` choose among those of one region, or of one likeness;
- the support of a subject: on the origins of its claims and the groups in which two of them meet;
- a finding: on its claims, the support of its subject, and the denials about it and in its reports.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from habeas.corroboration.copies import copies, one_text, twins
from habeas.corroboration.disjoint import Apart, differ
from habeas.corroboration.echoes import echoed
from habeas.corroboration.facts import facts_of
from habeas.corroboration.findings import about, findings, is_denial
from habeas.corroboration.judged import joined, kept_apart
from habeas.corroboration.origins import Draft, drafts, told_apart
from habeas.corroboration.retelling import retellings
from habeas.corroboration.sameness import Same, maybe_same
from habeas.corroboration.states import in_force
from habeas.corroboration.support import Support
from habeas.corroboration.tallies import Counter, tally
from habeas.corroboration.told import Told, told
from habeas.model.corroboration import Copy, Corroboration
from habeas.model.reading import Reading
from habeas.model.register import Finding, Origin
from habeas.model.resolution import Link, Resolution

ENTITIES = ("S-", "U-", "P-", "B-")
"""How the ids of what has a tally of its own begin."""
PAIRWISE = 40
"""Up to this size a group of origins that may be the same lists every pair; a larger one lists neighbours only."""


def corroborate(
    readings: Sequence[Reading],
    resolution: Resolution,
    judged: Sequence[Link] = (),
    rules: Sequence[Mapping[str, Any]] | None = None,
) -> Corroboration:
    """Origins, findings and copies of all readings. Pure; the order of the readings changes nothing.

    `judged`: what reviewers say of pairs of origins; it holds against every rule. `rules`: for the states of findings, in
    the form of `[[rule]]` in data/states.toml, which holds without them.
    """
    ordered = sorted(readings, key=lambda r: r.document.item)
    claims = told(ordered, resolution)
    edges = _edges(ordered, claims, resolution)
    claims = echoed(claims, edges, one_text(edges))
    origins, former = joined(drafts(claims, ordered, resolution), judged)
    same = maybe_same(origins)
    apart = kept_apart(origins, former, judged, told_apart(origins))
    place = {one.id: i for i, draft in enumerate(origins) for one in draft.claims}
    counter = Counter(len(origins), same, apart)
    live = [one for one in claims if one.counts]
    kinds = [draft.kind() for draft in origins]
    supports = {
        subject: Support(place, kinds, counter.parts(place[one.id] for one in its_claims))
        for subject, its_claims in sorted(_about(live).items())
    }
    ruled = in_force(rules)
    found = findings(live, lambda subject: supports[subject[1]], ruled)
    return Corroboration(
        origins=_rows(origins, kinds, same, apart),
        origin_of={one.id: origins[place[one.id]].id for one in claims},
        findings=found,
        rules=ruled,
        twins=twins(edges),
        copies=edges,
        tallies={one: tally(support.parts, support.parts) for one, support in supports.items() if one[:2] in ENTITIES},
        denied=_denied(live, found),
        former=former,
    )


def _edges(readings: Sequence[Reading], claims: Sequence[Told], resolution: Resolution) -> list[Copy]:
    """All copies. Of texts that are one, only the first is held against others as a retelling."""
    edges = copies(readings)
    again = one_text(edges)
    originals = {r.document.item: r for r in readings if r.document.item not in again}
    by_item: dict[str, list[Told]] = {item: [] for item in originals}
    for one in claims:
        if one.item in by_item:
            by_item[one.item].append(one)
    facts = {item: facts_of(reading, by_item[item], resolution) for item, reading in originals.items()}
    known = {(edge.left, edge.right) for edge in edges} | {(edge.right, edge.left) for edge in edges}
    retold = [edge for edge in retellings(originals, facts, by_item) if (edge.left, edge.right) not in known]
    return sorted([*edges, *retold], key=lambda e: (e.left, e.right))


def _rows(origins: Sequence[Draft], kinds: Sequence[str], same: Sequence[Same], apart: Apart) -> list[Origin]:
    neighbours: list[set[str]] = [set() for _ in origins]
    for group in same:
        members = group.members
        for i, one in enumerate(members):
            others = members if len(members) <= PAIRWISE else (members[i - 1], members[(i + 1) % len(members)])
            neighbours[one].update(
                origins[other].id for other in others if other != one and not differ(apart, one, other)
            )
    return [
        Origin(
            id=draft.id,
            voice=draft.voice.id,
            kind=kind,
            claims=[one.id for one in draft.claims],
            maybe_same=sorted(near),
        )
        for draft, kind, near in zip(origins, kinds, neighbours, strict=True)
    ]


def _about(claims: Sequence[Told]) -> dict[str, list[Told]]:
    """Site, unit, person, and what a finding without these is about -> the claims that assert something about it."""
    found: dict[str, list[Told]] = {}
    for one in claims:
        if not is_denial(one):
            named = (*([one.site] if one.site else []), *one.victims, *one.perpetrators)
            for subject in dict.fromkeys((*named, *(key for _, key in about(one)))):
                found.setdefault(subject, []).append(one)
    return found


def _denied(claims: Sequence[Told], found: Sequence[Finding]) -> list[str]:
    """The sites, units and people about whom a denial is on record."""
    direct = {s for one in claims if is_denial(one) for s in (one.site, *one.victims, *one.perpetrators) if s}
    beside = {s for finding in found if finding.denials for s in (finding.site, finding.unit, finding.person) if s}
    return sorted(direct | beside)
