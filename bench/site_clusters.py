"""How well sites of many reports are joined: B³ precision, recall and F1 against how annotators name them.

    site_clusters.py GOLD_DIR…        folders of annotated reports (../shared/gold/dev ../shared/gold/train)

The annotations are taken as a perfect reading would give them: joining alone is measured. Two sites are named alike where
annotators give both the same settlement and kind and they share a name, apart from letters and case endings. `to the letter`
takes the first name as it stands, which no name in another language or case can meet: its precision is a lower bound, since
a colony that eight reports call by eight names is one colony. Nothing may be joined across towns.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from habeas.model.reading import Reading
from habeas.places.folding import fold
from habeas.resolution import resolve
from habeas.resolution.names import sounds, stem


class Named(NamedTuple):
    """A site as annotators name it, and the entity it became."""

    report: str
    settlement: str
    kind: str
    names: tuple[str, ...]
    entity: str


def spans(text: str, names: Iterable[str]) -> list[list[int]]:
    """Where names stand in a text."""
    found = []
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            found.append([at, at + len(name)])
            at = text.find(name, at + 1)
    return found


def as_reading(raw: dict[str, Any], item: str) -> Reading:
    """What a perfect reader would read in an annotated report."""
    text = raw["text"]
    found: dict[str, Any] = {"reader": "gold/1", "claims": []}
    found["document"] = {"id": raw["id"], "item": item, "language": raw["lang"], "text": text}
    for kind in ("sites", "units", "people", "bodies"):
        found[kind] = [
            dict(e, name=e.get("canonical") or (e["names"] or ["?"])[0], mentions=spans(text, e["names"]))
            for e in raw.get(kind, [])
        ]
    for claim in raw.get("claims", []):
        at = text.find(claim["quote"])
        found["claims"].append({**claim, "passage": [at, at + len(claim["quote"])]})
    return msgspec.convert(found, Reading)


def joined(folders: Iterable[Path]) -> list[Named]:
    """All sites of the annotated reports, joined."""
    raws = {hashlib.sha256(p.read_bytes()).hexdigest(): p for folder in folders for p in sorted(folder.glob("*.json"))}
    reports = {item: json.loads(path.read_text("utf-8")) for item, path in raws.items()}
    found = resolve([as_reading(raw, item) for item, raw in reports.items()])
    return [
        Named(raw["id"], s.get("settlement") or "", s["kind"], tuple(s["names"]), found.entity(item, s["id"]))
        for item, raw in reports.items()
        for s in raw["sites"]
    ]


def alike(sites: Sequence[Named]) -> list[int]:
    """For each site the first one that it is named alike with, over others too."""
    parent = list(range(len(sites)))

    def find(one: int) -> int:
        while parent[one] != one:
            one = parent[one]
        return one

    seen: dict[Hashable, int] = {}
    for i, site in enumerate(sites):
        for name in site.names if site.settlement else ():
            key = (fold(site.settlement), site.kind, tuple(sorted(stem(s)[:5] for s in sounds(name))))
            low, high = sorted((find(i), find(seen.setdefault(key, i))))
            parent[high] = low
    return [find(i) for i in range(len(sites))]


def to_the_letter(sites: Sequence[Named]) -> list[Hashable]:
    """For each site the key of its settlement, kind and first name."""
    return [
        (fold(s.settlement), s.kind, fold(next(iter(s.names), ""))) if s.settlement else (s.report, i)
        for i, s in enumerate(sites)
    ]


def b_cubed(found: Sequence[Hashable], wanted: Sequence[Hashable]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of clusters, each given as a label a thing."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for i, (one, other) in enumerate(zip(found, wanted, strict=True)):
        ours[one].add(i)
        theirs[other].add(i)
    both = [len(ours[a] & theirs[b]) for a, b in zip(found, wanted, strict=True)]
    precision = sum(n / len(ours[a]) for n, a in zip(both, found, strict=True)) / len(found)
    recall = sum(n / len(theirs[b]) for n, b in zip(both, wanted, strict=True)) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def across_towns(sites: Sequence[Named]) -> list[str]:
    """Entities whose sites annotators put in more than one settlement."""
    towns: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        if site.settlement:
            towns[site.entity].add(site.settlement)
    return sorted(entity for entity, names in towns.items() if len(names) > 1)


def main() -> None:
    """Print the figures."""
    sites = joined(map(Path, sys.argv[1:]))
    if not sites:
        raise SystemExit(__doc__)
    entities = [site.entity for site in sites]
    print(f"{len(sites)} sites of {len({s.report for s in sites})} reports became {len(set(entities))}")
    for name, wanted in (("named alike", alike(sites)), ("to the letter", to_the_letter(sites))):
        precision, recall, f1 = b_cubed(entities, wanted)
        print(f"{name:14} B³ precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}   (floor 0.90)")
    print(f"joined across towns: {len(across_towns(sites))}   (ceiling 0)")


if __name__ == "__main__":
    main()
