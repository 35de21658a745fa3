"""Summaries of normal mixtures against scipy's distribution function and root finder."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from lowdose.inference.mixture import probabilities_below, summarise
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import STANDARD
from tests.inference.trials import load_priors, simulate_days

#: Newton stops when a step is below this share of the mixture's standard deviation.
STEP = 1e-4
NO_THRESHOLDS = np.array([])

components = st.lists(
    st.tuples(st.floats(0.01, 1.0), st.floats(-10.0, 10.0), st.floats(0.01, 10.0)),
    min_size=1,
    max_size=30,
)


def draw_mixture(n, seed):
    """Return weights, means and standard deviations of a random mixture."""
    rng = np.random.default_rng(seed)
    weight = rng.uniform(0.2, 1.0, n)
    return weight / weight.sum(), rng.normal(-1.0, 2.0, n), np.exp(rng.normal(-0.5, 0.8, n))


def as_mixture(triples):
    """Return weights that sum to 1, means and standard deviations."""
    weight, mean, sd = np.array(triples).T.copy()
    return weight / weight.sum(), mean, sd


def find_quantile(mixture, probability):
    """Return a quantile by bracketing the root of the distribution function."""
    weight, mean, sd = mixture
    ends = (mean - 12.0 * sd).min(), (mean + 12.0 * sd).max()
    return brentq(lambda x: weight @ norm.cdf(x, mean, sd) - probability, *ends, xtol=1e-12)


def test_a_single_normal_has_its_textbook_summary():
    one = np.array([1.0]), np.array([-1.5]), np.array([0.5])
    found = summarise(*one, np.array([-1.5, -1.0, 0.0]))
    expected = [-1.5, 0.5, -1.5 - 0.5 * 1.959964, -1.5 + 0.5 * 1.959964, 0.5, 0.841345, 0.998650]
    assert found == pytest.approx(expected, abs=1e-6)  # six printed digits of the tables


@pytest.mark.parametrize("n", [1, 2, 7, 300, 5000])
def test_mean_and_sd_equal_the_moment_formulas(n):
    weight, mean, sd = draw_mixture(n, seed=n)
    centre, spread = summarise(weight, mean, sd, NO_THRESHOLDS)[:2]
    assert centre == pytest.approx(np.average(mean, weights=weight), rel=1e-12)
    second = np.average(sd**2 + mean**2, weights=weight)
    assert spread == pytest.approx(np.sqrt(second - centre**2), rel=1e-10)


@pytest.mark.parametrize("n", [1, 2, 7, 300, 5000])
def test_quantiles_equal_the_roots_of_the_distribution_function(n):
    mixture = draw_mixture(n, seed=100 + n)
    _, spread, low, high = summarise(*mixture, NO_THRESHOLDS)
    assert low == pytest.approx(find_quantile(mixture, 0.025), abs=STEP * spread)
    assert high == pytest.approx(find_quantile(mixture, 0.975), abs=STEP * spread)


@pytest.mark.parametrize("n", [1, 2, 7, 300, 5000])
def test_probabilities_equal_weighted_normal_probabilities(n):
    weight, mean, sd = draw_mixture(n, seed=200 + n)
    thresholds = np.array([-6.0, -1.0, 0.0, 0.3, 5.0])
    expected = [weight @ norm.cdf(x, mean, sd) for x in thresholds]
    # Above 1,024 components like ones are merged, at the promised cost of 2e-5.
    allowed = 1e-13 if n <= 1024 else 2e-5
    assert summarise(weight, mean, sd, thresholds)[4:] == pytest.approx(expected, abs=allowed)
    assert probabilities_below(weight, mean, sd, thresholds) == pytest.approx(expected, abs=allowed)


@pytest.mark.parametrize("z", [-37.0, -20.0, -8.0, 8.0])
def test_a_far_tail_keeps_its_relative_size(z):
    one = np.array([1.0]), np.array([3.0]), np.array([2.0])
    found = probabilities_below(*one, np.array([3.0 + 2.0 * z]))[0]
    assert found == pytest.approx(norm.cdf(z), rel=1e-11)  # rounding of z times itself


@pytest.mark.parametrize("share", [0.01, 0.024, 0.026, 0.5])
def test_quantiles_of_two_far_peaks_lie_at_the_right_peak(share):
    mixture = np.array([share, 1.0 - share]), np.array([-50.0, 50.0]), np.array([0.1, 0.1])
    _, spread, low, high = summarise(*mixture, NO_THRESHOLDS)
    assert low == pytest.approx(find_quantile(mixture, 0.025), abs=STEP * spread)
    assert high == pytest.approx(find_quantile(mixture, 0.975), abs=STEP * spread)


def test_quantiles_hold_for_spreads_a_million_times_apart():
    mixture = np.array([0.4, 0.3, 0.3]), np.array([0.0, 1.0, -2.0]), np.array([1e-4, 1.0, 100.0])
    _, spread, low, high = summarise(*mixture, NO_THRESHOLDS)
    assert low == pytest.approx(find_quantile(mixture, 0.025), abs=STEP * spread)
    assert high == pytest.approx(find_quantile(mixture, 0.975), abs=STEP * spread)


@settings(max_examples=50)
@given(components, st.lists(st.floats(-60.0, 60.0), min_size=2, max_size=9))
def test_probabilities_rise_with_the_threshold(triples, thresholds):
    found = probabilities_below(*as_mixture(triples), np.sort(thresholds))
    assert np.all(np.diff(found) >= -1e-15)  # rounding of a sum of 30 terms
    assert found.min() >= 0.0
    assert found.max() <= 1.0 + 1e-15


@pytest.mark.parametrize("seed", range(4))
def test_merging_costs_a_posterior_less_than_is_promised(seed):
    posterior = compute_posterior(simulate_days(seed, n_blocks=2 + seed), load_priors(), STANDARD)
    mean, sd = (part.ravel() for part in posterior.combine(posterior.effect_row(0, reached=True)))
    mixture = posterior.weight.ravel(), mean, sd
    _, spread, low, high, below = summarise(*mixture, np.array([-0.5]))
    assert low == pytest.approx(find_quantile(mixture, 0.025), abs=1e-4 * spread)
    assert high == pytest.approx(find_quantile(mixture, 0.975), abs=1e-4 * spread)
    assert below == pytest.approx(mixture[0] @ norm.cdf(-0.5, mean, sd), abs=2e-5)


def test_two_components_have_finite_quantiles():
    weight, mean, sd = np.array([2.0, 1.0]) / 3.0, np.array([0.0, 3.0]), np.array([0.5, 4.0])
    found = summarise(weight, mean, sd, NO_THRESHOLDS)
    mixture = (weight, mean, sd)
    assert found[2:] == pytest.approx([find_quantile(mixture, p) for p in (0.025, 0.975)], abs=1e-3)


@settings(max_examples=50)
@given(components)
def test_quantiles_lie_between_those_of_the_components(triples):
    mixture = as_mixture(triples)
    _, spread, *found = summarise(*mixture, NO_THRESHOLDS)
    for quantile, probability in zip(found, (0.025, 0.975), strict=True):
        parts = norm.ppf(probability, mixture[1], mixture[2])
        assert parts.min() - STEP * spread <= quantile <= parts.max() + STEP * spread


@settings(max_examples=50)
@given(components)
def test_quantiles_of_any_mixture_equal_the_bracketed_roots(triples):
    mixture = as_mixture(triples)
    _, spread, low, high = summarise(*mixture, NO_THRESHOLDS)
    assert low == pytest.approx(find_quantile(mixture, 0.025), abs=STEP * spread)
    assert high == pytest.approx(find_quantile(mixture, 0.975), abs=STEP * spread)


@settings(max_examples=50)
@given(components, st.floats(-20.0, 20.0))
def test_a_shifted_mixture_has_shifted_quantiles(triples, shift):
    weight, mean, sd = as_mixture(triples)
    here = summarise(weight, mean, sd, NO_THRESHOLDS)
    there = summarise(weight, mean + shift, sd, NO_THRESHOLDS)
    np.testing.assert_allclose(there[[0, 2, 3]], here[[0, 2, 3]] + shift, atol=2 * STEP * here[1])
