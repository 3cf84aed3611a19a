"""The Merkle tree of RFC 9162 (and RFC 6962): leaf and node hashes, roots, proofs of inclusion and of consistency.

Pure functions over hashes of 32 bytes. `Edge` is what appending needs of a tree of any size: the roots of its whole
subtrees, at most one for each bit of the size.
"""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Edge:
    """The right edge of a growing tree; a leaf costs two hashes on average, a root one for each bit of the size."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """The edge of a tree of `size` leaves. Raises ValueError when `hashes` cannot be one."""
        self.size = size
        self.hashes = list(hashes)
        """Roots of the whole subtrees, the largest first."""
        if size < 0 or len(self.hashes) != size.bit_count() or any(len(h) != len(EMPTY) for h in self.hashes):
            raise ValueError("not the edge of a tree of this size")

    def add(self, leaf: bytes) -> None:
        """Take in the hash of one more leaf."""
        size = self.size
        while size & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            size >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self.hashes:
            return EMPTY
        found = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            found = node_hash(left, found)
        return found


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    edge = Edge()
    for leaf in leaves:
        edge.add(leaf)
    return edge.root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that leaf `index` (from 0) is in the tree over `leaves`. Raises ValueError when there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise ValueError("no such leaf")
    proof: list[bytes] = []
    while len(leaves) > 1:
        half = _half(len(leaves))
        left, right = leaves[:half], leaves[half:]
        if index < half:
            proof.append(root(right))
            leaves = left
        else:
            proof.append(root(left))
            leaves, index = right, index - half
    return proof[::-1]


def included(index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected: bytes) -> bool:
    """Whether `proof` shows the leaf hash at `index` of the tree with the root `expected` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == expected


def consistency_proof(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the tree over `leaves` continues the one over its `first` leaves. Raises ValueError for a bad size."""
    if not 0 < first <= len(leaves):
        raise ValueError("no such tree")
    proof: list[bytes] = []
    whole = True
    while first < len(leaves):
        half = _half(len(leaves))
        if first <= half:
            proof.append(root(leaves[half:]))
            leaves = leaves[:half]
        else:
            proof.append(root(leaves[:half]))
            leaves, first, whole = leaves[half:], first - half, False
    return ([] if whole else [root(leaves)]) + proof[::-1]


def consistent(sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the second tree continues the first (RFC 9162, 2.1.4.2); both given by size and root."""
    first, second = sizes
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and roots[0] == roots[1]
    path = list(proof) if first & (first - 1) else [roots[0], *proof]
    if not path:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(one, old), node_hash(one, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, one)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == roots


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
