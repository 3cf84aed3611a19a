"""The tree of RFC 6962/9162 against the vectors of the Certificate Transparency project, and against itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.vault import merkle
from habeas.vault.merkle import Edge, consistency_proof, consistent, included, inclusion_proof, leaf_hash, root

LEAVES = [
    leaf_hash(bytes.fromhex(one))
    for one in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E, F = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
)


def raw(*hashes: str) -> list[bytes]:
    return [bytes.fromhex(one) for one in hashes]


def test_roots_of_the_published_trees() -> None:
    for size, expected in enumerate(ROOTS):
        assert root(LEAVES[:size]).hex() == expected
    assert merkle.EMPTY.hex() == ROOTS[0]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [(0, 1, []), (0, 8, [A, B, C]), (5, 8, [D, E, ROOTS[4]]), (2, 3, [ROOTS[2]]), (1, 5, [ROOTS[1], B, D])],
)
def test_published_proofs_of_inclusion(index: int, size: int, proof: list[str]) -> None:
    assert inclusion_proof(index, LEAVES[:size]) == raw(*proof)
    assert included(index, size, LEAVES[index], raw(*proof), bytes.fromhex(ROOTS[size]))
    assert not included(index, size, LEAVES[7 - index], raw(*proof), bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(
    ("first", "second", "proof"), [(1, 1, []), (1, 8, [A, B, C]), (6, 8, [F, E, ROOTS[4]]), (2, 5, [B, D])]
)
def test_published_proofs_of_consistency(first: int, second: int, proof: list[str]) -> None:
    roots = bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second])
    assert consistency_proof(first, LEAVES[:second]) == raw(*proof)
    assert consistent((first, second), roots, raw(*proof))


@given(st.integers(1, 70), st.data())
def test_every_proof_holds_and_no_altered_one(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(b"%d" % n) for n in range(size)]
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    proof, link = inclusion_proof(index, leaves), consistency_proof(first, leaves)
    roots = root(leaves[:first]), root(leaves)
    assert included(index, size, leaves[index], proof, roots[1])
    assert consistent((first, size), roots, link)
    assert not included(index, size, leaves[index], [*proof, leaves[0]], roots[1])
    assert not included(index, size, leaf_hash(b"other"), proof, roots[1])
    assert not consistent((first, size), (roots[0], root(leaves[::-1] + leaves)), link)
    for place in range(len(proof)):
        assert not included(index, size, leaves[index], proof[:place] + proof[place + 1 :], roots[1])
    for place in range(len(link)):
        assert not consistent((first, size), roots, link[:place] + link[place + 1 :])


@given(st.lists(st.binary(max_size=8), max_size=60))
def test_an_edge_that_is_kept_and_taken_up_again_makes_the_same_tree(lines: list[bytes]) -> None:
    edge = Edge()
    for line in lines:
        edge.add(leaf_hash(line))
        edge = Edge(edge.size, list(edge.hashes))
    assert edge.root() == root(map(leaf_hash, lines))


@pytest.mark.parametrize(("size", "hashes"), [(1, []), (3, [bytes(32)]), (1, [b"short"]), (-1, [])])
def test_what_is_no_edge_is_refused(size: int, hashes: list[bytes]) -> None:
    with pytest.raises(ValueError, match="not the edge"):
        Edge(size, hashes)


def test_proofs_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(8, LEAVES)
    with pytest.raises(ValueError, match="no such tree"):
        consistency_proof(0, LEAVES)
    assert not included(8, 8, LEAVES[0], [], LEAVES[0])
    assert not consistent((0, 1), (LEAVES[0], LEAVES[0]), [])
    assert not consistent((2, 3), (LEAVES[0], LEAVES[0]), [])
