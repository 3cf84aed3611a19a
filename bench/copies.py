"""How well copies are found and origins counted, on made-up press with known truth: `copies.py [REPORTS…]`.

Beside each figure stands its target, and what two simpler ways give on the same reports: counting outlets, as is done
everywhere, and MinHash-LSH alone.
"""

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

sys.path.insert(0, str(Path(__file__).parent))

from copy_trees import Made, press
from habeas.corroboration import corroborate
from habeas.corroboration.disjoint import Disjoint
from habeas.corroboration.shingles import words_of
from habeas.model.corroboration import Corroboration
from habeas.model.numbering import claim_ids

TWIN = 0.5
Pairs = Sequence[tuple[str, str]]
Press = Mapping[str, Made]
"""Item -> what is true of its report."""


def main(sizes: Sequence[int]) -> None:
    """Print the figures for each number of reports."""
    for size in sizes:
        made, resolution = press(size)
        claims = sum(len(one.reading.claims) for one in made)
        start = time.process_time()
        found = corroborate([one.reading for one in made], resolution)
        seconds = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"\n{size:,} reports, {claims:,} claims: {seconds:.1f} s of processor time, {memory:.2f} GB at most")
        by_item = {one.reading.document.item: one for one in made}
        _counts(made, found)
        _twins(by_item, found)
        _joins(made, found)


def _counts(made: Sequence[Made], found: Corroboration) -> None:
    """What an outlet says without a voice may rest on another origin or not: both counts are right."""
    trees: dict[int, set[int]] = defaultdict(set)
    own: dict[int, int] = defaultdict(int)
    outlets: dict[int, set[str | None]] = defaultdict(set)
    for one in made:
        if one.reading.claims:
            if one.voice == "own":
                own[one.event] = 1
            else:
                trees[one.event].add(one.tree)
            outlets[one.event].add(one.reading.document.publisher)
    true = {event: len(those) for event, those in trees.items()}
    told = {event: found.tallies[f"S-{event}"].independent for event in true}
    got = {
        event: max(true[event], number - own[event]) if number > true[event] else number
        for event, number in told.items()
    }
    naive = {event: len(those) for event, those in outlets.items()}
    print(f"  independent origins of {len(true):,} events: off by {_off(got, true):.1%} (target 5 %)")
    print(f"    counting outlets: off by {_off(naive, true):.0%}")


def _off(got: Mapping[int, int], true: Mapping[int, int]) -> float:
    return sum(abs(got[event] - true[event]) for event in true) / sum(true.values())


def _twins(made: Press, found: Corroboration) -> None:
    def copied(one: Made) -> bool:
        return one.shared >= TWIN

    def translated(one: Made) -> bool:
        return one.way == "translated"

    words = [(e.left, e.right) for e in found.copies if e.share >= TWIN and not e.claims]
    facts = [(e.left, e.right) for e in found.copies if e.claims]
    _measure("twins by words", words, [], made, copied, "precision .99, recall .95")
    _measure("  MinHash-LSH alone", _minhash(made), [], made, copied, "")
    _measure("translations by facts", facts, words, made, translated, "none stated")


def _measure(name: str, pairs: Pairs, besides: Pairs, made: Press, wanted: Callable[[Made], bool], target: str) -> None:
    """Precision of the pairs; and how many of the wanted reports they (and those of `besides`) lead to their first one."""
    right = [(one, other) for one, other in (*pairs, *besides) if made[one].tree == made[other].tree]
    groups = Disjoint(made)
    for one, other in right:
        groups.join(one, other)
    first = {one.tree: item for item, one in made.items() if one.way == "first"}
    those = [item for item, one in made.items() if wanted(one)]
    led = sum(groups.name(item) == groups.name(first[made[item].tree]) for item in those)
    wrong = sum(made[one].tree != made[other].tree for one, other in pairs)
    print(f"  {name}: precision {1 - wrong / max(1, len(pairs)):.4f} of {len(pairs):,}", end="")
    print(f", recall {led / max(1, len(those)):.4f} of {len(those):,}", f"(target {target})" if target else "")


def _minhash(made: Press) -> list[tuple[str, str]]:
    """Pairs by MinHash-LSH on the same shingles, at the same share: each text with one that it meets."""
    index, pairs = MinHashLSH(threshold=TWIN, num_perm=64), []
    for item, one in made.items():
        sketch = MinHash(num_perm=64, seed=1, hashfunc=int)
        sketch.update_batch((words_of(one.reading.document.text).shingles >> np.uint64(32)).tolist())
        pairs += [(item, other) for other in sorted(index.query(sketch))[:1]]
        index.insert(item, sketch)
    return pairs


def _joins(made: Sequence[Made], found: Corroboration) -> None:
    """First-hand accounts of one event by people with names: how many pairs were taken for one."""
    origins: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in made:
        if one.voice == "named":
            origins[one.event][one.tree].update(found.origin_of[claim] for claim in claim_ids(one.reading))
    near = {origin.id: origin.maybe_same for origin in found.origins}
    pairs = joined = 0
    for trees in origins.values():
        names = _groups((one for those in trees.values() for one in those), near)
        for one, other in combinations(sorted(trees), 2):
            pairs += 1
            joined += bool({names[o] for o in trees[one]} & {names[o] for o in trees[other]})
    share = joined / max(1, pairs)
    print(f"  first-hand accounts of one event taken for one: {joined} of {pairs:,} pairs, {share:.2%} (target 0.1 %)")


def _groups(origins: Iterable[str], near: Mapping[str, Sequence[str]]) -> dict[str, str]:
    those = set(origins)
    groups = Disjoint(those)
    for one in sorted(those):
        for other in near[one]:
            if other in those:
                groups.join(one, other)
    return {one: groups.name(one) for one in those}


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1_000, 10_000])
