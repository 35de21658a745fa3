"""Summaries of a posterior against sums over its components, written out."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm, truncexpon

from lowdose.inference.exposure import build_exposure
from lowdose.inference.posterior import compute_posterior
from lowdose.inference.quadrature import FAST
from lowdose.inference.summary import (
    Sizes,
    own_data_weight,
    summarise_data,
    summarise_effect,
    summarise_hyper,
    summarise_levels,
)
from lowdose.inference.trial_days import period_end_windows
from lowdose.terms import OUTCOMES, Outcome
from tests.inference.trials import cut_out, lay_out, load_priors, simulate_days

PRIORS = load_priors()
SIZES = Sizes(mcid=1.0, much_better_share=0.3)
#: What merging components of a large mixture may change in a probability.
MERGED = 5e-5


@pytest.fixture(scope="module")
def trial():
    """A trial of two doses, and its posterior."""
    days = simulate_days(2, treatments=("low", "high"), effects=(-1.0, -2.0))
    return days, compute_posterior(days, PRIORS, FAST)


def average(posterior, values):
    """Return the posterior mean of a quantity given by component."""
    return float(np.sum(posterior.weight * values))


def test_the_level_off_treatment_has_no_part_of_the_treatment_itself():
    days = simulate_days(2)
    posterior = compute_posterior(days, PRIORS, FAST)
    off, on = summarise_levels(posterior, days, 0)
    assert off.mean == pytest.approx(average(posterior, posterior.mean[0]), rel=1e-9)
    reach = posterior.reach[0][:, None, None]
    assert on.mean == pytest.approx(
        average(posterior, posterior.mean[0] + reach * posterior.mean[2]), rel=1e-9
    )


def test_the_level_off_one_dose_holds_what_is_left_of_the_other(trial):
    days, posterior = trial
    left = posterior.level_reach[1][:, None, None] * posterior.mean[3]
    off, _ = summarise_levels(posterior, days, 0)
    assert off.mean == pytest.approx(average(posterior, posterior.mean[0] + left), rel=1e-9)


def test_hyper_parameters_are_posterior_means(trial):
    days, posterior = trial
    hyper, nodes = summarise_hyper(posterior, days), posterior.nodes
    assert hyper.rho == pytest.approx(average(posterior, nodes.rho), rel=1e-9)
    assert hyper.noise_share == pytest.approx(average(posterior, nodes.noise_share), rel=1e-9)
    assert hyper.tau_days == pytest.approx(average(posterior, nodes.tau[:, None, None]), rel=1e-9)
    assert hyper.sd == pytest.approx(average(posterior, posterior.sd), rel=1e-9)
    period_sd = average(posterior, posterior.sd * nodes.kappa)
    assert hyper.period_sd == pytest.approx(period_sd, rel=1e-9)


@pytest.mark.parametrize("k", [0, 1])
def test_probabilities_of_an_effect_are_sums_of_normal_probabilities(trial, k):
    days, posterior = trial
    reach = posterior.reach[k][:, None, None]
    mean = reach * posterior.mean[2 + k]
    sd = np.abs(reach) * np.sqrt(posterior.cov[(2 + k) * (3 + k) // 2 + 2 + k])
    found = summarise_effect(posterior, days, k, SIZES, reached=True)
    for name, size in (("p_meaningful", 1.0), ("p_two_mcid", 2.0)):
        exact = average(posterior, norm.cdf(-size, mean, sd))
        assert getattr(found, name) == pytest.approx(exact, abs=MERGED)
    assert found.mean == pytest.approx(average(posterior, mean), rel=1e-9)


def test_thirty_percent_is_a_share_of_the_level_off_treatment():
    days = simulate_days(2, effects=(-2.5,))
    posterior = compute_posterior(days, PRIORS, FAST)
    found = summarise_effect(posterior, days, 0, SIZES, reached=True).p_thirty_percent
    # P(reach * beta + 0.3 * alpha < 0), with the covariance of alpha and beta.
    reach = posterior.reach[0][:, None, None]
    mean = reach * posterior.mean[2] + 0.3 * posterior.mean[0]
    variance = (
        reach**2 * posterior.cov[5] + 0.09 * posterior.cov[0] + 0.6 * reach * posterior.cov[3]
    )
    assert found == pytest.approx(
        average(posterior, norm.cdf(0, mean, np.sqrt(variance))), abs=MERGED
    )


def test_thirty_percent_more_is_asked_where_more_is_better():
    days = replace(simulate_days(2, level=3.0, effects=(2.0,)), outcome=OUTCOMES["sleep"])
    posterior = compute_posterior(days, PRIORS, FAST)
    found = summarise_effect(posterior, days, 0, SIZES, reached=True).p_thirty_percent
    # P(reach * beta > 0.3 * alpha)
    reach = posterior.reach[0][:, None, None]
    mean = 0.3 * posterior.mean[0] - reach * posterior.mean[2]
    variance = (
        reach**2 * posterior.cov[5] + 0.09 * posterior.cov[0] - 0.6 * reach * posterior.cov[3]
    )
    assert found == pytest.approx(
        average(posterior, norm.cdf(0, mean, np.sqrt(variance))), abs=MERGED
    )


@pytest.mark.parametrize("prior_mean", [0.0, -1.5])
def test_own_data_weight_compares_with_the_prior_of_the_change_reached(prior_mean):
    days = simulate_days(3)
    priors = replace(PRIORS, effect=replace(PRIORS.effect, mean=prior_mean))
    posterior = compute_posterior(days, priors, FAST)
    # Prior draws of effect and time constant, put through the same periods.
    rng, onset = np.random.default_rng(1), PRIORS.onset
    tau = truncexpon.rvs(onset.longest / onset.mean, scale=onset.mean, size=4000, random_state=rng)
    on, off = period_end_windows(days)
    reach = build_exposure(days.indicators, tau)[:, 0] @ (on[0] - off)
    before = np.var(rng.normal(prior_mean, 2.0, 4000) * reach)
    after = posterior.summarise_row(posterior.effect_row(0, reached=True))[1] ** 2
    # A variance of 4,000 draws has a standard error of 2-3 %.
    found = own_data_weight(posterior, days, priors, 0)
    assert 1.0 - found == pytest.approx(after / before, rel=0.1)


def test_data_are_counted_over_the_trial_without_washout():
    scores = np.r_[[5.0, np.nan, 0.0, 10.0], np.full(2, np.nan), [4.0, 4.0, 4.0, np.nan]]
    order = ["ldn", "ldn", "washout", "placebo", "placebo"]
    data = summarise_data(cut_out(lay_out(order, 2, scores)), 0)
    assert (data.days, data.observed, data.missing) == (10, 6, 2)
    assert (data.periods, data.pairs) == (4, 1)
    assert data.edge_share == pytest.approx(2 / 6)


def test_effects_are_in_units_of_the_scale():
    scores = np.random.default_rng(1).integers(2, 9, 84)
    vas = Outcome("vas", 0.0, 100.0, 10.0)
    days = cut_out(lay_out(["ldn", "placebo"] * 3, 14, 10 * scores, vas))
    posterior = compute_posterior(days, PRIORS, FAST)
    mean, sd = posterior.summarise_row(posterior.effect_row(0, reached=False))[:2]
    found = summarise_effect(posterior, days, 0, SIZES, reached=False)
    assert (found.mean, found.sd) == pytest.approx((10 * mean, 10 * sd), rel=1e-9)
