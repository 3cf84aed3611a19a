"""Fits against independent optimisation, closed forms, and R's own refits at 1e-14."""

import numpy as np
import pytest
from scipy.optimize import minimize

from habeas.estimation.fitting import fit, fit_matrix
from habeas.estimation.terms import closed, design, hierarchical, label


def test_the_published_best_model_of_kosovo(published):
    table = published("kosovo")
    models = hierarchical(4, 3)
    found = fit(table.counts, models)
    bic = found.criterion(np.array([4400.0]))[:, 0]
    best = int(np.argmin(bic))
    assert label(models[best], 4) == "[123,14,34]"
    assert 4400 + found.unseen[best, 0] == pytest.approx(10356.5189572519, rel=1e-9)
    assert found.deviances[best, 0] == pytest.approx(9.32267001566617, rel=1e-9)
    assert bic[best] == pytest.approx(203.029632752169, rel=1e-9)
    assert found.errors()[best, 0] == pytest.approx(785.9022, rel=1e-4)
    assert found.valid.all()


def test_an_optimiser_of_another_kind_finds_the_same_estimate(published):
    table = published("diabetes_4")
    model = closed((0b0101, 0b1010, 0b1100), 4)
    matrix, y = design(model, 4), table.counts[1:]

    def minus(beta):
        return float((np.exp(matrix @ beta) - y * (matrix @ beta)).sum())

    def slope(beta):
        return matrix.T @ (np.exp(matrix @ beta) - y)

    start = np.r_[5.0, np.zeros(matrix.shape[1] - 1)]
    answer = minimize(minus, start, jac=slope, method="BFGS", options={"gtol": 1e-8})
    assert fit(table.counts, [model]).unseen[0, 0] == pytest.approx(np.exp(answer.x[0]), rel=1e-5)


def test_a_model_of_one_pair_has_its_closed_form(published):
    """With lists 2 and 3 as one, and list 1 beside them: n0 = (only 1)(only 2 or 3) / (both)."""
    table = published("spina_bifida_3")
    merged = table.merge(table.lists[1:])
    only, others, both = (int(merged.counts[mask]) for mask in (1, 2, 3))
    assert fit(table.counts, [closed((0b110,), 3)]).unseen[0, 0] == pytest.approx(only * others / both, rel=1e-12)


def test_many_tables_at_once_give_what_each_gives_alone(published):
    table = published("uk_2013_5")
    random = np.random.default_rng(7)
    tables = np.concatenate([[table.counts], random.multinomial(table.n, table.counts / table.n, size=60)])
    models = hierarchical(5, 2)[::97]
    together = fit(tables, models, near=table.counts)
    for row in (0, 17, 60):
        alone = fit(tables[row], models)
        assert together.valid[:, row].tolist() == alone.valid[:, 0].tolist()
        np.testing.assert_allclose(together.unseen[:, row], alone.unseen[:, 0], rtol=1e-7)
        np.testing.assert_allclose(together.deviances[:, row], alone.deviances[:, 0], rtol=1e-7, atol=1e-7)


def test_a_design_without_full_rank_has_no_fit():
    assert fit_matrix(np.ones((4, 2)), np.array([1, 2, 3, 4])) is None


@pytest.mark.gold
def test_every_refit_of_r_at_full_precision(reference, reference_tables):
    compared = 0
    for name, table in reference_tables.items():
        exact = reference["tables"][name]["outputs"]["exact_loglinear_R_glm_eps1e-14_and_elementary"]
        for row in [exact["independence"], *exact.get("one_pair", []), exact.get("all_overlapping_pairs", {})]:
            if not row.get("N") or row["N"] > 1e9:  # R "converges" to 6.8e21 where no estimate exists
                continue
            terms = row["formula"].split("~")[1].replace("L", "").split("+")
            pairs = [tuple(int(j) - 1 for j in term.split(":")) for term in terms if ":" in term]
            found = fit(table.counts, [closed([1 << a | 1 << b for a, b in pairs], table.t)])
            if found.infinite[0, 0]:
                continue  # R keeps a huge finite value there
            assert table.n + found.unseen[0, 0] == pytest.approx(row["N"], rel=1e-8), (name, row["formula"])
            assert found.deviances[0, 0] == pytest.approx(row["deviance"], rel=1e-8), (name, row["formula"])
            assert found.criterion(np.array([2.0]), "aic")[0, 0] == pytest.approx(row["aic"], rel=1e-8)
            assert found.errors()[0, 0] == pytest.approx(row["se"], rel=1e-6)
            compared += 1
    assert compared > 150


@pytest.mark.gold
def test_every_hierarchical_model_of_rcapture(reference, reference_tables):
    compared = 0
    for name, table in reference_tables.items():
        rows = reference["tables"][name]["outputs"]["Rcapture"].get("closedpMS", {}).get("by_BIC", [])
        models = (
            {label(model, table.t): model for model in hierarchical(table.t, 3 if table.t == 4 else 2)} if rows else {}
        )
        for row in rows:
            if row["infoFit"] or row["abundance"] < table.n + 1e-3:
                continue
            found = fit(table.counts, [models[row["model"]]])
            assert table.n + found.unseen[0, 0] == pytest.approx(row["abundance"], rel=1e-4), (name, row["model"])
            assert found.deviances[0, 0] == pytest.approx(row["deviance"], rel=1e-6, abs=1e-6)
            assert found.criterion(np.array([float(table.n)]))[0, 0] == pytest.approx(row["BIC"], rel=1e-8)
            assert found.errors()[0, 0] == pytest.approx(row["stderr"], rel=1e-4)
            compared += 1
    assert compared > 500
