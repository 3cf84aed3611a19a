"""Copies: documents of which one repeats the words of another: whole, nearly, as an excerpt or in a passage.

Every edge carries its evidence, the shared words. Near-duplicates come from MinHash-LSH, excerpts and reused passages
from anchors; all are checked on the words themselves. Hashes and permutations are fixed, so the same texts always give
the same edges. The cost grows with the texts and their edges: of a text that many repeat each has an edge to one, not to
all. An edge rests on its two texts only; whether it is looked for rests on the documents with which one of them shares
anchors.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from habeas.corroboration.disjoint import Disjoint
from habeas.corroboration.meeting import meeting
from habeas.corroboration.shingles import Run, Words, alike, passage, runs, spans, words_of
from habeas.model.corroboration import Copy
from habeas.model.passage import Passage, Shared
from habeas.model.reading import Reading

NEAR = 0.7
"""Share of common shingles from which two texts are one text."""
INSIDE = 0.95
"""Share of a text's words that stand in the other from which it is an excerpt."""
HALF = 0.5
"""Share of a text's words that stand in the other from which it is called its twin."""
PASSAGE = 25
"""Words in a row that two texts do not share by chance."""
PIECES = 40
"""Shared words, in pieces, from which one text has from the other."""
LEAST = 20
"""Words below which only an exact repetition counts: short texts share phrases by chance."""
WHOLE = ("repeats", "nearly_repeats")
MOST = 4
"""Edges that a text has at least, where so many texts share words with it."""
_PERMUTATIONS, _SEED = 64, 1


def copies(readings: Sequence[Reading]) -> list[Copy]:
    """The edges between documents that share words, sorted."""
    texts = {reading.document.item: reading.document.text for reading in readings}
    words = {item: words_of(texts[item]) for item in sorted(texts)}
    first: dict[bytes, str] = {}
    edges: list[Copy] = []
    for item, mine in words.items():
        one = first.setdefault(mine.whole, item)
        if one != item:
            edges.append(_whole(item, one, texts))
    different = {item: words[item] for item in sorted(first.values()) if words[item].total >= LEAST}
    near, originals = _near(different)
    edges += [
        _edge("nearly_repeats", item, one, runs(words[item], words[one]), share, texts) for item, one, share in near
    ]
    edges += _best(_shared({item: different[item] for item in originals}), texts)
    return sorted(edges, key=lambda e: (e.left, e.right))


def _whole(left: str, right: str, texts: Mapping[str, str]) -> Copy:
    shared = Shared(left=Passage(0, len(texts[left])), right=Passage(0, len(texts[right])))
    return Copy(kind="repeats", left=left, right=right, share=1.0, words=[shared])


def _edge(kind: str, left: str, right: str, common: Sequence[Run], share: float, texts: Mapping[str, str]) -> Copy:
    mine, theirs = spans(texts[left]), spans(texts[right])
    shared = [
        Shared(left=passage(mine, run.left, run.length), right=passage(theirs, run.right, run.length))
        for run in common
        if run.length
    ]
    return Copy(kind=kind, left=left, right=right, share=round(share, 3), words=shared)


def _near(words: Mapping[str, Words]) -> tuple[list[tuple[str, str, float]], list[str]]:
    """Each text that nearly repeats another, with it and their likeness; and the texts that repeat none."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  # half a second that only a build should pay

    empty = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    index = MinHashLSH(threshold=NEAR - 0.1, num_perm=_PERMUTATIONS)
    found, originals = [], []
    for item, mine in words.items():
        sketch = empty.copy()
        sketch.update_batch(mine.shingles >> np.uint64(32))
        likeness = ((alike(mine, words[other]), other) for other in sorted(index.query(sketch)))
        share, one = next(((share, other) for share, other in likeness if share >= NEAR), (0.0, None))
        if one is None:
            index.insert(item, sketch)
            originals.append(item)
        else:
            found.append((item, one, share))
    return found, originals


class Found(NamedTuple):
    """Two texts that share words, before the words are looked up."""

    kind: str
    left: str
    right: str
    common: list[Run]
    share: float


def _shared(words: Mapping[str, Words]) -> Iterator[Found]:
    """Excerpts and reused passages."""
    items = list(words)
    for i, j in meeting([words[item].anchors for item in items], least=2):
        short, long = sorted((items[i], items[j]), key=lambda item: (words[item].total, item))
        common = runs(words[short], words[long])
        kind, share = _kind(common, words[short].total, alike(words[short], words[long]))
        if kind:
            yield Found(kind, short, long, common, share)


def _best(found: Iterable[Found], texts: Mapping[str, str]) -> Iterator[Copy]:
    """The edges by which each text has most from others: of a passage that a hundred have, a few for each."""
    of: dict[str, list[Found]] = {}
    for one in found:
        of.setdefault(one.left, []).append(one)
        of.setdefault(one.right, []).append(one)
    kept: dict[tuple[str, str], Found] = {}
    for item in sorted(of):
        ranked = sorted(of[item], key=lambda one: (-one.share, one.left, one.right))
        kept.update({(one.left, one.right): one for one in ranked[:MOST]})
    for one in kept.values():
        yield _edge(*one, texts)


def _kind(common: Sequence[Run], count: int, likeness: float) -> tuple[str | None, float]:
    """What the shared runs make of a text of so many words, and their share of it."""
    covered = sum(run.length for run in common)
    share = covered / count
    if likeness >= NEAR:
        return "nearly_repeats", share
    if share >= INSIDE:
        return "excerpt_of", share
    reused = share >= HALF or covered >= PIECES or max((run.length for run in common), default=0) >= PASSAGE
    return ("reuses" if reused else None), share


def one_text(edges: Sequence[Copy]) -> dict[str, str]:
    """Item -> the smallest of those that repeat its text, whole or nearly; items that stand alone are not in it."""
    whole = [edge for edge in edges if edge.kind in WHOLE]
    groups = Disjoint({item for edge in whole for item in (edge.left, edge.right)})
    for edge in whole:
        groups.join(edge.left, edge.right)
    members = {item for edge in whole for item in (edge.left, edge.right)}
    return {item: groups.name(item) for item in sorted(members) if groups.name(item) != item}


def twins(edges: Sequence[Copy]) -> dict[str, str]:
    """Item -> the item of whose text at least half of its own is a copy or a translation.

    Of an excerpt the text that holds it; of whole texts the first by hash of their group.
    """
    same = one_text(edges)
    found = dict(same)
    best: dict[str, tuple[float, str]] = {}
    for edge in edges:
        if edge.kind not in WHOLE and edge.share >= HALF:
            left, right = same.get(edge.left, edge.left), same.get(edge.right, edge.right)
            if left != right:
                best[left] = min(best.get(left, (2.0, "")), (-edge.share, right))
    for item, (_, right) in best.items():
        found[item] = right
    return dict(sorted(found.items()))
