"""R-hat, effective size, Monte-Carlo error and modes on chains whose truth is known."""

import numpy as np
import pytest

from habeas.estimation.diagnostics import effective_size, modes, quantile_error, r_hat


def chains(seed, correlation=0.0, rounds=2000, number=8):
    """Autoregressive chains of standard normal values."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(rounds, number))
    for i in range(1, rounds):
        values[i] = correlation * values[i - 1] + np.sqrt(1 - correlation**2) * values[i]
    return values


def test_independent_draws_agree_and_count_in_full():
    draws = chains(1)
    assert r_hat(draws) < 1.005
    assert effective_size(draws) == pytest.approx(draws.size, rel=0.1)


@pytest.mark.parametrize("correlation", [0.5, 0.9, 0.97])
def test_correlated_draws_count_for_less(correlation):
    draws = chains(2, correlation, rounds=8000)
    expected = draws.size * (1 - correlation) / (1 + correlation)
    assert effective_size(draws) == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize("wrong", ["place", "spread", "drift"])
def test_chains_that_differ_are_noticed(wrong):
    draws = chains(3)
    if wrong == "place":
        draws[:, 0] += 1
    elif wrong == "spread":
        draws[:, 0] *= 3
    else:
        draws += np.linspace(-0.5, 0.5, len(draws))[:, None]
    assert r_hat(draws) > 1.01


def test_two_separated_modes_without_crossings_are_worth_next_to_nothing():
    draws = chains(4)
    draws[:, :4] += 20
    assert r_hat(draws) > 1.5
    assert effective_size(draws) < 20


def test_a_monotone_change_of_scale_changes_nothing():
    draws = chains(5, 0.8)
    assert r_hat(np.exp(3 * draws)) == pytest.approx(r_hat(draws), abs=5e-3)
    assert effective_size(np.exp(3 * draws)) == pytest.approx(effective_size(draws))


def test_the_error_of_a_median_is_that_of_repeated_runs():
    medians = [np.median(chains(seed, 0.6, rounds=500, number=4)) for seed in range(150)]
    stated = np.mean([quantile_error(chains(seed, 0.6, rounds=500, number=4), 0.5) for seed in range(150, 180)])
    assert stated == pytest.approx(np.std(medians), rel=0.2)


def test_constant_chains_agree():
    assert r_hat(np.ones((100, 4))) == 1.0
    assert effective_size(np.ones((100, 4))) == 400


def test_modes_are_found_with_their_shares():
    random = np.random.default_rng(6)
    values = np.exp(np.append(random.normal(9, 0.1, 3000), random.normal(10, 0.15, 7000)))
    first, second = modes(values)
    assert (first.at, second.at) == pytest.approx((np.exp(9), np.exp(10)), rel=0.1)
    assert (first.share, second.share) == pytest.approx((0.3, 0.7), abs=0.02)


def test_one_hill_stays_one():
    for seed in range(5):
        random = np.random.default_rng(seed)
        assert len(modes(np.exp(random.normal(8, 0.3, 4000)))) == 1
        assert len(modes(np.exp(random.gamma(2, 0.3, 4000)))) == 1
    assert len(modes(np.full(100, 5.0))) == 1
