"""The compiled kernel against dense matrices at the same nodes."""

import numpy as np
import pytest

from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import STANDARD
from tests.inference.brute_force import evaluate_dense
from tests.inference.trials import load_priors, simulate_days


def compare_with_dense(days, priors, n_compared=25):
    """Compare log weights, means and covariances at nodes spread over the rule."""
    posterior = compute_posterior(days, priors, STANDARD)
    nodes, order = posterior.nodes, np.random.default_rng(0).permutation(posterior.weight.size)
    heavy = [i for i in order if posterior.weight.ravel()[i] > 1e-9][:n_compared]
    offsets = []
    for component in heavy:
        j, m, n = np.unravel_index(component, posterior.weight.shape)
        log, mean, cov = evaluate_dense(
            days, priors, nodes.rho[n], nodes.noise_share[n], nodes.kappa[n], nodes.tau[j],
            posterior.sd[j, m, n],
        )  # fmt: skip
        rows, cols = np.tril_indices(mean.size)
        np.testing.assert_allclose(posterior.mean[:, j, m, n], mean, rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(posterior.cov[:, j, m, n], cov[rows, cols], rtol=1e-8, atol=1e-9)
        offsets.append((j, m, n, log))
    return posterior, offsets


@pytest.mark.parametrize("seed", range(4))
def test_coefficients_equal_the_dense_solution_at_the_same_nodes(seed):
    days = simulate_days(seed, rho=0.7, noise_share=0.4, period_sd=0.8)
    compare_with_dense(days, load_priors())


def test_three_arms_equal_the_dense_solution():
    days = simulate_days(5, treatments=("low", "high"), period_sd=0.5)
    compare_with_dense(days, load_priors())


def test_weights_equal_likelihood_times_priors_times_quadrature_weights():
    days, priors = simulate_days(8, n_blocks=2), load_priors()
    posterior, offsets = compare_with_dense(days, priors)
    nodes = posterior.nodes
    excess = []
    for j, m, n, log in offsets:
        # What is left after likelihood and priors: the weights of the rule.
        rule = nodes.log_node[n] + nodes.log_tau[j] + hermite_log_weight(days, m)
        excess.append(np.log(posterior.weight[j, m, n]) - log - rule)
    np.testing.assert_allclose(excess, excess[0], atol=1e-8)
    assert excess[0] == pytest.approx(-posterior.log_evidence, abs=1e-8)


def hermite_log_weight(days, m):
    """Return the log weight of a node of log s, by Gauss-Hermite in units of 1/sqrt(n - 2)."""
    nodes, weights = np.polynomial.hermite.hermgauss(STANDARD.fine.log_sd)
    return np.log(weights[m]) + nodes[m] ** 2 - 0.5 * np.log(days.observed.sum() - 2)


def test_the_same_diary_gives_the_same_bytes():
    days, priors = simulate_days(7), load_priors()
    first, second = (compute_posterior(days, priors, STANDARD) for _ in range(2))
    assert first.weight.tobytes() == second.weight.tobytes()
    assert first.mean.tobytes() == second.mean.tobytes()
