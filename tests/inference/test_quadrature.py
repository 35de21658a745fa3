"""Rules over the hyper-parameters: priors integrate to 1, and coarser rules agree with finer ones.

The 20 seeded trials mix designs, kinds of noise and truths. Periods have 14 days or
more: in shorter ones the change reached may vanish at some time constants.
"""

import numpy as np
import pytest
from scipy.stats import halfnorm, truncexpon

from lowdose.inference.posterior import compute_posterior
from lowdose.inference.priors import onset_quantile
from lowdose.inference.quadrature import (
    FAST,
    KAPPA,
    NOISE,
    REFERENCE,
    RHO,
    STANDARD,
    TAU,
    PassRule,
    marginal_masses,
    narrow_axis,
    normal_rule,
    place_axis,
    place_nodes,
    unit_rule,
)
from tests.inference.trials import load_priors, simulate_days

WHOLE = np.array([[0.0, 1.0]] * 4)
RULES = (FAST, STANDARD, REFERENCE)
NOISES = ((0.36, 0.0), (0.6, 0.2), (0.8, 0.4))
DESIGNS = ((3, 14), (3, 28), (6, 14), (4, 28))


@pytest.mark.parametrize("power", range(8))
def test_four_nodes_integrate_polynomials_up_to_degree_seven(power):
    values, log_weights = place_axis(4, 0.2, 0.7)
    exact = (0.7 ** (power + 1) - 0.2 ** (power + 1)) / (power + 1)
    assert np.exp(log_weights) @ values**power == pytest.approx(exact, rel=1e-12)


def test_an_axis_without_width_is_one_sure_point():
    values, log_weights = place_axis(5, 0.3, 0.3)
    assert values.tolist() == [0.3]
    assert log_weights.tolist() == [0.0]


def test_three_hermite_nodes_integrate_a_squared_normal_variable():
    nodes, weights = normal_rule(3)
    # The integral of x^4 exp(-x^2) is 3/4 of the square root of pi.
    assert weights @ nodes**4 == pytest.approx(0.75 * np.sqrt(np.pi), rel=1e-12)


def test_the_onset_quantile_is_that_of_an_exponential_cut_at_the_longest():
    onset = load_priors().onset
    share = np.array([0.0, 0.01, 0.25, 0.5, 0.9, 0.999, 1.0])
    expected = truncexpon.ppf(share, onset.longest / onset.mean, scale=onset.mean)
    np.testing.assert_allclose(onset_quantile(onset, share), expected, rtol=1e-10)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_nodes_of_tau_have_the_mean_of_the_onset_prior(rule):
    onset = load_priors().onset
    nodes = place_nodes(rule.fine, WHOLE, onset)
    exact = truncexpon.mean(onset.longest / onset.mean, scale=onset.mean)
    assert np.exp(nodes.log_tau).sum() == pytest.approx(1.0, rel=1e-12)
    # The logarithm at the upper end costs a Gauss rule of 6 nodes about 2 %.
    assert np.exp(nodes.log_tau) @ nodes.tau == pytest.approx(exact, rel=0.02)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@pytest.mark.parametrize("scale_in_sd", [0.2, 0.47, 1.0])
def test_the_prior_mass_over_the_whole_box_is_one(rule, scale_in_sd):
    nodes = place_nodes(rule.coarse, WHOLE, load_priors().onset)
    prior = halfnorm.pdf(nodes.kappa, scale=scale_in_sd)
    # Eight nodes of artanh meet a half-normal within 1 %; a narrow one is the hardest.
    assert np.exp(nodes.log_node) @ prior == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rho_and_noise_share_have_uniform_means_and_are_independent(rule):
    box = np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 0.0], [0.0, 1.0]])
    nodes = place_nodes(rule.fine, box, load_priors().onset)
    weight = np.exp(nodes.log_node)
    assert weight @ nodes.rho == pytest.approx(0.5, rel=1e-12)
    assert weight @ nodes.noise_share == pytest.approx(0.5, rel=1e-12)
    assert weight @ (nodes.rho * nodes.noise_share) == pytest.approx(0.25, rel=1e-12)
    assert set(nodes.kappa) == {0.0}


