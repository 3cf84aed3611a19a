"""Who documented what, as lists: copies and doubtful twins never make two, and nothing hangs on an order."""

import random

from hypothesis import given
from hypothesis import strategies as st

from habeas.estimation.documenters import Sighting, documented, table_of, united

NO_DOUBT: frozenset[frozenset[str]] = frozenset()


def sighting(text: str) -> Sighting:
    return Sighting(*text.split())


def test_two_documenters_with_own_witnesses_are_two_lists() -> None:
    found = documented([sighting("s1 A o1"), sighting("s1 B o2"), sighting("s2 A o1")], NO_DOUBT)
    assert [(one.documenters, one.units) for one in found.lists] == [(("A",), {"s1", "s2"}), (("B",), {"s1"})]
    assert found.doubtful == 0


def test_two_documenters_of_one_origin_are_one_list() -> None:
    (only,) = documented([sighting("s1 A o1"), sighting("s1 B o1"), sighting("s2 B o2")], NO_DOUBT).lists
    assert set(only.documenters) == {"A", "B"}
    assert only.units == {"s1", "s2"}


def test_origins_that_may_be_one_make_one_list_where_half_of_what_is_shared_rests_on_them() -> None:
    shared = [sighting(f"s{i} A a{i}") for i in range(4)] + [sighting(f"s{i} B b{i}") for i in range(4)]
    half = {frozenset((f"a{i}", f"b{i}")) for i in range(2)}
    assert len(documented(shared, half).lists) == 1
    apart = documented(shared, {frozenset(("a0", "b0"))})
    assert len(apart.lists) == 2
    assert apart.doubtful == 1


def test_another_origin_on_the_same_unit_takes_the_doubt_away() -> None:
    seen = [sighting("s1 A a1"), sighting("s1 B b1"), sighting("s1 B b2")]
    assert len(documented(seen, {frozenset(("a1", "b1"))}).lists) == 2


def test_many_small_documenters_are_put_together_and_none_is_lost() -> None:
    large = [sighting(f"s{i} {name} {name}") for name in "ABCD" for i in range(8)]
    small = [sighting(f"t{i} small{i} o{i}") for i in range(9)]
    found = documented([*large, *small], NO_DOUBT)
    assert [len(one.units) for one in found.lists] == [8, 8, 8, 8, 9]
    assert found.lists[-1].together
    assert len(found.lists[-1].documenters) == 9


@given(
    st.sets(st.builds(Sighting, *(st.sampled_from([f"{k}{i}" for i in range(6)]) for k in "udo")), min_size=1),
    st.sets(st.frozensets(st.sampled_from([f"o{i}" for i in range(6)]), min_size=2, max_size=2)),
    st.randoms(use_true_random=False),
)
def test_every_unit_stays_and_order_changes_nothing(
    sightings: set[Sighting], doubts: set[frozenset[str]], dice: random.Random
) -> None:
    found = documented(sorted(sightings), doubts)
    mixed = list(sightings)
    dice.shuffle(mixed)
    assert documented(mixed, doubts) == found
    assert frozenset().union(*(one.units for one in found.lists)) == {one.unit for one in sightings}
    assert sorted(name for one in found.lists for name in one.documenters) == sorted({s.documenter for s in sightings})


def test_a_copy_never_adds_an_overlap() -> None:
    base = [sighting(f"s{i} A a{i}") for i in range(5)]
    copies = [sighting(f"s{i} B a{i}") for i in range(5)]
    assert [one.units for one in documented([*base, *copies], NO_DOUBT).lists] == [{f"s{i}" for i in range(5)}]


def test_tables_leave_out_lists_without_units() -> None:
    table = table_of({"A": {"s1", "s2"}, "B": {"s3"}}, only={"s1"})
    assert table is not None
    assert (table.lists, table.n) == (("A",), 1)
    assert table_of({"A": {"s1"}}, only={"s9"}) is None


def test_united_takes_the_smallest_of_a_chain() -> None:
    assert united("abcd", [("c", "b"), ("b", "a")]) == {"a": "a", "b": "a", "c": "a", "d": "d"}
