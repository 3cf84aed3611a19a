"""Latent classes: the density by its gradient and by sums, the sampler by its invariance, and both by R's LCMCR."""

from itertools import permutations

import numpy as np
import pytest

from habeas.estimation.diagnostics import effective_size, quantile_error, r_hat
from habeas.estimation.latent import Effort, draw_missed, estimate_classes
from habeas.estimation.latent_model import RATE, SHAPE, LatentModel
from habeas.estimation.latent_sampler import TemperedSampler
from habeas.estimation.results import Options, RefusalError
from habeas.estimation.tables import CaptureTable

QUICK = Effort(warm_up=80, block=80, rounds=80)
SHORT = Effort(warm_up=10, block=10, rounds=10)
SMALL = CaptureTable(tuple("abc"), np.array([0, 9, 7, 3, 6, 2, 3, 2]))


def model(table, classes=10):
    return LatentModel.of(table.histories, table.counts, classes)


def weights_of(states, classes):
    """Class weights from log e, by the definition of a broken stick."""
    fractions = 1 - np.exp(-np.exp(states[:, : classes - 1]))
    rest = np.cumprod(np.hstack([np.ones((len(states), 1)), 1 - fractions]), axis=1)
    return rest * np.hstack([fractions, np.ones((len(states), 1))])


def test_the_likelihood_is_the_sum_over_classes():
    states = model(SMALL).from_prior(50, np.random.default_rng(1))
    weights = weights_of(states, 10)
    chances = 1 / (1 + np.exp(-states[:, 9:].reshape(50, 10, 3)))
    of_history = np.where(SMALL.histories[:, None, None, :], chances, 1 - chances).prod(axis=3)
    cells = (weights * of_history).sum(axis=2).T
    expected = (SMALL.counts * np.log(cells)).sum(axis=1) - SMALL.n * np.log(1 - cells[:, 0])
    values = model(SMALL).values(states)
    np.testing.assert_allclose(values.likelihood, expected, rtol=1e-9)
    np.testing.assert_allclose(values.missed, cells[:, 0], rtol=1e-9)


@pytest.mark.parametrize("power", [1.0, 0.3, 0.0])
def test_the_gradient_is_that_of_the_density(power):
    random = np.random.default_rng(2)
    density = model(SMALL)
    states = random.normal(size=(30, density.width))
    powers = np.full(30, power)

    def height(at):
        found = density.values(at)
        return power * found.likelihood + found.prior

    gradient = density.gradient(states, powers)
    for column in range(density.width):
        shift = np.zeros(density.width)
        shift[column] = 1e-6
        slope = (height(states + shift) - height(states - shift)) / 2e-6
        np.testing.assert_allclose(gradient[:, column], slope, rtol=1e-4, atol=1e-5)


def test_alpha_integrated_out_leaves_the_prior_of_the_sticks():
    """The density of e is the average over alpha of exponential densities with rate alpha."""
    density = model(SMALL, classes=3)
    states = np.zeros((2, density.width))
    states[:, :2] = np.log([[0.4, 1.1], [2.5, 0.02]])
    alpha = np.exp(np.linspace(-60, 12, 200_001))  # on a log scale: the Gamma(1/4) density has a long left tail
    heights = []
    for state in states:
        e = np.exp(state[:2])
        log_density = 2 * np.log(alpha) - alpha * e.sum() + SHAPE * np.log(alpha) - RATE * alpha
        heights.append(np.log(np.trapezoid(np.exp(log_density), np.log(alpha))) + state[:2].sum())
    prior = density.values(states).prior
    assert prior[0] - prior[1] == pytest.approx(heights[0] - heights[1], rel=1e-6)


def test_alternating_data_and_steps_keeps_the_prior():
    """Geweke's joint test: data drawn from states drawn from the prior, then steps given the data, then data again."""
    random, rows, units = np.random.default_rng(3), 1000, 40
    histories = (np.arange(8)[:, None] >> np.arange(3) & 1).astype(float)
    prior = LatentModel(histories, np.zeros(8), np.zeros(1)).from_prior(rows, random)
    sampler = TemperedSampler(LatentModel(histories, np.zeros((rows, 8)), np.full(rows, units)), 4, rows, 1)
    sampler.states, sampler.log_steps = prior.copy(), np.log(np.array([0.25]))
    for _ in range(8):
        sampler.model = LatentModel(histories, _data(sampler.states, histories, units, random), np.full(rows, units))
        sampler.draw(1)
    fresh = sampler.model.from_prior(20_000, random)
    for summary in _summaries():
        one, other = summary(sampler.states), summary(fresh)
        for chance in (0.1, 0.5, 0.9):
            share = (one <= np.quantile(other, chance)).mean()
            assert share == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / rows))
    assert not np.allclose(sampler.states, prior)


def _data(states, histories, units, random):
    """Histories of so many observed units given each state."""
    weights = weights_of(states, 10)
    chances = 1 / (1 + np.exp(-states[:, 9:].reshape(len(states), 10, 3)))
    of_history = np.where(histories[:, None, None, :] > 0, chances, 1 - chances).prod(axis=3)
    cells = (weights * of_history).sum(axis=2).T[:, 1:]
    drawn = random.multinomial(units, cells / cells.sum(axis=1, keepdims=True))
    return np.hstack([np.zeros((len(states), 1)), drawn]).astype(float)


def _summaries():
    def first(states):
        return states[:, 0]

    def last(states):
        return states[:, 8]

    def missed(states):
        chances = 1 / (1 + np.exp(-states[:, 9:].reshape(len(states), 10, 3)))
        return (weights_of(states, 10) * (1 - chances).prod(axis=2)).sum(axis=1)

    def listed(states):
        return states[:, 9]

    return first, last, missed, listed