def test_marginal_masses_are_sums_over_the_other_parameters():
    nodes = place_nodes(PassRule(3, 2, 4, 5, 2), WHOLE, load_priors().onset)
    log_weight = np.random.default_rng(1).normal(size=(5, 2, 24))
    table = np.exp(log_weight).reshape(5, 2, 3, 2, 4)
    table /= table.sum()
    found = marginal_masses(log_weight, nodes)
    np.testing.assert_allclose(found[RHO], table.sum(axis=(0, 1, 3, 4)), rtol=1e-12)
    np.testing.assert_allclose(found[NOISE], table.sum(axis=(0, 1, 2, 4)), rtol=1e-12)
    np.testing.assert_allclose(found[KAPPA], table.sum(axis=(0, 1, 2, 3)), rtol=1e-12)
    np.testing.assert_allclose(found[TAU], table.sum(axis=(1, 2, 3, 4)), rtol=1e-12)


def test_marginal_masses_survive_log_weights_far_below_zero():
    nodes = place_nodes(PassRule(3, 2, 4, 5, 2), WHOLE, load_priors().onset)
    masses = marginal_masses(np.full((5, 2, 24), -5000.0), nodes)
    assert masses[TAU] == pytest.approx(np.full(5, 0.2))


@pytest.mark.parametrize(
    ("mass", "expected"),
    [
        ([0.0, 0.5, 0.5, 0.0, 0.0], (0.1, 0.7)),  # the neighbours of the outermost heavy nodes
        ([0.2, 0.8, 0.0, 0.0, 0.0], (0.0, 0.5)),  # no neighbour below: the end of the box
        ([0.0, 0.0, 0.0, 0.2, 0.8], (0.5, 1.0)),
        ([0.2, 0.2, 0.2, 0.2, 0.2], (0.0, 1.0)),
        ([0.5, 0.0, 0.0, 0.0, 0.5], (0.0, 1.0)),  # a gap in the middle stays inside
    ],
)
def test_a_box_keeps_the_neighbours_of_heavy_nodes(mass, expected):
    values = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    assert narrow_axis(np.array(mass), values, (0.0, 1.0), 1e-3) == expected


def test_unit_rule_is_symmetric():
    nodes, weights = unit_rule(7)
    np.testing.assert_allclose(nodes, 1.0 - nodes[::-1], atol=1e-15)
    assert weights.sum() == pytest.approx(1.0, rel=1e-14)


def simulate_mixed(seed):
    """Return one of 20 trials of mixed designs, kinds of noise and truths."""
    n_blocks, period_days = DESIGNS[seed % 4]
    rho, noise_share = NOISES[seed % 3]
    return simulate_days(
        seed, n_blocks, period_days, rho=rho, noise_share=noise_share,
        period_sd=(0.0, 0.5, 1.3)[seed // 3 % 3], tau_days=(0.0, 7.0, 14.0)[seed % 3],
        effects=((0.0, -1.0, -2.0)[seed // 2 % 3],),
    )  # fmt: skip


def summarise_under(rule, days):
    """Return mean, sd, quantiles and probabilities of the two effects."""
    posterior = compute_posterior(days, load_priors(), rule)
    rows = [posterior.effect_row(0, reached=reached) for reached in (True, False)]
    return np.array([posterior.summarise_row(row, (0.0, -0.5, -1.0)) for row in rows])


@pytest.fixture(scope="module")
def errors():
    """Errors against the reference rule: mean, sd and quantiles in posterior SDs, probabilities."""
    found = {"fast": [], "standard": []}
    for seed in range(20):
        days = simulate_mixed(seed)
        exact = summarise_under(REFERENCE, days)
        scale = np.hstack([np.repeat(exact[:, 1:2], 4, axis=1), np.ones((2, 3))])
        for rule in (FAST, STANDARD):
            found[rule.name].append(np.abs(summarise_under(rule, days) - exact) / scale)
    return {name: np.array(parts) for name, parts in found.items()}


@pytest.mark.parametrize(
    ("rule", "mean", "quantiles", "probability"),
    [("fast", 0.03, 0.06, 0.015), ("standard", 0.005, 0.015, 0.003)],
)
def test_errors_of_mixed_trials_stay_small(errors, rule, mean, quantiles, probability):
    # Bounds: what the design study measured for 95 % (fast) and all (standard) of its trials.
    worst = errors[rule].max(axis=(0, 1))
    assert worst[:2].max() < mean
    assert worst[2:4].max() < quantiles
    assert worst[4:].max() < probability


def test_the_standard_rule_is_closer_than_the_fast_one(errors):
    assert np.median(errors["standard"]) < 0.5 * np.median(errors["fast"])
