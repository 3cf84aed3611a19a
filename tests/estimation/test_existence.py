"""Which models have an estimate on which table: the published classifications, and an independent programme."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from habeas.estimation.existence import Status, margins, reduce, status
from habeas.estimation.fitting import fit
from habeas.estimation.tables import CaptureTable
from habeas.estimation.terms import closed, design, hierarchical, label

PUBLISHED = {"[1,2,3]": 0, "[12,3]": 1, "[13,2]": 0, "[23,1]": 0}
PUBLISHED |= {"[12,13]": 1, "[12,23]": 1, "[13,23]": 0, "[12,13,23]": 2}


def test_the_eight_published_classifications(published):
    table = published("artificial_3")
    found = {label(model, 3): int(status(model, table.counts, 3)) for model in hierarchical(3, 2)}
    assert found == PUBLISHED


def test_all_pairs_of_korea_have_no_estimate(published):
    table = published("korea_palembang_3")
    assert status(closed((0b011, 0b101, 0b110), 3), table.counts, 3) is Status.NO_ESTIMATE


def primal(model, table):
    """The programme as published: the largest s with A'x = A'y and x >= s; 0 means that no estimate exists."""
    left = reduce(model, table.counts, table.t)
    matrix = design(model, table.t)[left.cells][:, left.parameters]
    y = table.counts[1:][left.cells].astype(float)
    cells, width = matrix.shape
    answer = linprog(
        np.r_[np.zeros(cells), -1.0],
        A_eq=np.hstack([matrix.T, np.zeros((width, 1))]),
        b_eq=matrix.T @ y,
        A_ub=np.hstack([-np.eye(cells), np.ones((cells, 1))]),
        b_ub=np.zeros(cells),
        bounds=[(0, None)] * (cells + 1),
    )
    return -answer.fun > 1e-7


counts = st.lists(st.sampled_from([0, 0, 0, 1, 2, 7, 30]), min_size=15, max_size=15).filter(any)


@settings(max_examples=25, deadline=None)
@given(counts, st.integers(0, 112))
def test_the_dual_programme_agrees_with_the_published_one(values, number):
    table = CaptureTable(("a", "b", "c", "d"), np.array([0, *values]))
    model = hierarchical(4, 3)[number]
    assert (status(model, table.counts, 4) in (Status.OK, Status.NOT_IDENTIFIED)) == primal(model, table)


@settings(max_examples=20, deadline=None)
@given(counts)
def test_a_fit_settles_exactly_where_an_estimate_exists(values):
    table = CaptureTable(("a", "b", "c", "d"), np.array([0, *values]))
    models = hierarchical(4, 3)[::4]
    exists = [status(model, table.counts, 4) is Status.OK for model in models]
    assert fit(table.counts, models).valid[:, 0].tolist() == exists


@settings(deadline=None)
@given(counts)
def test_margins_count_the_units_on_every_list(values):
    table = CaptureTable(("a", "b", "c", "d"), np.array([0, *values]))
    found = margins(table.counts)
    assert [int(found[mask]) for mask in range(1, 16)] == [table.margin(mask) for mask in range(1, 16)]