def test_new_labels_keep_the_classes_and_the_prior():
    random = np.random.default_rng(5)
    density = model(SMALL)
    states = density.from_prior(4000, random)
    moved = density.relabelled(states, random)
    before, after = density.values(states), density.values(moved)
    finite = np.isfinite(before.likelihood)
    np.testing.assert_allclose(after.likelihood[finite], before.likelihood[finite], rtol=1e-6)
    assert (moved != states).any(axis=1).mean() > 0.5
    for summary in _summaries():
        for chance in (0.2, 0.5, 0.8):
            share = (summary(moved) <= np.quantile(summary(states), chance)).mean()
            assert share == pytest.approx(chance, abs=0.03)


def test_the_posterior_is_that_of_weighted_prior_draws():
    """An oracle that shares nothing with the sampler: 200,000 prior draws weighted by their likelihood."""
    density = model(SMALL, classes=4)
    with np.errstate(all="ignore"):
        found = density.values(density.from_prior(200_000, np.random.default_rng(6)))
    weight = np.nan_to_num(np.exp(found.likelihood - np.nanmax(found.likelihood)))
    order = np.argsort(found.missed)
    cumulative = np.cumsum(weight[order]) / weight.sum()
    sampler = TemperedSampler(density, 7)
    sampler.warm_up(100)
    missed = sampler.draw(300)
    error = 0.5 * np.sqrt(1 / effective_size(missed) + (weight**2).sum() / weight.sum() ** 2)
    assert error < 0.02
    for chance in (0.1, 0.25, 0.5, 0.75, 0.9):
        oracle = found.missed[order][np.searchsorted(cumulative, chance)]
        assert (missed <= oracle).mean() == pytest.approx(chance, abs=3 * error)


def test_tempered_runs_cross_between_modes_where_single_ones_stay(published):
    """On the British table runs without tempering disagree; tempered ones, no longer, come much closer."""
    density = model(published("uk_2013_5"))
    agreement = []
    for rungs in (1, 5):
        sampler = TemperedSampler(density, 8, ladders=8, rungs=rungs)
        sampler.warm_up(80)
        agreement.append(r_hat(sampler.draw(60)))
    assert agreement[1] < agreement[0]


def test_the_order_of_lists_and_empty_histories_change_not_one_bit():
    first = draw_missed(SMALL, 1, SHORT)[0]
    for order in list(permutations("abc"))[1::2]:
        assert np.array_equal(first, draw_missed(SMALL.restrict(order), 1, SHORT)[0])
    patterns = SMALL.patterns()
    assert np.array_equal(first, draw_missed(CaptureTable.from_counts("abc", patterns), 1, SHORT)[0])


def test_the_same_seed_gives_the_same_draws_however_they_are_asked_for():
    one, other = (TemperedSampler(model(SMALL), 9, 4, 3) for _ in range(2))
    one.warm_up(10)
    other.warm_up(10)
    assert np.array_equal(one.draw(20), np.concatenate([other.draw(5), other.draw(15)]))


def test_what_did_not_settle_has_no_number(published):
    with pytest.raises(RefusalError) as refusal:
        estimate_classes(published("uk_2013_5"), Options(), SHORT)
    assert refusal.value.code == "not_converged"
    assert refusal.value.details["r_hat"] > 1.01
    kept = estimate_classes(published("uk_2013_5"), Options(override="a first look"), SHORT)
    assert "a first look" in " ".join(note.text for note in kept.warnings)


def test_too_few_lists_are_refused():
    with pytest.raises(RefusalError) as refusal:
        estimate_classes(CaptureTable(("a", "b"), np.array([0, 9, 9, 9])), Options())
    assert refusal.value.code == "lcmcr_lists"


def test_the_hares_as_r_has_them(published):
    """LCMCR 0.4.14, four chains: 70, 76, 90 at 2.5, 50 and 97.5 %, R-hat 1.00, 4,000 effective draws."""
    result = estimate_classes(published("snowshoe_hare_6"), Options(override="a short run"), QUICK)
    assert result.estimate == pytest.approx(76, abs=1)
    assert (result.low, result.high) == pytest.approx((70, 90), abs=2)
    assert result.details["effective_size"] > 400
    assert result.n <= result.low <= result.estimate <= result.high
    assert (result.draws >= 0).all()


def test_a_stated_end_leaves_out_what_lies_beyond():
    stated = estimate_classes(SMALL, Options(override="a short run", max_missing=20), Effort(20, 30, 30))
    assert stated.high <= SMALL.n + 20
    with pytest.raises(RefusalError) as refusal:
        estimate_classes(SMALL, Options(override="a short run", max_missing=1), SHORT)
    assert refusal.value.code == "beyond_stated_end"


@pytest.mark.gold
def test_a_median_of_the_reference_within_monte_carlo_error(reference, reference_tables):
    name = "artificial_3"
    run, table = reference["tables"][name]["outputs"]["LCMCR"], reference_tables[name]
    missed, _ = draw_missed(table, 11, Effort(warm_up=80, block=120, rounds=120))
    totals = table.n / (1 - missed)
    theirs = 1.25 * (run["pooled"]["q975"] - run["pooled"]["q025"]) / 3.92 / np.sqrt(run["ess_total"])
    ours = quantile_error(totals, 0.5)
    assert abs(np.median(totals) - run["pooled"]["q50"]) < 4 * np.hypot(ours, theirs)
    assert effective_size(missed) > 400
