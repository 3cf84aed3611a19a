"""Copies: documents of which one repeats the words of another: whole, nearly, as an excerpt or in a passage.

Every edge carries its evidence, the shared words. Near-duplicates come from MinHash-LSH, excerpts and reused passages
from anchors; all are checked on the words themselves. Hashes and permutations are fixed, so the same texts always give
the same edges. The cost grows with the texts and their edges: of a text that many repeat each has an edge to one, not to
all. An edge rests on its two texts only; whether it is looked for rests on the documents with which one of them shares
anchors.
"""

from collections.abc import Iterator, Mapping, Sequence

from habeas.corroboration.disjoint import Disjoint
from habeas.corroboration.meeting import meeting
from habeas.corroboration.shingles import Run, Words, alike, passage, runs, spans, words_of
from habeas.model.corroboration import Copy, Shared
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
            edges.append(Copy(kind="repeats", left=item, right=one, share=1.0))
    different = {item: words[item] for item in sorted(first.values()) if words[item].total >= LEAST}
    near, originals = _near(different)
    edges += near
    edges += _shared({item: different[item] for item in originals}, texts)
    return sorted(edges, key=lambda e: (e.left, e.right))


def _near(words: Mapping[str, Words]) -> tuple[list[Copy], list[str]]:
    """An edge from each text to one that it nearly repeats; and the texts that repeat none."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  # half a second that only a build should pay

    empty = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=int)
    index = MinHashLSH(threshold=NEAR - 0.1, num_perm=_PERMUTATIONS)
    edges, originals = [], []
    for item, mine in words.items():
        sketch = empty.copy()
        sketch.update_batch(mine.shingles >> 32)
        likeness = ((alike(mine, words[other]), other) for other in sorted(index.query(sketch)))
        share, one = next(((share, other) for share, other in likeness if share >= NEAR), (0.0, None))
        if one is None:
            index.insert(item, sketch)
            originals.append(item)
        else:
            edges.append(Copy(kind="nearly_repeats", left=item, right=one, share=round(share, 3)))
    return edges, originals


def _shared(words: Mapping[str, Words], texts: Mapping[str, str]) -> Iterator[Copy]:
    """Excerpts and reused passages."""
    items = list(words)
    placed: dict[str, list[tuple[int, int]]] = {}
    for i, j in meeting([words[item].anchors for item in items], least=2):
        short, long = sorted((items[i], items[j]), key=lambda item: (words[item].total, item))
        common = runs(words[short], words[long])
        kind, share = _kind(common, words[short].total, alike(words[short], words[long]))
        if kind:
            for item in (short, long):
                placed.setdefault(item, spans(texts[item]))
            shared = [
                Shared(
                    left=passage(placed[short], run.left, run.length),
                    right=passage(placed[long], run.right, run.length),
                )
                for run in common
            ]
            yield Copy(kind=kind, left=short, right=long, share=round(share, 3), words=shared)


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
